//! Calendars: whose clock it is, which hours are business hours, which days are holidays.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{CalendarId, Place, TimeOfDay};
use crate::text::word::Word;

/// A calendar, including everything it inherits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Calendar {
    /// Its id; `default` is the one of the section `calendar`.
    pub id: String,
    /// Its time zone: all its times are what a clock there shows.
    #[serde(with = "super::stored::zone")]
    pub zone: TimeZone,
    /// Business hours of a week; none: all hours are off-hours.
    pub business_hours: Vec<WeeklySpan>,
    /// Days and parts of days without business hours: its own, then those of the calendars that it extends.
    pub holidays: Vec<Holiday>,
    /// Days that are worked although they are holidays or have no business hours.
    pub working_days: Vec<Date>,
    /// The day of the week on which a holiday is taken that falls on a day without business hours.
    #[serde(with = "super::stored::weekday")]
    pub substitute: Option<Weekday>,
    /// By which day the hours after midnight count.
    pub holidays_by: HolidaysBy,
    /// The calendar whose values it takes over.
    pub extends: Option<CalendarId>,
    /// Position in the source.
    pub place: Place,
}

/// Hours on some days of each week. They end on the day after where they end before they start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WeeklySpan {
    /// The days on which they start.
    pub days: Days,
    /// When they start.
    pub from: TimeOfDay,
    /// When they end; never when they start.
    pub until: TimeOfDay,
}

/// Days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Days {
    /// A bit for each, Monday the lowest.
    bits: u8,
}

words! {
    /// The day by which the hours after midnight of a span count: on a holiday they aren't business hours.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum HolidaysBy {
        /// The day that the clock shows.
        Clock = "clock",
        /// The day on which the span starts.
        Start = "start",
    }
}

/// A day, or a part of one, without business hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holiday {
    /// When it is.
    pub day: HolidayDate,
    /// Its name.
    pub name: Option<String>,
    /// When it starts on that day.
    pub from: TimeOfDay,
    /// When it ends on that day; later than it starts.
    pub until: TimeOfDay,
    /// Position in the source.
    pub place: Place,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum HolidayDate {
    /// On one date.
    Once(Date),
    /// From a date until another, which is its last day.
    Range(Date, Date),
    /// Days after Easter Sunday of the western churches.
    Easter(i16),
    /// A weekday of a month: 1 is the first, -1 the last.
    Nth {
        /// Which.
        nth: i8,
        /// From 0, Monday.
        weekday: i8,
        /// From 1.
        month: i8,
    },
    /// Each year in this month on this day; 29 February in leap years only.
    Yearly {
        /// From 1.
        month: i8,
        /// From 1.
        day: i8,
    },
}

/// The days of the week with their short names, Monday first.
pub(crate) const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

impl Word for Weekday {
    const LIST: &'static [Self] = &[DAYS[0].0, DAYS[1].0, DAYS[2].0, DAYS[3].0, DAYS[4].0, DAYS[5].0, DAYS[6].0];

    fn word(self) -> &'static str {
        day_name(self)
    }
}

/// The short name of a day of the week: `mon`.
pub(crate) fn day_name(day: Weekday) -> &'static str {
    DAYS.iter().find(|(of, _)| *of == day).map_or("", |(_, name)| name)
}

impl Days {
    /// Checks whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Checks whether a day is one of them.
    pub(crate) const fn contains(self, day: Weekday) -> bool {
        self.bits & (1 << day.to_monday_zero_offset()) != 0
    }

    /// These days and others.
    pub(crate) const fn or(self, others: Self) -> Self {
        Self { bits: self.bits | others.bits }
    }

    /// Adds the days from one to another, over the end of the week where the second comes before the first.
    pub(crate) fn add(&mut self, from: Weekday, to: Weekday) {
        let mut day = from;
        self.bits |= 1 << day.to_monday_zero_offset();
        while day != to {
            day = day.next();
            self.bits |= 1 << day.to_monday_zero_offset();
        }
    }
}

/// `mon-fri`, or `mon, wed-fri`.
impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut runs: Vec<(&str, &str)> = Vec::new();
        for (at, (day, name)) in DAYS.iter().enumerate().filter(|(_, (day, _))| self.contains(*day)) {
            match runs.last_mut() {
                Some((_, last)) if at > 0 && self.contains(day.previous()) => *last = name,
                _ => runs.push((name, name)),
            }
        }
        for (index, (first, last)) in runs.iter().enumerate() {
            f.write_str(if index > 0 { ", " } else { "" })?;
            if first == last { f.write_str(first)? } else { write!(f, "{first}-{last}")? }
        }
        Ok(())
    }
}

/// `mon-fri 09:00-17:00`.
impl fmt::Display for WeeklySpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}-{}", self.days, self.from, self.until)
    }
}

impl WeeklySpan {
    /// Checks whether it is over on the day after it started.
    pub(crate) fn passes_midnight(self) -> bool {
        self.until <= self.from
    }
}

/// Words for which weekday of a month it is.
pub(crate) const ORDINALS: [(&str, i8); 6] =
    [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", -1)];

/// The months, from January.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl HolidayDate {
    /// Checks whether a day is one.
    pub(crate) fn is(self, date: Date) -> bool {
        match self {
            Self::Range(first, last) => first <= date && date <= last,
            Self::Easter(days) => {
                // Days before or after Easter can be in another year.
                let easter = date.checked_sub(i64::from(days).days()).ok();
                easter.is_some_and(|day| easter_sunday(day.year()) == Some(day))
            }
            _ => self.in_year(date.year()) == Some(date),
        }
    }

    /// The dates from one to another on which it is; of a range none, because it may be long.
    pub(crate) fn dates(self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let years = match self {
            Self::Once(date) => date.year()..=date.year(),
            // It has no date of a year.
            Self::Range(first, _) => first.year()..=first.year(),
            _ => first.year().saturating_sub(1)..=last.year().saturating_add(1),
        };
        years.filter_map(move |year| self.in_year(year)).filter(move |date| first <= *date && *date <= last)
    }

    /// The date that belongs to a year.
    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Once(on) => Some(on).filter(|on| on.year() == year),
            Self::Range(..) => None,
            Self::Easter(days) => easter_sunday(year)?.checked_add(i64::from(days).days()).ok(),
            Self::Nth { nth, weekday, month } => {
                let weekday = Weekday::from_monday_zero_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Self::Yearly { month, day } => Date::new(year, month, day).ok(),
        }
    }
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones, Butcher).
fn easter_sunday(year: i16) -> Option<Date> {
    let (century, rest) = (i32::from(year).div_euclid(100), i32::from(year).rem_euclid(100));
    let golden = i32::from(year).rem_euclid(19);
    let moon = century - century.div_euclid(4) - (8 * century + 13).div_euclid(25) + 15;
    let epact = (19 * golden + moon).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 19 * weekday) / 433;
    let days = epact + weekday - 7 * late;
    Date::new(year, 3, 22).ok()?.checked_add(days.days()).ok()
}

/// `2026-12-25`, `12-25`, `easter +1`, `fourth thu of november`, or `2026-12-24 to 2027-01-02`.
impl fmt::Display for HolidayDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(date) => date.fmt(f),
            Self::Range(first, last) => write!(f, "{first} to {last}"),
            Self::Easter(0) => f.write_str("easter"),
            Self::Easter(days) => write!(f, "easter {days:+}"),
            Self::Nth { nth, weekday, month } => {
                let nth = ORDINALS.iter().find(|(_, number)| number == nth).map_or("", |(word, _)| word);
                let weekday = Weekday::from_monday_zero_offset(*weekday).map_or("", day_name);
                let month = usize::try_from(*month - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
                write!(f, "{nth} {weekday} of {month}")
            }
            Self::Yearly { month, day } => write!(f, "{month:02}-{day:02}"),
        }
    }
}

impl Holiday {
    /// Checks whether it takes a time of its days.
    pub(crate) fn takes(&self, time: TimeOfDay) -> bool {
        self.from <= time && time < self.until
    }

    /// Checks whether it takes all of its days.
    pub(crate) fn is_whole(&self) -> bool {
        (self.from, self.until) == (TimeOfDay::START, TimeOfDay::END)
    }

    /// Its name, or its date if it has none.
    pub(crate) fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.day.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_wrap_around_the_end_of_the_week() {
        let mut days = Days::default();
        days.add(Weekday::Friday, Weekday::Monday);
        let named: Vec<_> = DAYS.iter().filter(|(day, _)| days.contains(*day)).map(|(_, name)| *name).collect();
        assert_eq!(named, ["mon", "fri", "sat", "sun"]);
        assert_eq!(days.to_string(), "mon, fri-sun");
        days.add(Weekday::Monday, Weekday::Sunday);
        assert_eq!(days.to_string(), "mon-sun");
        assert_eq!(Days::default().to_string(), "");
    }

    #[test]
    fn easter_is_on_the_days_of_the_tables() {
        for (year, month, day) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(easter_sunday(year), Some(jiff::civil::date(year, month, day)));
        }
        assert!(HolidayDate::Easter(-100).is(jiff::civil::date(2025, 12, 26)), "a day of the year before");
        assert!((-9999..=9999).all(|year| easter_sunday(year).is_some_and(|day| day.weekday() == Weekday::Sunday)));
    }
}
