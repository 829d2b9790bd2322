//! Escalation policies and their levels.

use crate::matrix::{Policy, PolicyId, ResponseFrom, Responsibility, WhenEmpty};
use crate::query::level::{self, LevelContactCard};
use crate::query::{Head, Level, Named, Parties, Thing, card};

answer! {
    /// A level and whom it calls.
    pub(crate) struct LevelPage: Level {
        /// The cells of the row at hand whose parties it calls: `primary`, `secondary`.
        pub row: Vec<Responsibility>,
        /// Whom to call.
        pub contacts: Vec<LevelContactCard>,
    }

    /// An escalation policy.
    pub(crate) struct PolicyPage: Head {
        /// Its levels, first to last.
        pub levels: Vec<LevelPage>,
        /// Systems that follow it.
        pub systems: Vec<Named>,
        /// The calendar that it names.
        pub calendar: Option<String>,
        /// What becomes of a level at which nobody can be reached: `wait` or `skip`.
        pub when_empty: WhenEmpty,
        /// How often it starts again.
        pub repeat: u32,
        /// From when a response is counted: `incident` or `level`; `null`: the matrix leaves it open.
        pub response_from: Option<ResponseFrom>,
    }
}

pub(super) fn page(matrix: &Parties<'_>, policy: &Policy, index: usize) -> LevelPage {
    let level = &policy.levels[index];
    LevelPage {
        base: level::level(matrix, policy, level),
        row: level.row.iter().map(|call| call.responsibility).collect(),
        contacts: level.contacts.iter().map(|call| level::contact(matrix, call)).collect(),
    }
}

pub(super) fn policy_page(matrix: &Parties<'_>, thing: &Thing, id: PolicyId) -> PolicyPage {
    let policy = matrix.policy(id);
    PolicyPage {
        base: Head::of(matrix, thing),
        levels: (0..policy.levels.len()).map(|level| page(matrix, policy, level)).collect(),
        calendar: policy.calendar.map(|id| matrix.calendar(id).id.clone()),
        when_empty: policy.when_empty,
        repeat: policy.repeat,
        response_from: policy.response_from,
        systems: matrix.followers(id).iter().map(|id| card::system_name(matrix, *id)).collect(),
    }
}
