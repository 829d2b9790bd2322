//! Who is on call outside business hours.

use super::super::{Block, Grid, Run, facts, phrase};
use crate::query::At;
use crate::query::gaps::{AreaHours, Coverage, OnCallParty, OtherHours, SystemHours};

/// Where the areas stand that are told.
pub(super) fn places(coverage: &Coverage) -> impl Iterator<Item = &At> + Clone {
    coverage.hours.iter().flat_map(|system| &system.areas).map(|area| &area.at)
}

/// Cover of each system, then the areas that have none.
pub(super) fn blocks(coverage: &Coverage, one_file: bool) -> Vec<Block> {
    let parties = Grid::of(coverage.hours.iter().flat_map(parties))
        .column("system", |(system, ..)| Run::strong(&system.id))
        .column("covered", |(system, ..)| covered(system.other_hours))
        .column("party", |(_, party, _)| party.map_or(Run::caution("nobody is named"), |party| Run::plain(&party.name)))
        .column("on call", |(_, party, on_call)| match party {
            None => Run::faint("–"),
            Some(_) if on_call == phrase::NOT_SAID => Run::caution(on_call),
            Some(_) => Run::plain(on_call),
        })
        .column("as", |(_, party, _)| Run::plain(party.map(|of| phrase::words(&of.concerned_as)).unwrap_or_default()))
        .column("for", |(_, party, _)| Run::plain(party.map(purpose).unwrap_or_default()));
    let mut blocks = vec![facts::part("Outside business hours"), parties.block()];
    let areas = coverage.hours.iter().flat_map(|system| system.areas.iter().map(move |area| (system, area)));
    let areas: Vec<_> = areas.collect();
    if !areas.is_empty() {
        let table = Grid::of(areas)
            .column("system", |(system, _)| Run::strong(&system.id))
            .column("area", |(_, area)| &area.name)
            .column("covered", |(_, area)| covered(area.other_hours))
            .column("because", |(_, area)| because(area))
            .column("line", |(_, area)| Run::faint(phrase::line(&area.at, one_file)));
        blocks.extend([facts::part("Areas that nobody is known to cover outside business hours"), table.block()]);
    }
    blocks
}

fn covered(other_hours: OtherHours) -> Run {
    match other_hours {
        OtherHours::Covered => Run::plain("yes"),
        OtherHours::Partly => Run::caution("partly"),
        OtherHours::Unknown => Run::caution(phrase::NOT_SAID),
        OtherHours::BusinessHours | OtherHours::Nobody => Run::caution("no"),
    }
}

/// Each party that covers a system; where none does, each that might. With when it is on call.
fn parties(system: &SystemHours) -> Vec<(&SystemHours, Option<&OnCallParty>, &'static str)> {
    let all = [
        (&system.around_the_clock, "24/7"),
        (&system.off_hours, "off-hours"),
        (&system.business_hours, "business hours"),
        (&system.unknown, phrase::NOT_SAID),
    ];
    // With different calendars, those in business hours cover some of the others, too.
    let by_words = system.other_hours == OtherHours::Covered
        && !(system.around_the_clock.is_empty() && system.off_hours.is_empty());
    let told = all.into_iter().take(if by_words { 2 } else { all.len() });
    let told = told.flat_map(|(parties, on_call)| parties.iter().map(move |party| (party, on_call)));
    let told: Vec<_> = told.map(|(party, on_call)| (system, Some(party), on_call)).collect();
    if told.is_empty() { vec![(system, None, "")] } else { told }
}

fn purpose(party: &OnCallParty) -> String {
    let otherwise = party.otherwise.as_ref().map(|words| format!("otherwise {words}"));
    party.purpose.iter().cloned().chain(otherwise).collect::<Vec<_>>().join("; ")
}

fn because(area: &AreaHours) -> String {
    let business = phrase::named(&area.business_hours);
    let unknown = phrase::named(&area.unknown);
    if area.other_hours == OtherHours::Partly {
        let names = [phrase::named(&area.off_hours), business, unknown];
        let names: Vec<String> = names.into_iter().filter(|names| !names.is_empty()).collect();
        return format!("in some of those hours: {}", names.join(", "));
    }
    match (business.is_empty(), unknown.is_empty()) {
        (true, true) => "neither a primary nor a second".to_owned(),
        (false, true) => format!("in business hours only: {business}"),
        (true, false) => format!("cover not said: {unknown}"),
        (false, false) => format!("in business hours only: {business}; cover not said: {unknown}"),
    }
}
