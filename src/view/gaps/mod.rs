//! `own gaps`.

mod bar;
mod columns;
mod coverage;
mod files;
mod hours;
mod load;
mod rotas;
mod without;

/// A number and what is counted.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
