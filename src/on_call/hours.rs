//! Whether an instant is in business hours, why, and until when.
//!
//! The wall clock decides: an instant is in business hours if the clock of the calendar's zone shows a time in one of its
//! spans and in none of its holidays. So business hours last longer when the clock is set back, and shorter when it is set
//! forward. They can begin or end only at the start or end of a span, at midnight, and when the clock changes, so only these
//! instants are examined.

use std::iter;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::matrix::DEFAULT;
use crate::matrix::calendar::{Calendar, DAYS, Holiday, WeeklySpan};
use crate::matrix::clock::{self, Interval, TimeOfDay};
use crate::matrix::party::Cover;

words! {
    /// Which hours it is.
    pub(crate) enum Hours {
        /// Business hours.
        Business = "business-hours",
        /// Other hours.
        Off = "off-hours",
    }
}

words! {
    /// Why it is business hours, or isn't.
    pub(crate) enum Because {
        /// A span of the week says so.
        BusinessHours = "business-hours",
        /// The day has business hours, and this isn't one of them.
        OutsideThem = "outside-business-hours",
        /// The day of the week has none.
        DayWithoutThem = "day-without-business-hours",
        /// A holiday.
        Holiday = "holiday",
    }
}

/// The hours of a calendar at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing<'c> {
    /// Which hours it is.
    pub hours: Hours,
    /// Why.
    pub because: Because,
    /// The holiday, if it is one.
    pub holiday: Option<&'c Holiday>,
}

/// How far ahead to search for a change: more than a year, to include every yearly holiday.
const WEEKS_AHEAD: usize = 60;

impl Hours {
    /// Checks whether a cover includes these hours.
    pub(crate) const fn are_covered(self, cover: Cover) -> bool {
        matches!((self, cover), (Self::Business, _) | (Self::Off, Cover::AroundTheClock))
    }
}

impl Calendar {
    /// Whether it counts where no other calendar is named.
    pub(crate) fn is_default(&self) -> bool {
        self.id == DEFAULT
    }

    /// The hours at an instant, and why.
    pub(crate) fn standing(&self, at: Timestamp) -> Standing<'_> {
        let off = |because| Standing { hours: Hours::Off, because, holiday: None };
        let shown = self.zone.to_datetime(at);
        if let Some(holiday) = self.holidays.iter().find(|holiday| holiday.contains(shown)) {
            return Standing { holiday: Some(holiday), ..off(Because::Holiday) };
        }
        if self.business_hours.iter().any(|span| span.contains(shown)) {
            return Standing { hours: Hours::Business, because: Because::BusinessHours, holiday: None };
        }
        let day = shown.weekday();
        let has_hours = |span: &WeeklySpan| {
            span.days.contains(day) || (span.passes_midnight() && span.days.contains(day.previous()))
        };
        off(if self.business_hours.iter().any(has_hours) { Because::OutsideThem } else { Because::DayWithoutThem })
    }

    /// The next instant at which business hours begin or end; `None` if there is none in more than a year.
    pub(crate) fn next_change(&self, at: Timestamp) -> Option<Timestamp> {
        let (now, opening) = (self.standing(at).hours, self.opening());
        let mut from = at;
        for _ in 0..WEEKS_AHEAD {
            let until = from.checked_add(SignedDuration::from_hours(7 * 24)).ok()?;
            let turns = opening.turns(Interval::new(from, until)?);
            let changed = turns.into_iter().find(|turn| *turn > at && self.standing(*turn).hours != now);
            if changed.is_some() {
                return changed;
            }
            from = until;
        }
        None
    }

    /// The business hours between two instants, in order.
    pub(crate) fn business_hours_within(&self, within: Interval) -> Vec<Interval> {
        self.opening().stretches(within)
    }

    /// Some hours of the week between two instants, in order, including holidays.
    pub(crate) fn hours_within(&self, hours: &[WeeklySpan], within: Interval) -> Vec<Interval> {
        Opening { zone: &self.zone, week: Week::of(hours), holidays: &[] }.stretches(within)
    }

    fn opening(&self) -> Opening<'_> {
        Opening { zone: &self.zone, week: Week::of(&self.business_hours), holidays: &self.holidays }
    }
}

/// The minutes of a week that some spans include, Monday first: looking at each span for each of their hours takes long.
struct Week(Vec<bool>);

const DAY: usize = 24 * 60;

impl Week {
    fn of(spans: &[WeeklySpan]) -> Self {
        let mut changes = vec![0_i32; DAYS.len() * DAY + 1];
        for span in spans {
            let [from, until] = [span.from, span.until].map(|time| usize::from(time.minutes()).min(DAY));
            for (midnight, _) in (0..).step_by(DAY).zip(DAYS).filter(|(_, (day, _))| span.days.contains(*day)) {
                changes[midnight + from] += 1;
                if span.passes_midnight() {
                    changes[midnight + DAY] -= 1;
                    let next = (midnight + DAY) % (DAYS.len() * DAY);
                    changes[next] += 1;
                    changes[next + until] -= 1;
                } else {
                    changes[midnight + until] -= 1;
                }
            }
        }
        let including = changes.into_iter().scan(0, |including, change| {
            *including += change;
            Some(*including > 0)
        });
        Self(including.take(DAYS.len() * DAY).collect())
    }

    fn contains(&self, shown: DateTime) -> bool {
        let minute = usize::from(TimeOfDay::of(shown.time()).minutes());
        self.day(shown.date()).get(minute).is_some_and(|is_in| *is_in)
    }

    /// When spans begin or end on a day, and its midnight.
    fn times(&self, date: Date) -> impl Iterator<Item = TimeOfDay> {
        let changes = self.day(date).windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1]);
        iter::once(TimeOfDay::START).chain(changes.filter_map(|(before, _)| TimeOfDay::at(before + 1)))
    }

    fn day(&self, date: Date) -> &[bool] {
        let midnight = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default() * DAY;
        &self.0[midnight..midnight + DAY]
    }
}

/// Hours of a week without some days, by the clock of a zone.
struct Opening<'c> {
    zone: &'c TimeZone,
    week: Week,
    holidays: &'c [Holiday],
}

impl Opening<'_> {
    /// Checks whether they include a time of the clock.
    fn contains(&self, shown: DateTime) -> bool {
        self.week.contains(shown) && !self.holidays.iter().any(|holiday| holiday.contains(shown))
    }

    /// The parts of an interval that they include.
    fn stretches(&self, within: Interval) -> Vec<Interval> {
        let mut stretches: Vec<Interval> = Vec::new();
        let mut turns = self.turns(within);
        turns.push(within.until);
        let mut from = within.from;
        for until in turns {
            let Some(piece) = Interval::new(from, until) else { continue };
            if self.contains(self.zone.to_datetime(from)) {
                match stretches.last_mut() {
                    Some(last) if last.until == from => last.until = until,
                    _ => stretches.push(piece),
                }
            }
            from = until;
        }
        stretches
    }

    /// The instants of an interval at which hours may begin or end, in order.
    fn turns(&self, within: Interval) -> Vec<Timestamp> {
        let mut turns: Vec<Timestamp> = clock::changes(self.zone, within).collect();
        for date in self.dates(within) {
            let of_holidays = self.holidays.iter().filter(|holiday| holiday.day.is(date));
            let of_holidays = of_holidays.flat_map(|holiday| [holiday.from, holiday.until]);
            for at in self.week.times(date).chain(of_holidays).filter_map(|time| time.on(date)) {
                turns.extend(clock::showings(self.zone, at).filter(|turn| within.contains(*turn)));
            }
        }
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    /// Every date of an interval, and one before and after it, because a zone can skip or repeat a day.
    fn dates(&self, within: Interval) -> impl Iterator<Item = Date> + use<> {
        let [first, last] = [within.from, within.until].map(|at| self.zone.to_datetime(at).date());
        let last = last.tomorrow().unwrap_or(last);
        let days = iter::successors(Some(first.yesterday().unwrap_or(first)), |date| date.tomorrow().ok());
        days.take_while(move |date| *date <= last)
    }
}
