//! Escalation policies, their levels and whom they call; then ways to communicate.

use super::{heading, said, section};
use crate::query::card::ContactCard;
use crate::query::show::{ChannelPage, LevelContactCard, LevelPage, PolicyPage};
use crate::view::page::{Block, Run};
use crate::view::show::facts::Facts;

pub(super) fn blocks(policies: &[PolicyPage], channels: &[ChannelPage]) -> Vec<Block> {
    let mut inside: Vec<Block> = policies.iter().flat_map(|policy| one(policy, policies.len() > 1)).collect();
    let channels = channels
        .iter()
        .fold(Facts::default(), |facts, channel| facts.lines(&channel.name, said::texts(&channel.means)));
    inside.extend(section(3, "Communication Channels", channels.block()));
    section(2, "Escalation", inside)
}

fn one(policy: &PolicyPage, several: bool) -> Vec<Block> {
    let mut blocks = vec![heading(3, policy.name.as_str())];
    if several {
        let systems: Vec<String> = policy.systems.iter().map(|system| system.name.clone()).collect();
        blocks.extend(Facts::default().lines("Followed by", said::texts(&systems)).block());
    }
    blocks.extend(policy.levels.iter().flat_map(level));
    let rows = policy.levels.iter().flat_map(|level| level.contacts.iter().flat_map(|contact| rows(level, contact)));
    let header = ["Level", "Whom to call", "Address", "Cover", "Takes the escalations of"];
    blocks.extend(section(4, "Escalation Contacts", said::table(header, 2, rows.collect())));
    blocks
}

fn level(level: &LevelPage) -> Vec<Block> {
    let until =
        level.until_seconds.map_or(", with no end".to_owned(), |until| format!(" until {}", said::duration(until)));
    let window = format!("from {}{until}", said::duration(level.from_seconds));
    let facts = Facts::default()
        .text("Window", Some(&window))
        .lines("Scope", said::texts(&level.scope))
        .text("Response Time", response(level).as_deref())
        .lines("Authority", said::texts(&level.authority))
        .lines("Escalation Trigger", said::texts(&level.triggers));
    std::iter::once(heading(4, format!("Level {}: {}", level.number, level.name))).chain(facts.block()).collect()
}

fn response(level: &LevelPage) -> Option<String> {
    let business = level.response_business_hours_seconds.map(said::duration);
    match (business, level.response_off_hours_seconds.map(said::duration)) {
        (None, None) => None,
        (Some(business), Some(off)) if business == off => Some(business),
        (Some(business), Some(off)) => Some(format!("{business} during business hours, {off} off-hours")),
        (Some(business), None) => Some(format!("{business} during business hours")),
        (None, Some(off)) => Some(format!("{off} off-hours")),
    }
}

/// A row for each address; one for a party without any.
fn rows(level: &LevelPage, contact: &LevelContactCard) -> Vec<[Vec<Vec<Run>>; 5]> {
    let row = |address: Option<&ContactCard>| {
        [
            said::cell(format!("Level {}", level.number)),
            said::line(std::slice::from_ref(&contact.party)),
            address.map(|address| vec![vec![said::address(address)]]).unwrap_or_default(),
            contact.cover.map(|cover| said::cell(said::cover(cover))).unwrap_or_default(),
            said::line(&contact.takes),
        ]
    };
    if contact.contacts.is_empty() {
        return vec![row(None)];
    }
    contact.contacts.iter().map(|address| row(Some(address))).collect()
}
