//! What each answer looks like: one file an answer.

pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod columns;
pub(crate) mod document;
pub(crate) mod duties;
pub(crate) mod escalate;
pub(crate) mod find;
pub(crate) mod form;
pub(crate) mod gaps;
pub(crate) mod list;
mod matrix;
pub(crate) mod moment;
pub(crate) mod onboard;
pub(crate) mod page;
mod part;
pub(crate) mod phrase;
pub(crate) mod rota;
pub(crate) mod show;
pub(crate) mod sla;
pub(crate) mod watch;
pub(crate) mod whence;
pub(crate) mod who;

use crate::query::{Answer, Warning};
use crate::render::Present;
use columns::Columns;
use page::{Block, Page, Run};

/// Results that know how they look.
pub(crate) trait Pages: Sized + serde::Serialize {
    /// For programs that read CSV.
    const COLUMNS: Columns;

    /// For people.
    fn page(results: &[Self]) -> Page;

    /// Records of CSV, the header first.
    fn records(results: &[Self]) -> Vec<Vec<String>> {
        Self::COLUMNS.records(results)
    }
}

impl<T: Pages> Present for Answer<T> {
    /// Its results, then its caveats.
    fn page(&self) -> Page {
        let mut page = T::page(&self.results);
        if !self.warnings.is_empty() {
            page.blocks.push(warnings(&self.warnings));
        }
        page
    }

    fn records(&self) -> Vec<Vec<String>> {
        T::records(&self.results)
    }
}

fn warnings(warnings: &[Warning]) -> Block {
    let line = |warning: &Warning| {
        let mut line =
            vec![Run::caution(format!("! {}", warning.message)), Run::faint(format!("  [{}]", warning.code.as_str()))];
        if let Some(at) = &warning.at {
            line.push(Run::faint(format!("  {}:{}", at.file, at.line)));
        }
        line
    };
    Block::Text(warnings.iter().map(line).collect())
}
