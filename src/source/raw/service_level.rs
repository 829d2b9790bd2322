//! Service levels of a system, and of all systems.

use crate::matrix::{Duration, Percentage};
use crate::source::container::{Acceptances, Required, Slot};
use crate::source::decode::mappings;
use crate::source::leaf::{Leaf, Text};

mappings! {
    /// The service level of a system.
    struct ServiceLevel {
        /// Share of time, `99.9%`.
        availability: Slot<Leaf<Percentage>>,
        /// Downtime that the source says is allowed in a month.
        downtime_per_month: Slot<Leaf<Duration>>,
        /// Time to respond.
        response: Slot<Leaf<Duration>>,
    }

    /// A target that holds for all systems.
    struct Target {
        /// The metric.
        metric: Required<Text>,
        /// The target, in words.
        target: Slot<Text>,
        /// How it is measured.
        measurement: Slot<Text>,
        /// When it is escalated.
        threshold: Slot<Text>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }
}
