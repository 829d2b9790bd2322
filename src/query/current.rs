//! The matrix of a day: without the parties of cells, and the owners, whose last day is over.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::matrix::Matrix;

/// The matrix of a day.
pub(crate) fn current(matrix: &Matrix, today: Option<Date>) -> Cow<'_, Matrix> {
    let mut matrix = Cow::Borrowed(matrix);
    let ends = |today: Date| {
        let cells = matrix.areas().flat_map(|(_, area)| &area.assignments).any(|cell| cell.has_ended(today));
        cells || matrix.systems.iter().flat_map(|system| &system.owners).any(|owner| owner.has_ended(today))
    };
    if let Some(today) = today.filter(|today| ends(*today)) {
        for system in &mut matrix.to_mut().systems {
            // Without the parties, but still instead of an inherited owner.
            let ended = system.owners.iter_mut().filter(|owner| owner.has_ended(today));
            ended.for_each(|owner| owner.parties.clear());
            system.areas.iter_mut().for_each(|area| area.assignments.retain(|cell| !cell.has_ended(today)));
        }
    }
    matrix
}
