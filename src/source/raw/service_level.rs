//! What is promised of a system, and of all of them.

use serde::Deserialize;

#[cfg(test)]
use crate::source::schema::{Acceptances, Duration, Percentage, Required};
use crate::source::spanned::{Entries, Slot, Text};

/// What is promised of a system.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ServiceLevel {
    /// Share of time, `99.9%`.
    #[cfg_attr(test, schemars(with = "Slot<Percentage>"))]
    pub availability: Slot<Text>,
    /// Downtime that the source says is allowed in a month.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub downtime_per_month: Slot<Text>,
    /// Time to respond.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub response: Slot<Text>,
}

/// A target that holds for all systems.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Target {
    /// What is measured.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub metric: Slot<Text>,
    /// The target, in words.
    pub target: Slot<Text>,
    /// How it is measured.
    pub measurement: Slot<Text>,
    /// When it is escalated.
    pub threshold: Slot<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}
