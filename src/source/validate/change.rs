//! Change categories and the change process.

use super::super::raw;
use super::super::spanned::{Spanned, Text};
use super::{Context, text, texts};
use crate::matrix::{Approval, Change, Placed, Step, StepEntry};

pub(super) fn categories(raw: Vec<(Text, raw::Change)>, context: &mut Context<'_>) -> Vec<Change> {
    raw.into_iter().map(|(id, raw)| category(id, raw, context)).collect()
}

fn category(id: Text, raw: raw::Change, context: &mut Context<'_>) -> Change {
    let name = context.required(raw.name, "name", id.span, format_args!("change category `{}`", id.value));
    context.accept(raw.accept, id.span);
    Change {
        name: name.unwrap_or_default(),
        aliases: texts(raw.aliases),
        qualifier: text(raw.qualifier),
        risk: context.word_in(&raw.risk, "risk"),
        definition: text(raw.definition),
        examples: raw.examples.into_iter().map(|text| Placed { value: text.value, place: text.span }).collect(),
        approval: raw.approval.into_option().map(|raw| approval(raw, context)),
        notify: context.parties(raw.notify),
        place: id.span,
        id: id.value,
    }
}

fn approval(raw: Spanned<raw::Approval>, context: &mut Context<'_>) -> Approval {
    Approval { by: context.parties(raw.value.by), how: text(raw.value.how), place: raw.span }
}

pub(super) fn process(raw: Vec<Spanned<raw::Step>>, context: &mut Context<'_>) -> Vec<Step> {
    let step = |raw: Spanned<raw::Step>| {
        let name = context.required(raw.value.name, "name", raw.span, "the step");
        let entries = raw.value.entries.into_iter().filter_map(|raw| entry(raw, context)).collect();
        Some(Step { name: name?, entries, place: raw.span })
    };
    raw.into_iter().filter_map(step).collect()
}

fn entry(raw: Spanned<raw::StepEntry>, context: &mut Context<'_>) -> Option<StepEntry> {
    let name = context.required(raw.value.name, "name", raw.span, "the entry");
    let by = context.parties(raw.value.by);
    let category = raw.value.category.get().and_then(|category| context.known.changes.find(category, context.faults));
    let what = text(raw.value.what);
    Some(StepEntry { name: name?, what, by, category: category.map(|number| number as usize), place: raw.span })
}
