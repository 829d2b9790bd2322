//! Overrides: those without a use, and those that replace somebody else than they say.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use super::rota::shown;
use super::{Finding, Look, Rule};
use crate::matrix::{Interval, Override, PartyId, Rota, clock};
use crate::on_call::Shift;

/// Compares each override of a year with the hours of its rota, and with the turns that it replaces.
pub(super) fn overrides(look: &mut Look<'_>, rota: &Rota, year: Interval) {
    if rota.overrides.is_empty() {
        return;
    }
    let hours = look.matrix.hours_of(rota, year);
    let without = Rota { overrides: Vec::new(), ..rota.clone() };
    let shifts = look.matrix.shifts_of(&without, year);
    let (mut earlier, mut absences) = (Taken::default(), Absences::new());
    let matrix = look.matrix;
    let away = |who| matrix.away(who, &matrix.calendar(rota.calendar).zone, year);
    for stands_in in &rota.overrides {
        let Some(when) = stands_in.when.and(year) else { continue };
        let replaced = replaced(&shifts, when);
        let times = match hours.as_ref().filter(|_| !stands_in.all_hours) {
            Some(hours) => clock::both(when, hours),
            None => vec![when],
        };
        let is_outside = times.is_empty();
        let replaces_earlier = earlier.take(when);
        let told = if is_outside && when == stands_in.when {
            let message = format!("the override has no hour inside the hours of rota `{}`", rota.id);
            let help = "correct `from` and `until`, or add `all_hours: true`";
            Some((Rule::OverrideOutsideHours, message, help))
        } else if let Some((who, away)) = first_away(stands_in, &times, &mut absences, away) {
            let zone = look.matrix.calendar(rota.calendar);
            let [from, until] = [away.from, away.until].map(|at| shown(zone, at));
            let message =
                format!("{} is to be on call by this override, and is away from {from} until {until}", look.name(who));
            Some((Rule::OverrideAway, message, "name somebody else, or correct the dates"))
        } else if replaces_earlier || is_outside {
            None
        } else if changes_nothing(stands_in, &replaced) {
            let names: Vec<&str> = stands_in.who.iter().map(|who| look.name(*who)).collect();
            let message = format!("the override changes nothing: {} is on call anyway", names.join(", "));
            Some((Rule::OverrideWithoutEffect, message, "correct `who` or the dates, or drop the override"))
        } else {
            let other = stands_in.replaces.and_then(|whose| Some((whose, other_than(whose, &replaced)?)));
            other.map(|(whose, other)| {
                let zone = look.matrix.calendar(rota.calendar);
                let [from, until] = [other.when.from, other.when.until].map(|at| shown(zone, at));
                let who = [whose, other.who].map(|who| look.name(who));
                let message =
                    format!("the override replaces {}, but {} is on call from {from} until {until}", who[0], who[1]);
                (Rule::OverrideReplacesOther, message, "correct `replaces`, or the dates")
            })
        };
        if let Some((rule, message, help)) = told {
            look.report(Finding::at(rule, stands_in.place, message).help(help), &[rota.place]);
        }
    }
}

/// When people are away in a year, each looked up once.
type Absences = HashMap<PartyId, Vec<Interval>>;

/// The first absence of one of the people of an override in the times at which it applies.
fn first_away(
    stands_in: &Override,
    times: &[Interval],
    absences: &mut Absences,
    away: impl Fn(PartyId) -> Vec<Interval>,
) -> Option<(PartyId, Interval)> {
    let mut first_of = |who: &PartyId| -> Option<(PartyId, Interval)> {
        let away = absences.entry(*who).or_insert_with(|| away(*who));
        Some((*who, times.iter().find_map(|time| clock::both(*time, away).first().copied())?))
    };
    stands_in.who.iter().filter_map(&mut first_of).min_by_key(|(_, away)| away.from)
}

/// The shifts in the time of an override, cut to it.
fn replaced<'m>(shifts: &[Shift<'m>], when: Interval) -> Vec<Shift<'m>> {
    let meeting = shifts.iter().take_while(|shift| shift.when.from < when.until);
    meeting.filter_map(|shift| Some(Shift { when: shift.when.and(when)?, ..*shift })).collect()
}

/// Whether only the people of an override have turns in its time.
fn changes_nothing(stands_in: &Override, replaced: &[Shift<'_>]) -> bool {
    let people: HashSet<PartyId> = replaced.iter().map(|shift| shift.who).collect();
    let own: HashSet<PartyId> = stands_in.who.iter().copied().collect();
    !own.is_empty() && !stands_in.all_hours && stands_in.replaces.is_none() && people == own
}

/// The first turn that is another one's than that of somebody, while that one is not on call.
fn other_than<'s, 'm>(whose: PartyId, replaced: &'s [Shift<'m>]) -> Option<&'s Shift<'m>> {
    let own = clock::union(replaced.iter().filter(|shift| shift.is_of(whose)).map(|shift| shift.when));
    replaced.iter().find(|shift| !clock::without([(shift.when, ())], &own).is_empty())
}

/// The union of some intervals, by their starts.
#[derive(Default)]
struct Taken(BTreeMap<Timestamp, Timestamp>);

impl Taken {
    /// Adds an interval, and tells whether it overlaps an earlier one.
    fn take(&mut self, mut when: Interval) -> bool {
        let mut overlaps = false;
        while let Some((from, until)) = self.0.range(..when.until).next_back().map(|(from, until)| (*from, *until))
            && until > when.from
        {
            overlaps = true;
            self.0.remove(&from);
            when = Interval { from: from.min(when.from), until: until.max(when.until) };
        }
        self.0.insert(when.from, when.until);
        overlaps
    }
}
