//! Change categories and the change process.

use super::super::{Leaf, Spanned, Text, raw};
use super::{Context, texts, value};
use crate::matrix::{Approval, Change, Step, StepEntry};

pub(super) fn category(id: Text, raw: raw::Change, context: &mut Context<'_>) -> Change {
    let name = context.required(raw.name, "name", id.span, format_args!("change category `{}`", id.value));
    context.accept(raw.accept, id.span);
    Change {
        name: name.unwrap_or_else(|| id.value.clone()),
        aliases: texts(raw.aliases),
        qualifier: value(raw.qualifier),
        risk: value(raw.risk),
        definition: value(raw.definition),
        examples: raw.examples.into_iter().map(Leaf::placed).collect(),
        approval: raw.approval.into_option().map(|Spanned { value: raw, span }| Approval {
            by: context.references(&raw.by),
            how: value(raw.how),
            place: span,
        }),
        notify: context.references(&raw.notify),
        place: id.span,
        id: id.value,
    }
}

pub(super) fn step(Spanned { value: raw, span }: Spanned<raw::Step>, context: &mut Context<'_>) -> Option<Step> {
    let name = context.required(raw.name, "name", span, "the step");
    let entries = raw.entries.into_iter().filter_map(|raw| entry(raw, context)).collect();
    Some(Step { name: name?, entries, place: span })
}

fn entry(Spanned { value: raw, span }: Spanned<raw::StepEntry>, context: &mut Context<'_>) -> Option<StepEntry> {
    let name = context.required(raw.name, "name", span, "the entry");
    let by = context.references(&raw.by);
    let category = context.reference(&raw.category);
    Some(StepEntry { name: name?, what: value(raw.what), by, category, place: span })
}
