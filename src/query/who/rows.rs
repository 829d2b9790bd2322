//! Rows of the matrix: areas and who carries them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::Date;

use crate::matrix::{Area, Assignment, Called, Matrix, PartyId, Responsibility, SystemId};
use crate::query::{
    Answer, AreaRow, Asker, Call, Caveats, Code, Now, Parties, Present, Unanswered, alert, area as row, call, card,
    resolve, through,
};

use super::system::policy_hint;

/// The rows that fit all filters.
pub(super) fn rows(
    matrix: &Parties<'_>,
    system: Option<SystemId>,
    area: Option<&str>,
    topic: Option<&str>,
    (party, role): (Option<PartyId>, Option<Responsibility>),
    present: &mut Present<'_>,
) -> Result<Answer<AreaRow>, Unanswered> {
    let mut fitting: Vec<(SystemId, &Area)> = match (system, area) {
        (Some(id), Some(typed)) => vec![(id, resolve::area(matrix, id, typed, Asker::Who)?)],
        (Some(id), None) => matrix.system(id).areas.iter().map(|area| (id, area)).collect(),
        (None, Some(typed)) => areas_called(matrix, typed)?,
        (None, None) => matrix.areas().collect(),
    };
    fitting.retain(|(_, area)| topic.is_none_or(|topic| area.topic.as_deref() == Some(topic)));
    let ways = party.map(|party| matrix.ways_from(party)).unwrap_or_default();
    if party.is_some() {
        fitting.retain(|(_, area)| asked_in(area, role).any(|party| ways.iter().any(|way| way.party == party)));
    }
    if fitting.is_empty() {
        return Err(Unanswered::nothing("no row matches", nothing_fits(matrix, system, party, role)));
    }
    let named: Vec<(SystemId, &Area)> =
        fitting.iter().copied().filter(|(_, area)| names_somebody(area, role)).collect();
    if named.is_empty() {
        return Err(names_nobody(matrix, &fitting, role));
    }
    Unanswered::limit_rows(named.len())?;
    let mut caveats = Caveats::default();
    for (id, area) in &named {
        row_caveats(matrix, *id, area, role, &mut caveats);
    }
    if named.len() < fitting.len() {
        let without =
            fitting.iter().filter(|(_, area)| !names_somebody(area, role)).map(|(_, area)| area.name.as_str());
        let message = format!("left out, the matrix names nobody: {}", without.collect::<Vec<_>>().join(", "));
        caveats.add(Code::NamesNobody, message, None);
    }
    let mut rows = Vec::with_capacity(named.len());
    let mut called = HashMap::new();
    for (id, area) in named {
        let now = present.of(Some(id), area.assignments.iter().map(|cell| cell.party))?;
        if let Some(now) = &now {
            caveats.moment(Some(now));
            not_at_this_hour(matrix, area, role, now, (present.today(id)?, &mut caveats));
        }
        let today = present.today(id)?;
        let asked = area.assignments.iter().filter(|cell| role.is_none_or(|role| cell.responsibility == role));
        if let Some(today) = today {
            caveats.ended(matrix, asked.clone(), today);
            let asked = asked.filter(|cell| role.is_some() || Responsibility::CALLED.contains(&cell.responsibility));
            asked.for_each(|cell| caveats.absence(matrix, cell.party, today));
        }
        let row = row(matrix, id, area, today);
        let mut call = call::of_row(&row.cells, &row.contacts, now.as_ref());
        let leads = |of: &Call| of.party.is_some() && of.is_reachable_now();
        if !call.first().is_some_and(leads) {
            // Rows of one policy and calendar with the same parties call the same people, unless the addresses of the system stand in.
            let state =
                |cell: &Assignment| (cell.responsibility, cell.party, today.is_some_and(|today| cell.has_ended(today)));
            let policy = matrix.policy_id_of(Some(id));
            let calls_system = !row.contacts.is_empty() && (policy.is_none() || !call::has_address(&row.cells));
            let cells: Vec<_> = area.assignments.iter().map(state).collect();
            let key = (policy, matrix.calendar_of_system(Some(id)), calls_system.then_some(id), cells);
            let first = match called.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(alert::now(matrix, id, Some(area), present.clock())?),
            };
            call = call::led_by(first, call);
        }
        let through = through::to_parties(matrix, &ways, asked_in(area, role));
        rows.push(AreaRow { call, through, now, ..row });
    }
    Ok(Answer::new("responsibility", rows, caveats))
}

/// Areas of all systems that a text fits, in each system as if it were asked there.
fn areas_called<'m>(matrix: &'m Matrix, typed: &str) -> Result<Vec<(SystemId, &'m Area)>, Unanswered> {
    let mut areas = Vec::new();
    for (id, system) in matrix.system_ids() {
        let fitting = resolve::best(typed, system.areas.iter().map(|area| (area, Called::from(area))));
        areas.extend(fitting.into_iter().map(|(area, _)| (id, area)));
    }
    if areas.is_empty() {
        let things = matrix.areas().map(|(_, area)| ((), Called::from(area))).collect::<Vec<_>>();
        // Nothing fits, so this is the error that names the nearest ones.
        let mut unanswered = resolve::one("area", typed, things.into_iter())
            .err()
            .unwrap_or_else(|| Unanswered::nothing(format!("no area is called `{typed}`"), Vec::new()));
        unanswered.hints.push("`own list areas` lists them".to_owned());
        return Err(unanswered);
    }
    Ok(areas)
}

/// The parties in the cells that are asked about.
fn asked_in(area: &Area, role: Option<Responsibility>) -> impl Iterator<Item = PartyId> {
    let cells = area.assignments.iter().filter(move |cell| role.is_none_or(|role| cell.responsibility == role));
    cells.map(|cell| cell.party)
}

fn names_somebody(area: &Area, role: Option<Responsibility>) -> bool {
    asked_in(area, role).next().is_some()
}

/// What was looked for where nothing fits, and where else to look.
pub(super) fn nothing_fits(
    matrix: &Matrix,
    system: Option<SystemId>,
    party: Option<PartyId>,
    role: Option<Responsibility>,
) -> Vec<String> {
    let mut hints = Vec::new();
    if let Some(party) = party {
        let party = matrix.party(party);
        let role = role.map_or("in no row", Responsibility::as_str);
        hints.push(format!("looked for {} ({role})", party.name));
        hints.push(format!("`own show {}` shows everything about it", party.id));
    }
    if let Some(system) = system {
        hints.push(format!("`own who {}` lists what {} has", matrix.system(system).id, matrix.system(system).name));
    }
    hints
}

/// The rows are there, and the cell that was asked for is empty in all of them.
fn names_nobody(matrix: &Matrix, rows: &[(SystemId, &Area)], role: Option<Responsibility>) -> Unanswered {
    let rows_named = rows.iter().map(|(id, area)| format!("{}, {}", matrix.system(*id).name, area.name));
    let what = role.map_or("anybody", |role| match role {
        Responsibility::Primary => "a primary",
        Responsibility::Secondary => "a secondary",
        Responsibility::Escalation => "an escalation contact",
        Responsibility::Approval => "an approval",
        Responsibility::Accountable => "anybody accountable",
        Responsibility::Consulted => "anybody consulted",
        Responsibility::Informed => "anybody informed",
    });
    let message = format!("the matrix doesn't name {what} for {}", rows_named.collect::<Vec<_>>().join("; "));
    let mut hints = Vec::new();
    if let [(_, area)] = rows {
        for other in Responsibility::ALL {
            let names: Vec<&str> = area.parties(other).map(|party| matrix.party(party).name.as_str()).collect();
            if !names.is_empty() {
                hints.push(format!("its {} is {}", other.as_str(), names.join(", ")));
            }
        }
    }
    if let ([(id, area)], true) = (rows, hints.is_empty()) {
        hints.extend(policy_hint(matrix, *id, &format!("{} {}", matrix.system(*id).id, area.id)));
    }
    Unanswered::nobody(message, hints)
}

/// Those of a row who are called in an incident and can't be reached at that moment.
fn not_at_this_hour(
    matrix: &Matrix,
    area: &Area,
    role: Option<Responsibility>,
    now: &Now,
    (today, caveats): (Option<Date>, &mut Caveats),
) {
    let is_away = |party: PartyId| today.and_then(|today| matrix.away_until(party, today)).is_some();
    let asked = |of: Responsibility| role.map_or(Responsibility::CALLED.contains(&of), |role| role == of);
    for cell in area.assignments.iter().filter(|cell| asked(cell.responsibility) && !is_away(cell.party)) {
        let party = matrix.party(cell.party);
        if let Some(told) = now.of(&party.id).filter(|told| told.covers == Some(false)) {
            caveats.not_at_this_hour(told, card::at(matrix, party.place));
        }
    }
}

/// Caveats of a row: its system, and the parties that were asked for.
fn row_caveats(matrix: &Matrix, id: SystemId, area: &Area, role: Option<Responsibility>, caveats: &mut Caveats) {
    caveats.system(matrix, id);
    if role.is_none() && area.parties(Responsibility::Primary).next().is_none() {
        let message = format!("no primary: {}, {}", matrix.system(id).name, area.name);
        caveats.add(Code::NoPrimary, message, Some(card::at(matrix, area.place)));
    }
    for cell in &area.assignments {
        if role.is_none_or(|role| cell.responsibility == role) {
            caveats.party(matrix, cell.party);
        }
    }
}
