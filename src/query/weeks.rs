//! Weeks that are counted from a day.

use jiff::Span;
use jiff::civil::Date;

use super::Unanswered;

/// The first and the last day of some weeks; week 1 begins on the start.
pub(crate) fn days(start: Date, first: u32, last: u32) -> Result<(Date, Date), Unanswered> {
    let from = i64::from(first.saturating_sub(1)) * 7;
    let to = i64::from(last) * 7 - 1;
    let day = |days: i64| Span::new().try_days(days).and_then(|span| start.checked_add(span));
    match (day(from), day(to)) {
        (Ok(from), Ok(to)) => Ok((from, to)),
        _ => Err(Unanswered::misuse(format!("week {last} from {start} on is past the last date"), Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_has_seven_days_from_the_start_on() {
        let start = date(2026, 1, 5);
        assert_eq!(days(start, 1, 1).unwrap(), (start, date(2026, 1, 11)));
        assert_eq!(days(start, 7, 8).unwrap(), (date(2026, 2, 16), date(2026, 3, 1)));
        assert!(days(date(9999, 12, 31), 1, 1).is_err());
        assert!(days(start, u32::MAX, u32::MAX).is_err());
    }
}
