//! Duties.

use crate::matrix::{Cadence, Duty, DutyKind, Matrix, SystemId};
use crate::query::{Head, Key, Named, Parties, PartyCard, Thing, card};

answer! {
    /// Something that is to be done.
    pub(crate) struct DutyPage: Head {
        /// The system that it belongs to; `null`: to no one system.
        pub system: Option<Named>,
        /// `operation`, `monitoring`, `report` …
        pub duty_kind: DutyKind,
        /// How often; `null` where the matrix doesn't say.
        pub every: Option<Cadence>,
        /// By whom.
        pub by: Vec<PartyCard>,
        /// With whom.
        pub with: Vec<PartyCard>,
        /// Reported to whom.
        pub reported_to: Vec<PartyCard>,
        /// How, in words.
        pub how: Option<String>,
    }
}

pub(super) fn page(matrix: &Parties<'_>, thing: &Thing, system: Option<SystemId>, index: usize) -> DutyPage {
    let duty = duty(matrix, system, index);
    DutyPage {
        base: Head::of(matrix, thing),
        system: system.map(|id| card::system_name(matrix, id)),
        duty_kind: duty.kind,
        every: duty.every.map(|every| every.value),
        by: matrix.cards(&duty.by),
        with: matrix.cards(&duty.with),
        reported_to: matrix.cards(&duty.reported_to),
        how: duty.how.clone(),
    }
}

/// The pages of some things that are duties.
pub(super) fn pages(matrix: &Parties<'_>, duties: &[&Thing]) -> Vec<DutyPage> {
    let of = |thing: &&Thing| match thing.key {
        Key::Duty(system, index) => Some(page(matrix, thing, system, index)),
        _ => None,
    };
    duties.iter().filter_map(of).collect()
}

pub(super) fn duty(matrix: &Matrix, system: Option<SystemId>, index: usize) -> &Duty {
    &system.map_or(&matrix.duties, |id| &matrix.system(id).duties)[index]
}
