//! Escalation policies and their levels.

use serde::Deserialize;

#[cfg(test)]
use crate::matrix::{Cover, ResponseFrom, WhenEmpty};
#[cfg(test)]
use crate::source::schema::{Acceptances, Address, Count, Duration, Email, Id, Required, all_hours_or_some};
use crate::source::spanned::{Entries, Items, Short, Slot, Spanned, Text};

/// An escalation policy.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Policy {
    /// Full name.
    pub name: Slot<Text>,
    /// Levels, first to last.
    pub levels: Items<Spanned<Level>>,
    /// The calendar that it goes by; absent: the default one.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub calendar: Slot<Text>,
    /// What becomes of a level at which nobody can be reached when it begins: `wait` (the default) waits it out, `skip` goes
    /// on to the next level at once.
    #[cfg_attr(test, schemars(with = "Slot<WhenEmpty>"))]
    pub when_empty: Slot<Text>,
    /// How often it starts again behind its last level, which has to end then.
    #[cfg_attr(test, schemars(with = "Slot<Count>"))]
    pub repeat: Slot<Text>,
    /// From when a response is counted: `incident` or `level`; absent: it is left open, and both are told.
    #[cfg_attr(test, schemars(with = "Slot<ResponseFrom>"))]
    pub response_from: Slot<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// One level of an escalation policy.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Level {
    /// Its name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// The time since the start in which it is the active one.
    #[cfg_attr(test, schemars(with = "Required<Spanned<Window>>"))]
    pub window: Slot<Spanned<Window>>,
    /// What it deals with.
    pub scope: Items<Text>,
    /// Time to respond: one value, or one in and one outside business hours.
    pub response: Slot<Spanned<Short<Response>>>,
    /// What it may do.
    pub authority: Items<Text>,
    /// What makes one escalate.
    pub triggers: Items<Text>,
    /// Whom to call.
    pub contacts: Items<Spanned<LevelContact>>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// A window of time since the start of an incident.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Window {
    /// Its start.
    #[cfg_attr(test, schemars(with = "Required<Duration>"))]
    pub from: Slot<Text>,
    /// Its end; absent: open.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub until: Slot<Text>,
}

/// Time to respond. A bare value holds at all hours.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transform = all_hours_or_some))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Response {
    /// At all hours.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub always: Slot<Text>,
    /// In business hours.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub business_hours: Slot<Text>,
    /// Outside business hours.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub off_hours: Slot<Text>,
}

/// Whom a level calls.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LevelContact {
    /// The party.
    #[cfg_attr(test, schemars(with = "Required<Id>"))]
    pub party: Slot<Text>,
    /// Telephone number.
    #[cfg_attr(test, schemars(with = "Slot<Address>"))]
    pub phone: Slot<Text>,
    /// E-mail address.
    #[cfg_attr(test, schemars(with = "Slot<Email>"))]
    pub email: Slot<Text>,
    /// Chat channel or handle.
    #[cfg_attr(test, schemars(with = "Slot<Address>"))]
    pub chat: Slot<Text>,
    /// Web address.
    #[cfg_attr(test, schemars(with = "Slot<Address>"))]
    pub url: Slot<Text>,
    /// `24/7` or `business-hours`.
    #[cfg_attr(test, schemars(with = "Slot<Cover>"))]
    pub cover: Slot<Text>,
    /// Parties whose escalations it takes.
    #[serde(rename = "for")]
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub for_: Items<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}
