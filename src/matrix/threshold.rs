//! Targets and thresholds as a document writes them: `<100ms average`, `>200ms for 5 minutes`, `<99% for 1 week`.
//!
//! Text of any other form stays text, for a person to read.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::quantity::length_of_time;
use super::{Duration, Quantity};

/// Comparison of a value with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Comparison {
    /// `>`
    More,
    /// `>=`, `≥`
    AtLeast,
    /// `<`
    Less,
    /// `<=`, `≤`
    AtMost,
}

/// Signs, the longer ones first.
const SIGNS: [(&str, Comparison); 6] = [
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("≥", Comparison::AtLeast),
    ("≤", Comparison::AtMost),
    (">", Comparison::More),
    ("<", Comparison::Less),
];

/// A limit, and how long it must be passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Threshold {
    /// On which side of the limit.
    pub comparison: Comparison,
    /// The limit.
    pub limit: Quantity,
    /// How long; `None`: however long.
    pub during: Option<Duration>,
    /// Metric, in words: `average`, `actual`, `data loss`.
    pub of: Option<String>,
}

/// Words that show that a text has more than one limit, so it isn't parsed.
const CONNECTIVES: [&str; 17] = [
    "and", "at", "between", "but", "during", "except", "from", "if", "in", "not", "of", "or", "outside", "per", "to",
    "unless", "when",
];

impl Threshold {
    /// Checks whether a value is on that side of the limit; `None` if it is of another kind.
    pub(crate) fn is_met_by(&self, value: Quantity) -> Option<bool> {
        let order = match (value, self.limit) {
            (Quantity::Time(value), Quantity::Time(limit)) => value.cmp(&limit),
            (Quantity::Share(value), Quantity::Share(limit)) => value.cmp(&limit),
            _ => return None,
        };
        Some(match self.comparison {
            Comparison::More => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
        })
    }
}

const WRONG_FORM: &str = "thresholds are written >200ms for 5 minutes";

impl FromStr for Threshold {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let signed = |(sign, comparison): (&str, _)| text.strip_prefix(sign).map(|rest| (comparison, rest));
        let (comparison, rest) = SIGNS.into_iter().find_map(signed).ok_or(WRONG_FORM)?;
        let (limit, rest) = Quantity::at_start_of(rest).ok_or(WRONG_FORM)?;
        // The words behind the limit begin with a space, so that ` for ` is found at their beginning too.
        let (of, during) = match rest.split_once(" for ") {
            None => (rest, None),
            Some((of, time)) => (of, Some(length_of_time(time).map_err(|_| WRONG_FORM)?)),
        };
        let words: Vec<&str> = of.split_whitespace().collect();
        let plain = |word: &&str| {
            word.chars().all(|c| c.is_alphabetic() || c == '-') && !CONNECTIVES.contains(&word.to_lowercase().as_str())
        };
        if words.len() > 3 || !words.iter().all(plain) {
            return Err(WRONG_FORM);
        }
        Ok(Self { comparison, limit, during, of: (!words.is_empty()).then(|| words.join(" ")) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_read_as_documents_write_them() {
        let read = |text: &str| text.parse::<Threshold>().unwrap();
        let slow = read(">200ms for 5 minutes");
        assert_eq!((slow.comparison, slow.limit), (Comparison::More, Quantity::Time(200_000)));
        assert_eq!(slow.during, Some(Duration::from_seconds(300)));
        assert_eq!(read("<100ms average").of.as_deref(), Some("average"));
        assert_eq!(read(">1 hour data loss").of.as_deref(), Some("data loss"));
        assert_eq!(read("<99% for 1 week").during, Some(Duration::from_seconds(7 * 86_400)));
        assert_eq!(read("≥ 4h").comparison, Comparison::AtLeast);
        assert_eq!(read(">200ms average for 5m").during, Some(Duration::from_seconds(300)));
    }

    #[test]
    fn what_says_more_or_less_stays_words() {
        for text in [
            "slow",
            "99.9%",
            ">200",
            ">200ms or >5 errors",
            ">200ms for 5 minutes in peak hours",
            ">200ms for 5 consecutive minutes",
            ">200ms unless agreed",
            "not >200ms",
            ">5 errors",
            ">200ms for ever",
        ] {
            assert_eq!(text.parse::<Threshold>(), Err(WRONG_FORM), "{text}");
        }
    }

    #[test]
    fn the_limit_itself_is_not_more_than_the_limit() {
        let met = |threshold: &str, value: &str| {
            threshold.parse::<Threshold>().unwrap().is_met_by(value.parse::<Quantity>().unwrap())
        };
        assert_eq!(met(">200ms", "200ms"), Some(false));
        assert_eq!(met(">200ms", "0.2001s"), Some(true));
        assert_eq!(met(">=200ms", "200ms"), Some(true));
        assert_eq!(met("<99%", "98.9%"), Some(true));
        assert_eq!(met("<=4h", "240m"), Some(true));
        assert_eq!(met(">200ms", "99%"), None);
    }
}
