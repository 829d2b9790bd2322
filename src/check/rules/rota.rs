//! Rotas and calendars: hours of the year ahead that nobody takes, or that two take.

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan};

use super::{Finding, Look, Rule, counted};
use crate::matrix::{Calendar, Cover, HolidayDate, Interval, PartyId, Place, Rota};

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for (id, _) in matrix.party_ids() {
        let rotas: Vec<&Rota> = matrix.rotas_of(id).collect();
        if let Some(first) = rotas.first() {
            let clock = matrix.calendar(first.calendar);
            if let Some(year) = Interval::year_from(look.today, &clock.zone) {
                gaps(look, id, &rotas, clock, year);
                overlaps(look, id, &rotas, clock, year);
            }
        }
    }
    teams_without_rota(look);
    holidays(look);
}

fn gaps(look: &mut Look<'_>, id: PartyId, rotas: &[&Rota], clock: &Calendar, year: Interval) {
    // A gap with a reason is wanted.
    let gaps = look.matrix.gaps_of(id, year).into_iter().filter(|gap| gap.reason.is_none());
    let gaps: Vec<Interval> = gaps.map(|gap| gap.when).collect();
    let Some(when) = several(&gaps, clock) else { return };
    let message = format!("nobody is on call for {} {when}", look.name(id));
    report(look, Rule::RotaGap, &message, id, &rotas.iter().map(|rota| rota.place).collect::<Vec<_>>());
}

fn overlaps(look: &mut Look<'_>, id: PartyId, rotas: &[&Rota], clock: &Calendar, year: Interval) {
    let (of_rotas, of_exceptions) = (look.matrix.overlaps_of(id, year), look.matrix.exceptions_twice(id, year));
    let exceptions = ("two exceptions name somebody", "; the later one wins", of_exceptions);
    for (what, but, overlaps) in [("two are on call", "", of_rotas), exceptions] {
        let times: Vec<Interval> = overlaps.iter().map(|overlap| overlap.when).collect();
        let (Some(when), Some(first)) = (several(&times, clock), overlaps.first()) else { continue };
        let message = format!("{what} for {} {when}{but}", look.name(id));
        let mut places = vec![first.second, first.first];
        places.extend(rotas.iter().map(|rota| rota.place).filter(|of| *of != first.first && *of != first.second));
        report(look, Rule::RotaOverlap, &message, id, &places);
    }
}

/// A finding at the first of some places, which lies in all rotas of a party and in the party.
fn report(look: &mut Look<'_>, rule: Rule, message: &str, id: PartyId, places: &[Place]) {
    let Some((at, others)) = places.split_first() else { return };
    let finding = Finding::at(rule, *at, message);
    let finding = others.iter().fold(finding, |finding, other| finding.related(*other, "has to do with it"));
    let rotas = look.matrix.rotas_of(id).map(|rota| rota.place);
    let items: Vec<Place> = rotas.chain([look.matrix.party(id).place]).collect();
    look.report(finding, &items);
}

/// The first of some times in words, and how many more there are; `None` where there are none.
fn several(times: &[Interval], clock: &Calendar) -> Option<String> {
    let (first, more) = times.split_first()?;
    let more = match more.len() {
        0 => String::new(),
        more => format!(", and {} in the year ahead", counted(more, "more time")),
    };
    Some(format!("from {} until {}{more}", shown(clock, first.from), shown(clock, first.until)))
}

/// What the clock of a calendar shows: `2026-03-29 02:00`.
pub(super) fn shown(clock: &Calendar, at: Timestamp) -> String {
    let at = clock.zone.to_datetime(at);
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

fn teams_without_rota(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let has = |id: PartyId| matrix.rotas_of(id).next().is_some() || matrix.party(id).rota_link.is_some();
    let others = matrix.party_ids().filter(|(id, _)| has(*id)).count();
    if others == 0 {
        return;
    }
    for (_, party) in matrix.party_ids().filter(|(id, _)| !has(*id)) {
        let Some(on_call) = party.on_call().filter(|on_call| on_call.cover == Cover::AroundTheClock) else { continue };
        let message = format!("{} is on call 24/7, but has no rota and no link to one", party.name);
        let finding = Finding::at(Rule::NoRota, on_call.place, message);
        look.report(finding.help("add it to `rotas`, or `rota: https://…` to the team"), &[party.place]);
    }
}

/// Dated holidays are to reach three months ahead. A calendar that has none has nothing to run out of; those that it takes
/// over are told once.
fn holidays(look: &mut Look<'_>) {
    let Ok(ahead) = look.today.checked_add(3.months()) else { return };
    let mut told: HashSet<Place> = HashSet::new();
    for calendar in &look.matrix.calendars {
        let dated = calendar.holidays.iter().filter_map(|holiday| match holiday.day {
            HolidayDate::Once(date) | HolidayDate::Range(_, date) => Some((date, holiday.place)),
            _ => None,
        });
        if let Some((last, place)) = dated.max_by_key(|(date, _)| *date).filter(|(last, _)| *last < ahead)
            && told.insert(place)
        {
            let message = format!("the holidays of calendar `{}` that have a date end with {last}", calendar.id);
            look.report(Finding::at(Rule::HolidaysRunOut, place, message), &[calendar.place]);
        }
    }
}
