//! Systems.

use super::super::phrase;
use super::facts::{self, Facts};
use super::{duty, responsibility, service_level};
use crate::format::page::{Block, Line, Run};
use crate::matrix::name;
use crate::query::show::{BandCard, MigrationCard, OwnerCard, SystemPage};

pub(super) fn blocks(page: &SystemPage) -> Vec<Block> {
    let kind =
        [Some(page.id.as_str()), page.system_kind.as_deref(), Some(page.status).filter(|status| *status != "active")];
    let mut blocks = vec![facts::heading(&page.name, &kind.into_iter().flatten().collect::<Vec<_>>().join(", "))];
    let about = Facts::default()
        .texts("also called", &page.aliases)
        .text("what it is", page.description.as_deref())
        .named("part of", &page.part_of)
        .named("parts", &page.parts)
        .named("escalation policy", &page.escalation_policy)
        .text("calendar", page.calendar.as_deref());
    let about = if page.escalation_policy.is_none() { about.text_or_silence("escalation policy", None) } else { about };
    blocks.extend(about.block());
    blocks.push(facts::part("Owners"));
    blocks.extend(owners(&page.owners).block());
    let mut missing = Facts::default();
    if page.areas.is_empty() {
        missing = missing.text_or_silence("areas", None);
    } else {
        blocks.extend([facts::part("Areas"), responsibility::table(&page.areas, false, Some(&page.at))]);
    }
    if page.contacts.is_empty() {
        missing = missing.text_or_silence("contacts", None);
    } else {
        let contacts = page.contacts.iter();
        let contacts = contacts.fold(Facts::default(), |facts, contact| {
            facts.lines(&name::title(&contact.label), vec![vec![phrase::address(contact)]])
        });
        blocks.push(facts::part("Contacts"));
        blocks.extend(contacts.block());
    }
    match &page.service_level {
        None => missing = missing.text_or_silence("service level", None),
        Some(level) => {
            blocks.push(facts::part("Service level"));
            blocks.extend(service_level::facts(level, Facts::default()).block());
        }
    }
    if page.duties.is_empty() {
        missing = missing.text_or_silence("duties", None);
    } else {
        blocks.extend([facts::part("Duties"), duty::table(&page.duties, duty::Of::System, &page.at)]);
    }
    if let Some(migration) = &page.migration {
        blocks.push(facts::part("Migration"));
        blocks.extend(self::migration(migration).block());
    }
    blocks.extend(missing.block());
    blocks.push(facts::stands_at(&page.at));
    blocks
}

fn owners(owners: &[OwnerCard]) -> Facts {
    if owners.is_empty() {
        return Facts::default().text_or_silence("owners", None);
    }
    owners.iter().fold(Facts::default(), |facts, owner| {
        let mut lines: Vec<Line> = owner.owner.iter().map(facts::party).collect();
        if let Some(first) = lines.first_mut() {
            let inherited = owner.inherited_from.as_ref().map(|from| format!("inherited from {}", from.name));
            first.extend(owner.note.iter().cloned().chain(inherited).map(|aside| Run::plain(format!("  {aside}"))));
        }
        facts.lines_or_silence(&owner.title, lines)
    })
}

fn migration(migration: &MigrationCard) -> Facts {
    let phase = |(number, phase): (usize, &crate::query::card::Named)| {
        vec![Run::plain(format!("{number}. {}", phase.name)), Run::faint(format!("  {}", phase.id))]
    };
    let phases = (1..).zip(&migration.phases).map(phase).collect();
    let facts = Facts::default().lines_or_silence("phases", phases);
    migration.timeline.iter().fold(facts, |facts, band| {
        let label = if band.from_week == band.to_week { "week" } else { "weeks" };
        facts.lines(&format!("{label} {}", band.weeks), vec![self::band(band)])
    })
}

fn band(band: &BandCard) -> Line {
    let mut line = vec![Run::plain(band.activity.as_deref().unwrap_or(phrase::NOT_SAID)), Run::plain("  ")];
    line.extend(facts::parties(&band.by));
    line
}
