//! The YAML as it is written: one struct a mapping, every value with its span, nothing checked but the shape.
//!
//! `validate` consumes these into the types of [`crate::matrix`]; nothing else reads them. The tests make the schema of
//! the format from them (`data/matrix.schema.json`, by `schema`): doc comments are its descriptions, and `with` says what
//! a text must look like.

mod time;

use serde::Deserialize;

#[cfg(test)]
use super::schema::{
    Acceptances, Address, Count, Date, Duration, Email, Flag, Id, Percentage, Procedures, Required, Size, Verdicts,
    Version, WebAddress, Weeks, all_hours_or_some,
};
use super::spanned::{Entries, Items, Short, Slot, Spanned, Text};
#[cfg(test)]
use crate::matrix::{Cadence, Cover, DutyKind, ResponseFrom, Risk, Status, WhenEmpty};
pub use time::{Calendar, Handover, Holiday, Override, Person, Rota, Temporary, WeeklySpan};

/// One YAML file of a matrix; the files of a folder are merged section by section.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Ownership matrix"))]
#[serde(deny_unknown_fields, default)]
pub struct File {
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

/// The document's own data.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Document {
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
pub struct Review {
    /// Date of the next review.
    #[cfg_attr(test, schemars(with = "Slot<Date>"))]
    pub due: Slot<Text>,
    /// How often: a cadence.
    #[cfg_attr(test, schemars(with = "Slot<Cadence>"))]
    pub cycle: Slot<Text>,
}

/// A team.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Team {
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
pub struct OnCall {
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
pub struct Role {
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
pub struct Group {
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
pub struct Placeholder {
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

/// Something that is owned.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct System {
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
pub struct Owner {
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
pub struct Area {
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

/// Something that recurs or is scheduled.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Duty {
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

/// What is promised of a system.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ServiceLevel {
    /// Share of time, `99.9%`.
    #[cfg_attr(test, schemars(with = "Slot<Percentage>"))]
    pub availability: Slot<Text>,
    /// Downtime that the source says is allowed in a month.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub downtime_per_month: Slot<Text>,
    /// Time to respond.
    #[cfg_attr(test, schemars(with = "Slot<Duration>"))]
    pub response: Slot<Text>,
}

/// A system's migration.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Migration {
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
pub struct Band {
    /// `1-2`, or one week `3`; counted from the start of the migration.
    #[cfg_attr(test, schemars(with = "Required<Weeks>"))]
    pub weeks: Slot<Text>,
    /// By whom.
    #[cfg_attr(test, schemars(with = "Items<Id>"))]
    pub by: Items<Text>,
    /// What is done.
    pub activity: Slot<Text>,
}

/// An escalation policy.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
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
pub struct Level {
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
pub struct Window {
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
pub struct Response {
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
pub struct LevelContact {
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

/// A change category.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Change {
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
pub struct Approval {
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
pub struct Step {
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
pub struct StepEntry {
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

/// A target that holds for all systems.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Target {
    /// What is measured.
    #[cfg_attr(test, schemars(with = "Required<Text>"))]
    pub metric: Slot<Text>,
    /// The target, in words.
    pub target: Slot<Text>,
    /// How it is measured.
    pub measurement: Slot<Text>,
    /// When it is escalated.
    pub threshold: Slot<Text>,
    /// Findings of `own check` that are meant to be: code of the rule → reason.
    #[cfg_attr(test, schemars(with = "Acceptances"))]
    pub accept: Entries<Text>,
}

/// A week of the training of new members.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Week {
    /// Which week, counted from 1.
    #[cfg_attr(test, schemars(with = "Required<Count>"))]
    pub week: Slot<Text>,
    /// What is learnt in it.
    pub items: Items<Text>,
}
