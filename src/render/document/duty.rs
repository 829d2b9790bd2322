//! What recurs: procedures of a system by cadence, and the duties of no one system by kind.

use super::{heading, said, section};
use crate::matrix::Cadence;
use crate::query::show::{DutyPage, WeekCard, Whole};
use crate::text::name;
use crate::view::page::{Block, Run};
use crate::view::show::facts::Facts;

/// A list for each cadence, most frequent first; those without one last.
pub(super) fn by_cadence(duties: &[DutyPage], level: u8) -> Vec<Block> {
    let cadences = Cadence::ALL.into_iter().map(|cadence| Some(cadence.as_str())).chain([None]);
    let mut blocks = Vec::new();
    for every in cadences {
        let of = duties.iter().filter(|duty| duty.every == every);
        if let Some(list) = of.fold(Facts::default(), procedure).block() {
            blocks.extend([heading(level, every.map_or("Without a cadence".to_owned(), name::title)), list]);
        }
    }
    blocks
}

fn procedure(facts: Facts, duty: &DutyPage) -> Facts {
    let mut said = said::parties(&duty.by, " + ");
    let with = said::parties(&duty.with, ", ");
    let to = said::parties(&duty.reported_to, ", ");
    let kind = if duty.duty_kind == "operation" { String::new() } else { name::title(duty.duty_kind).to_lowercase() };
    let asides = [duty.how.clone().unwrap_or_default(), kind, labelled("with ", &with), labelled("reported to ", &to)];
    let asides: Vec<&str> = asides.iter().map(String::as_str).filter(|aside| !aside.is_empty()).collect();
    if !asides.is_empty() {
        said = format!("{said} ({})", asides.join("; "));
    }
    facts.lines(&duty.name, vec![vec![Run::plain(said.trim())]])
}

fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{label}{text}") }
}

/// Duties of some kinds, a table for each.
pub(super) fn tables(duties: &[DutyPage], kinds: &[(&str, &str)]) -> Vec<Block> {
    let table = |(kind, title): &(&str, &str)| section(3, title, of_kind(duties, kind));
    kinds.iter().flat_map(table).collect()
}

fn of_kind(duties: &[DutyPage], kind: &str) -> Option<Block> {
    let row = |duty: &DutyPage| {
        [
            vec![vec![Run::strong(duty.name.as_str())]],
            duty.every.iter().flat_map(|every| said::cell(*every)).collect(),
            said::line(&duty.by),
            said::line(&duty.with),
            said::line(&duty.reported_to),
            duty.how.iter().flat_map(|how| said::cell(how.as_str())).collect(),
        ]
    };
    let rows = duties.iter().filter(|duty| duty.duty_kind == kind).map(row).collect();
    said::table(["Duty", "Every", "By", "With", "Reported to", "How"], 1, rows)
}

/// Training of new members, ongoing training, documents and knowledge.
pub(super) fn training(whole: &Whole) -> Vec<Block> {
    let mut inside = section(3, "New Team Members", whole.weeks.iter().fold(Facts::default(), week).block());
    let kinds = [
        ("training", "Ongoing Training"),
        ("documentation", "Documentation Responsibilities"),
        ("knowledge", "Knowledge Sharing"),
        ("meeting", "Meetings"),
    ];
    inside.extend(tables(&whole.duties, &kinds));
    section(2, "Training and Knowledge", inside)
}

fn week(facts: Facts, week: &WeekCard) -> Facts {
    facts.lines(&format!("Week {}", week.week), said::texts(&week.items))
}

/// Audits.
pub(super) fn audits(duties: &[DutyPage]) -> Vec<Block> {
    let kinds = [
        ("internal-audit", "Internal Audit"),
        ("external-audit", "External Audit"),
        ("audit", "Audit Responsibilities"),
    ];
    section(2, "Audit and Compliance", tables(duties, &kinds))
}
