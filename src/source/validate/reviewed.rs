//! Confirmations of rows.

use super::super::leaf::NEW_DIGEST;
use super::super::{Leaf, Rare, Spanned, raw};
use super::{Context, placed};
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{Matrix, Plain, Renamed, Reviewed, System};

/// A confirmation, before it is compared with its row.
pub(super) fn reviewed(raw: Rare<Spanned<raw::Reviewed>>, context: &mut Context<'_>) -> Option<Box<Reviewed>> {
    let Spanned { value: raw, span } = raw.into_option()?;
    context.missing(raw.on.is_absent(), "on", span, "the confirmation");
    context.missing(raw.by.is_absent(), "by", span, "the confirmation");
    if raw.of.is_absent() {
        context.faults.push(Finding::at(Rule::MissingValue, span, "the confirmation has no of").help(NEW_DIGEST));
    }
    let by = raw.by.into_option()?;
    context.find(&by)?;
    let (by, of) = (Leaf::placed(by), placed(raw.of)?);
    Some(Box::new(Reviewed { on: placed(raw.on)?, by, by_name: String::new(), of, digest: String::new() }))
}

/// Compares the confirmations of systems with what they are about.
pub(super) fn compare(matrix: &mut Matrix) {
    if !matrix.systems.iter().any(System::has_reviewed) {
        return;
    }
    let ids: Vec<String> = matrix.systems.iter().map(|system| system.id.clone()).collect();
    let mut systems = std::mem::take(&mut matrix.systems);
    let plain = Plain { matrix, renamed: &Renamed::new() };
    for system in &mut systems {
        system.compare_reviewed(plain, |id| ids.get(id.0 as usize).cloned().unwrap_or_default());
    }
    matrix.systems = systems;
}
