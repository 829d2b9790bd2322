//! The document's own data, and the sections that belong to no system.

use super::super::{Form as _, Items, Spanned, Text, leaf, raw};
use super::{Context, placed, texts, value};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::matrix::{Cadence, Channel, Claim, Document, Duty, DutyKind, Placed, Review, Target, Week};

/// Each file may state the version, and one of them must.
pub(super) fn version(files: &[raw::File], is_complete: bool, faults: &mut Findings) {
    if is_complete && files.iter().all(|file| file.version.is_absent()) {
        let fault = Finding::of_file(Rule::MissingValue, 0, "the matrix has no `version`");
        faults.push(fault.help(leaf::Version::HELP));
    }
}

pub(super) fn document(files: &mut [raw::File], context: &mut Context<'_>) -> Document {
    let mut all = files.iter_mut().filter_map(|file| std::mem::take(&mut file.document).into_option());
    let Some(Spanned { value: raw, span }) = all.next() else { return Document::default() };
    for another in all {
        let fault = Finding::at(Rule::GivenTwice, another.span, "the matrix has two `document` sections");
        context.faults.push(fault.related(span, "the first one"));
    }
    context.accept(raw.accept, span);
    let claims = raw.claims.into_iter();
    Document {
        title: value(raw.title),
        organisation: value(raw.organisation),
        language: value(raw.language),
        edition: value(raw.edition),
        updated: placed(raw.updated),
        purpose: value(raw.purpose),
        scope: value(raw.scope),
        summary: value(raw.summary),
        conclusion: value(raw.conclusion),
        authority: context.references(&raw.authority),
        approved_by: context.references(&raw.approved_by),
        review: raw.review.into_option().map(|Spanned { value: raw, span }| Review {
            cycle: placed(raw.cycle),
            due: placed(raw.due),
            place: span,
        }),
        classification: value(raw.classification),
        distribution: texts(raw.distribution),
        related: texts(raw.related),
        claims: claims
            .map(|(thing, count)| Claim { thing: thing.value, count: count.value, place: thing.span })
            .collect(),
        place: Some(span),
    }
}

pub(super) fn channel((id, means): (Text, Items<Text>)) -> Channel {
    Channel { means: texts(means), place: id.span, id: id.value }
}

pub(super) fn target(Spanned { value: raw, span }: Spanned<raw::Target>, context: &mut Context<'_>) -> Option<Target> {
    context.accept(raw.accept, span);
    Some(Target {
        metric: context.required(raw.metric, "metric", span, "the service level")?,
        target: placed(raw.target),
        measurement: placed(raw.measurement),
        threshold: placed(raw.threshold),
        place: span,
    })
}

/// Values that a duty inherits from the key above it.
pub(super) struct Under {
    /// `None` if the key has a fault.
    pub(super) cadence: Option<Placed<Cadence>>,
    /// The default kind.
    pub(super) kind: DutyKind,
}

/// A duty of a system, under a cadence, or of no system.
pub(super) fn duty(raw: Spanned<raw::Duty>, under: Option<&Under>, context: &mut Context<'_>) -> Option<Duty> {
    let Spanned { value: raw, span } = raw;
    let task = context.required(raw.task, "task", span, "the duty");
    context.missing(raw.kind.is_absent() && under.is_none(), "kind", span, "the duty");
    if let (Some(every), Some(_)) = (raw.every.get(), under) {
        let fault = Finding::at(Rule::GivenTwice, every.span, "the cadence is given twice");
        context.faults.push(fault.help("drop it: the key above the duty says how often"));
    }
    let (by, with) = (context.references(&raw.by), context.references(&raw.with));
    let reported_to = context.references(&raw.reported_to);
    context.accept(raw.accept, span);
    Some(Duty {
        task: task?,
        kind: value(raw.kind).or(under.map(|under| under.kind))?,
        every: placed(raw.every).or(under.and_then(|under| under.cadence)),
        by,
        with,
        reported_to,
        how: value(raw.how),
        place: span,
    })
}

pub(super) fn week(Spanned { value: raw, span }: Spanned<raw::Week>, context: &mut Context<'_>) -> Option<Week> {
    context.missing(raw.week.is_absent(), "week", span, "the entry");
    Some(Week { number: value(raw.week)?, items: texts(raw.items), place: span })
}
