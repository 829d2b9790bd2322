//! Teams, roles, groups and placeholders.

use serde::Deserialize;

#[cfg(test)]
use crate::matrix::Cover;
#[cfg(test)]
use crate::source::schema::{Acceptances, Address, Flag, Id, Required, Size, WebAddress};
use crate::source::spanned::{Entries, Items, Slot, Spanned, Text};

/// A team.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Team {
    /// Full name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// `false` where the source uses the name and says nothing of it.
    #[cfg_attr(test, schemars(with = "Slot<Flag>"))]
    pub described: Slot<Text>,
    /// The party that leads it.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub lead: Slot<Text>,
    /// Size in full-time equivalents.
    #[cfg_attr(test, schemars(with = "Slot<Size>"))]
    pub size: Slot<Text>,
    /// On-call cover.
    pub on_call: Slot<Spanned<OnCall>>,
    /// What it is responsible for.
    pub responsibilities: Items<Text>,
    /// The calendar that it goes by; absent: the default one.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub calendar: Slot<Text>,
    /// The web address at which its on-call rota is kept, where that isn't in the matrix.
    #[cfg_attr(test, schemars(with = "Slot<WebAddress>"))]
    pub rota: Slot<Text>,
    /// Addresses by label.
    #[cfg_attr(test, schemars(with = "Entries<Address>"))]
    pub contacts: Entries<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// On-call cover of a team.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OnCall {
    /// `24/7` or `business-hours`.
    #[cfg_attr(test, schemars(with = "Required<Cover>"))]
    pub cover: Slot<Text>,
    /// What it is called for, such as "critical issues".
    #[serde(rename = "for")]
    pub for_: Slot<Text>,
    /// What holds at other times, such as "escalation for critical issues".
    pub otherwise: Slot<Text>,
}

/// A position that a person holds.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Role {
    /// Full name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// `false` where the source uses the name and says nothing of it.
    #[cfg_attr(test, schemars(with = "Slot<Flag>"))]
    pub described: Slot<Text>,
    /// The team it belongs to.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub team: Slot<Text>,
    /// The calendar that it goes by; absent: that of its team, or the default one.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub calendar: Slot<Text>,
    /// The web address at which its on-call rota is kept, where that isn't in the matrix.
    #[cfg_attr(test, schemars(with = "Slot<WebAddress>"))]
    pub rota: Slot<Text>,
    /// Addresses by label.
    #[cfg_attr(test, schemars(with = "Entries<Address>"))]
    pub contacts: Entries<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// A committee.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Group {
    /// Full name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// `false` where the source uses the name and says nothing of it.
    #[cfg_attr(test, schemars(with = "Slot<Flag>"))]
    pub described: Slot<Text>,
    /// The party that chairs it.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub chair: Slot<Text>,
    /// Parties that sit on it.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub members: Items<Text>,
    /// When it meets, in words.
    pub meets: Slot<Text>,
    /// What it is responsible for.
    pub responsibilities: Items<Text>,
    /// The calendar that it goes by; absent: the default one.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub calendar: Slot<Text>,
    /// The web address at which its on-call rota is kept, where that isn't in the matrix.
    #[cfg_attr(test, schemars(with = "Slot<WebAddress>"))]
    pub rota: Slot<Text>,
    /// Addresses by label.
    #[cfg_attr(test, schemars(with = "Entries<Address>"))]
    pub contacts: Entries<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// A slot that stands for somebody else.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Placeholder {
    /// The words that the source uses.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Other names.
    pub aliases: Items<Text>,
    /// For whom it stands, in words.
    pub stands_for: Slot<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}
