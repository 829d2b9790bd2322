//! Duties.

use super::mention::{Mention, mentions};
use crate::matrix::{Duty, Matrix, SystemId};
use crate::query::card::{self, At, Named};
use crate::query::things::{Key, Thing};

answer! {
    /// Something that is to be done.
    pub(crate) struct DutyPage {
        /// `duty`.
        pub kind: &'static str,
        /// Its id: where it is listed, how often, and its task.
        pub id: String,
        /// Its task.
        pub name: String,
        /// The system that it belongs to; `null`: to no one system.
        pub system: Option<Named>,
        /// `operation`, `monitoring`, `report` …
        pub duty_kind: &'static str,
        /// How often; `null` where the matrix doesn't say.
        pub every: Option<&'static str>,
        /// By whom.
        pub by: Vec<Mention>,
        /// With whom.
        pub with: Vec<Mention>,
        /// Reported to whom.
        pub reported_to: Vec<Mention>,
        /// How, in words.
        pub how: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn page(matrix: &Matrix, id: &str, system: Option<SystemId>, index: usize) -> DutyPage {
    let duty = duty(matrix, system, index);
    DutyPage {
        kind: "duty",
        id: id.to_owned(),
        name: duty.task.clone(),
        system: system.map(|id| card::system_name(matrix, id)),
        duty_kind: duty.kind.as_str(),
        every: duty.every.map(|every| every.value.as_str()),
        by: mentions(matrix, &duty.by),
        with: mentions(matrix, &duty.with),
        reported_to: mentions(matrix, &duty.reported_to),
        how: duty.how.clone(),
        at: card::at(matrix, duty.place),
    }
}

/// Those of the things of a matrix that are duties and fit, in its order.
pub(super) fn fitting(
    matrix: &Matrix,
    things: &[Thing],
    fits: impl Fn(Option<SystemId>, &Duty) -> bool,
) -> Vec<DutyPage> {
    let of = |thing: &Thing| match thing.key {
        Key::Duty(system, index) if fits(system, duty(matrix, system, index)) => {
            Some(page(matrix, &thing.id, system, index))
        }
        _ => None,
    };
    things.iter().filter_map(of).collect()
}

fn duty(matrix: &Matrix, system: Option<SystemId>, index: usize) -> &Duty {
    &system.map_or(&matrix.duties, |id| &matrix.system(id).duties)[index]
}
