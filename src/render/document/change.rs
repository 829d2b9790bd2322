//! Change categories and the change process.

use super::{heading, said, section};
use crate::query::show::{ApprovalCard, ChangePage, EntryCard, StepPage};
use crate::view::page::{Block, Run};
use crate::view::show::facts::Facts;

pub(super) fn blocks(changes: &[ChangePage], steps: &[StepPage]) -> Vec<Block> {
    let mut inside = section(3, "Change Categories", changes.iter().flat_map(category));
    inside.extend(section(3, "Change Process", steps.iter().flat_map(step)));
    section(2, "Changes", inside)
}

fn category(change: &ChangePage) -> Vec<Block> {
    let qualifier = change.qualifier.as_ref().map(|words| format!(" ({words})")).unwrap_or_default();
    let facts = Facts::default()
        .lines("Also called", said::texts(&change.aliases))
        .text("Risk", change.risk)
        .text("Definition", change.definition.as_deref())
        .lines("Examples", said::texts(&change.examples))
        .text("Approval", change.approval.as_ref().map(approval).as_deref())
        .lines("Notification", said::line(&change.notify));
    std::iter::once(heading(4, format!("{}{qualifier}", change.name))).chain(facts.block()).collect()
}

fn approval(approval: &ApprovalCard) -> String {
    let parts = [said::parties(&approval.by, " + "), approval.how.clone().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

fn step(step: &StepPage) -> Vec<Block> {
    let facts = step.entries.iter().fold(Facts::default(), entry);
    std::iter::once(heading(4, format!("{}. {}", step.number, step.name))).chain(facts.block()).collect()
}

fn entry(facts: Facts, entry: &EntryCard) -> Facts {
    let mut asides = Vec::new();
    if !entry.by.is_empty() {
        asides.push(format!("by {}", said::parties(&entry.by, ", ")));
    }
    asides.extend(entry.category.as_ref().map(|category| format!("for {} only", category.name)));
    let mut said = entry.what.clone().unwrap_or_default();
    if !asides.is_empty() {
        said = format!("{said} ({})", asides.join("; "));
    }
    facts.lines(&entry.name, vec![vec![Run::plain(said.trim())]])
}
