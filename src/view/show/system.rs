//! Systems.

use super::super::{Block, Facts, Grid, Line, Run, facts, phrase};
use super::{Setting, duty, responsibility, service_level};
use crate::matrix::Responsibility;
use crate::query::show::{BandCard, MigrationCard, SystemPage};
use crate::query::{AreaRow, Level, Owner, SelectorCard};
use crate::text::name;

pub(crate) fn blocks(page: &SystemPage, setting: Setting) -> Vec<Block> {
    let kind = [page.system_kind.as_deref(), page.lifecycle.as_deref()];
    let kind = kind.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut blocks = vec![facts::heading("system", &page.id, &page.name, &kind)];
    let about = Facts::at_most(setting.lines())
        .fact("also called", &page.aliases)
        .fact("what it is", &page.description)
        .fact("tier", page.tier.map(|tier| tier.to_string()))
        .fact("tags", page.tags.join(", "))
        .named("part of", "system", &page.part_of)
        .named("parts", "system", &page.parts)
        .named("depends on", "system", &page.depends_on)
        .named("needed by", "system", &page.needed_by)
        .fact("calendar", &page.calendar)
        .fact("review", page.review_every.as_ref().map(|period| format!("every {period}")))
        .selectors(&page.selectors)
        .extensions(&page.extensions);
    blocks.extend(about.block());
    let contacts = page.contacts.iter().fold(Facts::default(), |facts, contact| {
        let handle = phrase::handle(contact).map(|noun| Run::faint(format!("  {noun}")));
        let line: Line = std::iter::once(phrase::address(contact)).chain(handle).collect();
        facts.fact(&name::title(&contact.label), line)
    });
    let links = Facts::default().links(&page.links).block();
    let migration = page.migration.as_ref().and_then(|migration| self::migration(migration).block());
    let sections = [
        ("owners", "Owners".to_owned(), owners(&page.owners).block()),
        ("areas", "Areas".to_owned(), areas(page, setting)),
        ("contacts", "Contacts".to_owned(), contacts.block()),
        promised(page),
        ("escalation policy", "Escalation".to_owned(), escalation(page, setting)),
        ("duties", "Duties".to_owned(), duty::table(&page.duties, duty::Of::System, Some(&page.at))),
    ];
    let mut missing = Facts::default();
    for (what, title, said) in sections {
        match said {
            Some(said) => blocks.extend([facts::part(&title), said]),
            None => missing = missing.missing(what),
        }
    }
    blocks.extend(links.into_iter().flat_map(|links| [facts::part("Links"), links]));
    blocks.extend(migration.into_iter().flat_map(|migration| [facts::part("Migration"), migration]));
    blocks.extend(missing.block());
    blocks.push(facts::foot(&page.at, page.confirmed.as_ref()));
    blocks
}

fn areas(page: &SystemPage, setting: Setting) -> Option<Block> {
    let grid = || responsibility::parties(Grid::of(&page.areas), &Responsibility::ALL, Run::strong);
    let grid = match setting {
        _ if page.areas.is_empty() => return None,
        Setting::Site => {
            let said = |area: &AreaRow| [selectors(area), confirmed(area)].join("  ").trim().to_owned();
            let lines = page.areas.iter().map(|area| (area, said(area))).filter(|(_, said)| !said.is_empty());
            let lines = lines.map(|(area, said)| vec![Run::faint(format!("{}  {said}", area.name))]);
            let lines = std::iter::once(responsibility::links(&page.areas)).chain(lines);
            return Some(Block::Text(lines.collect()));
        }
        Setting::Alone => grid(),
        // A document has no page for each area.
        Setting::Text => {
            let named = grid().column("also called", |area| area.aliases.join(", "));
            named.column("topic", |area| &area.topic).column("selectors?", selectors).column("confirmation?", confirmed)
        }
    };
    Some(grid.notes("note?", |area| &area.note).on_page_of(&page.at, |area| &area.at))
}

/// The selectors of an area, each with its kind.
fn selectors(area: &AreaRow) -> String {
    let text = |selector: &SelectorCard| format!("{}: {}", selector.kind, selector.selector);
    area.selectors.iter().map(text).collect::<Vec<_>>().join("; ")
}

fn confirmed(area: &AreaRow) -> String {
    phrase::confirmed(area.confirmed.as_ref()).unwrap_or_default()
}

/// The service level of a system, or of its parent.
fn promised(page: &SystemPage) -> (&'static str, String, Option<Block>) {
    let (title, level) = match (&page.service_level, &page.service_level_of_whole) {
        (Some(level), _) => ("Service level".to_owned(), Some(level)),
        (None, Some(of)) => (format!("Service level of {}, its parent", of.whole.name), Some(&of.service_level)),
        (None, None) => (String::new(), None),
    };
    ("service level", title, level.and_then(|level| service_level::facts(level, Facts::default()).block()))
}

/// The policy that it follows, and its levels in short.
fn escalation(page: &SystemPage, setting: Setting) -> Option<Block> {
    let about = Facts::default().named("policy", "policy", [page.escalation_policy.as_ref()?]);
    let about = page
        .severity_policies
        .iter()
        .fold(about, |about, of| about.named(&format!("severity {}", of.severity), "policy", [&of.policy]));
    match setting {
        Setting::Alone => about.each_or_silence("levels", page.escalation_levels.iter().map(level)).block(),
        _ => about.block(),
    }
}

fn owners(owners: &[Owner]) -> Facts {
    let facts = if owners.is_empty() { Facts::default().missing("owners") } else { Facts::default() };
    owners.iter().fold(facts, |facts, owner| {
        let note = phrase::note(owner).map(|note| Run::plain(format!("  {note}")));
        let line = |party| phrase::party(party).into_iter().chain(note.clone()).collect::<Line>();
        facts.fact_or_silence(&owner.title, owner.owner.iter().map(line).collect::<Vec<_>>())
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
    let start = match (&migration.start, &migration.start_in_matrix) {
        (Some(start), Some(stated)) if start != stated => Some(format!("{start}, as asked; the matrix says {stated}")),
        (Some(start), None) => Some(format!("{start}, as asked; the matrix says none")),
        (start, _) => start.clone(),
    };
    let facts = Facts::default().each_or_silence("phases", (1..).zip(&migration.phases).map(phase));
    let facts = if migration.timeline.is_empty() {
        facts.fact("start", start.as_deref())
    } else {
        facts.fact_or_silence("start", start.as_deref())
    };
    migration.timeline.iter().fold(facts, |facts, band| {
        let label = if band.from_week == band.to_week { "week" } else { "weeks" };
        facts.fact(&format!("{label} {}", band.weeks), self::band(band))
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
