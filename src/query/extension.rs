//! What `x-…` keys say, as every answer shows it.

use super::At;
use super::card::at;
use crate::matrix::{Extension, Matrix};

answer! {
    /// A key of the author's own, which `own` doesn't interpret.
    pub(crate) struct ExtensionCard {
        /// The key, such as `x-cost-centre`.
        pub key: String,
        /// The text as written; a list or a mapping as JSON.
        pub value: String,
        /// Position in the source.
        pub at: At,
    }
}

/// In the order of the matrix.
pub(crate) fn extensions(matrix: &Matrix, of: &[Extension]) -> Vec<ExtensionCard> {
    let card =
        |of: &Extension| ExtensionCard { key: of.key.clone(), value: of.value.clone(), at: at(matrix, of.place) };
    of.iter().map(card).collect()
}
