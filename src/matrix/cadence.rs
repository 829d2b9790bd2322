//! How often something recurs.

use serde::{Deserialize, Serialize};

/// A cadence, in the words of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename_all = "kebab-case"))]
pub(crate) enum Cadence {
    /// Without a pause, as it happens.
    RealTime,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Twice a year or every two years: the word has both meanings, and the matrix doesn't say which.
    BiAnnual,
    /// Twice a year.
    SemiAnnual,
    /// Every year.
    Annual,
    /// Every two years.
    Biennial,
    /// All the time, without dates.
    Ongoing,
    /// When there is a reason.
    AdHoc,
}

impl Cadence {
    /// All of them, most frequent first.
    pub(crate) const ALL: [Self; 11] = [
        Self::RealTime,
        Self::Daily,
        Self::Weekly,
        Self::Monthly,
        Self::Quarterly,
        Self::SemiAnnual,
        Self::BiAnnual,
        Self::Annual,
        Self::Biennial,
        Self::Ongoing,
        Self::AdHoc,
    ];

    /// The cadence with which words begin, such as "Monthly, emergency as needed". `None` where they begin with anything
    /// else, or speak of a second one: then they mean more than one word can say.
    pub(crate) fn at_start_of(text: &str) -> Option<Self> {
        let words: Vec<String> = crate::text::name::words(text).collect();
        let named = |at: usize| {
            Self::ALL.into_iter().find(|cadence| {
                let own: Vec<String> = crate::text::name::words(cadence.as_str()).collect();
                words.get(at..at + own.len()).is_some_and(|words| words == own)
            })
        };
        let first = named(0)?;
        let after = crate::text::name::words(first.as_str()).count();
        (after..words.len()).all(|at| named(at).is_none()).then_some(first)
    }

    /// The word for it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::RealTime => "real-time",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::BiAnnual => "bi-annual",
            Self::SemiAnnual => "semi-annual",
            Self::Annual => "annual",
            Self::Biennial => "biennial",
            Self::Ongoing => "ongoing",
            Self::AdHoc => "ad-hoc",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_with_one_cadence_or_none_is_read() {
        for (text, cadence) in [
            ("Monthly, emergency as needed", Some(Cadence::Monthly)),
            ("ad hoc", Some(Cadence::AdHoc)),
            ("Bi-annual", Some(Cadence::BiAnnual)),
            ("monthly or weekly", None),
            ("not monthly", None),
            ("on Mondays", None),
            ("", None),
        ] {
            assert_eq!(Cadence::at_start_of(text), cadence, "{text}");
        }
    }
}
