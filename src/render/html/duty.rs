//! What recurs.

use super::chip::Parties;
use super::fact::{Facts, Said, Value, parties, texts};
use super::section::{Body, Part};
use super::table::Table;
use crate::matrix::Cadence;
use crate::query::show::{DutyPage, Whole};
use crate::text::name;

/// Kinds of duties of no one system, in the order in which they are shown.
const KINDS: [(&str, &str); 10] = [
    ("operation", "Operations"),
    ("monitoring", "Monitoring"),
    ("report", "Reports"),
    ("meeting", "Meetings"),
    ("training", "Training"),
    ("documentation", "Documentation"),
    ("knowledge", "Knowledge sharing"),
    ("internal-audit", "Internal audits"),
    ("external-audit", "External audits"),
    ("audit", "Audit responsibilities"),
];

/// Duties of no one system, a table for each kind, and the training of new members.
pub(super) fn parts<'w>(whole: &'w Whole, known: &Parties<'w>) -> Vec<Part<'w>> {
    let of = |(kind, title): (&str, &'static str)| {
        let rows = whole.duties.iter().filter(|duty| duty.duty_kind == kind).map(|duty| row(duty, known)).collect();
        let table = Table::new(title, "Duty", ["Every", "By", "With", "Reported to", "How"], rows)?;
        Some(Part::new(title, Body::Table(table)))
    };
    let mut parts: Vec<Part<'_>> = KINDS.into_iter().filter_map(of).collect();
    let weeks = whole.weeks.iter().map(|week| (format!("Week {}", week.week), [texts(&week.items)]));
    let title = "Training of new members";
    let onboarding = Table::new(title, "Week", ["What is learnt"], weeks.collect());
    parts.extend(onboarding.map(|table| Part::new(title, Body::Table(table))));
    parts
}

fn row<'w>(duty: &'w DutyPage, known: &Parties<'w>) -> (&'w str, [Vec<Value<'w>>; 5]) {
    let cells = [
        duty.every.into_iter().map(Value::text).collect(),
        parties(known, &duty.by),
        parties(known, &duty.with),
        parties(known, &duty.reported_to),
        duty.how.iter().map(|how| Value::text(how.as_str())).collect(),
    ];
    (&duty.name, cells)
}

/// Duties of a system, most frequent first; those without a cadence last.
pub(super) fn by_cadence<'w>(duties: &'w [DutyPage], known: &Parties<'w>) -> Facts<'w> {
    let cadences = Cadence::ALL.into_iter().map(|cadence| Some(cadence.as_str())).chain([None]);
    cadences.fold(Facts::default(), |facts, every| {
        let of = duties.iter().filter(|duty| duty.every == every);
        let values = of.map(|duty| value(duty, known)).collect();
        facts.with(every.map_or("No cadence".to_owned(), name::title), values)
    })
}

/// A duty with those who do it.
fn value<'w>(duty: &'w DutyPage, known: &Parties<'w>) -> Value<'w> {
    let chips = duty.by.iter().map(|party| known.chip(party)).collect();
    Value::from(Said::Duty(&duty.name, chips)).aside(duty.how.clone().unwrap_or_default())
}
