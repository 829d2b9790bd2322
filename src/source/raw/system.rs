//! Systems: who owns them, their areas, where they are on their way to.

use serde::Deserialize;

use super::duty::Duty;
use super::service_level::ServiceLevel;
#[cfg(test)]
use crate::matrix::Status;
#[cfg(test)]
use crate::source::schema::{Acceptances, Address, Date, Id, Procedures, Required, Weeks};
use crate::source::spanned::{Entries, Items, Short, Slot, Spanned, Text};

/// Something that is owned.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct System {
    /// Full name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// What it is: database, file-storage, service …
    pub kind: Slot<Text>,
    /// `active` (the default) or `deprecated`.
    #[cfg_attr(test, schemars(with = "Slot<Status>"))]
    pub status: Slot<Text>,
    /// The system it is part of, whose owners it inherits.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub part_of: Slot<Text>,
    /// What it is, in words.
    pub description: Slot<Text>,
    /// Owner role → party: a bare party, or a mapping with a note.
    pub owners: Entries<Short<Owner>>,
    /// Areas of responsibility by id.
    pub areas: Entries<Area>,
    /// Duties by cadence.
    #[cfg_attr(test, schemars(with = "Procedures"))]
    pub duties: Entries<Items<Spanned<Duty>>>,
    /// Addresses by label.
    #[cfg_attr(test, schemars(with = "Entries<Address>"))]
    pub contacts: Entries<Text>,
    /// What is promised of it.
    pub service_level: Slot<Spanned<ServiceLevel>>,
    /// The escalation policy it follows; `default` if absent.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub escalation: Slot<Text>,
    /// The calendar that it goes by; absent: that of the system it is part of, of its escalation policy, or the default one.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub calendar: Slot<Text>,
    /// Where it is on its way to.
    pub migration: Slot<Spanned<Migration>>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// Who owns a system in one owner role. A bare value is the party.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Owner {
    /// The parties.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub party: Items<Text>,
    /// What the ownership is confined to.
    pub note: Slot<Text>,
    /// The role's printed name, where it isn't "… Owner".
    pub title: Slot<Text>,
}

/// One responsibility of a system.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Area {
    /// Full name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// What ties it to areas of other systems.
    pub topic: Slot<Text>,
    /// Parties that do it.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub primary: Items<Text>,
    /// Parties that stand in.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub secondary: Items<Text>,
    /// Parties to escalate to.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub escalation: Items<Text>,
    /// Parties that must approve.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub approval: Items<Text>,
    /// Parties that answer for it.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub accountable: Items<Text>,
    /// Parties that are asked.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub consulted: Items<Text>,
    /// Parties that are told.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub informed: Items<Text>,
    /// Anything else that the source says of it.
    pub note: Slot<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// A system's migration.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Migration {
    /// The day on which its first week begins.
    #[cfg_attr(test, schemars(with = "Slot<Date>"))]
    pub start: Slot<Text>,
    /// Ids of the system's areas that are phases of the migration, in order.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub phases: Items<Text>,
    /// Bands of weeks.
    pub timeline: Items<Spanned<Band>>,
}

/// A band of weeks in a migration.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Band {
    /// `1-2`, or one week `3`; counted from the start of the migration.
    #[cfg_attr(test, schemars(with = "Required<Weeks>"))]
    pub weeks: Slot<Text>,
    /// By whom.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub by: Items<Text>,
    /// What is done.
    pub activity: Slot<Text>,
}
