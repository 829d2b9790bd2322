//! Topics.

use crate::query::area::{AreaRow, area};
use crate::query::head::Head;
use crate::query::party::Parties;
use crate::query::things::Thing;

answer! {
    /// A topic: what ties areas of several systems.
    pub(crate) struct TopicPage: Head {
        /// Its areas.
        pub areas: Vec<AreaRow>,
    }
}

pub(super) fn page(matrix: &Parties<'_>, thing: &Thing) -> TopicPage {
    let of_topic = matrix.areas().filter(|(_, area)| area.topic.as_deref() == Some(&thing.id));
    TopicPage { base: Head::of(matrix, thing), areas: of_topic.map(|(id, of)| area(matrix, id, of)).collect() }
}
