//! On-call rotas: who takes turns, when they hand over, and who replaces them.
//!
//! [`crate::on_call`] computes the shifts that follow from one.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clock::days_from;
use super::{CalendarId, Days, Interval, PartyId, Place, TimeOfDay, WeeklySpan};

/// Under `who` of an override: nobody is on call.
pub(crate) const NOBODY: &str = "nobody";

/// A rota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rota {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// The party whose calls it takes.
    pub party: PartyId,
    /// Its part among the rotas of the party.
    pub kind: RotaKind,
    /// The calendar whose clock it goes by.
    pub calendar: CalendarId,
    /// Hours that the rota covers.
    pub hours: RotaHours,
    /// When one hands over to the next.
    pub handover: Handover,
    /// Who takes turns, by date; at least one.
    pub order: Vec<Order>,
    /// Day of the first hand-over of an order without a date. Nobody is on call before.
    pub start: Option<Date>,
    /// When it ends.
    pub until: Option<Timestamp>,
    /// Who is called if no rota of the party has anyone.
    pub fallback: Vec<PartyId>,
    /// Who takes the turn of a person who is away.
    pub on_absence: OnAbsence,
    /// Other rules for some time; later ones win over earlier ones.
    pub temporary: Vec<Temporary>,
    /// Replacements. A later one wins over an earlier one, and each over every other rule.
    pub overrides: Vec<Override>,
    /// Position in the source.
    pub place: Place,
}

/// Who takes turns from a day on, until the next order begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// The day on which the first one begins; `None`: the start of the rota.
    pub from: Option<Date>,
    /// Everyone of each turn; at least one.
    pub who: Vec<Vec<PartyId>>,
}

/// Hours that a rota covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RotaHours {
    /// All of them.
    All,
    /// The business hours of its calendar, without its holidays.
    Business,
    /// All but the business hours of its calendar.
    Off,
    /// Some of each week, holidays or not.
    Weekly(Vec<WeeklySpan>),
}

words! {
    /// The hours of a rota, in short.
    pub(crate) enum RotaCover {
        /// All of them.
        AroundTheClock = "24/7",
        /// Business hours only.
        BusinessHours = "business-hours",
        /// All but business hours.
        OffHours = "off-hours",
        /// Hours of its own.
        Weekly = "weekly",
    }

    /// The part of a rota among those of a party.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum RotaKind {
        /// Its people are called first.
        Primary = "primary",
        /// Its people are called after those of the primary.
        Secondary = "secondary",
        /// Its people learn, and nobody calls them.
        Shadow = "shadow",
    }

    /// Who takes the turn of a person who is away.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum OnAbsence {
        /// The next in order who isn't away.
        Next = "next",
        /// Nobody.
        Gap = "gap",
    }

    /// Units of the time from one hand-over to the next.
    pub(crate) enum Unit {
        /// Hours by the clock of the calendar.
        Hours = "h",
        /// Days.
        Days = "day",
        /// Days with business hours that aren't holidays.
        BusinessDays = "business day",
        /// Weeks from Monday.
        Weeks = "week",
        /// Months.
        Months = "month",
    }
}

impl RotaHours {
    /// The hours, in short.
    pub(crate) const fn cover(&self) -> RotaCover {
        match self {
            Self::All => RotaCover::AroundTheClock,
            Self::Business => RotaCover::BusinessHours,
            Self::Off => RotaCover::OffHours,
            Self::Weekly(_) => RotaCover::Weekly,
        }
    }
}

/// The time from one hand-over to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Every {
    /// How many; at least one.
    pub count: u16,
    pub unit: Unit,
}

/// When one hands over to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredHandover")]
pub(crate) struct Handover {
    /// How often.
    pub every: Every,
    /// On which days of the week. Without any: every day, or the day of the week or month on which the order begins.
    pub days: Days,
    /// At which times of that day, by the calendar's clock, in order; at least one. One that is skipped moves by what was
    /// skipped, one that comes twice means the first.
    pub times: Vec<TimeOfDay>,
}

/// A [`Handover`] of a compiled matrix, which may be crafted.
#[derive(Deserialize)]
struct StoredHandover {
    every: Every,
    days: Days,
    times: Vec<TimeOfDay>,
}

impl TryFrom<StoredHandover> for Handover {
    type Error = &'static str;

    fn try_from(StoredHandover { every, days, times }: StoredHandover) -> Result<Self, Self::Error> {
        if every.is_valid() && (1..=1440).contains(&times.len()) {
            Ok(Self { every, days, times })
        } else {
            Err("a hand-over that no matrix has")
        }
    }
}

/// Another rule for some time. Its first member begins at once; they hand over at the times of the rota, or its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Temporary {
    /// When it holds.
    pub when: Interval,
    /// Everyone of each turn; at least one.
    pub order: Vec<Vec<PartyId>>,
    /// When one hands over to the next.
    pub handover: Handover,
    /// Why.
    pub reason: Option<String>,
    /// Position in the source.
    pub place: Place,
}

/// A replacement for some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Override {
    /// When.
    pub when: Interval,
    /// Who; without anyone nobody is on call.
    pub who: Vec<PartyId>,
    /// Whose turns it takes. Others of the same shift stay on call.
    pub replaces: Option<PartyId>,
    /// True if it also applies outside the hours of the rota.
    pub all_hours: bool,
    /// Why.
    pub reason: Option<String>,
    /// Position in the source.
    pub place: Place,
}

impl Rota {
    /// Everyone who can have a turn in it, each with what gives it one.
    pub(crate) fn members(&self) -> BTreeSet<(PartyId, TurnBy)> {
        let order = self.order.iter().flat_map(|order| &order.who).flatten().map(|member| (*member, TurnBy::Order));
        let temporary = (0..).zip(&self.temporary).flat_map(|(index, temporary)| {
            temporary.order.iter().flatten().map(move |member| (*member, TurnBy::Temporary(index)))
        });
        let overrides = (0..)
            .zip(&self.overrides)
            .flat_map(|(index, stands_in)| stands_in.who.iter().map(move |member| (*member, TurnBy::Override(index))));
        let fallback = self.fallback.iter().map(|member| (*member, TurnBy::Fallback));
        order.chain(temporary).chain(overrides).chain(fallback).collect()
    }

    /// The day on which one of its orders begins; `None` if it has no beginning.
    pub(crate) fn first_day(&self, order: &Order) -> Option<Date> {
        order.from.or(self.start)
    }
}

/// What gives somebody a turn in a rota: its order, an exception by its index, or that nobody else is on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TurnBy {
    Order,
    Temporary(usize),
    Override(usize),
    Fallback,
}

/// `12h`, `day`, `2 weeks`.
impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.count, self.unit) {
            (count, Unit::Hours) => write!(f, "{count}h"),
            (1, unit) => write!(f, "{unit}"),
            (count, unit) => write!(f, "{count} {unit}s"),
        }
    }
}

impl std::str::FromStr for Every {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (count, unit) = match text.strip_suffix('h') {
            Some(hours) if !hours.contains(' ') && !hours.ends_with(|c: char| c.is_alphabetic()) => (hours, "h"),
            _ => match text.split_once(' ').filter(|(count, _)| *count != "business") {
                Some((count, unit)) => (count, unit.strip_suffix('s').unwrap_or(unit)),
                None => ("1", text),
            },
        };
        let unit = Unit::ALL.into_iter().find(|known| known.as_str() == unit).ok_or(())?;
        let is_number = count.bytes().all(|byte| byte.is_ascii_digit());
        let every = Self { count: count.parse().map_err(|_| ())?, unit };
        if is_number && every.is_valid() { Ok(every) } else { Err(()) }
    }
}

impl Every {
    /// The longest turn, in days: a year.
    const LONGEST: u32 = 372;

    fn is_valid(self) -> bool {
        self.count > 0 && self.longest_days() <= Self::LONGEST
    }

    /// At most so many days from one hand-over to the next, unless there are many holidays.
    pub(crate) fn longest_days(self) -> u32 {
        let count = u32::from(self.count);
        match self.unit {
            Unit::Hours => count.div_ceil(24),
            Unit::Days => count,
            Unit::BusinessDays => count * 2 + 14,
            Unit::Weeks => count * 7,
            Unit::Months => count * 31,
        }
    }
}

/// `mon 09:00`, `daily 09:00`, or `every 2 weeks mon 09:00`.
impl fmt::Display for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times: Vec<String> = self.times.iter().map(ToString::to_string).collect();
        f.write_str(&Self::words(&self.every.to_string(), &self.days.to_string(), &times.join(", ")))
    }
}

impl Handover {
    /// The words for one, from those of its fields.
    pub(crate) fn words(every: &str, days: &str, times: &str) -> String {
        let words = match every {
            "day" => ["daily", "", times],
            "week" if !days.is_empty() => ["", days, times],
            "week" => ["weekly", "", times],
            every => [&format!("every {every}"), days, times],
        };
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The first day on or after another on which there is a hand-over.
    pub(crate) fn day_from(&self, date: Date) -> Option<Date> {
        let mut days = days_from(date).take(7);
        days.find(|day| self.days.is_empty() || self.days.contains(day.weekday()))
    }

    /// The first time of a day.
    pub(crate) fn time(&self) -> TimeOfDay {
        self.times.first().copied().unwrap_or(TimeOfDay::START)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_one_form() {
        for (text, days) in [
            ("12h", 1),
            ("day", 1),
            ("2 days", 2),
            ("week", 7),
            ("2 weeks", 14),
            ("business day", 16),
            ("3 business days", 20),
            ("month", 31),
            ("12 months", 372),
        ] {
            let every: Every = text.parse().unwrap();
            assert_eq!((every.to_string().as_str(), every.longest_days()), (text, days));
        }
        for bad in
            ["", "h", "0h", "+1h", "1.5h", "0 days", "-1 day", "fortnight", "60 weeks", "13 months", "2 month h", "١h"]
        {
            assert_eq!(bad.parse::<Every>(), Err(()), "{bad}");
        }
    }
}
