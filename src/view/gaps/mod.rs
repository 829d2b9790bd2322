//! `own gaps`.

mod bar;
mod columns;
pub(super) mod coverage;
mod files;
mod hours;
mod load;
mod rotas;
mod without;

use super::Pages;
use crate::query::card::Named;
use crate::query::gaps::{Coverage, FileGaps, Without};
use crate::view::columns::Columns;
use crate::view::page::Page;

impl Pages for Coverage {
    const COLUMNS: Columns = columns::COVERAGE;

    fn page(results: &[Self]) -> Page {
        Page { blocks: results.iter().flat_map(coverage::blocks).collect() }
    }
}

impl Pages for Without {
    const COLUMNS: Columns = columns::WITHOUT;

    fn page(results: &[Self]) -> Page {
        Page { blocks: results.iter().flat_map(without::blocks).collect() }
    }
}

impl Pages for FileGaps {
    const COLUMNS: Columns = columns::FILES;

    fn page(results: &[Self]) -> Page {
        Page { blocks: results.iter().flat_map(files::blocks).collect() }
    }
}

/// Names on one line.
fn names(named: &[Named]) -> String {
    named.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A number and what is counted.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
