//! The document's own data, and the sections that belong to no one system.

use super::super::raw;
use super::super::spanned::{Items, Spanned, Text};
use super::{Context, placed, text, texts};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::{Finding, Findings};
use crate::matrix::{Cadence, Channel, Claim, Document, Duty, DutyKind, Placed, Review, Target, Week};

/// The version of the format that this program reads.
const VERSION: &str = "1";

/// Each file may state the version, one of them must, and it must be ours.
pub(super) fn version(files: &[raw::File], whole: bool, faults: &mut Findings) {
    let help = format!("write `version: {VERSION}`");
    for version in files.iter().filter_map(|file| file.version.get()) {
        if version.value != VERSION {
            let message = format!("version `{}` of the format is unknown", version.value);
            faults.push(Finding::at(Rule::BadValue, version.span, message).help(help.clone()));
        }
    }
    if whole && files.iter().all(|file| file.version.is_absent()) {
        faults.push(Finding::of_file(Rule::MissingValue, 0, "the matrix states no version of the format").help(help));
    }
}

pub(super) fn document(raw: Spanned<raw::Document>, context: &mut Context<'_>) -> Document {
    let Spanned { value: raw, span } = raw;
    let claims = raw.claims.into_iter().filter_map(|(thing, count)| {
        let place = thing.span;
        let count = context.count(super::super::spanned::Slot::Given(count), "count")?;
        Some(Claim { thing: thing.value, count, place })
    });
    let claims = claims.collect();
    context.accept(raw.accept, span);
    Document {
        title: text(raw.title),
        organisation: text(raw.organisation),
        edition: text(raw.edition),
        updated: context.date(raw.updated),
        purpose: text(raw.purpose),
        scope: text(raw.scope),
        summary: text(raw.summary),
        conclusion: text(raw.conclusion),
        authority: context.parties(raw.authority),
        approved_by: context.parties(raw.approved_by),
        review: raw.review.into_option().map(|raw| review(raw, context)),
        classification: text(raw.classification),
        distribution: texts(raw.distribution),
        related: texts(raw.related),
        claims,
        place: Some(span),
    }
}

fn review(raw: Spanned<raw::Review>, context: &mut Context<'_>) -> Review {
    Review { cycle: context.word_at(&raw.value.cycle, "cadence"), due: context.date(raw.value.due), place: raw.span }
}

pub(super) fn channels(raw: Vec<(Text, Items<Text>)>) -> Vec<Channel> {
    let channel = |(id, means): (Text, Items<Text>)| Channel { means: texts(means), place: id.span, id: id.value };
    raw.into_iter().map(channel).collect()
}

pub(super) fn targets(raw: Vec<Spanned<raw::Target>>, context: &mut Context<'_>) -> Vec<Target> {
    let target = |raw: Spanned<raw::Target>| {
        context.accept(raw.value.accept, raw.span);
        let metric = context.required(raw.value.metric, "metric", raw.span, "the service level")?;
        Some(Target {
            metric,
            target: placed(raw.value.target),
            measurement: placed(raw.value.measurement),
            threshold: placed(raw.value.threshold),
            place: raw.span,
        })
    };
    raw.into_iter().filter_map(target).collect()
}

/// What the place of a duty says of it.
pub(super) struct Under {
    /// The cadence in the key above it; `None` if that had a fault.
    pub(super) cadence: Option<Placed<Cadence>>,
    /// Its kind, unless it says another.
    pub(super) kind: DutyKind,
}

/// A duty, under a system's cadence or by itself.
pub(super) fn duty(raw: Spanned<raw::Duty>, under: Option<&Under>, context: &mut Context<'_>) -> Option<Duty> {
    let Spanned { value: raw, span } = raw;
    let task = context.required(raw.task, "task", span, "the duty");
    let kind = context.word_in(&raw.kind, "kind of duty");
    if raw.kind.is_absent() && under.is_none() {
        context.required(raw.kind.clone(), "kind", span, "the duty");
    }
    let every = context.word_at(&raw.every, "cadence");
    if let (Some(text), Some(_)) = (raw.every.get(), under) {
        let help = "drop it: the key above the duty says how often";
        context.faults.push(Finding::at(Rule::GivenTwice, text.span, "the cadence is given twice").help(help));
    }
    let (by, with) = (context.parties(raw.by), context.parties(raw.with));
    let reported_to = context.parties(raw.reported_to);
    context.accept(raw.accept, span);
    Some(Duty {
        task: task?,
        kind: kind.or(under.map(|under| under.kind))?,
        every: every.or(under.and_then(|under| under.cadence)),
        by,
        with,
        reported_to,
        how: text(raw.how),
        place: span,
    })
}

pub(super) fn onboarding(raw: Vec<Spanned<raw::Week>>, context: &mut Context<'_>) -> Vec<Week> {
    let week = |raw: Spanned<raw::Week>| {
        if raw.value.week.is_absent() {
            context.required(raw.value.week.clone(), "week", raw.span, "the entry");
        }
        let number = context.count(raw.value.week, "week")?;
        Some(Week { number, items: texts(raw.value.items), place: raw.span })
    };
    raw.into_iter().filter_map(week).collect()
}
