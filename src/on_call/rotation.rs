//! The turns of an order: when each begins by the clock of the calendar, and its number.
//!
//! Hand-overs are numbered, so their times are computed and not searched from the first one. A period without any weekly
//! hours of the rota uses no turn. The pattern of such periods repeats after some weeks, so turns are counted by whole
//! patterns. Only business days are counted one by one, because holidays have no pattern.

use std::iter;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::week::WeekMinutes;
use crate::matrix::calendar::DAYS;
use crate::matrix::clock::days_from;
use crate::matrix::{Calendar, Handover, Unit};

/// A turn by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: DateTime,
    pub(super) until: DateTime,
    /// The number of the turn, from 0.
    pub(super) turn: usize,
}

/// The hand-overs of an order.
pub(super) struct Rotation<'r> {
    grid: Grid<'r>,
    /// When the first turn begins.
    start: DateTime,
    /// The number of the first hand-over after the start.
    second: i64,
    counts: Counts,
    /// Weekly hours of the rota; `None`: all.
    hours: Option<&'r WeekMinutes>,
}

/// Hand-overs by their numbers, before and after a day.
struct Grid<'r> {
    handover: &'r Handover,
    origin: Date,
    /// Days after the origin or its Monday, within a week.
    days: Vec<i64>,
}

impl Grid<'_> {
    /// Hand-overs until the same time of a later day.
    fn slots(&self) -> i64 {
        i64::try_from(self.days.len() * self.handover.times.len()).unwrap_or(1).max(1)
    }

    /// The time of a hand-over.
    fn at(&self, number: i64) -> Option<DateTime> {
        let Handover { every, days, times } = self.handover;
        let (cycle, slot) = (number.div_euclid(self.slots()), number.rem_euclid(self.slots()));
        let (slot, count) = (usize::try_from(slot).ok()?, cycle.checked_mul(every.count.into())?);
        let time = times.get(slot % times.len())?;
        let after = |date: Date, days: i64| date.checked_add(1.day().checked_mul(days).ok()?).ok();
        let date = match every.unit {
            Unit::Hours => {
                let start = self.handover.time().on(self.origin)?;
                return start.checked_add(1.hour().checked_mul(count).ok()?).ok();
            }
            Unit::Days | Unit::BusinessDays => after(self.origin, count)?,
            Unit::Weeks => after(self.origin, count.checked_mul(7)? + self.days.get(slot / times.len())?)?,
            Unit::Months => {
                let month = self.origin.checked_add(1.month().checked_mul(count).ok()?).ok()?;
                let weekday = DAYS.iter().find(|(day, _)| days.contains(*day));
                weekday.map_or(Some(month), |(day, _)| month.nth_weekday_of_month(1, *day).ok())?
            }
        };
        time.on(date)
    }

    /// The number of a hand-over before a time, at most some cycles before.
    fn before(&self, at: DateTime) -> i64 {
        let hours = self.origin.at(0, 0, 0, 0).duration_until(at).as_hours();
        let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let passed = match self.handover.every.unit {
            Unit::Hours => hours,
            Unit::Days | Unit::BusinessDays => hours.div_euclid(24),
            Unit::Weeks => hours.div_euclid(7 * 24),
            Unit::Months => months(at.date()) - months(self.origin),
        };
        (passed.div_euclid(i64::from(self.handover.every.count)) - 2) * self.slots()
    }
}

/// How many hand-overs begin a turn.
struct Counts {
    /// Before each hand-over of a pattern; empty if each does.
    before: Vec<i64>,
}

impl Counts {
    fn of(grid: &Grid<'_>, hours: Option<&WeekMinutes>) -> Self {
        // A month has each hour of a week.
        let hours = hours.filter(|hours| !hours.is_empty() && grid.handover.every.unit != Unit::Months);
        let Some(hours) = hours else { return Self { before: Vec::new() } };
        let repeats = |week: i64| week / gcd(week, grid.handover.every.count.into());
        let pattern = match grid.handover.every.unit {
            Unit::Hours => repeats(7 * 24),
            Unit::Days | Unit::BusinessDays => grid.slots() * repeats(7),
            Unit::Weeks | Unit::Months => grid.slots(),
        };
        let mut before = vec![0];
        for number in 0..pattern {
            let has_hours =
                grid.at(number).zip(grid.at(number + 1)).is_some_and(|(from, until)| hours.meet(from, until));
            before.push(before.last().copied().unwrap_or_default() + i64::from(has_hours));
        }
        Self { before }
    }

    /// How many from number 0 to another.
    fn before(&self, number: i64) -> i64 {
        let Some(pattern) = i64::try_from(self.before.len()).ok().filter(|length| *length > 1).map(|length| length - 1)
        else {
            return number;
        };
        let whole = self.before.last().copied().unwrap_or_default();
        let rest = usize::try_from(number.rem_euclid(pattern)).unwrap_or_default();
        number.div_euclid(pattern) * whole + self.before[rest]
    }
}

fn gcd(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { gcd(other, one % other) }
}

impl<'r> Rotation<'r> {
    /// The turns from a time on. `is_after` tells whether a hand-over is after the start.
    pub(super) fn new(
        handover: &'r Handover,
        start: DateTime,
        hours: Option<&'r WeekMinutes>,
        is_after: impl Fn(DateTime) -> bool,
    ) -> Self {
        let grid = Grid::of(handover, start.date());
        let mut second = -2 * grid.slots();
        while grid.at(second).is_some_and(|at| !is_after(at)) {
            second += 1;
        }
        let counts = Counts::of(&grid, hours);
        Self { grid, start, second, counts, hours: hours.filter(|hours| !hours.is_empty()) }
    }

    /// The turns that overlap a stretch of time, in order.
    pub(super) fn turns(&self, calendar: &Calendar, from: DateTime, until: DateTime) -> Vec<Period> {
        if self.grid.handover.every.unit == Unit::BusinessDays {
            return self.turns_by_business_days(calendar, from, until);
        }
        let period = (self.grid.before(from) - self.second).max(0);
        let mut start = self.start_of(period);
        let periods = (period..).map_while(|period| {
            let end = self.start_of(period + 1);
            let from = std::mem::replace(&mut start, end);
            Some((from?, end?, self.turn(period), self.begins_turn(period)))
        });
        joined(periods, from, until)
    }

    /// The start of a period, from 0.
    fn start_of(&self, period: i64) -> Option<DateTime> {
        if period == 0 { Some(self.start) } else { self.grid.at(self.second + period - 1) }
    }

    /// The number of turns that begin with a period or earlier.
    fn begun(&self, period: i64) -> i64 {
        let first = self.start_of(1).is_none_or(|until| self.has_hours(self.start, until));
        i64::from(first) + self.counts.before(self.second + period) - self.counts.before(self.second)
    }

    fn begins_turn(&self, period: i64) -> bool {
        period == 0 || self.begun(period) > self.begun(period - 1)
    }

    fn turn(&self, period: i64) -> usize {
        usize::try_from(self.begun(period) - 1).unwrap_or_default()
    }

    fn has_hours(&self, from: DateTime, until: DateTime) -> bool {
        self.hours.is_none_or(|hours| hours.meet(from, until))
    }

    /// As [`Self::turns`], counted from the start.
    fn turns_by_business_days(&self, calendar: &Calendar, from: DateTime, until: DateTime) -> Vec<Period> {
        let first = self.start.date();
        // Weekends and holidays make a turn longer.
        let last = until.date().saturating_add((i64::from(self.grid.handover.every.count) * 2 + 30).days());
        let off = calendar.days_off(first.yesterday().unwrap_or(first), last);
        let time = self.grid.handover.time();
        let days = days_from(first).take_while(|day| *day <= last);
        let days = days.filter(|day| off.is_business_day(*day)).step_by(self.grid.handover.every.count.into());
        let handovers = days.filter_map(|day| time.on(day)).filter(|at| *at > self.start);
        let bounds: Vec<DateTime> = iter::once(self.start).chain(handovers).chain(time.on(last)).collect();
        let mut begun = 0;
        let periods = bounds.windows(2).map(|pair| {
            let begins = self.has_hours(pair[0], pair[1]);
            begun += usize::from(begins);
            (pair[0], pair[1], begun.saturating_sub(1), begins)
        });
        joined(periods, from, until)
    }
}

impl<'r> Grid<'r> {
    fn of(handover: &'r Handover, day: Date) -> Self {
        let monday = i64::from(day.weekday().to_monday_zero_offset());
        let is_weekly = handover.every.unit == Unit::Weeks;
        let days = match is_weekly {
            true if handover.days.is_empty() => vec![monday],
            true => {
                (0..).zip(DAYS).filter(|(_, (day, _))| handover.days.contains(*day)).map(|(number, _)| number).collect()
            }
            false => vec![0],
        };
        let origin = if is_weekly { day.saturating_sub(monday.days()) } else { day };
        Self { handover, origin, days }
    }
}

/// Joins periods that begin no turn with the turn before, and keeps those that overlap a stretch of time.
fn joined(
    periods: impl Iterator<Item = (DateTime, DateTime, usize, bool)>,
    from: DateTime,
    until: DateTime,
) -> Vec<Period> {
    let mut turns: Vec<Period> = Vec::new();
    for (start, end, turn, begins) in periods.take_while(|(start, ..)| *start < until) {
        match turns.last_mut() {
            Some(last) if !begins => last.until = end,
            _ => {
                // Only the last one can still grow.
                if turns.last().is_some_and(|last| last.until <= from) {
                    turns.clear();
                }
                turns.push(Period { from: start, until: end, turn });
            }
        }
    }
    turns
}
