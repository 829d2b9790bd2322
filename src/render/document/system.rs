//! Systems: their owners, areas, procedures, migration and contacts; below each, its parts.

use super::{duty, heading, said, section};
use crate::matrix::Responsibility;
use crate::query::show::{AreaPage, BandCard, MigrationCard, OwnerCard, SystemPage};
use crate::text::name;
use crate::view::page::{Block, Line, Run};
use crate::view::show::facts::Facts;

pub(super) fn blocks(systems: &[SystemPage]) -> Vec<Block> {
    let wholes = systems.iter().filter(|system| system.part_of.is_none());
    section(2, "Systems", wholes.flat_map(|system| with_parts(systems, system, 3)))
}

/// A system, then its parts, one level deeper.
fn with_parts(systems: &[SystemPage], system: &SystemPage, level: u8) -> Vec<Block> {
    let mut blocks = one(system, level);
    let parts = systems.iter().filter(|part| part.part_of.as_ref().is_some_and(|whole| whole.id == system.id));
    blocks.extend(parts.flat_map(|part| with_parts(systems, part, level.saturating_add(1))));
    blocks
}

fn one(system: &SystemPage, level: u8) -> Vec<Block> {
    let below = level.saturating_add(1);
    let mut blocks = vec![heading(level, system.name.as_str())];
    let policy = system.escalation_policy.as_ref().filter(|policy| policy.id != "default");
    let about = Facts::default()
        .lines("Also called", said::texts(&system.aliases))
        .text("Kind", system.system_kind.as_deref())
        .text("Status", Some(system.status).filter(|status| *status != "active"))
        .text("Description", system.description.as_deref())
        .text("Part of", system.part_of.as_ref().map(|whole| whole.name.as_str()))
        .text("Escalation policy", policy.map(|policy| policy.name.as_str()));
    blocks.extend(about.block());
    blocks.extend(section(below, "Owners", owners(&system.owners)));
    blocks.extend(section(below, "Responsibilities", areas(&system.areas)));
    blocks.extend(section(below, "Operational Procedures", duty::by_cadence(&system.duties, below.saturating_add(1))));
    blocks.extend(section(below, "Migration", system.migration.iter().flat_map(migration)));
    blocks.extend(section(below, "Contacts", contacts(system)));
    blocks
}

/// Those that the system itself names; the others stand with the whole that it is part of.
fn owners(owners: &[OwnerCard]) -> Option<Block> {
    let own = owners.iter().filter(|owner| owner.inherited_from.is_none());
    let facts = own.fold(Facts::default(), |facts, owner| {
        let note = owner.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        facts.lines(&owner.title, vec![vec![Run::plain(said::parties(&owner.owner, ", ") + &note)]])
    });
    facts.block()
}

fn areas(areas: &[AreaPage]) -> Option<Block> {
    let row = |area: &AreaPage| {
        let cell = |of| area.parties(of).iter().flat_map(|party| said::line(std::slice::from_ref(party))).collect();
        let optional = |text: &Option<String>| text.iter().flat_map(|text| said::cell(text.as_str())).collect();
        let [primary, secondary, escalation, approval, accountable, consulted, informed] =
            Responsibility::ALL.map(cell);
        let (topic, note) = (optional(&area.topic), optional(&area.note));
        let names = vec![vec![Run::strong(area.name.as_str())]];
        let aliases = said::texts(&area.aliases);
        [names, aliases, primary, secondary, escalation, approval, accountable, consulted, informed, topic, note]
    };
    let header = [
        "Area",
        "Also called",
        "Primary",
        "Secondary",
        "Escalation",
        "Approval",
        "Accountable",
        "Consulted",
        "Informed",
        "Topic",
        "Note",
    ];
    said::table(header, 1, areas.iter().map(row).collect())
}

fn migration(migration: &MigrationCard) -> Vec<Block> {
    let phases = (1..).zip(&migration.phases).map(|(number, phase)| format!("{number}. {}", phase.name));
    let facts = Facts::default()
        .text("Start", migration.start.as_deref())
        .lines("Phases", said::texts(&phases.collect::<Vec<_>>()));
    migration.timeline.iter().fold(facts, band).block().into_iter().collect()
}

fn band(facts: Facts, band: &BandCard) -> Facts {
    let activity = band.activity.as_ref().map(|activity| format!(" ({activity})")).unwrap_or_default();
    let said = said::parties(&band.by, " + ") + &activity;
    facts.lines(&format!("Week {}", band.weeks), vec![vec![Run::plain(said.trim())]])
}

fn contacts(system: &SystemPage) -> Option<Block> {
    let address = |contact| -> Vec<Line> { vec![vec![said::address(contact)]] };
    let facts = system
        .contacts
        .iter()
        .fold(Facts::default(), |facts, contact| facts.lines(&name::title(&contact.label), address(contact)));
    facts.block()
}
