//! Teams, groups, roles and placeholders: a card each, with what it carries.

use super::address::Address;
use super::card::Card;
use super::chip::Parties;
use super::fact::{Facts, Link, Said, Value, parties, texts};
use super::section::{Part, cards};
use super::{change, escalation, system, who};
use crate::matrix::Responsibility;
use crate::query::show::{DutyPage, PartyPage, SystemArea, Whole};
use crate::text::name;
use crate::view::phrase;

/// The headings of the four kinds, and whether their cards are small.
const KINDS: [(&str, &str, bool); 4] = [
    ("team", "Teams", false),
    ("group", "Groups", true),
    ("role", "Roles", true),
    ("placeholder", "Placeholders: slots that stand for somebody else", true),
];

pub(super) fn parts<'w>(whole: &'w Whole, known: &Parties<'w>) -> Vec<Part<'w>> {
    let of = |(kind, title, small): (&str, &'static str, bool)| {
        let pages = whole.parties.iter().filter(|party| party.kind == kind);
        cards(Some(title), small, pages.map(|page| card(page, known).tidy()).collect())
    };
    KINDS.into_iter().filter_map(of).collect()
}

fn card<'w>(page: &'w PartyPage, known: &Parties<'w>) -> Card<'w> {
    Card {
        anchor: format!("party-{}", page.id),
        name: &page.name,
        level: 4,
        kind: page.kind.into(),
        tone: known.tone(&page.id),
        beware: (!page.described).then_some("not described"),
        facts: vec![about(page, known), work(page)],
        across: duties(page, carries(page)),
    }
}

fn about<'w>(page: &'w PartyPage, known: &Parties<'w>) -> Facts<'w> {
    let own = page.own_contacts().into_iter();
    let contacts =
        own.map(|contact| Value::from(Said::Address(Address::new(contact))).aside(name::title(&contact.label)));
    Facts::default()
        .with("Also called", texts(&page.aliases))
        .text("Stands for", page.stands_for.as_deref())
        .with("Lead", parties(known, &page.lead))
        .with("Leads", parties(known, &page.lead_of))
        .with("Team", parties(known, page.team.iter().filter(|team| !page.lead_of.contains(team))))
        .with("Roles", parties(known, page.roles.iter().filter(|role| page.lead.as_ref() != Some(role))))
        .with("Chair", parties(known, &page.chair))
        .with("Members", parties(known, &page.members))
        .with("Chairs", parties(known, &page.chairs))
        .with("Member of", parties(known, &page.member_of))
        .text("Meets", page.meets.as_deref())
        .with("Size", page.size.map(|size| Value::text(format!("{size} FTE"))).into_iter().collect())
        .with("On call", page.on_call.as_ref().map(|cover| Value::text(phrase::on_call(cover))).into_iter().collect())
        .with("Responsible for", texts(&page.responsibilities))
        .with("Contacts", contacts.collect())
        .with("The document", document(page))
}

fn document(page: &PartyPage) -> Vec<Value<'_>> {
    let said = [(page.authority_of_document, "holds by its authority"), (page.approved_document, "was approved by it")];
    said.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| Value::text(text)).collect()
}

/// Its areas.
fn carries(page: &PartyPage) -> Facts<'_> {
    Responsibility::ALL.into_iter().fold(Facts::default(), |facts, of| {
        let areas = page.areas.of(of);
        facts.with(format!("{} of {}", name::title(of.as_str()), count(areas.len(), "area")), by_system(areas))
    })
}

/// What it does at other places: systems, levels, changes.
fn work(page: &PartyPage) -> Facts<'_> {
    let owns = page.owns.iter().map(|held| {
        let note = held.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        system::link(&held.system).aside(format!("{}{note}", held.title))
    });
    let migrates = page.migrations.iter().map(|part| {
        let activity = part.activity.as_ref().map(|activity| format!(": {activity}")).unwrap_or_default();
        system::link(&part.system).aside(format!("weeks {}{activity}", part.weeks))
    });
    let calls = page.calls.iter().map(|call| escalation::link(&call.id, &call.name, call.number));
    let process = page.process.iter().map(|entry| Value::text(format!("{}: {}", entry.step, entry.name)));
    Facts::default()
        .with("Called at", calls.collect())
        .with("Owns", owns.collect())
        .with("Migrates", migrates.collect())
        .with("Approves", page.approves.iter().map(change::link).collect())
        .with("Is told of", page.notified.iter().map(change::link).collect())
        .with("In the process", process.collect())
}

/// Links to rows of the matrix, a line for each system.
fn by_system(areas: &[SystemArea]) -> Vec<Value<'_>> {
    let mut lines: Vec<(&str, &str, Vec<Link<'_>>)> = Vec::new();
    for held in areas {
        let link = Link { to: who::anchor(&format!("{}/{}", held.system.id, held.area.id)), text: &held.area.name };
        match lines.iter_mut().find(|(id, ..)| *id == held.system.id) {
            Some((.., known)) => known.push(link),
            None => lines.push((&held.system.id, &held.system.name, vec![link])),
        }
    }
    lines.into_iter().map(|(_, system, links)| Said::Links(system, links).into()).collect()
}

/// Its duties, a line for each system.
fn duties<'w>(page: &'w PartyPage, facts: Facts<'w>) -> Facts<'w> {
    facts
        .with("Duties", tasks(&page.duties.by))
        .with("Takes part in", tasks(&page.duties.with))
        .with("Gets reports on", tasks(&page.duties.reported_to))
}

fn tasks(duties: &[DutyPage]) -> Vec<Value<'_>> {
    let mut lines: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
    for duty in duties {
        let system = duty.system.as_ref().map_or("", |system| system.name.as_str());
        let task = (duty.name.as_str(), duty.every.unwrap_or_default());
        match lines.iter_mut().find(|(of, _)| *of == system) {
            Some((_, tasks)) => tasks.push(task),
            None => lines.push((system, vec![task])),
        }
    }
    lines.into_iter().map(|(system, tasks)| Said::Tasks(system, tasks).into()).collect()
}

/// `1 area`, `2 areas`.
fn count(number: usize, of: &str) -> String {
    if number == 1 { format!("1 {of}") } else { format!("{number} {of}s") }
}
