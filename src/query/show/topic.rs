//! Topics.

use crate::query::{AreaRow, Head, Parties, Thing, area};

answer! {
    /// A topic: what ties areas of several systems.
    pub(crate) struct TopicPage: Head {
        /// Its areas.
        pub areas: Vec<AreaRow>,
    }
}

pub(super) fn page(matrix: &Parties<'_>, thing: &Thing, index: usize) -> TopicPage {
    let areas = matrix.areas_of_topic(index).map(|(id, of)| area(matrix, id, of, None)).collect();
    TopicPage { base: Head::of(matrix, thing), areas }
}
