//! Escalation policies and their levels.

use super::mention::{Mention, mention, mentions};
use crate::matrix::{Cover, Duration, LevelContact, Matrix, ResponseFrom};
use crate::query::card::{self, At, ContactCard, Named, policy_name};
use crate::query::things::Thing;

answer! {
    /// A level.
    pub(crate) struct LevelPage {
        /// `level`.
        pub kind: &'static str,
        /// Its id: its policy and its number.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its number, from 1.
        pub number: u32,
        /// Its policy.
        pub policy: Named,
        /// When it begins, after the start of the incident.
        pub from: String,
        /// The same in seconds.
        pub from_seconds: u64,
        /// When it ends; `null`: open.
        pub until: Option<String>,
        /// The same in seconds.
        pub until_seconds: Option<u64>,
        /// What it deals with.
        pub scope: Vec<String>,
        /// Time to respond in business hours.
        pub response_business_hours: Option<String>,
        /// The same in seconds.
        pub response_business_hours_seconds: Option<u64>,
        /// Time to respond outside business hours.
        pub response_off_hours: Option<String>,
        /// The same in seconds.
        pub response_off_hours_seconds: Option<u64>,
        /// What it may do.
        pub authority: Vec<String>,
        /// What makes one escalate.
        pub triggers: Vec<String>,
        /// Whom to call.
        pub contacts: Vec<LevelContactCard>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// Whom a level calls.
    pub(crate) struct LevelContactCard {
        /// The party.
        pub party: Mention,
        /// How to reach it.
        pub contacts: Vec<ContactCard>,
        /// `24/7` or `business-hours`; `null` where the matrix doesn't say.
        pub cover: Option<&'static str>,
        /// Whose escalations it takes, where the matrix says.
        pub takes: Vec<Mention>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// An escalation policy.
    pub(crate) struct PolicyPage {
        /// `policy`.
        pub kind: &'static str,
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its levels, first to last.
        pub levels: Vec<LevelPage>,
        /// Systems that follow it.
        pub systems: Vec<Named>,
        /// The calendar that it names.
        pub calendar: Option<String>,
        /// What becomes of a level at which nobody can be reached: `wait` or `skip`.
        pub when_empty: &'static str,
        /// How often it starts again.
        pub repeat: u32,
        /// From when a response is counted: `incident` or `level`; `null`: the matrix leaves it open.
        pub response_from: Option<&'static str>,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn page(matrix: &Matrix, policy: usize, index: usize) -> LevelPage {
    let policy = &matrix.policies[policy];
    let level = &policy.levels[index];
    let (window, response) = (level.window, level.response);
    let text = |duration: Option<Duration>| duration.map(|duration| duration.to_string());
    let seconds = |duration: Option<Duration>| duration.map(Duration::seconds);
    LevelPage {
        kind: "level",
        id: format!("{}/{}", policy.id, level.number),
        name: level.name.clone(),
        number: level.number,
        policy: policy_name(policy),
        from: window.from.to_string(),
        from_seconds: window.from.seconds(),
        until: text(window.until),
        until_seconds: seconds(window.until),
        scope: level.scope.clone(),
        response_business_hours: text(response.business_hours),
        response_business_hours_seconds: seconds(response.business_hours),
        response_off_hours: text(response.off_hours),
        response_off_hours_seconds: seconds(response.off_hours),
        authority: level.authority.clone(),
        triggers: level.triggers.clone(),
        contacts: level.contacts.iter().map(|contact| self::contact(matrix, contact)).collect(),
        at: card::at(matrix, level.place),
    }
}

/// An address of a level-contact, with the hours at which the level says that it can be reached.
pub(super) fn contacts(matrix: &Matrix, call: &LevelContact) -> Vec<ContactCard> {
    let cover = call.cover.map(Cover::as_str);
    // Where the level gives no address, the party's own lead to it.
    let own = &matrix.party(call.party).contacts;
    let contacts = if call.contacts.is_empty() { own } else { &call.contacts };
    contacts.iter().map(|contact| ContactCard { cover, ..card::contact(matrix, contact) }).collect()
}

fn contact(matrix: &Matrix, call: &LevelContact) -> LevelContactCard {
    LevelContactCard {
        party: mention(matrix, call.party),
        contacts: contacts(matrix, call),
        cover: call.cover.map(Cover::as_str),
        takes: mentions(matrix, &call.takes),
        at: card::at(matrix, call.place),
    }
}

pub(super) fn policy_page(matrix: &Matrix, thing: &Thing, index: usize) -> PolicyPage {
    let policy = &matrix.policies[index];
    let follows =
        matrix.system_ids().filter(|(id, _)| matrix.policy_of(Some(*id)).is_some_and(|of| of.id == policy.id));
    PolicyPage {
        kind: "policy",
        id: policy.id.clone(),
        name: thing.name.clone(),
        levels: (0..policy.levels.len()).map(|level| page(matrix, index, level)).collect(),
        calendar: policy.calendar.map(|id| matrix.calendar(id).id.clone()),
        when_empty: policy.when_empty.as_str(),
        repeat: policy.repeat,
        response_from: policy.response_from.map(ResponseFrom::as_str),
        systems: follows.map(|(id, _)| card::system_name(matrix, id)).collect(),
        at: card::at(matrix, policy.place),
    }
}
