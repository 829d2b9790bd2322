//! The YAML as it is written: one struct for each mapping, every value with its span, relations unchecked.
//!
//! `validate` consumes these into the types of [`crate::matrix`]; nothing else reads them. A test generates the JSON Schema of
//! the format from them (`data/matrix.schema.json`, by `schema`): doc comments are its descriptions.

mod change;
mod document;
mod duty;
mod escalation;
mod expectation;
mod party;
mod selector;
mod service_level;
mod system;
mod time;

pub(crate) use change::{Change, Step, StepEntry};
pub(crate) use document::{Document, Week};
pub(crate) use duty::Duty;
pub(crate) use escalation::{Level, LevelContact, LevelTarget, Policy, Response, Window};
pub(crate) use expectation::Expectation;
pub(crate) use party::{Away, Group, OnCall, Organisation, Person, Placeholder, Role, Team};
pub(crate) use selector::Selectors;
pub(crate) use service_level::{ServiceLevel, Target};
pub(crate) use system::{Area, Band, Cell, Migration, Owner, OwnerRole, Reviewed, System};
pub(crate) use time::{Calendar, Handover, Holiday, Order, Override, Rota, Temporary, WeeklySpan};

use super::container::{Entries, Items, Slot, Spanned};
use super::decode::mappings;
use super::leaf::{Leaf, Text, Verdict, Version};
use crate::diagnostic::Rule;

mappings! {
    /// One YAML file of a matrix; the files of a folder are merged section by section.
    #[cfg_attr(test, schemars(title = "Ownership matrix"))]
    struct File {
        /// Version of this format: 1.
        version: Slot<Leaf<Version>>,
        /// The document's own data.
        document: Slot<Spanned<Document>>,
        /// Default calendar.
        calendar: Slot<Spanned<Calendar>>,
        /// More calendars by id, for the parties, systems and escalation policies that name one.
        calendars: Entries<Calendar>,
        /// On-call rotas by id.
        rotas: Entries<Rota>,
        /// Teams by id.
        teams: Entries<Team>,
        /// Roles (positions that a person holds) by id.
        roles: Entries<Role>,
        /// People by id.
        people: Entries<Person>,
        /// Organisations (vendors, customers, partners) by id.
        organisations: Entries<Organisation>,
        /// Groups (committees) by id.
        groups: Entries<Group>,
        /// Placeholders for unnamed parties, by id.
        placeholders: Entries<Placeholder>,
        /// Owner roles by id: titles, and which of them children don't inherit.
        owner_roles: Entries<OwnerRole>,
        /// Systems by id.
        systems: Entries<System>,
        /// Escalation policies by id; `default` is the one that a system follows when it names none.
        escalation: Entries<Policy>,
        /// Communication channels by urgency.
        channels: Entries<Items<Text>>,
        /// Change categories by id.
        changes: Entries<Change>,
        /// Steps of the change process, in order.
        change_process: Items<Spanned<Step>>,
        /// Global targets.
        service_levels: Items<Spanned<Target>>,
        /// Global duties.
        duties: Items<Spanned<Duty>>,
        /// Training of new members, week by week.
        onboarding: Items<Spanned<Week>>,
        /// Tests of the matrix, which `own check` runs: whom a call reaches at a moment.
        expect: Items<Spanned<Expectation>>,
        /// How bad findings of `own check` are: code of the rule → `error`, `warning`, `note` or `allow`.
        check: Entries<Leaf<Verdict>, Rule>,
    }
}
