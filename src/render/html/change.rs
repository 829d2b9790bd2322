//! Change categories, and the change process.

use super::card::Card;
use super::chip::Parties;
use super::fact::{Facts, Value, parties, texts};
use super::section::{Part, cards};
use crate::query::card::Named;
use crate::query::show::{ChangePage, StepPage, Whole};

pub(super) fn parts<'w>(whole: &'w Whole, known: &Parties<'w>) -> Vec<Part<'w>> {
    let categories =
        cards(Some("Categories"), true, whole.changes.iter().map(|change| category(change, known)).collect());
    let process = cards(Some("Process"), true, whole.steps.iter().map(|page| step(page, known)).collect());
    categories.into_iter().chain(process).collect()
}

/// A link to a category.
pub(super) fn link(change: &Named) -> Value<'_> {
    Value::link(anchor(&change.id), &change.name)
}

fn anchor(id: &str) -> String {
    format!("change-{id}")
}

fn category<'w>(change: &'w ChangePage, known: &Parties<'w>) -> Card<'w> {
    let approval = change.approval.as_ref();
    let mut approved = approval.map(|approval| parties(known, &approval.by)).unwrap_or_default();
    approved.extend(approval.and_then(|approval| approval.how.as_deref()).map(Value::text));
    let facts = Facts::default()
        .with("Also called", texts(&change.aliases))
        .with("Risk", change.risk.into_iter().map(Value::text).collect())
        .text("Definition", change.definition.as_deref())
        .with("Examples", texts(&change.examples))
        .with("Approval", approved)
        .with("Is told", parties(known, &change.notify));
    let kind = change.qualifier.as_deref().unwrap_or("change category").into();
    Card {
        anchor: anchor(&change.id),
        name: &change.name,
        level: 4,
        kind,
        tone: 0,
        beware: None,
        facts: vec![facts],
        across: Facts::default(),
    }
    .tidy()
}

fn step<'w>(step: &'w StepPage, known: &Parties<'w>) -> Card<'w> {
    let facts = step.entries.iter().fold(Facts::default(), |facts, entry| {
        let only = entry.category.iter().map(|category| link(category).aside("only"));
        let what = entry.what.as_deref().map(Value::text);
        let values = what.into_iter().chain(parties(known, &entry.by)).chain(only);
        facts.with(entry.name.as_str(), values.collect())
    });
    let anchor = format!("step-{}", step.number);
    Card {
        anchor,
        name: &step.name,
        level: 4,
        kind: format!("step {}", step.number).into(),
        tone: 0,
        beware: None,
        facts: vec![facts],
        across: Facts::default(),
    }
    .tidy()
}
