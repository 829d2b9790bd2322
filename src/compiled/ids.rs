//! Ids that point behind the end of their list, which only a crafted file has.

use crate::matrix::{CalendarId, Matrix, System};

/// Checks that all calendars, policies, change categories and systems that a matrix refers to exist.
pub(super) fn exist(matrix: &Matrix) -> bool {
    let mut categories = matrix.change_process.iter().flat_map(|step| &step.entries).filter_map(|entry| entry.category);
    let has = |id: CalendarId| has_calendar(matrix, id);
    matrix.rotas.iter().all(|rota| has(rota.calendar))
        && matrix.policies.iter().filter_map(|policy| policy.calendar).all(has)
        && matrix.parties.iter().filter_map(|party| party.calendar).all(has)
        && categories.all(|category| (category.0 as usize) < matrix.changes.len())
        && exist_in(matrix, &matrix.systems)
}

/// The same of some systems, which refer to each other.
pub(super) fn exist_in(matrix: &Matrix, systems: &[System]) -> bool {
    systems.iter().all(|system| {
        let phases = system.migration.iter().flat_map(|migration| &migration.phases);
        let others = system.part_of.iter().chain(system.depends_on.iter().map(|on| &on.value));
        let policies = system.policy.iter().chain(system.policies.iter().map(|of| &of.policy));
        policies.into_iter().all(|policy| (policy.0 as usize) < matrix.policies.len())
            && system.calendar.is_none_or(|calendar| has_calendar(matrix, calendar))
            && phases.into_iter().all(|phase| *phase < system.areas.len())
            && others.into_iter().all(|other| (other.0 as usize) < systems.len())
    })
}

fn has_calendar(matrix: &Matrix, id: CalendarId) -> bool {
    (id.0 as usize) < matrix.calendars.len()
}
