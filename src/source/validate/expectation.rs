//! Expectations. Whether they hold is a rule of `own check`, and so is whether their systems exist.

use super::super::{Spanned, raw};
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
    Some(Expectation { at: at?, call: Placed { value: call.value, place: call.span }, reaches, place: span })
}
