//! Shares, as a matrix writes them: `99.9%`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Duration;

/// A share from 0 to 100 percent, exact to a millionth of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub(crate) struct Percentage {
    millionths: u32,
}

/// 100 percent.
const WHOLE: u32 = 100_000_000;
/// The most decimals of a number.
const DECIMALS: usize = 6;
/// Seconds in a month of 30 days. Downtime is computed for such a month.
const MONTH: u64 = 30 * 86_400;

impl Percentage {
    /// 100 percent.
    pub(crate) const WHOLE: Self = Self { millionths: WHOLE };

    /// Checks whether it is less than one part in so many.
    pub(crate) fn is_less_than_one_in(self, parts: u64) -> bool {
        u128::from(self.millionths) * u128::from(parts) < u128::from(WHOLE)
    }

    /// The downtime that an availability of this share allows in a month of 30 days, to the second, rounded.
    pub(crate) fn downtime_per_month(self) -> Duration {
        let down = MONTH * u64::from(WHOLE.saturating_sub(self.millionths));
        Duration::from_seconds((down + u64::from(WHOLE / 2)) / u64::from(WHOLE))
    }
}

impl std::ops::Sub for Percentage {
    type Output = Self;

    /// Zero if the other is greater.
    fn sub(self, other: Self) -> Self {
        Self { millionths: self.millionths.saturating_sub(other.millionths) }
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.millionths / 1_000_000, self.millionths % 1_000_000);
        write!(f, "{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

const WRONG_FORM: &str = "percentages are written 99.9%, from 0% to 100%, with up to six decimals";

impl FromStr for Percentage {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let number = text.strip_suffix('%').filter(|number| number.find('.').unwrap_or(number.len()) <= 3);
        let millionths = number.and_then(millionths).and_then(|number| u32::try_from(number).ok());
        millionths.filter(|number| *number <= WHOLE).map(|millionths| Self { millionths }).ok_or(WRONG_FORM)
    }
}

/// Parses a number with up to six decimals, in millionths.
pub(super) fn millionths(number: &str) -> Option<u128> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_valid = digits(whole) && digits(decimals) && decimals.len() <= DECIMALS;
    if is_valid { format!("{whole}{decimals:0<DECIMALS$}").parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downtime_is_reckoned_in_months_of_thirty_days() {
        for (text, seconds) in [("99.9%", 2_592), ("99.5%", 12_960), ("99.8%", 5_184), ("100%", 0), ("0%", MONTH)] {
            let share: Percentage = text.parse().unwrap();
            assert_eq!(share.downtime_per_month().seconds(), seconds, "{text}");
            assert_eq!(share.to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_share() {
        for text in ["", "%", "99.9", "100.1%", "-1%", "99,9%", "99.%", ".9%", "1e1%", "99.9 %", "99.1234567%", "٩%"] {
            assert_eq!(text.parse::<Percentage>(), Err(WRONG_FORM), "{text}");
        }
    }
}
