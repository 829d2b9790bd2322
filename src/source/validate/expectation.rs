//! Expectations. Whether they hold is a rule of `own check`, and so is whether their systems exist.

use super::super::{Span, Spanned, Text, raw};
use super::Context;
use crate::matrix::{Expectation, Placed};

pub(super) fn expectation(
    Spanned { value: raw, span }: Spanned<raw::Expectation>,
    context: &mut Context<'_>,
) -> Option<Expectation> {
    context.missing(raw.at.is_absent(), "at", span, "the expectation");
    context.missing(raw.call.is_absent(), "call", span, "the expectation");
    context.missing(raw.reaches.is_absent(), "reaches", span, "the expectation");
    context.accept(raw.accept, span);
    let reaches = context.references(&raw.reaches);
    let moment = raw.at.into_option()?;
    let at = moment.value.time.and_then(|time| time.on(moment.value.date));
    if at.is_none() {
        context.bad(&moment.value, moment.span, "date and time", "write both: 2026-12-25 10:00");
    }
    let call = raw.call.into_option()?;
    let ((system, place), _) = parts(&call);
    context.known.systems.rename_at(system, place);
    Some(Expectation { at: at?, call: Placed { value: call.value, place: call.span }, reaches, place: span })
}

/// The id of the system that an expectation names, and that of the area, each with its place.
pub(super) fn parts(call: &Text) -> ((&str, Span), Option<(&str, Span)>) {
    let Text { value, span } = call;
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or_default();
    let quote = (span.end_column - span.column).saturating_sub(length(value)) / 2;
    let at = |before: &str, id: &str| {
        let column = span.column + quote + length(before);
        Span { column, end_column: column + length(id), ..*span }
    };
    match value.split_once('/') {
        Some((system, area)) => ((system, at("", system)), Some((area, at(&value[..=system.len()], area)))),
        None => ((value, *span), None),
    }
}
