//! How often something recurs.

/// A cadence, in the words of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename_all = "kebab-case"))]
pub enum Cadence {
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
    pub const ALL: [Self; 11] = [
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

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
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
