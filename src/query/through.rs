//! How a person comes to be responsible: through roles and teams.

use super::{Named, card};
use crate::matrix::{Matrix, PartyId, Way};

answer! {
    /// A role or a team through which a person is responsible.
    pub(crate) struct Through: Named {
        /// Roles and teams on the way from the person; this is the last one.
        pub way: Vec<Named>,
    }
}

/// A role or a team, and the way to it.
pub(crate) fn through(matrix: &Matrix, way: &Way) -> Through {
    let way_names = card::party_names(matrix, way.steps.iter().copied());
    Through { base: card::party_name(matrix, way.party), way: way_names }
}

/// The ways from a person to some parties, without those parties that are the person.
pub(crate) fn to_parties(matrix: &Matrix, ways: &[Way], parties: impl IntoIterator<Item = PartyId>) -> Vec<Through> {
    let parties: Vec<PartyId> = parties.into_iter().collect();
    let named = ways.iter().filter(|way| !way.steps.is_empty() && parties.contains(&way.party));
    named.map(|way| through(matrix, way)).collect()
}
