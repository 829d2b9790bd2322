//! Measured quantities, in words: `250ms`, `1.5h`, `5 minutes`, `1 week`, `99.5%`. A matrix writes its own durations in one
//! form ([`Duration`]); targets, thresholds and people write them in many.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::percentage::millionths;
use super::{Duration, Percentage};

/// A measured length of time or share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Quantity {
    /// A length of time, in millionths of a second.
    Time(u64),
    /// A share.
    Share(Percentage),
}

/// Seconds in a day.
const DAY: u64 = 86_400;
/// Millionths in a second.
const SECOND: u64 = 1_000_000;

/// Units of time, in millionths of a second. A month has 30 days, as in the computation of downtime.
const UNITS: [(u64, &[&str]); 7] = [
    (SECOND / 1000, &["ms", "millisecond", "milliseconds"]),
    (SECOND, &["s", "sec", "secs", "second", "seconds"]),
    (60 * SECOND, &["m", "min", "mins", "minute", "minutes"]),
    (3_600 * SECOND, &["h", "hr", "hrs", "hour", "hours"]),
    (86_400 * SECOND, &["d", "day", "days"]),
    (7 * 86_400 * SECOND, &["w", "week", "weeks"]),
    (30 * 86_400 * SECOND, &["month", "months"]),
];

impl From<Duration> for Quantity {
    fn from(duration: Duration) -> Self {
        Self::Time(duration.seconds().saturating_mul(SECOND))
    }
}

impl Quantity {
    /// Parses a quantity at the beginning of a text; returns the rest too. `1h30m` and `1 hour 30 minutes` are one quantity.
    pub(super) fn at_start_of(text: &str) -> Option<(Self, &str)> {
        let (number, unit, rest) = number(text)?;
        if unit == "%" {
            return Some((Self::Share(format!("{number}%").parse().ok()?), rest));
        }
        let mut smallest = length(unit)?;
        let mut sum = micros(number, smallest)?;
        let mut after = rest;
        // Units only get smaller.
        while let Some((number, unit, rest)) = number_behind(after) {
            let next = length(unit).filter(|next| *next < smallest)?;
            sum = sum.checked_add(micros(number, next)?)?;
            (smallest, after) = (next, rest);
        }
        Some((Self::Time(sum), after))
    }

    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Time(_) => "a length of time",
            Self::Share(_) => "a share",
        }
    }

    /// The length of time, if it has whole seconds.
    pub(crate) fn duration(self) -> Option<Duration> {
        match self {
            Self::Time(micros) if micros % SECOND == 0 => Some(Duration::from_seconds(micros / SECOND)),
            _ => None,
        }
    }
}

/// A number, its unit, and what follows: `200ms for …` is `200`, `ms`, ` for …`.
fn number(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    let (number, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != '.')?);
    let rest = rest.trim_start();
    if let Some(after) = rest.strip_prefix('%') {
        return (!number.is_empty()).then_some((number, "%", after));
    }
    let (unit, after) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    (!number.is_empty() && !unit.is_empty()).then_some((number, unit, after))
}

/// Like [`number`], for the next unit of a quantity. `None` if the text doesn't continue with a number.
fn number_behind(text: &str) -> Option<(&str, &str, &str)> {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit()).then(|| number(text)).flatten()
}

/// The length of a unit of time. The case of short units matters: `M` isn't a minute.
fn length(unit: &str) -> Option<u64> {
    let lower = unit.to_lowercase();
    let known = |name: &&str| if name.len() > 2 { **name == lower } else { **name == *unit };
    UNITS.iter().find(|(_, names)| names.iter().any(known)).map(|(length, _)| *length)
}

/// A number of units, in millionths of a second.
fn micros(number: &str, unit: u64) -> Option<u64> {
    let micros = millionths(number)?.checked_mul(unit.into())? / u128::from(SECOND);
    u64::try_from(micros).ok()
}

/// `250ms`, `4h`, `7d`, `99.5%`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.duration()) {
            (Self::Share(share), _) => share.fmt(f),
            (_, Some(duration)) if duration.seconds() >= 2 * DAY && duration.seconds() % DAY == 0 => {
                write!(f, "{}d", duration.seconds() / DAY)
            }
            (_, Some(duration)) => duration.fmt(f),
            (Self::Time(micros), None) => {
                let text = format!("{}.{:03}", micros / 1000, micros % 1000);
                write!(f, "{}ms", text.trim_end_matches('0').trim_end_matches('.'))
            }
        }
    }
}

const NOT_A_QUANTITY: &str = "values are written 250ms, 1.5s, 20m, 4h, 2d, 1 week or 99.5%";

impl FromStr for Quantity {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match Self::at_start_of(text) {
            Some((quantity, rest)) if rest.trim().is_empty() => Ok(quantity),
            _ => Err(NOT_A_QUANTITY),
        }
    }
}

/// Parses a length of time in whole seconds: `6m`, `1.5h`, `1 week`.
pub(crate) fn length_of_time(text: &str) -> Result<Duration, &'static str> {
    text.parse::<Quantity>().ok().and_then(Quantity::duration).ok_or(NOT_A_LENGTH)
}

const NOT_A_LENGTH: &str = "lengths of time are written 90s, 20m, 1.5h, 2d or 1 week";

/// The first length of time in a text, in whole seconds: `<4 hours`, `within 1 hour`.
pub(crate) fn time_in(text: &str) -> Option<Duration> {
    let starts = text.char_indices().scan(false, |number, (at, c)| {
        let starts = c.is_ascii_digit() && !*number;
        *number = c.is_ascii_digit() || c == '.';
        Some((at, starts))
    });
    let mut times = starts.filter(|(_, starts)| *starts).filter_map(|(at, _)| {
        Quantity::at_start_of(&text[at..]).filter(|(quantity, _)| matches!(quantity, Quantity::Time(_)))
    });
    times.next().and_then(|(time, _)| time.duration())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60 * SECOND;

    #[test]
    fn quantities_are_read_in_all_units() {
        for (text, quantity) in [
            ("250ms", Quantity::Time(250_000)),
            ("0.5 ms", Quantity::Time(500)),
            ("1.5s", Quantity::Time(1_500_000)),
            ("5 minutes", Quantity::Time(5 * MINUTE)),
            ("1h30m", Quantity::Time(90 * MINUTE)),
            ("1 hour 30 minutes", Quantity::Time(90 * MINUTE)),
            ("2d", Quantity::Time(2 * 1440 * MINUTE)),
            ("1 Week", Quantity::Time(7 * 1440 * MINUTE)),
            ("1 month", Quantity::Time(30 * 1440 * MINUTE)),
        ] {
            assert_eq!(text.parse(), Ok(quantity), "{text}");
        }
        assert_eq!("99.95%".parse::<Quantity>().unwrap().to_string(), "99.95%");
        assert_eq!("0.25s".parse::<Quantity>().unwrap().to_string(), "250ms");
    }

    #[test]
    fn nothing_else_is_a_quantity() {
        let huge = "99999999999999999999 hours";
        for text in
            ["", "5", "ms", "-5m", "5M", "1.2.3s", "101%", "5 parsecs", "30m1h", "5m 5m", "٣m", huge, "4 hours ago"]
        {
            assert_eq!(text.parse::<Quantity>(), Err(NOT_A_QUANTITY), "{text}");
        }
    }

    #[test]
    fn times_are_found_in_words() {
        let hours = |hours: u64| Some(Duration::from_seconds(hours * 3_600));
        assert_eq!(time_in("<4 hours"), hours(4));
        assert_eq!(time_in("within 1 hour"), hours(1));
        assert_eq!(time_in("1 week"), hours(168));
        assert_eq!(time_in("4h"), hours(4));
        assert_eq!(time_in("<100ms average"), None);
        assert_eq!(time_in("99999999999999999999 hours"), None);
        assert_eq!(time_in("soon"), None);
    }
}
