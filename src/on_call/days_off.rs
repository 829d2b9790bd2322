//! Holidays, the days on which they are taken instead, and days that are worked.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Minutes;
use crate::matrix::clock::{days_after, days_from, union};
use crate::matrix::{Calendar, Days, Holiday, HolidayDate, Interval, TimeOfDay};

/// The minutes of some days that are holidays.
pub(super) struct DaysOff<'c> {
    first: Date,
    days: Vec<Minutes>,
    /// In order.
    working: &'c [Date],
    /// Days of the week with business hours.
    with_hours: Days,
}

/// Days before a day on which a holiday may be that is taken on that day.
const BEFORE: i64 = 30;

const WHOLE: Interval<u16> = Interval { from: TimeOfDay::START.minutes(), until: TimeOfDay::END.minutes() };

impl DaysOff<'_> {
    /// The minutes of a day, sorted and apart.
    pub(super) fn of(&self, date: Date) -> &[Interval<u16>] {
        days_after(self.first, date).and_then(|day| self.days.get(day)).map_or(&[], Vec::as_slice)
    }

    /// The day of the week whose hours a day has: a worked day without any has those of the last day before that has some.
    pub(super) fn weekday_of(&self, date: Date) -> Weekday {
        let weekday = date.weekday();
        if self.working.binary_search(&date).is_err() {
            return weekday;
        }
        let mut days = std::iter::successors(Some(weekday), |day| Some(day.previous())).take(7);
        days.find(|day| self.with_hours.contains(*day)).unwrap_or(weekday)
    }

    /// Checks whether a day has business hours, holiday or not.
    pub(super) fn has_hours(&self, date: Date) -> bool {
        self.with_hours.contains(self.weekday_of(date))
    }

    /// Checks whether a day has business hours and isn't a holiday.
    pub(super) fn is_business_day(&self, date: Date) -> bool {
        self.has_hours(date) && self.of(date) != [WHOLE]
    }

    /// A day, if it is one from the first to the last.
    fn day(&mut self, date: Date) -> Option<&mut Minutes> {
        days_after(self.first, date).and_then(|number| self.days.get_mut(number))
    }

    fn add(&mut self, date: Date, minutes: Interval<u16>) {
        self.day(date).into_iter().for_each(|day| day.push(minutes));
    }
}

impl Calendar {
    /// The days of the week on which business hours start.
    fn days_with_hours(&self) -> Days {
        self.business_hours.iter().fold(Days::default(), |days, span| days.or(span.days))
    }

    /// The first holiday at a time of a day.
    pub(super) fn holiday_at(&self, date: Date, time: TimeOfDay) -> Option<&Holiday> {
        self.holiday(date, |holiday| holiday.takes(time))
    }

    /// The first holiday that takes a day, or a part of it.
    pub(crate) fn holiday_on(&self, date: Date) -> Option<&Holiday> {
        self.holiday(date, |_| true)
    }

    fn holiday(&self, date: Date, is_meant: impl Fn(&Holiday) -> bool) -> Option<&Holiday> {
        if self.working_days.binary_search(&date).is_ok() {
            return None;
        }
        let own = self.holidays.iter().find(|holiday| is_meant(holiday) && holiday.day.is(date));
        own.or_else(|| self.substitutes(date, date).into_iter().find(|(on, _)| *on == date).map(|(_, holiday)| holiday))
    }

    /// The holidays from one day to another.
    pub(super) fn days_off(&self, first: Date, last: Date) -> DaysOff<'_> {
        let length = days_after(first, last).unwrap_or_default() + 1;
        let (days, working, with_hours) = (vec![Vec::new(); length], &self.working_days, self.days_with_hours());
        let mut off = DaysOff { first, days, working, with_hours };
        let mut ranges = Vec::new();
        for holiday in &self.holidays {
            let Some(minutes) = Interval::new(holiday.from.minutes(), holiday.until.minutes()) else { continue };
            match holiday.day {
                HolidayDate::Range(from, until) => {
                    ranges.extend(until.tomorrow().ok().and_then(|end| Interval::new(from.max(first), end)));
                }
                day => day.dates(first, last).for_each(|date| off.add(date, minutes)),
            }
        }
        let days = union(ranges)
            .into_iter()
            .flat_map(|range| days_from(range.from).take_while(move |date| *date < range.until && *date <= last));
        let days = days.chain(self.substitutes(first, last).into_iter().map(|(date, _)| date));
        days.for_each(|date| off.add(date, WHOLE));
        off.days.iter_mut().for_each(|day| *day = union(day.drain(..)));
        for date in &self.working_days {
            off.day(*date).into_iter().for_each(Vec::clear);
        }
        off
    }

    /// The days up to another one on which holidays are taken that fall on days without business hours, with some before the
    /// first: the next day of the week that the calendar says, or the first one after it with business hours that is free.
    fn substitutes(&self, first: Date, last: Date) -> Vec<(Date, &Holiday)> {
        let Some(substitute) = self.substitute else { return Vec::new() };
        let before = first.saturating_sub(BEFORE.days());
        let with_hours = self.days_with_hours();
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        let is_weekend = |day| if with_hours.is_empty() { weekend.contains(&day) } else { !with_hours.contains(day) };
        let single = self.holidays.iter().filter(|holiday| holiday.is_whole());
        let mut holidays: Vec<(Date, &Holiday)> =
            single.flat_map(|holiday| holiday.day.dates(before, last).map(move |date| (date, holiday))).collect();
        holidays.sort_by_key(|(date, _)| *date);
        holidays.dedup_by_key(|(date, _)| *date);
        let mut taken: BTreeSet<Date> = holidays.iter().map(|(date, _)| *date).collect();
        let mut substitutes = Vec::new();
        for (date, holiday) in holidays.into_iter().filter(|(date, _)| is_weekend(date.weekday())) {
            let days = i64::from(date.weekday().next().until(substitute)) + 1;
            let from = date.checked_add(days.days()).ok();
            let mut free = from.into_iter().flat_map(days_from).take_while(|day| *day <= last);
            if let Some(day) =
                free.find(|day| !taken.contains(day) && (!is_weekend(day.weekday()) || Some(*day) == from))
            {
                taken.insert(day);
                substitutes.push((day, holiday));
            }
        }
        substitutes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 25 December 2027 is a Saturday.
    #[test]
    fn a_holiday_at_a_weekend_is_taken_on_the_next_free_day_with_hours() {
        let cases = [
            ("mon", "2027-12-25, 2027-12-26", "27 28"),
            ("mon", "2027-12-25, 2027-12-27", "28"),
            ("thu", "2027-12-25, 2027-12-30, 2027-12-31", "3"),
            ("sun", "2027-12-25", "26"),
        ];
        for (substitute, holidays, taken) in cases {
            let text = format!(
                "version: 1\ncalendar: {{ time_zone: UTC, business_hours: {{ days: mon-fri, from: '09:00', until: '17:00' }}, \
                 holidays: [{holidays}], substitute: {substitute} }}\n"
            );
            let matrix = crate::source::from_texts([("m.yaml".to_owned(), text)]).unwrap();
            let calendar = &matrix.calendars[0];
            let days = days_from(jiff::civil::date(2027, 12, 20)).take(30);
            let off = days.filter(|day| calendar.holiday_on(*day).is_some() && !holidays.contains(&day.to_string()));
            let off: Vec<String> = off.map(|day| day.day().to_string()).collect();
            assert_eq!(off.join(" "), taken, "{substitute}, {holidays}");
        }
    }
}
