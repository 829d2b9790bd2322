//! Whether an instant is in business hours, why, and until when.
//!
//! The wall clock decides: an instant is in business hours if the clock of the calendar's zone shows a time in one of its
//! spans and in none of its holidays ([`super::days_off`]). So business hours last longer when the clock is set back, and shorter when it is set
//! forward. They can begin or end only at the start or end of a span, at midnight, and when the clock changes, so only these
//! instants are examined.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{DaysOff, Minutes, Week};
use crate::matrix::{Calendar, DEFAULT, Holiday, HolidaysBy, Hours, Interval, TimeOfDay, WeeklySpan, clock};

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

impl Calendar {
    /// Whether it counts where no other calendar is named.
    pub(crate) fn is_default(&self) -> bool {
        self.id == DEFAULT
    }

    /// The hours at an instant, and why.
    pub(crate) fn standing(&self, at: Timestamp) -> Standing<'_> {
        let off = |because| Standing { hours: Hours::Off, because, holiday: None };
        let shown = self.zone.to_datetime(at);
        let (date, time) = (shown.date(), TimeOfDay::of(shown.time()));
        let opening = self.opening(date, date);
        if opening.contains(shown) {
            return Standing { hours: Hours::Business, because: Because::BusinessHours, holiday: None };
        }
        // By their start, the hours after midnight may belong to a holiday that is over.
        let of_start = || {
            let before = date.yesterday().ok().filter(|_| self.holidays_by == HolidaysBy::Start)?;
            let is_tail = opening.tail(date).iter().any(|tail| tail.contains(time.minutes()));
            if is_tail { self.holiday_at(before, TimeOfDay::LAST) } else { None }
        };
        if let Some(holiday) = self.holiday_at(date, time).or_else(of_start) {
            return Standing { holiday: Some(holiday), ..off(Because::Holiday) };
        }
        let has_hours = !opening.of_week(date).is_empty();
        off(if has_hours { Because::OutsideThem } else { Because::DayWithoutThem })
    }

    /// The next instant at which business hours begin or end; `None` if there is none in more than a year.
    pub(crate) fn next_change(&self, at: Timestamp) -> Option<Timestamp> {
        let is_open = self.standing(at).hours == Hours::Business;
        let mut from = at;
        for _ in 0..WEEKS_AHEAD {
            let until = from.checked_add(SignedDuration::from_hours(7 * 24)).ok()?;
            let open = self.business_hours_within(Interval::new(from, until)?);
            let end = open.first().filter(|first| first.from == from).map_or(from, |first| first.until);
            let change =
                if is_open { Some(end).filter(|end| *end < until) } else { open.first().map(|first| first.from) };
            if change.is_some() {
                return change;
            }
            from = until;
        }
        None
    }

    /// The business hours between two instants, in order.
    pub(crate) fn business_hours_within(&self, within: Interval) -> Vec<Interval> {
        let (first, last) = dates(&self.zone, within);
        self.opening(first, last).stretches(within)
    }

    /// All other hours between two instants, in order.
    pub(crate) fn off_hours_within(&self, within: Interval) -> Vec<Interval> {
        clock::left_by(&[within], self.business_hours_within(within))
    }

    /// Some hours of the week between two instants, in order, including holidays.
    pub(crate) fn hours_within(&self, hours: &[WeeklySpan], within: Interval) -> Vec<Interval> {
        let of = Self {
            id: String::new(),
            zone: self.zone.clone(),
            business_hours: hours.to_vec(),
            holidays: Vec::new(),
            working_days: Vec::new(),
            substitute: None,
            holidays_by: HolidaysBy::Clock,
            extends: None,
            place: self.place,
        };
        of.business_hours_within(within)
    }

    /// The business hours of some days.
    fn opening(&self, first: Date, last: Date) -> Opening<'_> {
        let before = first.yesterday().unwrap_or(first);
        Opening {
            calendar: self,
            week: Week::of(&self.business_hours),
            off: self.days_off(before, last),
            first: before,
        }
    }
}

/// Every date of an interval, and one before and after it, because a zone can skip or repeat a day.
pub(super) fn dates(zone: &TimeZone, within: Interval) -> (Date, Date) {
    let [first, last] = [within.from, within.until].map(|at| zone.to_datetime(at).date());
    (first.yesterday().unwrap_or(first), last.tomorrow().unwrap_or(last))
}

/// The business hours of some days, by the clock of a zone.
struct Opening<'c> {
    calendar: &'c Calendar,
    week: Week,
    off: DaysOff<'c>,
    /// The day before the first one.
    first: Date,
}

impl Opening<'_> {
    /// The minutes of a day that begin on it, without regard to holidays.
    fn own(&self, date: Date) -> &[Interval<u16>] {
        self.week.own(self.off.weekday_of(date))
    }

    /// Those of a day that began on the day before.
    fn tail(&self, date: Date) -> &[Interval<u16>] {
        date.yesterday().map_or(&[], |before| self.week.tail(self.off.weekday_of(before)))
    }

    /// Those of a day, holidays included.
    fn of_week(&self, date: Date) -> Minutes {
        clock::union(self.own(date).iter().chain(self.tail(date)).copied())
    }

    /// The business hours of a day.
    fn of_day(&self, date: Date) -> Minutes {
        let off = self.off.of(date).iter().copied();
        match self.calendar.holidays_by {
            HolidaysBy::Clock => clock::left_by(&self.of_week(date), off),
            HolidaysBy::Start => {
                let before = date.yesterday().map(|before| self.off.of(before)).unwrap_or_default();
                let is_off = before.last().is_some_and(|last| last.until == TimeOfDay::END.minutes());
                let tail = if is_off { &[] } else { self.tail(date) };
                clock::union(clock::left_by(self.own(date), off).into_iter().chain(tail.iter().copied()))
            }
        }
    }

    /// Checks whether they include a time of the clock.
    fn contains(&self, shown: DateTime) -> bool {
        let minute = TimeOfDay::of(shown.time()).minutes();
        self.of_day(shown.date()).iter().any(|open| open.contains(minute))
    }

    /// The parts of an interval that they include.
    fn stretches(&self, within: Interval) -> Vec<Interval> {
        let zone = &self.calendar.zone;
        let (_, last) = dates(zone, within);
        let first = self.first.saturating_add(1.day());
        let days: Vec<Minutes> =
            clock::days_from(first).take_while(|date| *date <= last).map(|date| self.of_day(date)).collect();
        let day = |date: Date| clock::days_after(first, date).and_then(|at| days.get(at));
        let is_open = |at: Timestamp| {
            let shown = zone.to_datetime(at);
            let minute = TimeOfDay::of(shown.time()).minutes();
            day(shown.date()).is_some_and(|open| {
                let at = open.partition_point(|open| open.until <= minute);
                open.get(at).is_some_and(|open| open.from <= minute)
            })
        };
        let mut turns: Vec<Timestamp> = clock::changes(zone, within).collect();
        for (date, open) in clock::days_from(first).zip(&days) {
            let times = open.iter().flat_map(|open| [open.from, open.until]);
            for at in times.filter_map(|time| TimeOfDay::at(time.into())?.on(date)) {
                turns.extend(clock::showings(zone, at).filter(|turn| within.contains(*turn)));
            }
        }
        turns.push(within.until);
        turns.sort_unstable();
        turns.dedup();
        let mut stretches: Vec<Interval> = Vec::new();
        let mut from = within.from;
        for until in turns {
            let Some(piece) = Interval::new(from, until) else { continue };
            if is_open(from) {
                match stretches.last_mut() {
                    Some(last) if last.until == from => last.until = until,
                    _ => stretches.push(piece),
                }
            }
            from = until;
        }
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(text: &str) -> Calendar {
        let text = format!("version: 1\ncalendar: {{ {text} }}\n");
        let mut matrix = crate::source::from_texts([("m.yaml".to_owned(), text)]).unwrap();
        matrix.calendars.remove(0)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn hours_that_never_end_have_no_change() {
        let always = calendar("time_zone: UTC, business_hours: { days: mon-sun, from: '00:00', until: '24:00' }");
        assert_eq!(always.next_change(at("2026-11-24T12:00:00Z")), None);
        assert_eq!(calendar("time_zone: UTC").next_change(at("2026-11-24T12:00:00Z")), None);
    }

    #[test]
    fn a_change_behind_months_without_hours_is_found() {
        let closed = calendar(
            "time_zone: UTC, business_hours: { days: mon-fri, from: '09:00', until: '17:00' }, \
             holidays: [{ from: 2026-01-05, until: 2026-11-27, name: Closed }]",
        );
        assert_eq!(closed.next_change(at("2026-01-06T12:00:00Z")), Some(at("2026-11-30T09:00:00Z")));
    }

    #[test]
    fn the_night_that_a_holiday_takes_by_its_start_names_the_holiday() {
        let nights = calendar(
            "time_zone: UTC, business_hours: { days: mon-fri, from: '20:00', until: '06:00' }, \
             holidays: [2026-11-24], holidays_by: start",
        );
        let because = |time: &str| nights.standing(at(time)).because;
        assert_eq!(because("2026-11-25T02:00:00Z"), Because::Holiday);
        assert_eq!(because("2026-11-25T07:00:00Z"), Because::OutsideThem);
        assert_eq!(because("2026-11-24T02:00:00Z"), Because::BusinessHours);
    }

    /// Until 2011 clocks were set back from 00:01 to 23:01 there: a minute of Sunday came before an hour of Saturday.
    #[test]
    fn a_minute_of_the_next_day_counts_although_the_clock_goes_back_behind_it() {
        let hours = "business_hours: { days: sun, from: '00:00', until: '01:00' }";
        let sundays = calendar(&format!("time_zone: America/St_Johns, {hours}"));
        let [from, minute, back, until] =
            ["00:00", "02:30", "02:31", "03:00"].map(|time| at(&format!("2010-11-07T{time}:00Z")));
        let found = sundays.business_hours_within(Interval::new(from, until).unwrap());
        assert_eq!(found, [Interval { from: minute, until: back }]);
    }
}
