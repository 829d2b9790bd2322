//! Change categories and steps of the change process.

use super::mention::{Mention, mentions};
use crate::matrix::{Matrix, Step, StepEntry};
use crate::query::card::{self, At, Named};
use crate::query::things::Thing;

answer! {
    /// A change category.
    pub(crate) struct ChangePage {
        /// `change`.
        pub kind: &'static str,
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// The words in brackets behind its name.
        pub qualifier: Option<String>,
        /// `low`, `medium` or `high`.
        pub risk: Option<&'static str>,
        /// What falls in it.
        pub definition: Option<String>,
        /// Examples of it.
        pub examples: Vec<String>,
        /// Who approves it, and how.
        pub approval: Option<ApprovalCard>,
        /// Who is told.
        pub notify: Vec<Mention>,
        /// The change process: its entries for all categories and those for this one.
        pub process: Vec<EntryCard>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// An approval.
    pub(crate) struct ApprovalCard {
        /// Who approves; empty where no person does.
        pub by: Vec<Mention>,
        /// How, in words.
        pub how: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// An entry of a step of the change process.
    pub(crate) struct EntryCard {
        /// Its step.
        pub step: String,
        /// Its name.
        pub name: String,
        /// What it says.
        pub what: Option<String>,
        /// By whom.
        pub by: Vec<Mention>,
        /// The category that it holds for; `null`: for all.
        pub category: Option<Named>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A step of the change process.
    pub(crate) struct StepPage {
        /// `step`.
        pub kind: &'static str,
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Which step, from 1.
        pub number: u32,
        /// What belongs to it.
        pub entries: Vec<EntryCard>,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn page(matrix: &Matrix, index: usize) -> ChangePage {
    let change = &matrix.changes[index];
    ChangePage {
        kind: "change",
        id: change.id.clone(),
        name: change.name.clone(),
        aliases: change.aliases.clone(),
        qualifier: change.qualifier.clone(),
        risk: change.risk.map(crate::matrix::Risk::as_str),
        definition: change.definition.clone(),
        examples: change.example_texts(),
        approval: change.approval.as_ref().map(|approval| ApprovalCard {
            by: mentions(matrix, &approval.by),
            how: approval.how.clone(),
            at: card::at(matrix, approval.place),
        }),
        notify: mentions(matrix, &change.notify),
        process: matrix.change_process.iter().flat_map(|step| process(matrix, step, &[index])).collect(),
        at: card::at(matrix, change.place),
    }
}

pub(super) fn step_page(matrix: &Matrix, thing: &Thing, index: usize) -> StepPage {
    let step = &matrix.change_process[index];
    StepPage {
        kind: "step",
        id: thing.id.clone(),
        name: step.name.clone(),
        number: u32::try_from(index + 1).unwrap_or(u32::MAX),
        entries: step.entries.iter().map(|entry| self::entry(matrix, step, entry)).collect(),
        at: card::at(matrix, step.place),
    }
}

/// The entries of a step that hold for some categories, or for all.
pub(crate) fn process(matrix: &Matrix, step: &Step, categories: &[usize]) -> Vec<EntryCard> {
    let hold = |entry: &&StepEntry| entry.category.is_none_or(|category| categories.contains(&category));
    step.entries.iter().filter(hold).map(|entry| self::entry(matrix, step, entry)).collect()
}

/// Entries of all steps that fit.
pub(super) fn entries(matrix: &Matrix, fits: impl Fn(&StepEntry) -> bool) -> Vec<EntryCard> {
    let all = matrix.change_process.iter().flat_map(|step| step.entries.iter().map(move |entry| (step, entry)));
    all.filter(|(_, entry)| fits(entry)).map(|(step, entry)| self::entry(matrix, step, entry)).collect()
}

fn entry(matrix: &Matrix, step: &Step, entry: &StepEntry) -> EntryCard {
    let category = entry.category.map(|index| &matrix.changes[index]);
    EntryCard {
        step: step.name.clone(),
        name: entry.name.clone(),
        what: entry.what.clone(),
        by: mentions(matrix, &entry.by),
        category: category.map(|change| Named { id: change.id.clone(), name: change.name.clone() }),
        at: card::at(matrix, entry.place),
    }
}
