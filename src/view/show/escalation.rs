//! Escalation policies and their levels.

use super::super::{Block, Facts, Line, Meaning, Run, Stop, Timeline, anchor, facts, phrase};
use crate::matrix::{Responsibility, WhenEmpty};
use crate::query::level::{LevelContactCard, RotaCallCard};
use crate::query::show::{LevelPage, PolicyPage};

/// One level.
pub(crate) fn level(page: &LevelPage) -> Vec<Block> {
    let heading = facts::heading("level", &page.id, &title(page), &page.policy.name);
    let about = self::about(page, Facts::default().fact("window", Some(&window(page))));
    about.below(heading, Some(&page.at))
}

/// A policy: its levels in time.
pub(crate) fn policy(page: &PolicyPage) -> Vec<Block> {
    let stop = |level: &LevelPage| Stop {
        at: level.from.clone(),
        title: vec![Run::new(title(level), Meaning::Name(anchor("level", &level.id))), Run::faint(until(level))],
        now: None,
        facts: match about(level, Facts::default()).block() {
            Some(Block::Facts(facts)) => facts,
            _ => Vec::new(),
        },
    };
    let levels = Block::Timeline(Timeline { stops: page.levels.iter().map(stop).collect() });
    let mut blocks = vec![heading(page), levels];
    blocks.extend(about_policy(page).block());
    blocks.push(facts::stands_at(&page.at));
    blocks
}

pub(crate) fn heading(page: &PolicyPage) -> Block {
    facts::heading("policy", &page.id, &page.name, "escalation policy")
}

/// The facts of a policy beside its levels.
pub(crate) fn about_policy(page: &PolicyPage) -> Facts {
    let skips = (page.when_empty == WhenEmpty::Skip).then_some("skipped, where nobody can be reached");
    let again = (page.repeat > 0).then(|| format!("{} times", page.repeat));
    let counted = page.response_from.map(|from| format!("the start of the {from}"));
    Facts::default()
        .named("followed by", "system", &page.systems)
        .fact("calendar", page.calendar.as_deref())
        .fact("levels are", skips)
        .fact("starts again", again.as_deref())
        .fact("answers counted from", counted.as_deref())
}

fn title(level: &LevelPage) -> String {
    format!("Level {}: {}", level.number, level.name)
}

/// When a level ends. The timeline shows its beginning.
fn until(level: &LevelPage) -> String {
    let until = level.until.as_ref().map_or_else(|| "with no end".to_owned(), |until| format!("until {until}"));
    format!("  {until}{}", waits(level))
}

/// The hours for which a level waits.
fn waits(level: &LevelPage) -> String {
    level.waits_for.map(|hours| format!(", waits for {}", hours.spoken())).unwrap_or_default()
}

fn window(page: &LevelPage) -> String {
    match &page.until {
        Some(until) => format!("from {} to {until}{}", page.from, waits(page)),
        None => format!("from {} on{}", page.from, waits(page)),
    }
}

fn about(page: &LevelPage, facts: Facts) -> Facts {
    let response = match (&page.response_business_hours, &page.response_off_hours) {
        (Some(business), Some(off)) if business == off => vec![vec![Run::plain(format!("{business} at any hour"))]],
        (None, None) => Vec::new(),
        (business, off) => {
            let said = |hours: &Option<String>| hours.clone().unwrap_or_else(|| phrase::NOT_SAID.to_owned());
            vec![
                vec![Run::plain(format!("{} in business hours", said(business)))],
                vec![Run::plain(format!("{} outside business hours", said(off)))],
            ]
        }
    };
    facts
        .each_or_silence("call", page.row.iter().copied().map(of_row).chain(page.contacts.iter().flat_map(contact)))
        .fact_or_silence("response", response)
        .fact_or_silence("triggers", &page.triggers)
        .fact_or_silence("scope", &page.scope)
        .fact_or_silence("authority", &page.authority)
}

/// A cell of the row at hand.
fn of_row(of: Responsibility) -> Line {
    vec![Run::plain(format!("the {of} of the area"))]
}

/// The rota whose people are called.
pub(super) fn rota(rota: &RotaCallCard) -> [Run; 2] {
    [Run::plain("  "), Run::link(rota.in_words(), anchor("rota", &rota.id))]
}

/// A party, and how it is reached: a line each address.
fn contact(contact: &LevelContactCard) -> Vec<Line> {
    let mut first = phrase::party(&contact.party);
    first.extend(contact.rota.iter().flat_map(rota));
    if let Some(cover) = contact.cover {
        first.push(Run::plain(format!("  {cover}")));
    }
    if !contact.takes.is_empty() {
        first.push(Run::plain("  for "));
        first.extend(facts::parties(&contact.takes));
    }
    // One address goes next to its party: people read four levels in a hurry.
    if let [address] = contact.contacts.as_slice() {
        first.extend([Run::plain("  "), phrase::address(address)]);
        return vec![first];
    }
    let addresses = contact.contacts.iter().map(|address| vec![Run::plain("  "), phrase::address(address)]);
    [first].into_iter().chain(addresses).collect()
}
