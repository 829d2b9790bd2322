//! An approval as every answer shows it.

use super::card::at;
use super::{At, Parties, PartyCard};
use crate::matrix::Approval;

answer! {
    /// An approval.
    pub(crate) struct ApprovalCard {
        /// Who approves; empty where no person does.
        pub by: Vec<PartyCard>,
        /// How, in words.
        pub how: Option<String>,
        /// Where the matrix says so.
        pub at: At,
    }
}

/// An approval.
pub(crate) fn approval(matrix: &Parties<'_>, approval: &Approval) -> ApprovalCard {
    ApprovalCard { by: matrix.cards(&approval.by), how: approval.how.clone(), at: at(matrix, approval.place) }
}
