//! Areas and topics.

use super::facts::{self, Facts};
use crate::matrix::Responsibility;
use crate::query::area::AreaRow;
use crate::query::card::At;
use crate::query::show::TopicPage;
use crate::view::page::{self, Block, Line, Run, Table};

/// One area.
pub(super) fn area(page: &AreaRow) -> Vec<Block> {
    let mut about = Facts::default();
    for of in Responsibility::ALL {
        let parties = page.parties(of);
        // The first four columns are always shown, the RACI ones only if they are used.
        about = if of <= Responsibility::Approval {
            about.parties_or_silence(of.as_str(), parties)
        } else {
            about.parties(of.as_str(), parties)
        };
    }
    let phase = page.migration_phase.map(|phase| format!("phase {phase}"));
    let about = about
        .named("system", "system", [&page.system.base])
        .texts("also called", &page.aliases)
        .text("topic", page.topic.as_deref())
        .text("migration", phase.as_deref())
        .text("note", page.note.as_deref());
    let heading = facts::heading("area", &page.id, &format!("{} · {}", page.system.name, page.name), "area");
    about.below(heading, Some(&page.at))
}

/// A topic with its areas.
pub(super) fn topic(page: &TopicPage) -> Vec<Block> {
    let heading = facts::heading("topic", &page.id, &page.name, "topic");
    let table = table(&page.areas, &[SYSTEM], Some(&page.at));
    vec![heading, table, facts::stands_at(&page.at)]
}

/// Areas as links to the rows of the matrix.
pub(super) fn links(areas: &[AreaRow]) -> Line {
    let link = |area: &AreaRow| [Run::plain(", "), Run::link(&area.name, page::anchor("area", &area.id))];
    areas.iter().flat_map(link).skip(1).collect()
}

/// A column of a table of areas beside the parties.
type Column = (&'static str, fn(&AreaRow) -> Vec<Line>);
/// For a table of areas of several systems.
pub(super) const SYSTEM: Column = ("system", |area| facts::link_cell("system", Some(&area.system)));
/// For a document, which has no page for each area.
pub(super) const DETAILS: [Column; 2] = [
    ("also called", |area| facts::text_cell(&area.aliases.join(", "))),
    ("topic", |area| facts::text_cell(area.topic.as_deref().unwrap_or_default())),
];
const NOTE: Column = ("note", |area| facts::text_cell(area.note.as_deref().unwrap_or_default()));

/// Areas, one a line. Columns in which no area has anybody are left out, but for the primary.
pub(super) fn table(areas: &[AreaRow], more: &[Column], foot: Option<&At>) -> Block {
    let one_file = foot.is_some_and(|foot| facts::one_file(areas.iter().map(|area| &area.at), foot));
    let used =
        |of: &Responsibility| *of == Responsibility::Primary || areas.iter().any(|area| !area.parties(*of).is_empty());
    let parties: Vec<Responsibility> = Responsibility::ALL.into_iter().filter(used).collect();
    let (before, after) = more.split_at(more.iter().take_while(|column| column.0 == SYSTEM.0).count());
    let note = areas.iter().any(|area| area.note.is_some()).then_some(NOTE);
    let after: Vec<Column> = after.iter().copied().chain(note).collect();
    let header = before.iter().map(|column| column.0).chain(["area"]).chain(parties.iter().map(|of| of.as_str()));
    let header = header.chain(after.iter().map(|column| column.0)).chain(["line"]).map(str::to_owned).collect();
    let cells = |area: &AreaRow| {
        let mut cells: Vec<Vec<Line>> = before.iter().map(|column| column.1(area)).collect();
        cells.push(vec![vec![Run::strong(&area.name)]]);
        cells.extend(parties.iter().map(|of| facts::cell(area.parties(*of))));
        cells.extend(after.iter().map(|column| column.1(area)));
        cells.push(facts::place_cell(&area.at, one_file));
        cells
    };
    Block::Table(Table { header, rows: areas.iter().map(cells).collect() })
}
