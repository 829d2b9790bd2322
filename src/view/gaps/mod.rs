//! `own gaps`.

mod bar;
mod columns;
mod coverage;
mod files;
mod hours;
mod load;
mod rotas;
mod without;

use crate::query::Named;

/// Names on one line.
fn names(named: &[Named]) -> String {
    named.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A number and what is counted.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
