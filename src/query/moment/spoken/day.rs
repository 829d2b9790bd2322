//! Which day is meant.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::matrix::clock;

/// A day, seen from the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// The nearest day with the time of day.
    Any,
    /// A date.
    On(Date),
    /// So many days from today.
    Ahead(i64),
    /// The nearest of its name.
    Nearest(Weekday),
    /// The first of its name after today.
    Next(Weekday),
    /// The last of its name before today.
    Last(Weekday),
}

/// Which of several days or times is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toward {
    /// The first that isn't over.
    Future,
    /// The last that isn't to come.
    Past,
}

/// A time on a day, or the day's midnight, as seen from now.
pub(super) fn on_day(
    day: Day,
    time: Option<Time>,
    now: Timestamp,
    zone: &TimeZone,
    toward: Toward,
) -> Option<Timestamp> {
    let today = zone.to_datetime(now).date();
    let at = |date: Date| date.to_datetime(time.unwrap_or_default());
    let ahead = |days: i64| clock::instant(zone, at(today.checked_add(days.days()).ok()?));
    // A clock that is set back shows some times twice.
    let shown = |days: i64| -> Vec<Timestamp> {
        let date = today.checked_add(days.days()).ok().filter(|_| time.is_some());
        let all: Vec<_> = date.into_iter().flat_map(|date| clock::showings(zone, at(date))).collect();
        if all.is_empty() { ahead(days).into_iter().collect() } else { all }
    };
    let weekday = today.weekday();
    let (first, step) = match day {
        Day::On(date) => return clock::instant(zone, at(date)),
        Day::Ahead(days) => return ahead(days),
        Day::Next(of) => return ahead(1 + i64::from(weekday.next().until(of))),
        Day::Last(of) => return ahead(-1 - i64::from(of.until(weekday.previous()))),
        Day::Nearest(of) => (i64::from(weekday.until(of)), 7),
        Day::Any => (0, 1),
    };
    // Clocks show minutes, so a time in this minute isn't over.
    let minute = now.as_second() - now.as_second().rem_euclid(60);
    match toward {
        Toward::Future => {
            let today = shown(first).into_iter().find(|at| at.as_second() >= minute);
            today.or_else(|| shown(first + step).first().copied())
        }
        Toward::Past => shown(first).into_iter().rfind(|at| *at <= now).or_else(|| shown(first - step).pop()),
    }
}
