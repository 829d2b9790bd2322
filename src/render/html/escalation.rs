//! Escalation policies as timelines, and ways to communicate.

use askama::Template;

use super::address::{Address, cover};
use super::chip::{Chip, Parties};
use super::fact::{Value, texts};
use super::section::{Body, Part};
use super::table::Table;
use crate::query::show::{LevelContactCard, LevelPage, PolicyPage, Whole};

/// A policy, drawn.
#[derive(Template)]
#[template(path = "path.html", config = "src/render/html/askama.toml")]
pub(super) struct Path<'w> {
    policy: &'w PolicyPage,
    /// Systems that follow it, where there are several policies.
    followed: bool,
    stops: Vec<Stop<'w>>,
}

struct Stop<'w> {
    level: &'w LevelPage,
    response: Vec<(&'static str, &'w str)>,
    calls: Vec<Call<'w>>,
    lists: [(&'static str, &'w [String]); 3],
}

struct Call<'w> {
    chip: Chip<'w>,
    cover: Option<&'static str>,
    addresses: Vec<Address<'w>>,
    takes: Vec<Chip<'w>>,
}

pub(super) fn parts<'w>(whole: &'w Whole, parties: &Parties<'w>) -> Vec<Part<'w>> {
    let followed = whole.policies.len() > 1;
    let path = |policy: &'w PolicyPage| {
        let stops = policy.levels.iter().map(|level| stop(level, parties)).collect();
        Part { title: None, body: Body::Path(Path { policy, followed, stops }) }
    };
    let mut parts: Vec<Part<'_>> = whole.policies.iter().map(path).collect();
    let rows = whole.channels.iter().map(|channel| (channel.name.as_str(), [texts(&channel.means)]));
    let channels = Table::new("Ways to communicate, by urgency", "Urgency", ["By"], rows.collect());
    parts.extend(channels.map(|table| Part::new("Channels", Body::Table(table))));
    parts
}

fn stop<'w>(level: &'w LevelPage, parties: &Parties<'w>) -> Stop<'w> {
    Stop {
        level,
        response: response(level),
        calls: level.contacts.iter().map(|contact| call(contact, parties)).collect(),
        lists: [("Go on when", &level.triggers), ("May", &level.authority), ("Deals with", &level.scope)],
    }
}

/// How soon it answers: once where that is the same at any hour.
fn response(level: &LevelPage) -> Vec<(&'static str, &str)> {
    let (business, off) = (level.response_business_hours.as_deref(), level.response_off_hours.as_deref());
    if business.is_some() && business == off {
        return business.into_iter().map(|time| ("at any hour", time)).collect();
    }
    let said = [("in business hours", business), ("outside them", off)];
    said.into_iter().filter_map(|(when, time)| Some((when, time?))).collect()
}

fn call<'w>(contact: &'w LevelContactCard, parties: &Parties<'w>) -> Call<'w> {
    let own = contact.cover.map(cover).or_else(|| parties.cover(&contact.party.id));
    // The cover stands beside the party; it needn't stand beside each of its addresses, too.
    let address = |contact| Address::new(contact).without_cover();
    Call {
        chip: parties.chip(&contact.party),
        cover: own,
        addresses: contact.contacts.iter().map(address).collect(),
        takes: contact.takes.iter().map(|party| parties.chip(party)).collect(),
    }
}

/// Where links to a level lead: by the id of its policy and its number.
pub(super) fn anchor(id: &str) -> String {
    format!("level-{}", id.replace('/', "--"))
}

/// A link to a level.
pub(super) fn link<'w>(id: &str, name: &'w str, number: u32) -> Value<'w> {
    Value::link(anchor(id), name).aside(format!("level {number}"))
}
