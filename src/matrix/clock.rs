//! Civil time and instants: what a clock on the wall shows, and when it shows it.
//!
//! A wall clock that is set forward skips times, and one that is set back shows times twice. Two readings are offered,
//! and the caller chooses one by the name of the function:
//! - [`instant`]: the one instant of an appointment. A time that is skipped moves by what was skipped (02:30 becomes
//!   03:30), a time that comes twice means the first. Hand-overs of a rota, and times that people type, are of this kind.
//! - [`showings`]: every instant at which the clock shows a time: none, one or two. Business hours are read off the clock
//!   (see [`crate::on_call::hours`]), so both showings of 02:30 are in them, or neither.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::time_zones;

/// A time of day in whole minutes from midnight, 00:00 to 24:00; 24:00 is the midnight at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// 00:00.
    pub(crate) const START: Self = Self { minutes: 0 };
    /// 24:00.
    pub(crate) const END: Self = Self { minutes: 24 * 60 };
    /// The last minute of a day.
    pub(crate) const LAST: Self = Self { minutes: 24 * 60 - 1 };

    /// The minute that a clock shows; its seconds are dropped.
    pub(crate) fn of(time: Time) -> Self {
        let [hour, minute] = [time.hour(), time.minute()].map(|part| u16::try_from(part).unwrap_or_default());
        Self { minutes: hour * 60 + minute }
    }

    /// Minutes from the midnight at the start of the day.
    pub(crate) const fn minutes(self) -> u16 {
        self.minutes
    }

    /// The time so many minutes after midnight; `None` behind 24:00.
    pub(crate) fn at(minutes: usize) -> Option<Self> {
        Some(Self { minutes: u16::try_from(minutes).ok()? }).filter(|time| *time <= Self::END)
    }

    /// This time on a day: 24:00 is 00:00 of the day after. `None` behind the last day there is.
    pub(crate) fn on(self, date: Date) -> Option<DateTime> {
        if self == Self::END {
            return Some(date.tomorrow().ok()?.to_datetime(Time::midnight()));
        }
        let [hour, minute] = [self.minutes / 60, self.minutes % 60].map(|part| i8::try_from(part).unwrap_or_default());
        // A crafted compiled matrix may hold a time that no clock shows.
        Some(date.to_datetime(Time::new(hour, minute, 0, 0).ok()?))
    }
}

/// `09:00`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

const WRONG_FORM: &str = "times of day are written 09:00, from 00:00 to 24:00";

impl FromStr for TimeOfDay {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let (hour, minute) = text.split_once(':').ok_or(WRONG_FORM)?;
        let number = |part: &str| {
            let two_digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            if two_digits { part.parse::<u16>().map_err(|_| WRONG_FORM) } else { Err(WRONG_FORM) }
        };
        let (hour, minute) = (number(hour)?, number(minute)?);
        let minutes = hour * 60 + minute;
        if minute < 60 && minutes <= Self::END.minutes { Ok(Self { minutes }) } else { Err(WRONG_FORM) }
    }
}

/// A stretch of time: its start is in it, its end isn't. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Interval<T = Timestamp> {
    /// Its first instant.
    pub from: T,
    /// The first instant after it.
    pub until: T,
}

impl<T: Ord + Copy> Interval<T> {
    /// From one instant until another; `None` where nothing lies between.
    pub(crate) fn new(from: T, until: T) -> Option<Self> {
        (from < until).then_some(Self { from, until })
    }

    /// Checks whether an instant is in it.
    pub(crate) fn contains(self, at: T) -> bool {
        self.from <= at && at < self.until
    }

    /// The overlap with another interval.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }
}

impl Interval {
    /// A year from the start of a day, by the clock of a zone.
    pub(crate) fn year_from(day: Date, zone: &TimeZone) -> Option<Self> {
        Self::new(midnight(zone, day)?, midnight(zone, day.checked_add(1.year()).ok()?)?)
    }

    /// Its length in seconds.
    pub(crate) fn seconds(self) -> u64 {
        u64::try_from(self.until.as_second() - self.from.as_second()).unwrap_or_default()
    }
}

/// The union of some intervals: sorted, apart from one another.
pub(crate) fn union<T: Ord + Copy>(intervals: impl IntoIterator<Item = Interval<T>>) -> Vec<Interval<T>> {
    let mut sorted: Vec<Interval<T>> = intervals.into_iter().collect();
    sorted.sort_unstable();
    let mut union: Vec<Interval<T>> = Vec::new();
    for next in sorted {
        match union.last_mut().filter(|last| next.from <= last.until) {
            Some(last) => last.until = last.until.max(next.until),
            None => union.push(next),
        }
    }
    union
}

/// The start of a day by the clock of a zone.
pub(crate) fn midnight(zone: &TimeZone, day: Date) -> Option<Timestamp> {
    instant(zone, day.to_datetime(Time::midnight()))
}

/// A day and those after it.
pub(crate) fn days_from(first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok())
}

/// How many days a day is after another one; `None` if it is before.
pub(crate) fn days_after(first: Date, day: Date) -> Option<usize> {
    usize::try_from(first.duration_until(day).as_hours() / 24).ok().filter(|_| first <= day)
}

/// The intervals from each instant to the next one.
pub(crate) fn between(edges: &BTreeSet<Timestamp>) -> impl Iterator<Item = Interval> {
    edges.iter().zip(edges.iter().skip(1)).filter_map(|(from, until)| Interval::new(*from, *until))
}

/// Calls a function with each time in which the same of some numbered intervals hold, in order, and with their numbers.
pub(crate) fn each_holding(
    intervals: impl IntoIterator<Item = (usize, Interval)>,
    mut each: impl FnMut(Interval, &BTreeSet<usize>),
) {
    let changes = intervals.into_iter().flat_map(|(at, when)| [(when.from, true, at), (when.until, false, at)]);
    let mut changes: Vec<(Timestamp, bool, usize)> = changes.collect();
    changes.sort_unstable();
    let (mut holding, mut since) = (BTreeSet::new(), Timestamp::MIN);
    for (change, begins, at) in changes {
        if let Some(when) = Interval::new(since, change).filter(|_| !holding.is_empty()) {
            each(when, &holding);
        }
        let _ = if begins { holding.insert(at) } else { holding.remove(&at) };
        since = change;
    }
}

/// The parts of an interval that lie in some others, which are sorted and apart.
pub(crate) fn both(when: Interval, others: &[Interval]) -> Vec<Interval> {
    let first = others.partition_point(|other| other.until <= when.from);
    let meeting = others[first..].iter().take_while(|other| other.from < when.until);
    meeting.filter_map(|other| when.and(*other)).collect()
}

/// What is left of some intervals without others, each part with what it belongs to. Both are sorted and don't overlap
/// among themselves.
pub(crate) fn without<T: Ord + Copy, O: Copy>(
    intervals: impl IntoIterator<Item = (Interval<T>, O)>,
    others: &[Interval<T>],
) -> Vec<(Interval<T>, O)> {
    let mut left = Vec::new();
    let mut first = 0;
    for (when, of) in intervals {
        while others.get(first).is_some_and(|other| other.until <= when.from) {
            first += 1;
        }
        let mut from = when.from;
        for other in others.iter().skip(first).take_while(|other| other.from < when.until) {
            left.extend(Interval::new(from, other.from).map(|part| (part, of)));
            from = other.until;
        }
        left.extend(Interval::new(from, when.until).map(|part| (part, of)));
    }
    left
}

/// Subtracts intervals from others, which are sorted and don't overlap.
pub(crate) fn left_by<T: Ord + Copy>(
    open: &[Interval<T>],
    others: impl IntoIterator<Item = Interval<T>>,
) -> Vec<Interval<T>> {
    let left = without(open.iter().map(|open| (*open, ())), &union(others));
    left.into_iter().map(|(when, ())| when).collect()
}

/// The instant of a civil time. A skipped one moves by what was skipped, one that comes twice is the first. `None` outside
/// of the years that can be reckoned with.
pub(crate) fn instant(zone: &TimeZone, at: DateTime) -> Option<Timestamp> {
    zone.to_timestamp(at).ok()
}

/// Every instant at which the clock shows a civil time, first to last.
pub(crate) fn showings(zone: &TimeZone, at: DateTime) -> impl Iterator<Item = Timestamp> + use<> {
    let offsets = match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => [Some(offset), None],
        AmbiguousOffset::Fold { before, after } => [Some(before), Some(after)],
        AmbiguousOffset::Gap { .. } => [None, None],
    };
    offsets.into_iter().flatten().filter_map(move |offset| offset.to_timestamp(at).ok())
}

/// The changes of clock between two instants.
pub(crate) fn changes(zone: &TimeZone, within: Interval) -> impl Iterator<Item = Timestamp> {
    let changes = zone.following(within.from).map(|change| change.timestamp());
    changes.take_while(move |change| *change < within.until)
}

/// The zone that a name means.
pub(crate) fn zone(name: &str) -> Result<TimeZone, Option<String>> {
    time_zones::get(name).ok_or_else(|| nearest_zone(name))
}

/// The zone that is named after a city.
pub(crate) fn zone_of_city(name: &str) -> Option<TimeZone> {
    zone(&zone_names().find(|zone| is_city(zone, name))?).ok()
}

/// The nearest name of a zone: of a city alone, the zone of that city.
fn nearest_zone(name: &str) -> Option<String> {
    let names: Vec<String> = zone_names().collect();
    let of_city = names.iter().find(|zone| is_city(zone, name)).map(String::as_str);
    let near = of_city.or_else(|| crate::text::nearest::nearest(name, names.iter().map(String::as_str)));
    near.map(str::to_owned)
}

fn zone_names() -> impl Iterator<Item = String> {
    jiff::tz::db().available().map(|name| name.as_str().to_owned())
}

fn is_city(zone: &str, name: &str) -> bool {
    let key = crate::text::name::key;
    zone.rsplit_once('/').is_some_and(|(_, city)| key(city) == key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> TimeZone {
        zone("Europe/Berlin").unwrap()
    }

    #[test]
    fn times_have_one_form() {
        for good in ["00:00", "09:05", "23:59", "24:00"] {
            assert_eq!(good.parse::<TimeOfDay>().unwrap().to_string(), good);
        }
        for bad in ["", "9:00", "24:01", "12:60", "0900", "09:00:00", "+9:00", "09:0a", "ab:cd", "٠٩:٠٠"] {
            assert_eq!(bad.parse::<TimeOfDay>(), Err(WRONG_FORM), "{bad}");
        }
    }

    #[test]
    fn a_skipped_time_moves_and_is_never_shown() {
        let skipped = jiff::civil::date(2026, 3, 29).at(2, 30, 0, 0);
        assert_eq!(instant(&berlin(), skipped).unwrap().to_string(), "2026-03-29T01:30:00Z");
        assert_eq!(showings(&berlin(), skipped).count(), 0);
    }

    #[test]
    fn a_time_that_comes_twice_means_the_first_and_is_shown_twice() {
        let twice = jiff::civil::date(2026, 10, 25).at(2, 30, 0, 0);
        assert_eq!(instant(&berlin(), twice).unwrap().to_string(), "2026-10-25T00:30:00Z");
        let shown: Vec<_> = showings(&berlin(), twice).map(|at| at.to_string()).collect();
        assert_eq!(shown, ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
    }

    #[test]
    fn the_nearest_zone_is_known() {
        for (typed, meant) in [
            ("Europe/Berln", Some("Europe/Berlin")),
            ("Berlin", Some("Europe/Berlin")),
            ("new york", Some("America/New_York")),
            ("Etc/Unknown", None),
            ("", None),
            ("Mars/Olympus", None),
        ] {
            let near = zone(typed).unwrap_err();
            assert_eq!(near.as_deref(), meant, "{typed}");
        }
        assert!(zone("UTC").is_ok() && zone("europe/berlin").is_ok());
    }
}
