//! How a duty comes again in a calendar.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::matrix::Cadence;

/// How an event comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recurrence {
    /// Every day.
    Days,
    /// Every week.
    Weeks,
    /// Every so many months.
    Months(u8),
    /// Every so many years.
    Years(u8),
}

impl Recurrence {
    /// That of a cadence; `None` where that has no days, or has two meanings.
    pub(super) const fn of(cadence: Cadence) -> Option<Self> {
        match cadence {
            Cadence::Daily => Some(Self::Days),
            Cadence::Weekly => Some(Self::Weeks),
            Cadence::Monthly => Some(Self::Months(1)),
            Cadence::Quarterly => Some(Self::Months(3)),
            Cadence::SemiAnnual => Some(Self::Months(6)),
            Cadence::Annual => Some(Self::Years(1)),
            Cadence::Biennial => Some(Self::Years(2)),
            Cadence::RealTime | Cadence::BiAnnual | Cadence::Ongoing | Cadence::AdHoc => None,
        }
    }

    /// The first day of the period in which a day lies. Periods are counted from the year 0, so that they begin on the
    /// same days from wherever one looks: a calendar that is made a week later begins later, and moves nothing.
    pub(super) fn beginning(self, day: Date) -> Date {
        match self {
            Self::Days => day,
            Self::Weeks => day.checked_sub(i64::from(Weekday::Monday.until(day.weekday())).days()).unwrap_or(day),
            Self::Months(count) => {
                let into = (i16::from(day.month()) - 1) % i16::from(count.max(1));
                date(day.year(), day.month() - i8::try_from(into).unwrap_or_default(), 1)
            }
            Self::Years(count) => date(day.year() - day.year().rem_euclid(i16::from(count.max(1))), 1, 1),
        }
    }

    /// The day of the period to use, if only the period is known.
    pub(super) const fn stands_on(self) -> Option<&'static str> {
        match self {
            Self::Days => None,
            Self::Weeks => Some("the Monday of each week"),
            Self::Months(1) => Some("the first of each month"),
            Self::Months(3) => Some("the first day of each quarter"),
            Self::Months(_) => Some("the first day of each half-year"),
            Self::Years(1) => Some("1 January of each year"),
            Self::Years(_) => Some("1 January of each second year"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_begins_on_the_same_day_from_wherever_one_looks() {
        let saturday = date(2026, 11, 28);
        for (every, beginning) in [
            (Recurrence::Days, saturday),
            (Recurrence::Weeks, date(2026, 11, 23)),
            (Recurrence::Months(1), date(2026, 11, 1)),
            (Recurrence::Months(3), date(2026, 10, 1)),
            (Recurrence::Months(6), date(2026, 7, 1)),
            (Recurrence::Years(1), date(2026, 1, 1)),
            (Recurrence::Years(2), date(2026, 1, 1)),
        ] {
            assert_eq!(every.beginning(saturday), beginning, "{every:?}");
            assert_eq!(every.beginning(beginning), beginning, "{every:?}");
        }
        assert_eq!(Recurrence::Years(2).beginning(date(2027, 5, 5)), date(2026, 1, 1));
        assert_eq!(Recurrence::Weeks.beginning(Date::MIN), Date::MIN);
    }
}
