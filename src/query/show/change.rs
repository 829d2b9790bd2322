//! Change categories.

use crate::matrix::{Change, StepEntry};
use crate::query::Parties;
use crate::query::change::{Category, category_card};
use crate::query::process::{EntryCard, entries};

answer! {
    /// A change category, and what the change process says of it.
    pub(crate) struct ChangePage: Category {
        /// The change process: its entries for all categories and those for this one.
        pub process: Vec<EntryCard>,
    }
}

pub(super) fn page(matrix: &Parties<'_>, change: &Change) -> ChangePage {
    let holds = |entry: &StepEntry| entry.category.is_none_or(|of| matrix.change(of).id == change.id);
    ChangePage { base: category_card(matrix, change), process: entries(matrix, holds) }
}
