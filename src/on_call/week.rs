//! The hours of a week that some spans include.

use jiff::civil::{DateTime, Weekday};

use crate::matrix::TimeOfDay;
use crate::matrix::calendar::{DAYS, WeeklySpan};

/// Minutes of a day, sorted and apart.
type Minutes = Vec<(u16, u16)>;

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
        let minutes = |part: fn(&WeeklySpan, u16) -> Option<(u16, u16)>| {
            DAYS.map(|(day, _)| {
                let on_day = spans.iter().filter(|span| span.days.contains(day));
                union(on_day.filter_map(|span| part(span, TimeOfDay::END.minutes())).collect())
            })
        };
        Self {
            own: minutes(|span, end| {
                Some((span.from.minutes(), if span.passes_midnight() { end } else { span.until.minutes().min(end) }))
            }),
            tail: minutes(|span, end| span.passes_midnight().then(|| (0, span.until.minutes().min(end)))),
        }
    }

    /// The minutes of a weekday that start on it.
    pub(super) fn own(&self, day: Weekday) -> &[(u16, u16)] {
        &self.own[number(day)]
    }

    /// The minutes of the day after a weekday that start on the weekday.
    pub(super) fn tail(&self, day: Weekday) -> &[(u16, u16)] {
        &self.tail[number(day)]
    }

    /// The minutes of the whole week from Monday, sorted and apart.
    pub(super) fn minutes(&self) -> WeekMinutes {
        let mut all = Vec::new();
        for (day, midnight) in (0..7).zip((0..).step_by(DAY as usize)) {
            let before = (day + 6) % 7;
            let spans = union(self.own[day].iter().chain(&self.tail[before]).copied().collect());
            all.extend(
                spans.into_iter().map(|(from, until)| (midnight + u32::from(from), midnight + u32::from(until))),
            );
        }
        WeekMinutes(all)
    }
}

fn number(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()
}

/// Minutes of a week from Monday, sorted and apart.
pub(super) struct WeekMinutes(Vec<(u32, u32)>);

impl WeekMinutes {
    /// All other minutes of the week.
    pub(super) fn others(&self) -> Self {
        Self(gaps_between(&[(0, WEEK)], &self.0))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks whether a clock shows one of them from one time to another.
    pub(super) fn meet(&self, from: DateTime, until: DateTime) -> bool {
        let minutes = from.duration_until(until).as_mins();
        let length = u32::try_from(minutes).unwrap_or(if minutes < 0 { 0 } else { WEEK }).min(WEEK);
        let day = u32::try_from(from.weekday().to_monday_zero_offset()).unwrap_or_default();
        let start = day * DAY + u32::from(TimeOfDay::of(from.time()).minutes());
        let any = |start: u32, end: u32| self.0.iter().any(|(from, until)| *from < end && start < *until);
        any(start, start + length) || any(0, (start + length).saturating_sub(WEEK))
    }
}

/// The union of some spans: sorted, apart from one another, without empty ones.
pub(super) fn union<T: Ord + Copy>(mut spans: Vec<(T, T)>) -> Vec<(T, T)> {
    spans.retain(|(from, until)| from < until);
    spans.sort_unstable();
    let mut union: Vec<(T, T)> = Vec::new();
    for (from, until) in spans {
        match union.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(until),
            None => union.push((from, until)),
        }
    }
    union
}

/// What is left of some spans without others. Both are sorted and apart.
pub(super) fn gaps_between<T: Ord + Copy>(spans: &[(T, T)], others: &[(T, T)]) -> Vec<(T, T)> {
    let mut left = Vec::new();
    for (mut from, until) in spans.iter().copied() {
        for (other, end) in others.iter().copied().filter(|(other, _)| *other < until) {
            left.extend((from < other).then_some((from, other)));
            from = from.max(end);
        }
        left.extend((from < until).then_some((from, until)));
    }
    left
}
