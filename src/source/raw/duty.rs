//! Duties.

use serde::Deserialize;

#[cfg(test)]
use crate::matrix::{Cadence, DutyKind};
#[cfg(test)]
use crate::source::schema::{Acceptances, Id, Required};
use crate::source::spanned::{Entries, Items, Slot, Text};

/// Something that recurs or is scheduled.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Duty {
    /// What is done.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub task: Slot<Text>,
    /// Which kind: operation (the default under a system), monitoring, report …
    #[cfg_attr(test, schemars(with = "Required<DutyKind>"))]
    pub kind: Slot<Text>,
    /// How often: a cadence. Under a system the key above says it.
    #[cfg_attr(test, schemars(with = "Slot<Cadence>"))]
    pub every: Slot<Text>,
    /// By whom.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub by: Items<Text>,
    /// With whom.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub with: Items<Text>,
    /// Reported to whom.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub reported_to: Items<Text>,
    /// How, in words.
    pub how: Slot<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}
