//! On-call rotas: who takes turns, when they hand over, and who replaces them.
//!
//! [`crate::on_call::shift`] computes the shifts that follow from one.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar::{WeeklySpan, day_name};
use super::clock::{Interval, TimeOfDay};
use super::{CalendarId, PartyId, Place};

/// A rota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rota {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// The party whose calls it takes.
    pub party: PartyId,
    /// The calendar whose clock it goes by.
    pub calendar: CalendarId,
    /// Hours that the rota covers.
    pub hours: RotaHours,
    /// When one hands over to the next.
    pub handover: Handover,
    /// Who takes turns; at least one.
    pub order: Vec<PartyId>,
    /// Day of the first hand-over. Nobody is on call before.
    pub start: Date,
    /// Other rules for some time; later ones win over earlier ones.
    pub temporary: Vec<Temporary>,
    /// Replacements. A later one wins over an earlier one, and each over every other rule.
    pub overrides: Vec<Override>,
    /// Position in the source.
    pub place: Place,
}

/// Hours that a rota covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RotaHours {
    /// All of them.
    All,
    /// The business hours of its calendar, without its holidays.
    Business,
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
        /// Hours of its own.
        Weekly = "weekly",
    }
}

impl RotaHours {
    /// The hours, in short.
    pub(crate) const fn cover(&self) -> RotaCover {
        match self {
            Self::All => RotaCover::AroundTheClock,
            Self::Business => RotaCover::BusinessHours,
            Self::Weekly(_) => RotaCover::Weekly,
        }
    }
}

/// When one hands over to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Handover {
    /// On which day of the week; `None`: each day.
    #[serde(with = "super::stored::weekday")]
    pub day: Option<Weekday>,
    /// At which time of that day, by the calendar's clock. One that is skipped moves by what was skipped, one that comes
    /// twice means the first.
    pub time: TimeOfDay,
}

/// Another rule for some time. Its first member begins at once; they hand over at the times of the rota, or its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Temporary {
    /// When it holds.
    pub when: Interval,
    /// Who takes turns; at least one.
    pub order: Vec<PartyId>,
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
    /// Who.
    pub who: PartyId,
    /// Why.
    pub reason: Option<String>,
    /// Position in the source.
    pub place: Place,
}

impl Rota {
    /// Everyone who can have a turn in it, each with what gives it one.
    pub(crate) fn members(&self) -> BTreeSet<(PartyId, TurnBy)> {
        let order = self.order.iter().map(|member| (*member, TurnBy::Order));
        let temporary = (0..).zip(&self.temporary).flat_map(|(index, temporary)| {
            temporary.order.iter().map(move |member| (*member, TurnBy::Temporary(index)))
        });
        let overrides = (0..).zip(&self.overrides).map(|(index, stands_in)| (stands_in.who, TurnBy::Override(index)));
        order.chain(temporary).chain(overrides).collect()
    }
}

/// What gives somebody a turn in a rota: its order, or an exception by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TurnBy {
    Order,
    Temporary(usize),
    Override(usize),
}

/// `mon 09:00`, or `daily 09:00`.
impl fmt::Display for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day.map_or("daily", day_name), self.time)
    }
}

impl Handover {
    /// Days from one hand-over to the next.
    pub(crate) const fn period(self) -> i32 {
        if self.day.is_some() { 7 } else { 1 }
    }

    /// The first day on or after another on which there is a hand-over.
    pub(crate) fn day_from(self, date: Date) -> Option<Date> {
        let days = self.day.map_or(0, |day| date.weekday().until(day));
        date.checked_add(jiff::Span::new().days(i64::from(days))).ok()
    }
}
