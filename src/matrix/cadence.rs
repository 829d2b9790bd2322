//! How often something recurs.

use super::Period;

words! {
    /// A cadence, in the words of the format.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum Cadence {
        /// Without a pause, as it happens.
        RealTime = "real-time",
        /// Every day.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
        /// Every month.
        Monthly = "monthly",
        /// Every three months.
        Quarterly = "quarterly",
        /// Twice a year.
        SemiAnnual = "semi-annual",
        /// Twice a year or every two years: the word has both meanings, and the matrix doesn't say which.
        BiAnnual = "bi-annual",
        /// Every year.
        Annual = "annual",
        /// Every two years.
        Biennial = "biennial",
        /// All the time, without dates.
        Ongoing = "ongoing",
        /// When there is a reason.
        AdHoc = "ad-hoc",
    }
}

impl Cadence {
    /// From one to the next, if it has a length.
    pub(crate) const fn period(self) -> Option<Period> {
        let (months, days) = match self {
            Self::Daily => (0, 1),
            Self::Weekly => (0, 7),
            Self::Monthly => (1, 0),
            Self::Quarterly => (3, 0),
            Self::SemiAnnual => (6, 0),
            Self::Annual => (12, 0),
            Self::Biennial => (24, 0),
            Self::RealTime | Self::BiAnnual | Self::Ongoing | Self::AdHoc => return None,
        };
        Some(Period { months, days })
    }

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
