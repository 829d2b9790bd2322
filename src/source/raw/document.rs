//! What the document says of itself, and the training of new members.

use serde::Deserialize;

#[cfg(test)]
use crate::matrix::Cadence;
#[cfg(test)]
use crate::source::schema::{Acceptances, Count, Date, Id, Required};
use crate::source::spanned::{Entries, Items, Slot, Spanned, Text};

/// The document's own data.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Document {
    /// Its title.
    pub title: Slot<Text>,
    /// The organisation or platform that it speaks of.
    pub organisation: Slot<Text>,
    /// Edition (version) of the text.
    pub edition: Slot<Text>,
    /// Date of the last update, `2025-09-18`.
    #[cfg_attr(test, schemars(with = "Slot<Date>"))]
    pub updated: Slot<Text>,
    /// What it is for.
    pub purpose: Slot<Text>,
    /// What it covers.
    pub scope: Slot<Text>,
    /// Its introduction.
    pub summary: Slot<Text>,
    /// Its closing words.
    pub conclusion: Slot<Text>,
    /// Parties by whose authority it holds.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub authority: Items<Text>,
    /// Parties that approved it.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub approved_by: Items<Text>,
    /// When it is to be reviewed.
    pub review: Slot<Spanned<Review>>,
    /// Classification, `INTERNAL`.
    pub classification: Slot<Text>,
    /// To whom it goes: words, not parties.
    pub distribution: Items<Text>,
    /// Titles of related documents.
    pub related: Items<Text>,
    /// What the text says of itself: a thing and how many of it there are.
    #[cfg_attr(test, schemars(with = "Entries<Count>"))]
    pub claims: Entries<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// When the document is reviewed.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Review {
    /// Date of the next review.
    #[cfg_attr(test, schemars(with = "Slot<Date>"))]
    pub due: Slot<Text>,
    /// How often: a cadence.
    #[cfg_attr(test, schemars(with = "Slot<Cadence>"))]
    pub cycle: Slot<Text>,
}

/// A week of the training of new members.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Week {
    /// Which week, counted from 1.
    #[cfg_attr(test, schemars(with = "Required<Count>"))]
    pub week: Slot<Text>,
    /// What is learnt in it.
    pub items: Items<Text>,
}
