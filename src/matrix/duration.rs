//! Lengths of time, as a matrix writes them: `15m`, `2h`, `90s`, `1h30m`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A duration in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
pub(crate) struct Duration {
    seconds: u64,
}

/// Units, largest first, in seconds.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

impl Duration {
    pub(crate) const fn from_seconds(seconds: u64) -> Self {
        Self { seconds }
    }

    pub(crate) const fn seconds(self) -> u64 {
        self.seconds
    }

    /// Subtracts another; zero if the other is longer.
    pub(crate) const fn saturating_sub(self, other: Self) -> Self {
        Self { seconds: self.seconds.saturating_sub(other.seconds) }
    }

    /// For people, in the largest unit with up to two decimals: `43.2 min`, `3.6 h`.
    pub(crate) fn spoken(self) -> String {
        let (unit, length) = match self.seconds {
            0..60 => ("s", 1),
            60..3_600 => ("min", 60),
            _ => ("h", 3_600),
        };
        let hundredths = (u128::from(self.seconds) * 100 + length / 2) / length;
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        format!("{} {unit}", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// `1h30m`; zero is `0m`. Hours don't become days, because people escalate after 36h, not after 1d12h.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.seconds == 0 {
            return f.write_str("0m");
        }
        let mut rest = self.seconds;
        for (unit, length) in UNITS.into_iter().skip(1) {
            if rest >= length {
                write!(f, "{}{unit}", rest / length)?;
                rest %= length;
            }
        }
        Ok(())
    }
}

const WRONG_FORM: &str = "durations are written 15m, 2h, 90s or 1h30m";

impl FromStr for Duration {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let mut seconds: u64 = 0;
        let mut rest = text;
        let mut units = UNITS.iter();
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or(WRONG_FORM)?;
            let number: u64 = rest[..digits].parse().map_err(|_| WRONG_FORM)?;
            let unit = rest[digits..].chars().next().ok_or(WRONG_FORM)?;
            // The iterator goes on, so units get smaller and each occurs once.
            let (_, length) = units.find(|(name, _)| *name == unit).ok_or(WRONG_FORM)?;
            seconds = number.checked_mul(*length).and_then(|more| seconds.checked_add(more)).ok_or(WRONG_FORM)?;
            rest = &rest[digits + unit.len_utf8()..];
        }
        if text.is_empty() { Err(WRONG_FORM) } else { Ok(Self { seconds }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_of_the_format() {
        for (text, seconds) in [("15m", 900), ("2h", 7_200), ("90s", 90), ("1h30m", 5_400), ("0m", 0), ("1d", 86_400)] {
            assert_eq!(text.parse(), Ok(Duration::from_seconds(seconds)), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        let huge = "99999999999999999999m";
        for text in ["", "15", "m", "-5m", "15 m", "15min", "30m1h", "5m5m", "1.5h", "٣m", huge, "307445734561825861m"]
        {
            assert_eq!(text.parse::<Duration>(), Err(WRONG_FORM), "{text}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["0m", "15m", "1h30m", "90h", "1h1s"] {
            assert_eq!(text.parse::<Duration>().map(|d| d.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(Duration::from_seconds(90).to_string(), "1m30s");
    }

    #[test]
    fn speaks_in_its_largest_unit() {
        for (seconds, text) in [(2_592, "43.2 min"), (12_960, "3.6 h"), (5_184, "1.44 h"), (45, "45 s"), (3_600, "1 h")]
        {
            assert_eq!(Duration::from_seconds(seconds).spoken(), text);
        }
    }
}
