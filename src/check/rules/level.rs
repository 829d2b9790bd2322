//! Escalation policies: windows, contacts and response times.

use std::collections::{HashMap, HashSet};

use super::{Finding, Look, Rule};
use crate::matrix::{Cover, Duration, Level, LevelContact, Matrix, Order, PartyId, Policy, PolicyId, Responsibility};

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let primaries = primaries(matrix);
    for (id, policy) in matrix.policy_ids() {
        if policy.levels.is_empty() {
            let finding =
                Finding::at(Rule::EmptyLevel, policy.place, format!("the policy `{}` has no level", policy.id));
            look.report_missing(finding, "levels", &[policy.place]);
        }
        windows(look, policy);
        let mut earlier = HashSet::new();
        for level in &policy.levels {
            contacts(look, policy, level, &earlier);
            next_of_one(look, policy, level);
            response(look, policy, level);
            earlier.extend(level.contacts.iter().map(|contact| contact.party));
        }
        teams_not_called(look, policy, primaries.get(&id).map(Vec::as_slice).unwrap_or_default());
    }
    slower_than_promised(look);
}

/// Compares each window with the one before.
fn windows(look: &mut Look<'_>, policy: &Policy) {
    if let Some((first, hours)) = policy.levels.first().and_then(|first| Some((first, first.hours?))) {
        let message = format!("the first level waits for {}: nobody is called before", hours.spoken());
        look.report(Finding::at(Rule::NoFirstLevel, first.place, message), &[first.place, policy.place]);
    }
    if let Some(first) = policy.levels.first().filter(|first| first.window.from > Duration::default()) {
        let message = format!("the first level begins at {}: nobody is called before", first.window.from);
        look.report(Finding::at(Rule::NoFirstLevel, first.window.place, message), &[first.place, policy.place]);
    }
    for pair in policy.levels.windows(2) {
        let [before, level] = pair else { continue };
        // A level with an invalid window is missing.
        if level.number != before.number + 1 {
            continue;
        }
        let (from, until) = (level.window.from, before.window.until);
        let numbers = format!("level {} begins at {from}", level.number);
        let (rule, message) = if from < before.window.from {
            (Rule::LevelsOutOfOrder, format!("{numbers}, before level {} does", before.number))
        } else if until.is_some_and(|until| until < from) {
            (Rule::LevelGap, format!("{numbers}, and level {} ends at {}", before.number, or_never(until)))
        } else if until.is_none_or(|until| from < until) {
            (
                Rule::LevelOverlap,
                format!("{numbers}, while level {} is active until {}", before.number, or_never(until)),
            )
        } else {
            continue;
        };
        let finding = Finding::at(rule, level.window.place, message).related(before.window.place, "the level before");
        look.report(finding, &[level.place, policy.place]);
    }
}

fn or_never(until: Option<Duration>) -> String {
    until.map_or("the end".to_owned(), |until| until.to_string())
}

/// Checks the contacts of a level. `earlier` are the parties that earlier levels call.
fn contacts(look: &mut Look<'_>, policy: &Policy, level: &Level, earlier: &HashSet<PartyId>) {
    let items = [level.place, policy.place];
    if level.contacts.is_empty() {
        if !level.row.is_empty() {
            return;
        }
        let message = format!("level {} calls nobody", level.number);
        look.report_missing(Finding::at(Rule::EmptyLevel, level.place, message), "contacts", &items);
        return;
    }
    let matrix = look.matrix;
    let cover = |contact: &LevelContact| matrix.cover_at_level(contact);
    let always = level.contacts.iter().filter(|contact| cover(contact) == Some(Cover::AroundTheClock));
    let stood_in: HashSet<PartyId> = always.flat_map(|contact| &contact.takes).copied().collect();
    let is_partly = |cover: Cover| match level.hours {
        Some(hours) => !hours.are_covered(cover),
        None => cover == Cover::BusinessHours,
    };
    let partly = level.contacts.iter().filter(|contact| cover(contact).is_some_and(is_partly));
    let partly: Vec<&str> =
        partly.filter(|contact| !stood_in.contains(&contact.party)).map(|contact| look.name(contact.party)).collect();
    if !partly.is_empty() {
        let of_level = match level.hours {
            Some(hours) => format!("is for {} and has contacts who aren't on call then", hours.spoken()),
            None => "has contacts on call in business hours only".to_owned(),
        };
        let message = format!("level {} {of_level}: {}", level.number, partly.join(", "));
        look.report(Finding::at(Rule::LevelPartlyCovered, level.place, message), &items);
    }
    // A level calls those under `call` for every row.
    let listed = || level.contacts.iter().filter(|contact| !contact.by_call);
    let open = listed().filter(|contact| contact.takes.is_empty());
    let open: Vec<&str> = open
        .filter(|contact| !is_plain(look.matrix, contact.party, earlier))
        .map(|contact| look.name(contact.party))
        .collect();
    if listed().count() > 1 && !open.is_empty() {
        let message = format!("level {} doesn't say whose calls each takes: {}", level.number, open.join(", "));
        let finding = Finding::at(Rule::LevelContactUnassigned, level.place, message);
        look.report(finding.help("add `for: [team]` to each contact"), &items);
    }
}

/// Reports rotas of one person whose next person a level calls: nobody follows.
fn next_of_one(look: &mut Look<'_>, policy: &Policy, level: &Level) {
    for contact in &level.contacts {
        let Some(rota) = contact.rota.filter(|call| call.next).map(|call| look.matrix.rota(call.rota)) else {
            continue;
        };
        let is_alone = |order: &Order| order.who.iter().all(|turn| Some(turn) == order.who.first());
        // A team in the order means its people on call, who change.
        let is_person = |id: &PartyId| look.matrix.rotas_of(*id).next().is_none();
        let people = || rota.order.iter().flat_map(|order| &order.who).flatten();
        if rota.order.iter().all(is_alone) && people().all(is_person) {
            let message =
                format!("level {} calls the next person of rota `{}`, which has one turn", level.number, rota.id);
            let finding = Finding::at(Rule::NobodyFollows, contact.place, message).related(rota.place, "the rota");
            let finding = finding.help("add somebody to its `order`, or call another party");
            look.report(finding, &[contact.place, level.place, policy.place]);
        }
    }
}

/// Whether it is obvious whose calls a party takes: a team takes its own, and a lead those of a team at an earlier level.
fn is_plain(matrix: &Matrix, party: PartyId, earlier: &HashSet<PartyId>) -> bool {
    matrix.party(party).team().is_some() || matrix.led_by(party).iter().any(|team| earlier.contains(team))
}

/// Compares the response time of a level with its window.
fn response(look: &mut Look<'_>, policy: &Policy, level: &Level) {
    let Some(until) = level.window.until else { return };
    let response = level.response;
    let lasts = until.saturating_sub(level.window.from);
    let longest = response.business_hours.max(response.off_hours);
    if let Some(longest) = longest.filter(|longest| *longest > lasts) {
        let message = if longest > until {
            format!("level {} may answer after {longest}, but its window ends at {until}", level.number)
        } else {
            format!("level {} may answer {longest} after its call, but its window lasts {lasts}", level.number)
        };
        let finding = Finding::at(Rule::ResponseOutlastsWindow, response.place, message);
        look.report(finding.related(level.window.place, "the window"), &[level.place, policy.place]);
    }
}

/// The teams that are primary in the systems of each policy, in the order of the matrix.
fn primaries(matrix: &Matrix) -> HashMap<PolicyId, Vec<PartyId>> {
    let mut primaries: HashMap<PolicyId, Vec<PartyId>> = HashMap::new();
    let mut seen = HashSet::new();
    for (system, area) in matrix.areas() {
        for policy in matrix.policies_of(system) {
            for party in area.parties(Responsibility::Primary) {
                if matrix.party(party).team().is_some() && seen.insert((policy, party)) {
                    primaries.entry(policy).or_default().push(party);
                }
            }
        }
    }
    primaries
}

/// Reports primaries of the systems of a policy that its first level has no contact for.
fn teams_not_called(look: &mut Look<'_>, policy: &Policy, primaries: &[PartyId]) {
    let matrix = look.matrix;
    let calls_row = |level: &&Level| level.row.iter().any(|call| call.responsibility == Responsibility::Primary);
    let first = policy.levels.first().filter(|first| !first.contacts.is_empty() && !calls_row(first));
    let Some(first) = first else { return };
    let takes = |contact: &LevelContact| contact.takes.iter().copied().chain([contact.party]).collect::<Vec<_>>();
    let called: HashSet<PartyId> = first.contacts.iter().flat_map(takes).collect();
    for party in primaries.iter().filter(|party| !called.contains(party)) {
        let of = matrix.party(*party);
        let message = format!("{} is a primary, but level {} has no contact for it", of.name, first.number);
        let finding = Finding::at(Rule::TeamNotCalled, of.place, message).related(first.place, "the level");
        look.report(finding, &[of.place, first.place, policy.place]);
    }
}

/// Compares service levels with the first level of the system's policy.
fn slower_than_promised(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for (id, system) in matrix.system_ids() {
        let promised = system.service_level.as_ref().and_then(|level| level.response);
        let first = matrix.policy_of(Some(id)).and_then(|policy| policy.levels.first());
        let (Some(promised), Some(first)) = (promised, first) else { continue };
        let slowest = first.response.business_hours.max(first.response.off_hours);
        if let Some(slowest) = slowest.filter(|slowest| *slowest > promised.value) {
            let message = format!(
                "{} promises an answer in {promised}, but level {} may answer after {slowest}",
                system.name, first.number
            );
            let finding = Finding::at(Rule::SlowerThanServiceLevel, promised.place, message);
            look.report(finding.related(first.response.place, "the response of the level"), &[system.place]);
        }
    }
}
