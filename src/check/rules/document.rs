//! The document: review, cadences, claims and names.

use std::collections::{BTreeMap, HashMap};

use super::{Finding, Look, Rule, counted};
use crate::matrix::{Cadence, CalendarId, Cover, DutyKind, Place, Placed, Policy};
use crate::text::name;

pub(super) fn rules(look: &mut Look<'_>) {
    review(look);
    cadences(look);
    claims(look);
    calendar(look);
    same_words(look);
}

/// The document as an item, if the matrix has one.
fn document(look: &Look<'_>) -> Vec<Place> {
    look.matrix.document.place.into_iter().collect()
}

fn review(look: &mut Look<'_>) {
    let document = &look.matrix.document;
    let Some(review) = &document.review else { return };
    let Some(due) = review.due else { return };
    let items = self::document(look);
    if look.today > due.value {
        let message = format!("the review was due on {due}");
        look.report(Finding::at(Rule::ReviewOverdue, due.place, message), &items);
    }
    let (Some(updated), Some(cycle)) = (document.updated, review.cycle) else { return };
    let Some(expected) = cycle.value.period().and_then(|period| period.end(updated.value)) else { return };
    if expected != due.value {
        let message = format!(
            "the review is due on {due}, but the update of {updated} plus a {} cycle is {expected}",
            cycle.value.as_str()
        );
        let finding = Finding::at(Rule::ReviewOffCycle, due.place, message);
        look.report(finding.help(format!("write `{expected}`")).related(updated.place, "the update"), &items);
    }
}

fn cadences(look: &mut Look<'_>) {
    let ambiguous = |cadence: &Placed<Cadence>| cadence.value == Cadence::BiAnnual;
    let help = "write `semi-annual` or `biennial`";
    let matrix = look.matrix;
    let cycle = matrix.document.review.as_ref().and_then(|review| review.cycle);
    if let Some(cycle) = cycle.filter(ambiguous) {
        let message = "the review is twice a year or every two years";
        let items = document(look);
        look.report(Finding::at(Rule::AmbiguousCadence, cycle.place, message).help(help), &items);
    }
    for (system, duty) in matrix.all_duties() {
        let items: Vec<Place> =
            [Some(duty.place), system.map(|id| matrix.system(id).place)].into_iter().flatten().collect();
        if let Some(every) = duty.every.filter(ambiguous) {
            let message = format!("{} is twice a year or every two years", duty.task);
            look.report(Finding::at(Rule::AmbiguousCadence, every.place, message).help(help), &items);
        }
        let is_audit = matches!(duty.kind, DutyKind::Audit | DutyKind::InternalAudit | DutyKind::ExternalAudit);
        if is_audit && duty.every.is_none() {
            let message = format!("the audit `{}` has no cadence", duty.task);
            look.report(Finding::at(Rule::NoCadence, duty.place, message).help("add `every: …`"), &items);
        }
    }
}

/// Compares the numbers that the text claims with those of the matrix.
fn claims(look: &mut Look<'_>) {
    let items = document(look);
    for claim in &look.matrix.document.claims {
        if let Some(counted) = look.matrix.counted(&claim.thing).filter(|counted| *counted != claim.count) {
            let message = format!("the text says {} {}, the matrix has {counted}", claim.count, claim.thing);
            look.report(Finding::at(Rule::ClaimMismatch, claim.place, message), &items);
        }
    }
}

/// Reports business hours that no calendar defines.
fn calendar(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let defines = |id: Option<CalendarId>| id.map(|id| !matrix.calendar(id).business_hours.is_empty());
    for (defined, why) in
        [(None, "but no calendar defines them"), (Some(false), "but their calendar has none: all hours are off-hours")]
    {
        let parties = matrix.party_ids().filter(|(id, _)| defines(matrix.calendar_of_party(*id)) == defined);
        let on_call = parties.filter_map(|(_, party)| party.on_call());
        let of_teams = on_call.filter(|on_call| on_call.cover == Cover::BusinessHours).map(|on_call| on_call.place);
        let asked = |policy: &&Policy| defines(policy.calendar.or(matrix.default_calendar())) == defined;
        let levels = || matrix.policies.iter().filter(asked).flat_map(|policy| &policy.levels);
        let responses = levels().map(|level| level.response);
        let differing = responses.filter(|response| response.business_hours != response.off_hours);
        let contacts = levels().flat_map(|level| &level.contacts);
        let of_levels = contacts.filter(|contact| contact.cover == Some(Cover::BusinessHours));
        let of_levels = of_levels.map(|contact| contact.place);
        let spoken: Vec<Place> = of_teams.chain(differing.map(|response| response.place)).chain(of_levels).collect();
        if let Some(first) = spoken.first() {
            let message = format!("business hours are used at {}, {why}", counted(spoken.len(), "place"));
            let items = document(look);
            look.report(Finding::at(Rule::NoCalendar, *first, message), &items);
        }
    }
}

/// Reports names that things of different kinds share. Areas and procedures of several systems may share theirs.
fn same_words(look: &mut Look<'_>) {
    let matrix = look.matrix;
    // Many areas have one name, and comparing texts costs less than their keys.
    let mut same: HashMap<&str, Vec<(usize, &str, Place)>> = HashMap::new();
    let areas = matrix.areas().map(|(_, area)| (area.name.as_str(), "an area", area.place));
    let duties = matrix.all_duties().map(|(system, duty)| {
        let kind = if system.is_some() { "a procedure" } else { duty.kind.as_str() };
        (duty.task.as_str(), kind, duty.place)
    });
    let systems = matrix.systems.iter().map(|system| (system.name.as_str(), "a system", system.place));
    let parties = matrix.parties.iter().map(|party| (party.name.as_str(), "a party", party.place));
    for (number, (text, kind, place)) in areas.chain(duties).chain(systems).chain(parties).enumerate() {
        same.entry(text).or_default().push((number, kind, place));
    }
    let mut named: BTreeMap<String, Vec<(usize, &str, &str, Place)>> = BTreeMap::new();
    for (text, things) in same {
        let things = things.into_iter().map(|(number, kind, place)| (number, text, kind, place));
        named.entry(name::key(text)).or_default().extend(things);
    }
    for mut things in named.into_values() {
        things.sort_unstable_by_key(|(number, ..)| *number);
        let Some((_, text, _, place)) = things.first().copied() else { continue };
        let mut kinds: Vec<&str> = Vec::new();
        for (_, _, kind, _) in &things {
            if !kinds.contains(kind) {
                kinds.push(kind);
            }
        }
        if kinds.len() > 1 {
            let message = format!("`{text}` names things of different kinds: {}", kinds.join(", "));
            let finding = Finding::at(Rule::SameWords, place, message);
            let finding = things[1..].iter().fold(finding, |finding, (.., kind, place)| finding.related(*place, *kind));
            let items: Vec<Place> = things.iter().map(|(.., place)| *place).chain(document(look)).collect();
            look.report(finding, &items);
        }
    }
}
