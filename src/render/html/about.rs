//! What is missing, what to know, and what the document says of itself.

use super::card::Card;
use super::chip::Parties;
use super::fact::{Facts, Value, parties, texts};
use super::section::{Body, Part, cards};
use super::table::Table;
use super::who;
use crate::query::Warning;
use crate::query::gaps::{Lack, Missing};
use crate::query::show::{DocumentPage, Whole};

/// Each area or system that lacks something.
pub(super) fn gaps(whole: &Whole) -> Vec<Part<'_>> {
    let missing = whole.coverage.iter().flat_map(|coverage| &coverage.missing);
    let rows = missing.map(|missing| (missing.system.name.as_str(), [area(missing), lacks(missing)]));
    let table = Table::new("Areas and systems that lack somebody", "System", ["Area", "Lacks"], rows.collect());
    table.map(|table| Part { title: None, body: Body::Table(table) }).into_iter().collect()
}

fn area(missing: &Missing) -> Vec<Value<'_>> {
    let link = |area: &'_ crate::query::card::Named| who::anchor(&format!("{}/{}", missing.system.id, area.id));
    match &missing.area {
        Some(area) => vec![Value::link(link(area), &area.name)],
        None => vec![Value::text("the system as a whole")],
    }
}

fn lacks(missing: &Missing) -> Vec<Value<'_>> {
    let value = |lack: &Lack| {
        let names: Vec<&str> = lack.instead.iter().map(|party| party.name.as_str()).collect();
        let why = match lack.why {
            "placeholder" => format!("only a placeholder: {}", names.join(", ")),
            "approval-instead" => format!("an approval is named instead: {}", names.join(", ")),
            "none" => "none are described".to_owned(),
            _ => "nobody is named".to_owned(),
        };
        Value::text(lack.what).aside(why)
    };
    missing.lacks.iter().map(value).collect()
}

/// What a careful colleague would add.
pub(super) fn caveats(whole: &Whole) -> Vec<Part<'_>> {
    let line = |warning: &Warning| {
        let at = warning.at.as_ref().map(|at| format!(" ({}:{})", at.file, at.line)).unwrap_or_default();
        format!("{}{at}", warning.message)
    };
    let lines: Vec<String> = whole.warnings.iter().map(line).collect();
    if lines.is_empty() { Vec::new() } else { vec![Part { title: None, body: Body::List(lines) }] }
}

/// The document's own data.
pub(super) fn document<'w>(whole: &'w Whole, known: &Parties<'w>) -> Vec<Part<'w>> {
    let document = &whole.document;
    let text = |title, text: Option<&'w str>| {
        let lines: Vec<&str> = text?.lines().filter(|line| !line.trim().is_empty()).collect();
        Some(Part::new(title, Body::Text(lines)))
    };
    let name = document.title.as_deref().unwrap_or("Document");
    let facts = vec![about(document, known), kept(document, known)];
    let card = Card {
        anchor: "document-data".to_owned(),
        name,
        level: 4,
        kind: "document".into(),
        tone: 0,
        beware: None,
        facts,
        across: Facts::default(),
    }
    .tidy();
    let card = if card.facts.is_empty() { Vec::new() } else { vec![card] };
    let data = cards(None, false, card);
    let summary = text("Summary", document.summary.as_deref());
    data.into_iter().chain(summary).chain(text("Conclusion", document.conclusion.as_deref())).collect()
}

fn about<'w>(document: &'w DocumentPage, known: &Parties<'w>) -> Facts<'w> {
    let facts = Facts::default()
        .text("Organisation", document.organisation.as_deref())
        .text("Version", document.edition.as_deref())
        .text("Updated", document.updated.as_deref())
        .text("Purpose", document.purpose.as_deref())
        .text("Scope", document.scope.as_deref())
        .with("Authority", parties(known, &document.authority));
    document.claims.iter().fold(facts, |facts, claim| {
        let counted = claim.counted.map(|count| format!("{count} described here"));
        let value = Value::text(format!("{} claimed", claim.claimed)).aside(counted.unwrap_or_default());
        facts.with(format!("Number of {}", claim.claim), vec![value])
    })
}

fn kept<'w>(document: &'w DocumentPage, known: &Parties<'w>) -> Facts<'w> {
    let review = document.review.as_ref();
    let due = review.and_then(|review| Some((review.due.as_deref()?, review.state.clone().unwrap_or_default())));
    Facts::default()
        .with("Next review", due.map(|(due, state)| Value::text(due).aside(state)).into_iter().collect())
        .text("Review cycle", review.and_then(|review| review.cycle))
        .with("Approved by", parties(known, &document.approved_by))
        .text("Classification", document.classification.as_deref())
        .with("Distribution", texts(&document.distribution))
        .with("Related documents", texts(&document.related))
}
