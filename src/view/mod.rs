//! Pages of answers: one file per answer.

pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod columns;
pub(crate) mod document;
pub(crate) mod duties;
pub(crate) mod escalate;
pub(crate) mod explain;
mod facts;
pub(crate) mod find;
pub(crate) mod form;
pub(crate) mod gaps;
mod grid;
pub(crate) mod list;
pub(crate) mod locate;
mod matrix;
pub(crate) mod moment;
pub(crate) mod onboard;
pub(crate) mod page;
mod part;
pub(crate) mod phrase;
mod reach;
pub(crate) mod rota;
mod says;
pub(crate) mod show;
pub(crate) mod sla;
pub(crate) mod watch;
pub(crate) mod who;

use crate::query::{Answer, Warning};
use crate::render::Present;
use columns::Columns;
use page::{Block, Page, Run};

/// Results that know how they look.
pub(crate) trait Pages: Sized + serde::Serialize {
    /// For programs that read CSV.
    const COLUMNS: Columns;

    /// True if `full` has more than `page`.
    const IS_BRIEF: bool = false;

    /// For people.
    fn page(results: &[Self]) -> Page;

    /// With everything that a first look doesn't need.
    fn full(results: &[Self]) -> Page {
        Self::page(results)
    }

    /// Records of CSV, the header first.
    fn records(results: &[Self]) -> Vec<Vec<String>> {
        Self::COLUMNS.records(results)
    }
}

impl<T: Pages> Present for Answer<T> {
    /// Its results, then its caveats.
    fn page(&self) -> Page {
        let warnings = warnings(&self.warnings, !T::IS_BRIEF);
        Page { blocks: T::page(&self.results).blocks.into_iter().chain(warnings).collect() }.split_lines()
    }

    fn records(&self) -> Vec<Vec<String>> {
        T::records(&self.results)
    }
}

/// An answer with everything, as `--full` asks for it.
#[derive(serde::Serialize)]
#[serde(transparent)]
pub(crate) struct Full<'a, T>(pub &'a Answer<T>);

impl<T: Pages> Present for Full<'_, T> {
    fn page(&self) -> Page {
        let warnings = warnings(&self.0.warnings, true);
        Page { blocks: T::full(&self.0.results).blocks.into_iter().chain(warnings).collect() }.split_lines()
    }

    fn records(&self) -> Vec<Vec<String>> {
        self.0.records()
    }
}

fn warnings(warnings: &[Warning], with_places: bool) -> Option<Block> {
    let line = |warning: &Warning| {
        let mut line =
            vec![Run::caution(format!("! {}", warning.message)), Run::faint(format!("  [{}]", warning.code.as_str()))];
        if let Some(at) = warning.at.as_ref().filter(|_| with_places) {
            line.push(Run::faint(format!("  {}:{}", at.file, at.line)));
        }
        line
    };
    (!warnings.is_empty()).then(|| Block::Text(warnings.iter().map(line).collect()))
}
