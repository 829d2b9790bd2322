//! Service levels: what is promised.

use super::{Duration, Percentage, Place};

/// What is promised of one system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLevel {
    /// Share of time in which it is available.
    pub availability: Option<Percentage>,
    /// Downtime in a month, as stated; what the availability allows is computed.
    pub downtime_per_month: Option<Duration>,
    /// Time to respond, at any hour.
    pub response: Option<Duration>,
    /// Where it stands.
    pub place: Place,
}

/// A target that holds for all systems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What is measured.
    pub metric: String,
    /// The target, in words.
    pub target: Option<String>,
    /// How it is measured.
    pub measurement: Option<String>,
    /// When it is escalated.
    pub threshold: Option<String>,
    /// Where it stands.
    pub place: Place,
}
