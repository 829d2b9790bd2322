//! The matrix of a day: without the parties of cells, and the owners, whose last day is over.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Caveats, Warning};
use crate::matrix::{Matrix, SystemId};

/// The matrix of a day, and a warning of those of some systems whom it no longer names.
pub(crate) fn current<'m>(
    matrix: &'m Matrix,
    systems: &[SystemId],
    today: Option<Date>,
) -> (Cow<'m, Matrix>, Vec<Warning>) {
    let mut ended = Caveats::default();
    for (today, id) in today.iter().flat_map(|today| systems.iter().map(move |id| (*today, *id))) {
        ended.ended_in(matrix, id, today);
    }
    (as_of(matrix, today), ended.into_warnings())
}

/// The matrix of a day.
pub(crate) fn as_of(matrix: &Matrix, today: Option<Date>) -> Cow<'_, Matrix> {
    let mut matrix = Cow::Borrowed(matrix);
    let ends = |today: Date| {
        let cells = matrix.areas().flat_map(|(_, area)| &area.assignments).any(|cell| cell.has_ended(today));
        cells || matrix.systems.iter().flat_map(|system| &system.owners).any(|owner| owner.has_ended(today))
    };
    if let Some(today) = today.filter(|today| ends(*today)) {
        for system in &mut matrix.to_mut().systems {
            system.owners.retain(|owner| !owner.has_ended(today));
            system.areas.iter_mut().for_each(|area| area.assignments.retain(|cell| !cell.has_ended(today)));
        }
    }
    matrix
}
