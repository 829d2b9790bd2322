//! Turns of somebody in a rota.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{AgendaSpan, Asked, Entry, When, uid};
use crate::limits::SHIFTS;
use crate::matrix::{Interval, Matrix, PartyId, Responsibility, Rota, RotaKind, SystemId, clock};
use crate::on_call::{Fallbacks, Layer, Shift};
use crate::query::{Caveats, Code, Unanswered, card};

/// The shifts of all rotas that are asked about, rota by rota.
pub(super) fn entries(
    matrix: &Matrix,
    asked: Asked,
    question: &AgendaSpan,
    caveats: &mut Caveats,
) -> Result<Vec<Entry>, Unanswered> {
    let of_system = asked.system.map(|system| called(matrix, system, question.today));
    let takes_calls = |party: &PartyId| of_system.as_ref().is_none_or(|called| called.contains(party));
    kept_elsewhere(matrix, asked.who, takes_calls, caveats);
    let mut entries = Vec::new();
    let mut fallbacks = Fallbacks::new(matrix);
    for rota in matrix.rotas.iter().filter(|rota| takes_calls(&rota.party)) {
        let zone = &matrix.calendar(rota.calendar).zone;
        let Some(within) = stretch(question.from, question.days, zone) else { continue };
        let mut shifts = matrix.whole_shifts(rota, within);
        shifts.extend_from_slice(fallbacks.of(rota, within));
        let is_asked = |shift: &&Shift<'_>| asked.who.is_none_or(|who| rota.party == who || matrix.takes(who, shift));
        let mut starts: HashMap<Timestamp, usize> = HashMap::new();
        for shift in &shifts {
            *starts.entry(shift.when.from).or_default() += 1;
        }
        let is_shared = |shift: &Shift<'_>| starts.get(&shift.when.from).is_some_and(|count| *count > 1);
        let asked = shifts.iter().filter(is_asked);
        entries.extend(asked.map(|shift| entry(matrix, rota, shift, is_shared(shift), question.contacts)));
        if entries.len() > SHIFTS {
            let message = format!("more than {SHIFTS} turns: choose fewer days, a party or a system");
            return Err(Unanswered::misuse(message, Vec::new()));
        }
    }
    Ok(entries)
}

/// Parties to call for a system on a day: the primary, secondary and escalation of its areas.
fn called(matrix: &Matrix, system: SystemId, today: Date) -> HashSet<PartyId> {
    let areas = &matrix.system(system).areas;
    areas.iter().flat_map(|area| Responsibility::CALLED.into_iter().flat_map(|of| area.current(of, today))).collect()
}

/// From the beginning of a day for some days, by the clock of a zone.
fn stretch(from: Date, days: u32, zone: &TimeZone) -> Option<Interval> {
    let midnight = |day: Date| clock::midnight(zone, day);
    let until = from.checked_add(i64::from(days).days()).ok().and_then(midnight).unwrap_or(Timestamp::MAX);
    Interval::new(midnight(from)?, until)
}

/// The id of a shift has the start of its whole turn, wherever the calendar begins. It doesn't say who is on call: a
/// substitute for the whole turn changes the event instead of adding one. Only people who share a turn have different ids.
fn entry(matrix: &Matrix, rota: &Rota, shift: &Shift<'_>, is_shared: bool, contacts: bool) -> Entry {
    let party = &matrix.party(rota.party).name;
    let who = matrix.party(shift.person());
    let mut description = vec![format!("rota {} of {party}", rota.name.as_ref().unwrap_or(&rota.id))];
    if shift.layer != Layer::Rule {
        let whose = shift.instead_of.map(|whose| format!(" for {}", matrix.party(whose).name)).unwrap_or_default();
        let reason = shift.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        description.push(format!("{}{whose}{reason}", shift.layer));
    }
    description.extend(shift.held_by.map(|_| format!("on call for {}", matrix.party(shift.who).name)));
    let real = matrix.contacts_of(shift.person()).filter(|contact| contacts && !contact.is_placeholder());
    description.extend(real.map(|contact| format!("{}: {}", contact.label, contact.address)));
    // Nobody calls a shadow.
    let kind = if rota.kind == RotaKind::Primary { String::new() } else { format!(" ({})", rota.kind) };
    let start = shift.when.from.strftime("%Y%m%dt%H%M%Sz").to_string();
    let names = ["shift", &rota.id, &start, &who.id];
    Entry {
        uid: uid(if is_shared { &names } else { &names[..3] }),
        summary: format!("{} on call for {party}{kind}", who.name),
        description,
        category: "on-call",
        when: When::Stretch(shift.when),
    }
}

/// External rotas that are asked about.
fn kept_elsewhere(
    matrix: &Matrix,
    who: Option<PartyId>,
    takes_calls: impl Fn(&PartyId) -> bool,
    caveats: &mut Caveats,
) {
    for (id, party) in matrix.party_ids().filter(|(id, _)| takes_calls(id)) {
        if who.is_none_or(|who| who == id)
            && let Some(link) = &party.rota_link
        {
            caveats.add_of(Code::RotaElsewhere, "left out, external rota", &party.name, card::at(matrix, link.place));
        }
    }
}
