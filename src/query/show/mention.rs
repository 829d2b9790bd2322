//! Parties as pages mention them.

use crate::matrix::{Matrix, PartyId};

answer! {
    /// A party that a page mentions; its own page says more.
    pub(crate) struct Mention {
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// `team`, `role`, `group` or `placeholder`.
        pub kind: &'static str,
    }
}

pub(crate) fn mention(matrix: &Matrix, id: PartyId) -> Mention {
    let party = matrix.party(id);
    Mention { id: party.id.clone(), name: party.name.clone(), kind: party.kind_name() }
}

pub(crate) fn mentions(matrix: &Matrix, ids: &[PartyId]) -> Vec<Mention> {
    ids.iter().map(|id| mention(matrix, *id)).collect()
}
