//! Systems, a card each.

use super::address::Address;
use super::card::Card;
use super::chip::Parties;
use super::fact::{Facts, Link, Said, Value, parties, texts};
use super::section::{Part, cards};
use super::{duty, who};
use crate::query::card::Named;
use crate::query::show::{MigrationCard, OwnerCard, ServiceLevelCard, SystemPage, Whole};
use crate::text::name;

pub(super) fn parts<'w>(whole: &'w Whole, parties: &Parties<'w>) -> Vec<Part<'w>> {
    let card = |system: &'w SystemPage| card(system, parties).tidy();
    cards(None, false, whole.systems.iter().map(card).collect()).into_iter().collect()
}

/// Where links to a system lead.
pub(super) fn anchor(id: &str) -> String {
    format!("system-{id}")
}

/// A link to a system.
pub(super) fn link(system: &Named) -> Value<'_> {
    Value::link(anchor(&system.id), &system.name)
}

fn card<'w>(system: &'w SystemPage, known: &Parties<'w>) -> Card<'w> {
    Card {
        anchor: anchor(&system.id),
        name: &system.name,
        level: 4,
        kind: system.system_kind.as_deref().unwrap_or("system").into(),
        tone: 0,
        beware: (system.status != "active").then_some(system.status),
        facts: vec![about(system, known), level(system)],
        across: migration(system, known, duty::by_cadence(&system.duties, known)),
    }
}

fn about<'w>(system: &'w SystemPage, known: &Parties<'w>) -> Facts<'w> {
    let facts = Facts::default()
        .with("Also called", texts(&system.aliases))
        .text("What it is", system.description.as_deref())
        .with("Part of", system.part_of.iter().map(link).collect())
        .with("Parts", system.parts.iter().map(link).collect());
    let facts = system.owners.iter().fold(facts, |facts, owner| facts.with(owner.title.as_str(), owned(owner, known)));
    facts.with("Areas", areas(system))
}

fn owned<'w>(owner: &'w OwnerCard, known: &Parties<'w>) -> Vec<Value<'w>> {
    let mut values = parties(known, &owner.owner);
    let inherited = owner.inherited_from.as_ref().map(|from| format!("inherited from {}", from.name));
    let asides: Vec<String> = owner.note.iter().cloned().chain(inherited).collect();
    if let Some(last) = values.last_mut() {
        last.aside = asides.join(", ");
    }
    values
}

/// Links to its rows in the matrix.
fn areas(system: &SystemPage) -> Vec<Value<'_>> {
    let links = system.areas.iter().map(|area| Link { to: who::anchor(&area.id), text: &area.name });
    let links: Vec<Link<'_>> = links.collect();
    if links.is_empty() { Vec::new() } else { vec![Said::Links("", links).into()] }
}

fn level(system: &SystemPage) -> Facts<'_> {
    let contacts = system.contacts.iter().fold(Facts::default(), |facts, contact| {
        facts.with(name::title(&contact.label), vec![Said::Address(Address::new(contact)).into()])
    });
    let contacts = match &system.service_level {
        Some(level) => promised(contacts, level),
        None => contacts,
    };
    let policy = system.escalation_policy.iter();
    contacts
        .with("Escalation", policy.map(|policy| Value::link(format!("policy-{}", policy.id), &policy.name)).collect())
}

fn promised<'w>(facts: Facts<'w>, level: &'w ServiceLevelCard) -> Facts<'w> {
    let stated = level.stated_downtime_per_month.as_ref().map(|stated| format!("{stated} stated"));
    let allowed = level.allowed_downtime_per_month.as_ref().map(|allowed| format!("{allowed} computed, of 30 days"));
    facts
        .text("Availability", level.availability.as_deref())
        .with("Downtime a month", stated.into_iter().chain(allowed).map(Value::text).collect())
        .text("Response", level.response.as_deref())
}

fn migration<'w>(system: &'w SystemPage, known: &Parties<'w>, facts: Facts<'w>) -> Facts<'w> {
    let Some(migration) = &system.migration else { return facts };
    let facts =
        facts.text("Migration starts", migration.start.as_deref()).with("Migration in phases", phases(migration));
    migration.timeline.iter().fold(facts, |facts, band| {
        let label = if band.from_week == band.to_week { "Week" } else { "Weeks" };
        let mut values = parties(known, &band.by);
        values.extend(band.activity.as_deref().map(Value::text));
        facts.with(format!("{label} {}", band.weeks), values)
    })
}

fn phases(migration: &MigrationCard) -> Vec<Value<'_>> {
    let phase = |(number, phase): (u32, &Named)| Value::text(format!("{number}. {}", phase.name));
    (1..).zip(&migration.phases).map(phase).collect()
}
