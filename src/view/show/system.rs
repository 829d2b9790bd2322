//! Systems.

use super::super::phrase;
use super::facts::{self, Facts};
use super::{Setting, duty, responsibility, service_level};
use crate::query::level::Level;
use crate::query::owner::Owner;
use crate::query::show::{BandCard, MigrationCard, SystemPage};
use crate::text::name;
use crate::view::page::{Block, Line, Run};

pub(crate) fn blocks(page: &SystemPage, setting: Setting) -> Vec<Block> {
    let kind = [page.system_kind.as_deref(), page.status.unless_active()];
    let kind = kind.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut blocks = vec![facts::heading("system", &page.id, &page.name, &kind)];
    let about = Facts::default()
        .texts("also called", &page.aliases)
        .text("what it is", page.description.as_deref())
        .named("part of", "system", &page.part_of)
        .named("parts", "system", &page.parts)
        .text("calendar", page.calendar.as_deref());
    blocks.extend(about.block());
    blocks.push(facts::part("Owners"));
    blocks.extend(owners(&page.owners).block());
    let mut missing = Facts::default();
    if page.areas.is_empty() {
        missing = missing.text_or_silence("areas", None);
    } else if setting == Setting::Site {
        blocks.extend([facts::part("Areas"), Block::Text(vec![responsibility::links(&page.areas)])]);
    } else {
        let details: &[_] = if setting == Setting::Text { &responsibility::DETAILS } else { &[] };
        blocks.extend([facts::part("Areas"), responsibility::table(&page.areas, details, Some(&page.at))]);
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
    missing = promised(page, &mut blocks, missing);
    missing = escalation(page, setting, &mut blocks, missing);
    if page.duties.is_empty() {
        missing = missing.text_or_silence("duties", None);
    } else {
        blocks.push(facts::part("Duties"));
        blocks.extend(duty::table(&page.duties, duty::Of::System, Some(&page.at)));
    }
    if let Some(migration) = &page.migration {
        blocks.push(facts::part("Migration"));
        blocks.extend(self::migration(migration).block());
    }
    blocks.extend(missing.block());
    blocks.push(facts::stands_at(&page.at));
    blocks
}

/// What is promised of a system, or of the whole that it is part of; returns what is missing.
fn promised(page: &SystemPage, blocks: &mut Vec<Block>, missing: Facts) -> Facts {
    let (heading, level) = match (&page.service_level, &page.service_level_of_whole) {
        (None, None) => return missing.text_or_silence("service level", None),
        (Some(level), _) => ("Service level".to_owned(), level),
        (None, Some(of)) => (format!("Service level of {}, of which it is part", of.whole.name), &of.service_level),
    };
    blocks.push(facts::part(&heading));
    blocks.extend(service_level::facts(level, Facts::default()).block());
    missing
}

/// The policy that it follows, and its levels in short; returns what is missing.
fn escalation(page: &SystemPage, setting: Setting, blocks: &mut Vec<Block>, missing: Facts) -> Facts {
    let Some(policy) = &page.escalation_policy else { return missing.text_or_silence("escalation policy", None) };
    let mut about = Facts::default().named("policy", "policy", [policy]);
    if setting == Setting::Alone {
        about = about.lines_or_silence("levels", page.escalation_levels.iter().map(level).collect());
    }
    blocks.push(facts::part("Escalation"));
    blocks.extend(about.block());
    missing
}

fn owners(owners: &[Owner]) -> Facts {
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

/// A level of the policy that it follows, on a line.
fn level(level: &Level) -> Line {
    let until = level.until.as_ref().map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
    let response = match (&level.response_business_hours, &level.response_off_hours) {
        (Some(business), Some(off)) if business == off => format!("response {business}"),
        (None, None) => format!("response {}", phrase::NOT_SAID),
        (business, off) => {
            let said = |hours: &Option<String>| hours.clone().unwrap_or_else(|| phrase::NOT_SAID.to_owned());
            format!("response {} in business hours, {} outside them", said(business), said(off))
        }
    };
    vec![
        Run::plain(format!("{}. {}", level.number, level.name)),
        Run::plain(format!("  from {} {until}, {response}", level.from)),
        facts::id(&format!("  {}", level.id)),
    ]
}

fn migration(migration: &MigrationCard) -> Facts {
    let phase = |(number, phase): (usize, &crate::query::card::Named)| {
        vec![Run::plain(format!("{number}. {}", phase.name)), facts::id(&format!("  {}", phase.id))]
    };
    let phases = (1..).zip(&migration.phases).map(phase).collect();
    let start = match (&migration.start, &migration.start_in_matrix) {
        (Some(start), Some(stated)) if start != stated => Some(format!("{start}, as asked; the matrix says {stated}")),
        (Some(start), None) => Some(format!("{start}, as asked; the matrix says none")),
        (start, _) => start.clone(),
    };
    let facts = Facts::default().lines_or_silence("phases", phases);
    let facts = if migration.timeline.is_empty() {
        facts.text("start", start.as_deref())
    } else {
        facts.text_or_silence("start", start.as_deref())
    };
    migration.timeline.iter().fold(facts, |facts, band| {
        let label = if band.from_week == band.to_week { "week" } else { "weeks" };
        facts.lines(&format!("{label} {}", band.weeks), vec![self::band(band)])
    })
}

fn band(band: &BandCard) -> Line {
    let mut line = Line::new();
    if let (Some(from), Some(to)) = (&band.from_date, &band.to_date) {
        line.push(Run::strong(format!("{from} to {to}  ")));
    }
    line.extend([Run::plain(band.activity.as_deref().unwrap_or(phrase::NOT_SAID)), Run::plain("  ")]);
    line.extend(facts::parties(&band.by));
    line
}
