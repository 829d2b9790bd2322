//! Change categories and the steps of the change process.

use serde::Deserialize;

#[cfg(test)]
use crate::matrix::Risk;
#[cfg(test)]
use crate::source::schema::{Acceptances, Id, Required};
use crate::source::spanned::{Entries, Items, Slot, Spanned, Text};

/// A change category.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Change {
    /// Full name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// The words in brackets behind the name, "Pre-approved".
    pub qualifier: Slot<Text>,
    /// `low`, `medium` or `high`: the stricter category is the one with the higher risk.
    #[cfg_attr(test, schemars(with = "Slot<Risk>"))]
    pub risk: Slot<Text>,
    /// What falls in it.
    pub definition: Slot<Text>,
    /// Examples of it.
    pub examples: Items<Text>,
    /// Who approves it, and how.
    pub approval: Slot<Spanned<Approval>>,
    /// Who is told.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub notify: Items<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// Approval of a change category.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Approval {
    /// Parties that approve; none where no person does.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub by: Items<Text>,
    /// How, in words.
    pub how: Slot<Text>,
}

/// A step of the change process.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Step {
    /// Its name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// What belongs to it.
    pub entries: Items<Spanned<StepEntry>>,
}

/// One entry of a step.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StepEntry {
    /// Its name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// What it says.
    pub what: Slot<Text>,
    /// By whom.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub by: Items<Text>,
    /// The change category that it holds for; absent: for all.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub category: Slot<Text>,
}
