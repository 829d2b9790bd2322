//! Times as people type them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::matrix::calendar::day_named;
use crate::matrix::{Duration, TimeOfDay, clock};

/// A time as it was typed: what it means depends on now, and mostly on a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// `2026-11-24T03:00:00+01:00`: by itself, in the offset that was typed.
    Instant(Timestamp, Offset),
    /// `now`.
    Now,
    /// `+2h`: from now.
    Later(Duration),
    /// `2026-11-24 03:00`.
    Civil(DateTime),
    /// `tomorrow 03:00`, `sat 03:00`.
    Day(Day, TimeOfDay),
    /// `03:00`.
    Clock(TimeOfDay),
}

/// A time with the text that was typed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The text.
    pub text: String,
    /// What it means.
    pub spoken: Spoken,
}

impl FromStr for Typed {
    type Err = NotSpoken;

    fn from_str(text: &str) -> Result<Self, NotSpoken> {
        Ok(Self { text: text.trim().to_owned(), spoken: text.parse()? })
    }
}

/// A day from where one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// The day before.
    Yesterday,
    /// This one.
    Today,
    /// The next one.
    Tomorrow,
    /// The nearest of its name.
    Of(Weekday),
}

/// Which of several days or times is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toward {
    /// The first that isn't over.
    Future,
    /// The last that isn't to come.
    Past,
}

/// A time that means nothing without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NeedsZone;

/// A text that is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotSpoken;

impl fmt::Display for NotSpoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "times are written 2026-11-24T03:00:00+01:00, \"2026-11-24 03:00\", now, +2h, \"tomorrow 03:00\", \"sat 03:00\" \
             or 03:00",
        )
    }
}

impl std::error::Error for NotSpoken {}

impl FromStr for Spoken {
    type Err = NotSpoken;

    fn from_str(text: &str) -> Result<Self, NotSpoken> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("now") {
            return Ok(Self::Now);
        }
        if let Some(duration) = text.strip_prefix('+') {
            return duration.parse().map(Self::Later).map_err(|_| NotSpoken);
        }
        let time = |text: &str| text.parse().ok().filter(|time| *time != TimeOfDay::END).ok_or(NotSpoken);
        let Some((day, rest)) = text.split_once([' ', 'T']) else { return time(text).map(Self::Clock) };
        if let Some(date) = crate::source::date(day) {
            return match time(rest) {
                Ok(time) => time.on(date).map(Self::Civil).ok_or(NotSpoken),
                Err(_) => instant(text),
            };
        }
        let day = match day.to_ascii_lowercase().as_str() {
            "yesterday" => Day::Yesterday,
            "today" => Day::Today,
            "tomorrow" => Day::Tomorrow,
            name => Day::Of(day_named(name).ok_or(NotSpoken)?),
        };
        Ok(Self::Day(day, time(rest.trim_start())?))
    }
}

/// A time with its offset.
fn instant(text: &str) -> Result<Spoken, NotSpoken> {
    let at: Timestamp = text.parse().map_err(|_| NotSpoken)?;
    let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
    Ok(Spoken::Instant(at, offset.unwrap_or(Offset::UTC)))
}

impl Spoken {
    /// The instant that is meant, from now and in a zone.
    pub(crate) fn resolve(
        &self,
        now: Timestamp,
        zone: Option<&TimeZone>,
        toward: Toward,
    ) -> Result<Timestamp, NeedsZone> {
        match self {
            Self::Instant(at, _) => Ok(*at),
            Self::Now => Ok(now),
            Self::Later(duration) => {
                let seconds = i64::try_from(duration.seconds()).unwrap_or(i64::MAX);
                Ok(now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX))
            }
            Self::Civil(at) => clock::instant(zone.ok_or(NeedsZone)?, *at).ok_or(NeedsZone),
            Self::Day(day, time) => on_day(*day, *time, now, zone.ok_or(NeedsZone)?, toward).ok_or(NeedsZone),
            Self::Clock(time) => {
                let zone = zone.ok_or(NeedsZone)?;
                let today = on_day(Day::Today, *time, now, zone, toward).ok_or(NeedsZone)?;
                if toward == Toward::Past && today > now {
                    return on_day(Day::Yesterday, *time, now, zone, toward).ok_or(NeedsZone);
                }
                Ok(today)
            }
        }
    }
}

/// A time on a day from where one stands.
fn on_day(day: Day, time: TimeOfDay, now: Timestamp, zone: &TimeZone, toward: Toward) -> Option<Timestamp> {
    let today = zone.to_datetime(now).date();
    let at = |date: Date| clock::instant(zone, time.on(date)?);
    match day {
        Day::Yesterday => at(today.yesterday().ok()?),
        Day::Today => at(today),
        Day::Tomorrow => at(today.tomorrow().ok()?),
        Day::Of(weekday) => {
            let first = today.checked_add(i64::from(today.weekday().until(weekday)).days()).ok()?;
            match toward {
                Toward::Future => at(first).filter(|at| *at >= now).or_else(|| at(first.checked_add(1.week()).ok()?)),
                Toward::Past => at(first).filter(|at| *at <= now).or_else(|| at(first.checked_sub(1.week()).ok()?)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(typed: &str, toward: Toward) -> String {
        let zone = clock::zone("Europe/Berlin").unwrap();
        // A Tuesday.
        let now = "2026-11-24T03:00:00+01:00".parse().unwrap();
        let at = typed.parse::<Spoken>().unwrap().resolve(now, Some(&zone), toward).unwrap();
        zone.to_datetime(at).to_string()
    }

    #[test]
    fn times_mean_what_people_mean() {
        for (typed, meant) in [
            ("now", "2026-11-24T03:00:00"),
            ("+2h", "2026-11-24T05:00:00"),
            ("2026-11-24T03:00:00Z", "2026-11-24T04:00:00"),
            ("2026-12-01 09:30", "2026-12-01T09:30:00"),
            ("2026-12-01T09:30", "2026-12-01T09:30:00"),
            ("tomorrow 03:00", "2026-11-25T03:00:00"),
            ("today 02:00", "2026-11-24T02:00:00"),
            ("yesterday 23:00", "2026-11-23T23:00:00"),
            ("Sat 03:00", "2026-11-28T03:00:00"),
            ("tue 03:00", "2026-11-24T03:00:00"),
            ("tue 02:59", "2026-12-01T02:59:00"),
            ("23:00", "2026-11-24T23:00:00"),
        ] {
            assert_eq!(means(typed, Toward::Future), meant, "{typed}");
        }
    }

    #[test]
    fn an_incident_has_begun() {
        for (typed, meant) in [
            ("02:10", "2026-11-24T02:10:00"),
            ("23:00", "2026-11-23T23:00:00"),
            ("sat 03:00", "2026-11-21T03:00:00"),
            ("tue 03:30", "2026-11-17T03:30:00"),
        ] {
            assert_eq!(means(typed, Toward::Past), meant, "{typed}");
        }
    }

    #[test]
    fn a_bare_time_needs_a_zone_and_other_texts_are_none() {
        let now = Timestamp::UNIX_EPOCH;
        for typed in ["03:00", "2026-11-24 03:00", "sat 03:00"] {
            assert_eq!(typed.parse::<Spoken>().unwrap().resolve(now, None, Toward::Future), Err(NeedsZone), "{typed}");
        }
        for typed in
            ["", "3", "3:00", "2026-11-24", "24:00", "noon", "-2h", "+", "sat", "sat 25:00", "2026-02-30 03:00"]
        {
            assert_eq!(typed.parse::<Spoken>(), Err(NotSpoken), "{typed}");
        }
    }
}
