//! Teams, roles, groups and placeholders.

use super::super::phrase;
use super::super::rota::about as about_rota;
use super::facts::{self, Facts};
use super::{change, duty};
use crate::matrix::Responsibility;
use crate::query::rota::RotaCard;
use crate::query::show::{Held, LevelCall, MigrationPart, PartyPage, SystemArea};
use crate::view::page::{Block, Line, Run, Table};

pub(super) fn blocks(page: &PartyPage) -> Vec<Block> {
    let mut blocks = vec![facts::heading(&page.name, &format!("{}, {}", page.id, page.kind))];
    blocks.extend(about(page).block());
    blocks.extend(areas(page));
    blocks.extend(duties(page));
    blocks.push(facts::stands_at(&page.at));
    blocks
}

fn about(page: &PartyPage) -> Facts {
    let described = (!page.described).then_some("no: the matrix uses the name and says nothing of it");
    let described = described.map(|text| vec![Run::caution(text)]).into_iter().collect();
    let facts = Facts::default()
        .texts("also called", &page.aliases)
        .lines("described", described)
        .parties("lead", &page.lead)
        .parties("lead of", &page.lead_of)
        .parties("chair", &page.chair)
        .parties("members", &page.members)
        .text("meets", page.meets.as_deref())
        .parties("in team", page.team.iter().filter(|team| !page.lead_of.contains(team)))
        .parties("roles", page.roles.iter().filter(|role| page.lead.as_ref() != Some(role)))
        .parties("chairs", &page.chairs)
        .parties("member of", &page.member_of)
        .text("size", page.size.map(|size| format!("{size} FTE")).as_deref())
        .texts("responsibilities", &page.responsibilities);
    let facts = match page.kind {
        "team" => {
            // The label says "on call" already.
            let cover = page.on_call.as_ref().map(phrase::on_call);
            let cover = cover.as_deref().map(|cover| cover.strip_prefix("on call ").unwrap_or(cover));
            facts.text_or_silence("on call", cover)
        }
        "placeholder" => facts.text_or_silence("stands for", page.stands_for.as_deref()),
        _ => facts,
    };
    let rota = |card: &RotaCard| [vec![Run::plain(format!("{}: ", card.id))], about_rota(card)].concat();
    let link = page.rota_link.iter().map(|link| vec![Run::plain("kept at "), Run::mark(link)]);
    let facts = facts
        .lines("rota", page.rotas.iter().map(rota).chain(link).collect())
        .text("calendar", page.calendar.as_deref());
    let contacts = page.contacts.iter().map(phrase::contact).collect();
    // A placeholder is nobody to call; whom it stands for is said above.
    let facts = if page.kind == "placeholder" {
        facts.lines("contacts", contacts)
    } else {
        facts.lines_or_silence("contacts", contacts)
    };
    let facts = facts
        .lines("called at", page.calls.iter().map(call).collect())
        .lines("owns", page.owns.iter().map(held).collect())
        .lines("migrates", page.migrations.iter().map(migration).collect())
        .named("approves", &page.approves)
        .named("is told of", &page.notified)
        .lines("change process", page.process.iter().map(change::entry_of_party).collect());
    let document = match (page.authority_of_document, page.approved_document) {
        (true, true) => Some("holds by its authority, and was approved by it"),
        (true, false) => Some("holds by its authority"),
        (false, true) => Some("was approved by it"),
        (false, false) => None,
    };
    facts.text("the document", document)
}

fn call(call: &LevelCall) -> Line {
    let mut line =
        vec![Run::plain(format!("level {}: {}", call.number, call.name)), Run::faint(format!("  {}", call.id))];
    if !call.takes.is_empty() {
        line.push(Run::plain("  takes the escalations of "));
        line.extend(facts::parties(&call.takes));
    }
    line
}

fn held(held: &Held) -> Line {
    let note = held.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    vec![Run::plain(format!("{}: {}{note}", held.system.name, held.title))]
}

fn migration(part: &MigrationPart) -> Line {
    let activity = part.activity.as_deref().unwrap_or(phrase::NOT_SAID);
    vec![Run::plain(format!("{}, weeks {}: {activity}", part.system.name, part.weeks))]
}

/// Areas, one a line, by what the party has to do with them.
fn areas(page: &PartyPage) -> Vec<Block> {
    let places = Responsibility::ALL.into_iter().flat_map(|of| page.areas.of(of)).map(|area| &area.at);
    let one_file = facts::one_file(places, &page.at);
    let row = |of: Responsibility, area: &SystemArea| {
        vec![
            vec![vec![Run::strong(of.as_str())]],
            vec![vec![Run::plain(&area.system.name)]],
            vec![vec![Run::plain(&area.area.name)]],
            facts::place_cell(&area.at, one_file),
        ]
    };
    let of = Responsibility::ALL.into_iter();
    let rows: Vec<_> = of.flat_map(|of| page.areas.of(of).iter().map(move |area| row(of, area))).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let header = ["as", "system", "area", "line"].map(str::to_owned).into();
    vec![facts::part("Areas"), Block::Table(Table { header, rows })]
}

fn duties(page: &PartyPage) -> Vec<Block> {
    let parts = [
        ("Duties", &page.duties.by),
        ("Duties in which it takes part", &page.duties.with),
        ("Duties that are reported to it", &page.duties.reported_to),
    ];
    let used = parts.into_iter().filter(|(_, duties)| !duties.is_empty());
    used.flat_map(|(heading, duties)| [facts::part(heading), duty::table(duties, duty::Of::Party(&page.id), &page.at)])
        .collect()
}
