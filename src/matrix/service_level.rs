//! Service levels: what is promised.

use serde::{Deserialize, Serialize};

use super::{Duration, Percentage, Place, Placed};

/// The service level of one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ServiceLevel {
    /// Share of time in which it is available.
    pub availability: Option<Placed<Percentage>>,
    /// Downtime in a month, as stated; what the availability allows is computed.
    pub downtime_per_month: Option<Placed<Duration>>,
    /// Time to respond, at any hour.
    pub response: Option<Placed<Duration>>,
    /// Position in the source.
    pub place: Place,
}

/// A target that holds for all systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    /// Metric.
    pub metric: String,
    /// The target, in words.
    pub target: Option<Placed<String>>,
    /// How it is measured.
    pub measurement: Option<Placed<String>>,
    /// When it is escalated.
    pub threshold: Option<Placed<String>>,
    /// Position in the source.
    pub place: Place,
}
