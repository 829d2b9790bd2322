//! Ids that point behind the end of their list, which only a crafted file has.

use crate::matrix::{CalendarId, Level, Matrix, RotaCall, System};

/// Checks that all calendars, policies, change categories and systems that a matrix refers to exist.
pub(super) fn exist(matrix: &Matrix) -> bool {
    let mut categories = matrix.change_process.iter().flat_map(|step| &step.entries).filter_map(|entry| entry.category);
    let has = |id: CalendarId| has_calendar(matrix, id);
    matrix.rotas.iter().all(|rota| has(rota.calendar))
        && matrix.policies.iter().filter_map(|policy| policy.calendar).all(has)
        && matrix.policies.iter().flat_map(|policy| &policy.levels).all(|level| calls_known_rotas(matrix, level))
        && matrix.calendars.iter().filter_map(|calendar| calendar.extends).all(has)
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

/// Checks whether the rotas whose people a level calls exist, and are rotas of the party that it calls.
fn calls_known_rotas(matrix: &Matrix, level: &Level) -> bool {
    level.contacts.iter().all(|contact| {
        let rota = |call: RotaCall| matrix.rotas.get(call.rota.0 as usize);
        contact.rota.is_none_or(|call| rota(call).is_some_and(|rota| rota.party == contact.party))
    })
}

fn has_calendar(matrix: &Matrix, id: CalendarId) -> bool {
    (id.0 as usize) < matrix.calendars.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::matrix::RotaId;

    /// A level would call the people of a rota that its party doesn't have, or of none.
    #[test]
    fn a_level_calls_a_rota_of_its_party() {
        let text = "version: 1\ncalendar: { time_zone: UTC }\npeople: { ana: { name: Ana } }\n\
                    teams: { web: { name: Web }, db: { name: Database } }\nrotas:\n  \
                    web: { for: web, handover: { time: '09:00' }, order: [ana] }\n  \
                    db: { for: db, handover: { time: '09:00' }, order: [ana] }\n\
                    escalation: { default: { levels: [{ name: A, window: { from: 0m }, call: [{ rota: db }] }] } }\n";
        let good = crate::source::from_texts([("m.yaml".to_owned(), text.to_owned())]).unwrap();
        assert!(exist(&good));
        for rota in [0, 2, u32::MAX] {
            let mut crafted = good.clone();
            crafted.policies[0].levels[0].contacts[0].rota = Some(RotaCall { rota: RotaId(rota), next: true });
            assert!(!exist(&crafted), "{rota}");
        }
    }
}
