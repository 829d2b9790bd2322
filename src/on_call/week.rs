//! The hours of a week that some spans include.

use jiff::civil::{DateTime, Weekday};

use crate::matrix::calendar::DAYS;
use crate::matrix::clock::{left_by, union};
use crate::matrix::{Interval, TimeOfDay, WeeklySpan};

/// Minutes of a day, sorted and apart.
pub(super) type Minutes = Vec<Interval<u16>>;

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// For each weekday the minutes of the spans that start on it: of this day, and of the next one. Looking at each span for
/// each hour takes long.
pub(super) struct Week {
    own: [Minutes; 7],
    tail: [Minutes; 7],
}

impl Week {
    pub(super) fn of(spans: &[WeeklySpan]) -> Self {
        let minutes = |part: fn(&WeeklySpan, u16) -> Option<Interval<u16>>| {
            DAYS.map(|(day, _)| {
                let on_day = spans.iter().filter(|span| span.days.contains(day));
                union(on_day.filter_map(|span| part(span, TimeOfDay::END.minutes())))
            })
        };
        Self {
            own: minutes(|span, end| {
                let until = if span.passes_midnight() { end } else { span.until.minutes().min(end) };
                Interval::new(span.from.minutes(), until)
            }),
            tail: minutes(|span, end| {
                Interval::new(0, span.until.minutes().min(end)).filter(|_| span.passes_midnight())
            }),
        }
    }

    /// The minutes of a weekday that start on it.
    pub(super) fn own(&self, day: Weekday) -> &[Interval<u16>] {
        &self.own[number(day)]
    }

    /// The minutes of the day after a weekday that start on the weekday.
    pub(super) fn tail(&self, day: Weekday) -> &[Interval<u16>] {
        &self.tail[number(day)]
    }

    /// The minutes of the whole week from Monday, sorted and apart.
    pub(super) fn minutes(&self) -> WeekMinutes {
        let mut all = Vec::new();
        for (day, midnight) in (0..7).zip((0..).step_by(DAY as usize)) {
            let before = (day + 6) % 7;
            let in_week = |minute: u16| midnight + u32::from(minute);
            let spans = union(self.own[day].iter().chain(&self.tail[before]).copied());
            all.extend(spans.iter().map(|of| Interval { from: in_week(of.from), until: in_week(of.until) }));
        }
        WeekMinutes(all)
    }
}

fn number(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()
}

/// Minutes of a week from Monday, sorted and apart.
pub(super) struct WeekMinutes(Vec<Interval<u32>>);

impl WeekMinutes {
    /// All other minutes of the week.
    pub(super) fn others(&self) -> Self {
        Self(left_by(&[Interval { from: 0, until: WEEK }], self.0.iter().copied()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks whether a clock shows one of them from one time to another.
    pub(super) fn meet(&self, from: DateTime, until: DateTime) -> bool {
        let minutes = from.duration_until(until).as_mins();
        let length = u32::try_from(minutes).unwrap_or_default().min(WEEK);
        let day = u32::try_from(from.weekday().to_monday_zero_offset()).unwrap_or_default();
        let start = day * DAY + u32::from(TimeOfDay::of(from.time()).minutes());
        let any = |start: u32, end: u32| {
            Interval::new(start, end).is_some_and(|when| self.0.iter().any(|of| of.and(when).is_some()))
        };
        any(start, start + length) || any(0, (start + length).saturating_sub(WEEK))
    }
}
