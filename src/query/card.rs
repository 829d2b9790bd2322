//! The start of every answer: id, name, and position in the source.

use crate::matrix::{self, Area, Change, Matrix, PartyId, SystemId};

answer! {
    /// A place in the files of the matrix.
    #[derive(serde::Deserialize)]
    pub(crate) struct At {
        /// File, as shown to people.
        pub file: String,
        /// Line, from 1.
        pub line: u32,
        /// Column in characters, from 1.
        pub column: u32,
    }

    /// Something by its id and its name.
    #[derive(serde::Deserialize)]
    pub(crate) struct Named {
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
    }

    /// A system, in short.
    pub(crate) struct SystemCard: Named {
        /// What it is.
        pub kind: Option<String>,
        /// `production`, `deprecated` … or a word of the matrix's own.
        pub lifecycle: Option<String>,
        /// How much depends on it: 1 is the most important.
        pub tier: Option<u32>,
        /// The system that it is part of.
        pub part_of: Option<Named>,
    }
}

/// A position in the source.
pub(crate) fn at(matrix: &Matrix, place: matrix::Place) -> At {
    let file = matrix.files.get(place.file as usize).cloned().unwrap_or_default();
    At { file, line: place.line, column: place.column }
}

/// A system, in short.
pub(crate) fn system(matrix: &Matrix, id: SystemId) -> SystemCard {
    let system = matrix.system(id);
    SystemCard {
        base: system_name(matrix, id),
        kind: system.kind.clone(),
        lifecycle: system.lifecycle(),
        tier: system.tier,
        part_of: system.part_of.map(|whole| system_name(matrix, whole)),
    }
}

/// A system by id and name.
pub(crate) fn system_name(matrix: &Matrix, id: SystemId) -> Named {
    let system = matrix.system(id);
    Named { id: system.id.clone(), name: system.name.clone() }
}

/// The children of a system by id and name.
pub(crate) fn parts(matrix: &Matrix, id: SystemId) -> Vec<Named> {
    matrix.parts(id).map(|part| Named { id: part.id.clone(), name: part.name.clone() }).collect()
}

/// The systems that a system depends on, by id and name.
pub(crate) fn depends_on(matrix: &Matrix, id: SystemId) -> Vec<Named> {
    matrix.system(id).depends_on.iter().map(|on| system_name(matrix, on.value)).collect()
}

/// The systems that depend on a system, by id and name.
pub(crate) fn needed_by(matrix: &Matrix, id: SystemId) -> Vec<Named> {
    matrix.dependents(id).iter().map(|other| system_name(matrix, *other)).collect()
}

/// An area by id and name.
pub(crate) fn area_name(area: &Area) -> Named {
    Named { id: area.id.clone(), name: area.name.clone() }
}

/// A party by id and name.
pub(crate) fn party_name(matrix: &Matrix, id: PartyId) -> Named {
    let party = matrix.party(id);
    Named { id: party.id.clone(), name: party.name.clone() }
}

/// Parties by id and name.
pub(crate) fn party_names(matrix: &Matrix, ids: impl IntoIterator<Item = PartyId>) -> Vec<Named> {
    ids.into_iter().map(|id| party_name(matrix, id)).collect()
}

/// A change category by id and name.
pub(crate) fn change_name(change: &Change) -> Named {
    Named { id: change.id.clone(), name: change.name.clone() }
}

/// A level by its policy and its number, and by name.
pub(crate) fn level_name(policy: &matrix::Policy, level: &matrix::Level) -> Named {
    Named { id: format!("{}/{}", policy.id, level.number), name: level.name.clone() }
}

/// An escalation policy by id and name.
pub(crate) fn policy_name(policy: &matrix::Policy) -> Named {
    Named { id: policy.id.clone(), name: policy.name.clone().unwrap_or_else(|| crate::text::name::title(&policy.id)) }
}

/// A calendar by id and name.
pub(crate) fn calendar_name(calendar: &matrix::Calendar) -> Named {
    Named { id: calendar.id.clone(), name: crate::text::name::title(&calendar.id) }
}

/// A rota by id and name.
pub(crate) fn rota_name(rota: &matrix::Rota) -> Named {
    Named { id: rota.id.clone(), name: rota.name.clone().unwrap_or_else(|| crate::text::name::title(&rota.id)) }
}
