//! The change process: its steps and their entries.

use super::things::slug;
use super::{At, Head, Named, Parties, PartyCard, card};
use crate::matrix::{Kind, Step, StepEntry};

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
        pub by: Vec<PartyCard>,
        /// The category that it holds for; `null`: for all.
        pub category: Option<Named>,
        /// Where the matrix says so.
        pub at: At,
    }

    /// A step of the change process.
    pub(crate) struct StepPage: Head {
        /// Which step, from 1.
        pub number: u32,
        /// What belongs to it.
        pub entries: Vec<EntryCard>,
    }
}

/// A step of the change process, with the entries that fit.
pub(crate) fn step(matrix: &Parties<'_>, index: usize, fits: impl Fn(&StepEntry) -> bool) -> StepPage {
    let step = &matrix.change_process[index];
    StepPage {
        base: Head::new(matrix, Kind::Step, slug(&step.name), &step.name, step.place),
        number: u32::try_from(index + 1).unwrap_or(u32::MAX),
        entries: step.entries.iter().filter(|entry| fits(entry)).map(|of| entry(matrix, step, of)).collect(),
    }
}

/// The steps of the change process, with the entries that fit.
pub(crate) fn steps(matrix: &Parties<'_>, fits: impl Fn(&StepEntry) -> bool) -> Vec<StepPage> {
    (0..matrix.change_process.len()).map(|index| step(matrix, index, &fits)).collect()
}

/// Entries of all steps that fit.
pub(crate) fn entries(matrix: &Parties<'_>, fits: impl Fn(&StepEntry) -> bool) -> Vec<EntryCard> {
    let all = matrix.change_process.iter().flat_map(|step| step.entries.iter().map(move |entry| (step, entry)));
    all.filter(|(_, entry)| fits(entry)).map(|(step, of)| entry(matrix, step, of)).collect()
}

/// An entry of a step of the change process.
pub(crate) fn entry(matrix: &Parties<'_>, step: &Step, entry: &StepEntry) -> EntryCard {
    EntryCard {
        step: step.name.clone(),
        name: entry.name.clone(),
        what: entry.what.clone(),
        by: matrix.cards(&entry.by),
        category: entry.category.map(|index| card::change_name(matrix.change(index))),
        at: card::at(matrix, entry.place),
    }
}
