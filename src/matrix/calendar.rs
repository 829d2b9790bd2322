//! Calendars: whose clock it is, which hours are business hours, which days are holidays.

use std::fmt;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Place;
use super::clock::TimeOfDay;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum HolidayDate {
    /// On one date.
    Once(Date),
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
    /// Checks whether a day is one of them.
    pub(crate) const fn contains(self, day: Weekday) -> bool {
        self.bits & (1 << day.to_monday_zero_offset()) != 0
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

    /// Checks whether a clock that shows this is in it.
    pub(crate) fn contains(self, at: DateTime) -> bool {
        let (day, time) = (at.weekday(), TimeOfDay::of(at.time()));
        let starts = self.days.contains(day) && self.from <= time;
        if self.passes_midnight() {
            starts || (self.days.contains(day.previous()) && time < self.until)
        } else {
            starts && time < self.until
        }
    }
}

impl HolidayDate {
    /// Checks whether a day is one.
    pub(crate) fn is(self, date: Date) -> bool {
        match self {
            Self::Once(on) => on == date,
            Self::Yearly { month, day } => (date.month(), date.day()) == (month, day),
        }
    }
}

/// `2026-12-25`, or `12-25`.
impl fmt::Display for HolidayDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(date) => date.fmt(f),
            Self::Yearly { month, day } => write!(f, "{month:02}-{day:02}"),
        }
    }
}

impl Holiday {
    /// Checks whether a clock that shows this is in it.
    pub(crate) fn contains(&self, at: DateTime) -> bool {
        let time = TimeOfDay::of(at.time());
        self.day.is(at.date()) && self.from <= time && time < self.until
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
    fn a_span_over_midnight_belongs_to_the_day_on_which_it_starts() {
        let mut days = Days::default();
        days.add(Weekday::Friday, Weekday::Friday);
        let span = WeeklySpan { days, from: "22:00".parse().unwrap(), until: "06:00".parse().unwrap() };
        let friday = jiff::civil::date(2026, 11, 27);
        let at = |day: Date, hour| span.contains(day.at(hour, 0, 0, 0));
        assert!(!at(friday, 5) && !at(friday, 21) && at(friday, 22));
        let saturday = friday.tomorrow().unwrap();
        assert!(at(saturday, 0) && at(saturday, 5) && !at(saturday, 6) && !at(saturday, 22));
    }
}
