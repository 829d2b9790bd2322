//! Dates, times, and the hours of a week.

use jiff::civil;
use jiff::tz::TimeZone;

use super::word::of_word;
use super::{Form, Span, forms, markers, suggest};
use crate::diagnostic::{Finding, Rule};
use crate::matrix::calendar::{MONTHS, ORDINALS};
use crate::matrix::{Days, Duration, Every, HolidayDate, Period, TimeOfDay, clock};

/// A row with a wrong digest can't be confirmed: the matrix isn't valid.
pub(crate) const NEW_DIGEST: &str = "remove `reviewed`, then run `own attest`, which writes it";

markers! {
    /// A date.
    Date = civil::Date {
        noun: "date",
        help: "write a date as 2025-12-18",
        parse: date,
        suggest: suggest::of_date,
    }
    /// The digest of what a row means.
    Digest = String {
        noun: "digest",
        help: NEW_DIGEST,
        parse: |text: &str| is_digest(text).then(|| text.to_owned()),
    }
    /// Consecutive weeks, or one week.
    Weeks = (u32, u32) {
        noun: "band of weeks",
        help: "write weeks as 1-2, or 3 for one, counted from 1",
        parse: weeks,
    }
    /// Days after Easter Sunday.
    EasterDays = i16 {
        noun: "number of days",
        help: "write a whole number of days after Easter Sunday, such as 1, or -2 for Good Friday",
        parse: |text: &str| text.trim_start_matches('+').parse().ok().filter(|days: &i16| days.abs() <= 200),
    }
    /// The name of a time zone.
    Zone = TimeZone {
        noun: "time zone",
        help: "write a name of the IANA database, such as Europe/Berlin",
        parse: |text: &str| clock::zone(text).ok(),
        refuse: refuse_zone,
    }
}

forms! {
    Duration = Duration {
        noun: "duration",
        help: "write a duration as 15m, 2h, 90s or 1h30m",
        parse: |text: &str| text.parse().ok(),
        suggest: suggest::of_duration,
    }
    Period = Period {
        noun: "period",
        help: "write a period as 6 months, 1 year, 2 weeks or 90 days",
        parse: |text: &str| text.parse().ok(),
    }
    TimeOfDay = TimeOfDay {
        noun: "time of day",
        help: "write a time of day as 09:00, from 00:00 to 24:00",
        parse: |text: &str| text.parse().ok(),
    }
    Days = (civil::Weekday, civil::Weekday) {
        noun: "day of the week",
        help: "write a day as mon, tue, wed, thu, fri, sat or sun, several as mon-fri or [mon, wed]",
        parse: days,
    }
    HolidayDate = HolidayDate {
        noun: "date",
        help: "write an existing day as 2026-12-25, as 12-25 for each year, or as fourth thu of november",
        parse: holiday,
    }
    Every = Every {
        noun: "time between hand-overs",
        help: "write it as 12h, day, 2 weeks, 3 business days or month; at most a year",
        parse: |text: &str| text.parse().ok(),
    }
    Bound = Bound {
        noun: "time or date",
        help: "write a time of the day as 12:00, or without `date` a day as 2026-12-24",
        parse: |text: &str| date(text).map(Bound::Date).or_else(|| text.parse().ok().map(Bound::Time)),
    }
    Moment = Moment {
        noun: "date and time",
        help: "write 2026-12-24 09:00; a date alone means the time of hand-over",
        parse: moment,
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Where a holiday starts or ends.
#[derive(Clone, Copy)]
pub(crate) enum Bound {
    Time(TimeOfDay),
    Date(civil::Date),
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Time(time) => time.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// A date with a time of day, or without one.
pub(crate) struct Moment {
    pub(crate) date: civil::Date,
    pub(crate) time: Option<TimeOfDay>,
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            Some(time) => write!(f, "{} {time}", self.date),
            None => self.date.fmt(f),
        }
    }
}

/// A date of the form `2025-12-18`, which is one of several that jiff parses.
pub(crate) fn date(text: &str) -> Option<civil::Date> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if form { text.parse().ok() } else { None }
}

fn moment(text: &str) -> Option<Moment> {
    let Some((day, time)) = text.split_once(' ') else { return Some(Moment { date: date(text)?, time: None }) };
    let time = time.parse().ok().filter(|time| *time != TimeOfDay::END)?;
    Some(Moment { date: date(day)?, time: Some(time) })
}

/// One day, or those from one to another.
fn days(text: &str) -> Option<(civil::Weekday, civil::Weekday)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((of_word(from)?, of_word(to)?))
}

/// A date, a month and a day that come each year, or a weekday of a month.
fn holiday(text: &str) -> Option<HolidayDate> {
    // 2000 was a leap year: 29 February is a day.
    let yearly = || date(&format!("2000-{text}")).map(|date| (date.month(), date.day()));
    let yearly = || yearly().map(|(month, day)| HolidayDate::Yearly { month, day });
    date(text).map(HolidayDate::Once).or_else(yearly).or_else(|| nth(text))
}

/// Such as `fourth thu of november`.
fn nth(text: &str) -> Option<HolidayDate> {
    let (day, month) = text.split_once(" of ")?;
    let (nth, weekday) = day.split_once(' ')?;
    let (_, nth) = ORDINALS.into_iter().find(|(word, _)| *word == nth)?;
    let (_, month) = MONTHS.into_iter().zip(1..).find(|(name, _)| *name == month)?;
    Some(HolidayDate::Nth { nth, weekday: of_word::<civil::Weekday>(weekday)?.to_monday_zero_offset(), month })
}

fn weeks(text: &str) -> Option<(u32, u32)> {
    let week = |text: &str| text.trim().parse::<u32>().ok().filter(|week| *week > 0);
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((week(from)?, week(to)?)).filter(|(from, to)| from <= to)
}

fn refuse_zone(text: &str, span: Span) -> Finding {
    let near = clock::zone(text).err().flatten();
    let help = near.map_or_else(|| Zone::HELP.to_owned(), |near| format!("did you mean `{near}`?"));
    Finding::at(Rule::BadValue, span, format!("unknown time zone `{text}`")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_one_form() {
        assert!(date("2025-12-18").is_some() && date("2024-02-29").is_some());
        for bad in
            ["", "2025-12-32", "2025-02-29", "2025-1-1", "20251218", "2025-12-18T10:00", "18.12.2025", "2025-W51-4"]
        {
            assert!(date(bad).is_none(), "{bad}");
        }
    }
}
