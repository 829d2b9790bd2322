//! Labelled web addresses to read: runbooks, dashboards, documentation. Nobody is called there.

use serde::{Deserialize, Serialize};

use super::Place;

/// A web address to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    /// Its label, such as `runbook`.
    pub label: String,
    /// The address.
    pub url: String,
    /// Position in the source.
    pub place: Place,
}
