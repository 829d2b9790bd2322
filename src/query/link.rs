//! A link as every answer shows it.

use super::At;
use super::card::at;
use crate::matrix::{Link, Matrix};

answer! {
    /// A web address to read, such as a runbook.
    pub(crate) struct LinkCard {
        /// Its label.
        pub label: String,
        /// The address.
        pub url: String,
        /// Position in the source.
        pub at: At,
    }
}

/// Links, in the order of the matrix.
pub(crate) fn links(matrix: &Matrix, links: &[Link]) -> Vec<LinkCard> {
    let card = |link: &Link| LinkCard { label: link.label.clone(), url: link.url.clone(), at: at(matrix, link.place) };
    links.iter().map(card).collect()
}
