//! Computes shifts from a rota: who is on call when.
//!
//! The rule of a rota produces shifts without end. Temporary rules replace them for some time, the result is cut to the
//! hours of the rota, and overrides replace what is left.
//!
//! A hand-over is an instant: see [`clock::instant`] for times that a clock skips or repeats. If a zone skips the whole day
//! of a shift, the shift is left out, and the next person's turn follows.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use crate::matrix::calendar::Calendar;
use crate::matrix::clock::{self, Interval};
use crate::matrix::rota::{Handover, Rota, RotaHours};
use crate::matrix::{PartyId, Place};

/// One turn of a party or person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift<'m> {
    pub when: Interval,
    pub who: PartyId,
    /// The rule or exception behind it.
    pub layer: Layer,
    /// The place of the exception; `None` for the rule.
    pub exception: Option<Place>,
    pub reason: Option<&'m str>,
}

words! {
    /// The layer that says who is on call: of several, the last.
    pub(crate) enum Layer {
        /// The rule of the rota.
        Rule = "rule",
        /// Another rule for some time.
        Temporary = "temporary",
        /// An override.
        Override = "override",
    }
}

/// Search limits for the next shift, in days. It is nearly always within the first one: the longest turn is a week. The
/// others are for rotas that begin later, for calendars with long holidays, and for one person who is replaced some day.
pub(crate) const DAYS_AHEAD: [u32; 4] = [9, 60, 400, 4_000];

impl Rota {
    /// The shifts within an interval, in order and cut to it. They never overlap.
    pub(crate) fn shifts<'m>(&'m self, calendar: &Calendar, within: Interval) -> Vec<Shift<'m>> {
        self.whole_shifts(calendar, within).into_iter().filter_map(|shift| cut(shift, within)).collect()
    }

    /// The shifts that overlap an interval, in order. They aren't cut to it.
    ///
    /// The hours of the rota are computed for a longer interval, because a shift can begin one hand-over earlier.
    pub(crate) fn whole_shifts<'m>(&'m self, calendar: &Calendar, within: Interval) -> Vec<Shift<'m>> {
        let around = SignedDuration::from_hours(9 * 24);
        let wide = Interval {
            from: within.from.saturating_sub(around).unwrap_or(within.from),
            until: within.until.saturating_add(around).unwrap_or(within.until),
        };
        let rule = Rotation { order: &self.order, handover: self.handover, first: self.start, begins: None };
        let mut shifts = rule.shifts(&calendar.zone, wide, Layer::Rule);
        let temporary = holding(self.temporary.iter().map(|temporary| temporary.when), wide);
        // A temporary rule may hold for centuries.
        shifts = replaced(shifts, &temporary, |when, at| {
            when.and(wide).map_or_else(Vec::new, |when| self.temporary_shifts(&calendar.zone, when, at))
        });
        let hours = match &self.hours {
            RotaHours::All => None,
            RotaHours::Business => Some(calendar.business_hours_within(wide)),
            RotaHours::Weekly(spans) => Some(calendar.hours_within(spans, wide)),
        };
        if let Some(hours) = hours {
            shifts = only_within(&shifts, &hours);
        }
        let overrides = holding(self.overrides.iter().map(|stands_in| stands_in.when), wide);
        shifts = replaced(shifts, &overrides, |when, at| {
            let Some(stands_in) = self.overrides.get(at) else { return Vec::new() };
            let (exception, reason) = (Some(stands_in.place), stands_in.reason.as_deref());
            vec![Shift { when, who: stands_in.who, layer: Layer::Override, exception, reason }]
        });
        shifts.retain(|shift| shift.when.and(within).is_some());
        shifts
    }

    /// The shifts of a temporary rule in a part of its time.
    fn temporary_shifts<'m>(&'m self, zone: &TimeZone, when: Interval, at: usize) -> Vec<Shift<'m>> {
        let Some(temporary) = self.temporary.get(at) else { return Vec::new() };
        let begins = temporary.when.from;
        let Some(first) = Rotation::first_after(temporary.handover, zone, begins) else { return Vec::new() };
        let (order, handover) = (&temporary.order, temporary.handover);
        let rule = Rotation { order, handover, first, begins: Some(begins) };
        let (exception, reason) = (Some(temporary.place), temporary.reason.as_deref());
        let shifts = rule.shifts(zone, when, Layer::Temporary).into_iter();
        shifts.filter_map(|shift| cut(Shift { exception, reason, ..shift }, when)).collect()
    }

    /// Who is on call at an instant, until the next change, and who is next.
    pub(crate) fn turn<'m>(&'m self, calendar: &Calendar, at: Timestamp) -> Turn<'m> {
        let mut turn = Turn { now: None, next: None };
        for days in DAYS_AHEAD {
            let ahead = at.saturating_add(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MAX);
            turn = self.turn_until(calendar, at, ahead);
            if turn.next.is_some() || !self.may_change(calendar, ahead) {
                break;
            }
        }
        turn
    }

    /// Whether somebody else may come on call after an instant.
    fn may_change(&self, calendar: &Calendar, after: Timestamp) -> bool {
        let start = self.handover.time.on(self.start).and_then(|start| clock::instant(&calendar.zone, start));
        let temporary = self.temporary.iter().map(|temporary| temporary.when.until);
        let exceptions = self.overrides.iter().map(|stands_in| stands_in.when.until).chain(temporary);
        let is_alone = self.order.iter().all(|member| Some(member) == self.order.first());
        !is_alone
            || self.hours == RotaHours::Business
            || start.into_iter().chain(exceptions).any(|event| event >= after)
    }

    /// Like [`Self::turn`], but looks only until an instant.
    fn turn_until<'m>(&'m self, calendar: &Calendar, at: Timestamp, ahead: Timestamp) -> Turn<'m> {
        let Some(within) = Interval::new(at, ahead) else { return Turn { now: None, next: None } };
        let mut shifts = self.whole_shifts(calendar, within).into_iter().peekable();
        let Some(mut now) = shifts.next_if(|shift| shift.when.contains(at)) else {
            return Turn { now: None, next: shifts.next() };
        };
        // Consecutive shifts of one person are one turn.
        while let Some(more) = shifts.next_if(|next| next.who == now.who && next.when.from == now.when.until) {
            now.when.until = more.when.until;
        }
        Turn { now: Some(now), next: shifts.next() }
    }
}

/// Who is on call at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn<'m> {
    /// `None` if nobody is on call.
    pub now: Option<Shift<'m>>,
    /// `None` if nobody follows: one person is on call without an end, or the rota has ended.
    pub next: Option<Shift<'m>>,
}

/// A rule by which people take turns.
struct Rotation<'m> {
    order: &'m [PartyId],
    handover: Handover,
    /// The day of the first hand-over.
    first: Date,
    /// The start of a turn before the first hand-over, if there is one.
    begins: Option<Timestamp>,
}

impl Rotation<'_> {
    /// The day of the first hand-over after an instant. The search begins a day early, because the hand-over of a day that a
    /// zone skips moves to the next one.
    fn first_after(handover: Handover, zone: &TimeZone, after: Timestamp) -> Option<Date> {
        let mut day = handover.day_from(zone.to_datetime(after).date().yesterday().ok()?)?;
        while clock::instant(zone, handover.time.on(day)?)? <= after {
            day = day.checked_add(days(handover.period().into())).ok()?;
        }
        Some(day)
    }

    /// The instant of a hand-over by its number, from 0.
    fn handover(&self, zone: &TimeZone, number: i64) -> Option<Timestamp> {
        let day = self.first.checked_add(days(number.checked_mul(self.handover.period().into())?)).ok()?;
        clock::instant(zone, self.handover.time.on(day)?)
    }

    /// The shifts that overlap an interval.
    fn shifts<'m>(&self, zone: &TimeZone, within: Interval, layer: Layer) -> Vec<Shift<'m>> {
        let to_start = self.first.duration_until(zone.to_datetime(within.from).date()).as_hours() / 24;
        // Begins two hand-overs early: the one on this day may be later, and that of a skipped day precedes it.
        let mut number =
            (to_start / i64::from(self.handover.period()) - 2).max(if self.begins.is_some() { -1 } else { 0 });
        let mut shifts = Vec::new();
        loop {
            let from = match (number, self.begins) {
                (-1, Some(begins)) => Some(begins),
                _ => self.handover(zone, number),
            };
            let (Some(from), Some(until)) = (from, self.handover(zone, number + 1)) else { return shifts };
            if from >= within.until {
                return shifts;
            }
            let turn = if self.begins.is_some() { number + 1 } else { number };
            let who = usize::try_from(turn).ok().and_then(|turn| self.order.get(turn.checked_rem(self.order.len())?));
            if let (Some(when), Some(who)) = (Interval::new(from, until), who)
                && when.and(within).is_some()
            {
                shifts.push(Shift { when, who: *who, layer, exception: None, reason: None });
            }
            number += 1;
        }
    }
}

fn days(number: i64) -> Span {
    Span::new().try_days(number).unwrap_or_default()
}

/// Cuts a shift to an interval.
fn cut(shift: Shift<'_>, within: Interval) -> Option<Shift<'_>> {
    shift.when.and(within).map(|when| Shift { when, ..shift })
}

/// Which of some exceptions holds when, of several the last; those that overlap an interval, by their number.
fn holding(exceptions: impl Iterator<Item = Interval>, within: Interval) -> Vec<(Interval, usize)> {
    let overlapping = exceptions.enumerate().filter(|(_, when)| when.and(within).is_some());
    let mut changes: Vec<(Timestamp, bool, usize)> =
        overlapping.flat_map(|(at, when)| [(when.from, true, at), (when.until, false, at)]).collect();
    changes.sort_unstable();
    let mut holding: Vec<(Interval, usize)> = Vec::new();
    let mut open = BTreeSet::new();
    let mut since = Timestamp::MIN;
    for (change, begins, at) in changes {
        if let (Some(when), Some(last)) = (Interval::new(since, change), open.last().copied()) {
            match holding.last_mut().filter(|(before, of)| *of == last && before.until == since) {
                Some((before, _)) => before.until = change,
                None => holding.push((when, last)),
            }
        }
        if begins {
            open.insert(at)
        } else {
            open.remove(&at)
        };
        since = change;
    }
    holding
}

/// Replaces the shifts in the times of exceptions by those of the exceptions.
fn replaced<'m>(
    shifts: Vec<Shift<'m>>,
    exceptions: &[(Interval, usize)],
    of: impl Fn(Interval, usize) -> Vec<Shift<'m>>,
) -> Vec<Shift<'m>> {
    if exceptions.is_empty() {
        return shifts;
    }
    let times = clock::union(exceptions.iter().map(|(when, _)| *when));
    let left = clock::without(shifts.into_iter().map(|shift| (shift.when, shift)), &times);
    let left = left.into_iter().map(|(when, shift)| Shift { when, ..shift });
    let mut all: Vec<Shift<'m>> = left.chain(exceptions.iter().flat_map(|(when, at)| of(*when, *at))).collect();
    all.sort_by_key(|shift| shift.when);
    all
}

/// Cuts shifts to some intervals. Both lists are sorted.
fn only_within<'m>(shifts: &[Shift<'m>], hours: &[Interval]) -> Vec<Shift<'m>> {
    let mut within = Vec::new();
    let mut first = 0;
    for shift in shifts {
        while hours.get(first).is_some_and(|hours| hours.until <= shift.when.from) {
            first += 1;
        }
        let of_shift = hours.iter().skip(first).take_while(|hours| hours.from < shift.when.until);
        within.extend(of_shift.filter_map(|hours| cut(*shift, *hours)));
    }
    within
}
