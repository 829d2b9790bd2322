//! What each answer looks like: one file an answer.

pub mod change;
pub mod check;
pub mod duties;
pub mod escalate;
pub mod find;
pub mod form;
pub mod gaps;
pub mod list;
pub mod moment;
pub mod onboard;
pub mod phrase;
pub mod rota;
pub mod show;
pub mod sla;
pub mod watch;
pub mod whence;
pub mod who;

use super::Present;
use super::page::{Block, Grid, Page, Run};
use crate::query::{Answer, Warning};

/// Results that know how they look.
pub trait Pages: Sized {
    /// For people.
    fn page(results: &[Self]) -> Page;
    /// For programs that read CSV.
    fn grid(results: &[Self]) -> Grid;
}

impl<T: Pages + serde::Serialize> Present for Answer<T> {
    /// Its results, then its caveats.
    fn page(&self) -> Page {
        let mut page = T::page(&self.results);
        if !self.warnings.is_empty() {
            page.blocks.push(warnings(&self.warnings));
        }
        page
    }

    fn grid(&self) -> Grid {
        T::grid(&self.results)
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
