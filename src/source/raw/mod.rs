//! The YAML as it is written: one struct a mapping, every value with its span, nothing checked but the shape.
//!
//! `validate` consumes these into the types of [`crate::matrix`]; nothing else reads them. The tests make the schema of
//! the format from them (`data/matrix.schema.json`, by `schema`): doc comments are its descriptions, and `with` says what
//! a text must look like.

mod change;
mod document;
mod duty;
mod escalation;
mod party;
mod service_level;
mod system;
mod time;

pub(crate) use change::{Approval, Change, Step, StepEntry};
pub(crate) use document::{Document, Review, Week};
pub(crate) use duty::Duty;
pub(crate) use escalation::{Level, LevelContact, Policy, Response, Window};
pub(crate) use party::{Group, OnCall, Placeholder, Role, Team};
pub(crate) use service_level::{ServiceLevel, Target};
pub(crate) use system::{Area, Band, Migration, Owner, System};
pub(crate) use time::{Calendar, Handover, Holiday, Override, Person, Rota, Temporary, WeeklySpan};

use serde::Deserialize;

#[cfg(test)]
use super::schema::{Verdicts, Version};
use super::spanned::{Entries, Items, Slot, Spanned, Text};

/// One YAML file of a matrix; the files of a folder are merged section by section.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Ownership matrix"))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct File {
    /// Version of this format: 1.
    #[cfg_attr(test, schemars(with = "Slot<Version>"))]
    pub version: Slot<Text>,
    /// What the document says of itself.
    pub document: Slot<Spanned<Document>>,
    /// The calendar that holds where none is named.
    pub calendar: Slot<Spanned<Calendar>>,
    /// More calendars by id, for the parties, systems and escalation policies that name one.
    pub calendars: Entries<Calendar>,
    /// People who take turns in rotas, by id.
    pub people: Entries<Person>,
    /// On-call rotas by id.
    pub rotas: Entries<Rota>,
    /// Teams by id.
    pub teams: Entries<Team>,
    /// Roles (positions that a person holds) by id.
    pub roles: Entries<Role>,
    /// Groups (committees) by id.
    pub groups: Entries<Group>,
    /// Slots that stand for somebody else, by id.
    pub placeholders: Entries<Placeholder>,
    /// Systems by id.
    pub systems: Entries<System>,
    /// Escalation policies by id; `default` is the one that a system follows when it names none.
    pub escalation: Entries<Policy>,
    /// Communication channels by urgency.
    pub channels: Entries<Items<Text>>,
    /// Change categories by id.
    pub changes: Entries<Change>,
    /// Steps of the change process, in order.
    pub change_process: Items<Spanned<Step>>,
    /// Targets that hold for all systems.
    pub service_levels: Items<Spanned<Target>>,
    /// Duties of no one system.
    pub duties: Items<Spanned<Duty>>,
    /// Training of new members, week by week.
    pub onboarding: Items<Spanned<Week>>,
    /// How bad findings of `own check` are: code of the rule → `error`, `warning`, `note` or `allow`.
    #[cfg_attr(test, schemars(with = "Verdicts"))]
    pub check: Entries<Text>,
}
