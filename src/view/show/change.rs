//! Change categories and steps of the change process.

use super::facts::{self, Column, Facts};
use crate::matrix::Risk;
use crate::query::process::{EntryCard, StepPage};
use crate::query::show::ChangePage;
use crate::view::page::{Block, Line, Run, Table};

/// A category and the change process.
pub(super) fn blocks(page: &ChangePage) -> Vec<Block> {
    let mut blocks = category(page);
    if !page.process.is_empty() {
        blocks.extend([facts::part("The change process"), process(page)]);
    }
    blocks.push(facts::stands_at(&page.at));
    blocks
}

/// A category alone.
pub(crate) fn category(page: &ChangePage) -> Vec<Block> {
    let mut approval: Vec<Line> =
        page.approval.iter().flat_map(|approval| approval.by.iter().map(facts::party)).collect();
    approval.extend(page.approval.iter().filter_map(|approval| approval.how.as_ref()).map(|how| vec![Run::plain(how)]));
    let about = Facts::default()
        .lines_or_silence("approval", approval)
        .parties_or_silence("notify", &page.notify)
        .text_or_silence("definition", page.definition.as_deref())
        .texts_or_silence("examples", &page.examples)
        .text("risk", page.risk.map(Risk::as_str))
        .texts("also called", &page.aliases);
    let qualifier = page.qualifier.as_ref().map(|qualifier| format!(", {qualifier}")).unwrap_or_default();
    let heading = facts::heading("change", &page.id, &page.name, &format!("change category{qualifier}"));
    about.below(heading, None)
}

/// The change process as it holds for a category; what holds for it alone is marked.
fn process(page: &ChangePage) -> Block {
    let one_file = facts::one_file(page.process.iter().map(|entry| &entry.at), &page.at);
    let mut step = "";
    let row = |entry: &'_ EntryCard, first: bool| {
        let name = if entry.category.is_some() { Run::strong(&entry.name) } else { Run::plain(&entry.name) };
        vec![
            vec![vec![if first { Run::strong(&entry.step) } else { Run::plain("") }]],
            vec![vec![name]],
            facts::text_cell(entry.what.as_deref().unwrap_or_default()),
            facts::line_cell(&entry.by),
            facts::place_cell(&entry.at, one_file),
        ]
    };
    let mut rows = Vec::new();
    for entry in &page.process {
        rows.push(row(entry, entry.step != step));
        step = &entry.step;
    }
    Block::Table(Table { header: ["step", "entry", "what", "by", "line"].map(str::to_owned).into(), rows })
}

/// An entry of the process on the page of a party that does it.
pub(super) fn entry_of_party(entry: &EntryCard) -> Line {
    let what = entry.what.as_ref().map(|what| format!(": {what}")).unwrap_or_default();
    vec![Run::plain(format!("{}, {}{what}", entry.step, entry.name))]
}

/// A step of the process.
pub(crate) fn step(page: &StepPage) -> Vec<Block> {
    let columns: [Column<EntryCard>; 4] = [
        ("entry", |entry| vec![vec![Run::strong(&entry.name)]]),
        ("what", |entry| facts::text_cell(entry.what.as_deref().unwrap_or_default())),
        ("by", |entry| facts::line_cell(&entry.by)),
        ("category?", |entry| facts::link_cell("change", entry.category.as_ref())),
    ];
    let entries: Vec<_> = page.entries.iter().collect();
    let table = facts::table(&entries, &columns, |entry| &entry.at, Some(&page.at));
    let heading = facts::heading("step", &page.id, &page.name, &format!("step {} of the change process", page.number));
    vec![heading, table, facts::stands_at(&page.at)]
}
