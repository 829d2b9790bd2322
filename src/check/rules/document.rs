//! The document: review, cadences, claims and names.

use std::collections::{BTreeMap, HashMap};

use super::{Finding, Look, Rule, counted};
use crate::matrix::{Cadence, CalendarId, Cover, DutyKind, Matrix, Place, Placed, Policy};
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
    let spoken = business_hours(look.matrix);
    let defines = |id: CalendarId| !look.matrix.calendar(id).business_hours.is_empty();
    let without = |defined: Option<bool>| -> Vec<Place> {
        spoken.iter().filter(|(calendar, _)| calendar.map(defines) == defined).map(|(_, place)| *place).collect()
    };
    let found = [
        (without(None), "but no calendar defines them"),
        (without(Some(false)), "but their calendar has none: all hours are off-hours"),
    ];
    for (places, why) in found {
        if let Some(first) = places.first() {
            let message = format!("business hours are used at {}, {why}", counted(places.len(), "place"));
            let items = document(look);
            look.report(Finding::at(Rule::NoCalendar, *first, message), &items);
        }
    }
}

/// Where business hours are used, each with its calendar.
fn business_hours(matrix: &Matrix) -> Vec<(Option<CalendarId>, Place)> {
    let parties = matrix.party_ids().filter_map(|(id, party)| Some((id, party.on_call()?)));
    let of_teams = parties
        .filter(|(_, on_call)| on_call.cover == Cover::BusinessHours)
        .map(|(id, on_call)| (matrix.calendar_of_party(id), on_call.place));
    let calendar = |policy: &Policy| policy.calendar.or(matrix.default_calendar());
    let levels =
        || matrix.policies.iter().flat_map(|policy| policy.levels.iter().map(move |level| (calendar(policy), level)));
    let differing = levels()
        .filter(|(_, level)| level.response.business_hours != level.response.off_hours)
        .map(|(calendar, level)| (calendar, level.response.place));
    let contacts = levels().flat_map(|(calendar, level)| level.contacts.iter().map(move |of| (calendar, of)));
    let of_levels = contacts
        .filter(|(_, contact)| contact.cover == Some(Cover::BusinessHours))
        .map(|(calendar, contact)| (calendar, contact.place));
    of_teams.chain(differing).chain(of_levels).collect()
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
