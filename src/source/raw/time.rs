//! Calendars, people and rotas as they are written.

use serde::Deserialize;

#[cfg(test)]
use super::super::schema::{
    Acceptances, Address, Date, DayMonth, Days, Id, Moment, Required, TimeOfDay, Weekday, Zone,
};
use super::super::spanned::{Entries, Items, Short, Slot, Spanned, Text};
#[cfg(test)]
use crate::matrix::Cover;

/// Whose clock it is, which hours are business hours, and which days are holidays. What it doesn't say, it takes over from
/// the calendar that it extends.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Calendar {
    /// Name of its time zone in the IANA database: `Europe/Berlin`.
    #[cfg_attr(test, schemars(with = "Slot<Zone>"))]
    pub time_zone: Slot<Text>,
    /// The calendar whose holidays are its holidays too, and whose time zone and business hours are its own where it has
    /// none; `default` is the one under `calendar`.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub extends: Slot<Text>,
    /// Business hours of a week. Without any, all hours are off-hours.
    pub business_hours: Items<Spanned<WeeklySpan>>,
    /// Days, or parts of days, without business hours.
    pub holidays: Items<Spanned<Short<Holiday>>>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// Hours on some days of each week.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WeeklySpan {
    /// The days on which they start: `mon-fri`, `[mon, wed]`; `fri-mon` passes the end of the week.
    #[cfg_attr(test, schemars(with = "Required<Items<Days>>"))]
    pub days: Items<Text>,
    /// When they start, by the clock of the time zone.
    #[cfg_attr(test, schemars(with = "Required<TimeOfDay>"))]
    pub from: Slot<Text>,
    /// When they end; on the day after where that is earlier than the start.
    #[cfg_attr(test, schemars(with = "Required<TimeOfDay>"))]
    pub until: Slot<Text>,
}

/// A day without business hours. A bare value is its date.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Holiday {
    /// `2026-12-25`, or `12-25` for each year.
    #[cfg_attr(test, schemars(with = "Required<DayMonth>"))]
    pub date: Slot<Text>,
    /// Its name.
    pub name: Slot<Text>,
    /// When it starts on that day; absent: with the day.
    #[cfg_attr(test, schemars(with = "Slot<TimeOfDay>"))]
    pub from: Slot<Text>,
    /// When it ends on that day; absent: with the day.
    #[cfg_attr(test, schemars(with = "Slot<TimeOfDay>"))]
    pub until: Slot<Text>,
}

/// Somebody who takes turns in rotas, and is no party: no cell can name one.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Person {
    /// Their name.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub name: Slot<Text>,
    /// Addresses by label.
    #[cfg_attr(test, schemars(with = "Entries<Address>"))]
    pub contacts: Entries<Text>,
}

/// Who is on call for a party, in turn.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rota {
    /// Its name.
    pub name: Slot<Text>,
    /// The party whose calls it takes.
    #[serde(rename = "for")]
    #[cfg_attr(test, schemars(with = "Required<Id>"))]
    pub for_: Slot<Text>,
    /// The calendar whose clock it goes by; absent: that of the party.
    #[cfg_attr(test, schemars(with = "Slot<Id>"))]
    pub calendar: Slot<Text>,
    /// `24/7` (the default), or `business-hours` of its calendar.
    #[cfg_attr(test, schemars(with = "Slot<Cover>"))]
    pub cover: Slot<Text>,
    /// Hours of a week in which somebody is on call, holidays or not; instead of `cover`.
    pub hours: Items<Spanned<WeeklySpan>>,
    /// When one hands over to the next.
    #[cfg_attr(test, schemars(with = "Required<Spanned<Handover>>"))]
    pub handover: Slot<Spanned<Handover>>,
    /// Who takes turns: ids of people, teams and roles.
    #[cfg_attr(test, schemars(with = "Required<Items<Id>>"))]
    pub order: Items<Text>,
    /// The day of the first hand-over.
    #[cfg_attr(test, schemars(with = "Required<Date>"))]
    pub start: Slot<Text>,
    /// Other rules for some time; of several the last holds.
    pub temporary: Items<Spanned<Temporary>>,
    /// Who stands in; of several the last holds, and each before the rules.
    pub overrides: Items<Spanned<Override>>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// When one hands over to the next.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Handover {
    /// The day of the week; absent: each day.
    #[cfg_attr(test, schemars(with = "Slot<Weekday>"))]
    pub day: Slot<Text>,
    /// The time of that day, by the clock of the calendar.
    #[cfg_attr(test, schemars(with = "Required<TimeOfDay>"))]
    pub time: Slot<Text>,
}

/// Another rule for some time. The first of its order begins at once.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Temporary {
    /// When it begins: `2026-12-24 09:00`; a date alone means the time of hand-over.
    #[cfg_attr(test, schemars(with = "Required<Moment>"))]
    pub from: Slot<Text>,
    /// When it ends.
    #[cfg_attr(test, schemars(with = "Required<Moment>"))]
    pub until: Slot<Text>,
    /// Who takes turns: ids of people, teams and roles.
    #[cfg_attr(test, schemars(with = "Required<Items<Id>>"))]
    pub order: Items<Text>,
    /// When one hands over to the next; absent: as the rota has it.
    pub handover: Slot<Spanned<Handover>>,
    /// Why.
    pub reason: Slot<Text>,
}

/// Somebody stands in.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Override {
    /// From when: `2026-12-24 09:00`; a date alone means the time of hand-over.
    #[cfg_attr(test, schemars(with = "Required<Moment>"))]
    pub from: Slot<Text>,
    /// Until when.
    #[cfg_attr(test, schemars(with = "Required<Moment>"))]
    pub until: Slot<Text>,
    /// Who: the id of a person, a team or a role.
    #[cfg_attr(test, schemars(with = "Required<Id>"))]
    pub who: Slot<Text>,
    /// Why.
    pub reason: Slot<Text>,
}
