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

    /// Whether some periods lack a day: a month its 31st, a year its 29 February.
    pub(super) fn lacks(self, day: Date) -> bool {
        match self {
            Self::Days | Self::Weeks => false,
            Self::Months(_) => day.day() > 28,
            Self::Years(_) => day.month() == 2 && day.day() == 29,
        }
    }

    /// The days of three years from one on: those of the first one, or the last day of a month that lacks it.
    pub(super) fn dates(self, first: Date, from: Date) -> impl Iterator<Item = Date> {
        let until = from.saturating_add(3.years());
        let nth = move |number: i32| {
            let after = |count: u8| number.saturating_mul(i32::from(count));
            match self {
                Self::Days => first.checked_add(number.days()),
                Self::Weeks => first.checked_add(number.weeks()),
                Self::Months(count) => first.checked_add(after(count).months()),
                Self::Years(count) => first.checked_add(after(count).years()),
            }
        };
        let days = (0..).map_while(move |number| nth(number).ok().filter(|day| *day < until));
        days.skip_while(move |day| *day < from)
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
    fn a_day_that_some_months_lack_is_their_last() {
        let from = date(2027, 1, 30);
        let of =
            |every: Recurrence, first| every.dates(first, from).take(3).map(|day| day.to_string()).collect::<Vec<_>>();
        assert_eq!(of(Recurrence::Months(1), date(2026, 12, 31)), ["2027-01-31", "2027-02-28", "2027-03-31"]);
        assert_eq!(of(Recurrence::Months(3), date(2026, 11, 30)), ["2027-02-28", "2027-05-30", "2027-08-30"]);
        assert_eq!(of(Recurrence::Years(1), date(2028, 2, 29)), ["2028-02-29", "2029-02-28"]);
        assert!(!Recurrence::Months(1).lacks(date(2027, 1, 28)) && Recurrence::Years(2).lacks(date(2028, 2, 29)));
    }

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
