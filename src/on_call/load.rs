//! How much of a time people are on call: hours, nights, weekends and holidays.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::DaysOff;
use super::hours::dates;
use crate::matrix::{Calendar, CalendarId, Interval, Matrix, PartyId, Rota, TimeOfDay, clock};

/// The time that somebody is on call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// Sorted and apart: two rotas at once are one time.
    pub times: Vec<Interval>,
    /// Dates between whose midnight and 06:00 somebody is on call.
    pub nights: BTreeSet<Date>,
    /// First days of weekends.
    pub weekends: BTreeSet<Date>,
    /// Dates of holidays.
    pub holidays: BTreeSet<Date>,
}

const MORNING: u16 = 6 * 60;

impl Matrix {
    /// What everyone does in some rotas, and as their fallback.
    pub(crate) fn loads(&self, rotas: &[&Rota], within: Interval) -> BTreeMap<PartyId, Load> {
        let mut loads: BTreeMap<PartyId, Load> = BTreeMap::new();
        let mut days: BTreeMap<CalendarId, Days<'_>> = BTreeMap::new();
        for (rota, shift) in self.turns_in(rotas.iter().copied(), within) {
            let Some(when) = shift.when.and(within) else { continue };
            let days = days.entry(rota.calendar).or_insert_with(|| Days::of(self.calendar(rota.calendar), within));
            let load = loads.entry(shift.person()).or_default();
            load.times.push(when);
            days.add(when, load);
        }
        for load in loads.values_mut() {
            load.times = clock::union(load.times.drain(..));
        }
        loads
    }
}

impl Load {
    /// All of it, in seconds.
    pub(crate) fn seconds(&self) -> u64 {
        self.times.iter().map(|time| time.seconds()).sum()
    }
}

/// The days of a calendar.
struct Days<'c> {
    calendar: &'c Calendar,
    off: DaysOff<'c>,
}

impl<'c> Days<'c> {
    fn of(calendar: &'c Calendar, within: Interval) -> Self {
        let (first, last) = dates(&calendar.zone, within);
        Self { calendar, off: calendar.days_off(first, last) }
    }

    /// Counts the days of a shift.
    fn add(&self, when: Interval, load: &mut Load) {
        let [first, last] = [when.from, when.until].map(|at| self.calendar.zone.to_datetime(at).date());
        for date in clock::days_from(first).take_while(|date| *date <= last) {
            let includes = |of: Interval<u16>| self.times(date, of).is_some_and(|times| times.and(when).is_some());
            if includes(Interval { from: 0, until: MORNING }) {
                load.nights.insert(date);
            }
            if self.is_weekend(date) && includes(Interval { from: 0, until: TimeOfDay::END.minutes() }) {
                load.weekends.insert(self.first_of_weekend(date));
            }
            if self.off.of(date).iter().any(|of| includes(*of)) {
                load.holidays.insert(date);
            }
        }
    }

    /// The instants of some minutes of a day.
    fn times(&self, date: Date, of: Interval<u16>) -> Option<Interval> {
        let at = |minutes: u16| -> Option<Timestamp> {
            clock::instant(&self.calendar.zone, TimeOfDay::at(usize::from(minutes))?.on(date)?)
        };
        Interval::new(at(of.from)?, at(of.until)?)
    }

    /// Checks whether a day has no business hours; in a calendar without any, whether it is a Saturday or Sunday.
    fn is_weekend(&self, date: Date) -> bool {
        if self.calendar.business_hours.is_empty() {
            matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
        } else {
            !self.off.has_hours(date)
        }
    }

    /// The first of the days in a row that are a weekend.
    fn first_of_weekend(&self, date: Date) -> Date {
        let before = std::iter::successors(Some(date), |day| day.yesterday().ok()).take(7);
        before.take_while(|day| self.is_weekend(*day)).last().unwrap_or(date)
    }
}
