//! Change categories and steps of the change process.

use super::super::{Block, Facts, Grid, Line, Run, facts, phrase};
use crate::query::process::{EntryCard, StepPage};
use crate::query::show::ChangePage;

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
    let about = Facts::default()
        .fact_or_silence("approval", phrase::approval(page.approval.as_ref()))
        .fact_or_silence("notify", &page.notify)
        .fact_or_silence("definition", &page.definition)
        .fact_or_silence("examples", &page.examples)
        .fact("risk", page.risk)
        .fact("also called", &page.aliases);
    let qualifier = page.qualifier.as_ref().map(|qualifier| format!(", {qualifier}")).unwrap_or_default();
    let heading = facts::heading("change", &page.id, &page.name, &format!("change category{qualifier}"));
    about.below(heading, None)
}

/// The change process as it holds for a category; what holds for it alone is marked.
fn process(page: &ChangePage) -> Block {
    let before = std::iter::once("").chain(page.process.iter().map(|entry| entry.step.as_str()));
    Grid::of(page.process.iter().zip(before))
        .column("step", |(entry, before)| Run::strong(if entry.step == before { "" } else { &entry.step }))
        .column("entry", |(entry, _)| match entry.category {
            Some(_) => Run::strong(&entry.name),
            None => Run::plain(&entry.name),
        })
        .column("what", |(entry, _)| &entry.what)
        .column("by", |(entry, _)| facts::parties(&entry.by))
        .on_page_of(&page.at, |(entry, _)| &entry.at)
}

/// An entry of the process on the page of a party that does it.
pub(super) fn entry_of_party(entry: &EntryCard) -> Line {
    let what = entry.what.as_ref().map(|what| format!(": {what}")).unwrap_or_default();
    vec![Run::plain(format!("{}, {}{what}", entry.step, entry.name))]
}

/// A step of the process.
pub(crate) fn step(page: &StepPage) -> Vec<Block> {
    let table = Grid::of(&page.entries)
        .column("entry", |entry| Run::strong(&entry.name))
        .column("what", |entry| &entry.what)
        .column("by", |entry| facts::parties(&entry.by))
        .column("category?", |entry| entry.category.as_ref().map(|category| facts::link("change", category)))
        .on_page_of(&page.at, |entry| &entry.at);
    let heading = facts::heading("step", &page.id, &page.name, &format!("step {} of the change process", page.number));
    vec![heading, table, facts::stands_at(&page.at)]
}
