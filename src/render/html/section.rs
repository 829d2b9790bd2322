//! The sections below the matrix.

use super::chip::Parties;
use super::escalation::Path;
use super::table::Table;
use super::{about, card::Card, change, duty, escalation, party, service_level, system};
use crate::query::show::Whole;

/// A section.
pub(super) struct Section<'w> {
    /// Where links to it lead.
    pub(super) anchor: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
    /// Its parts.
    pub(super) parts: Vec<Part<'w>>,
}

/// A part of a section.
pub(super) struct Part<'w> {
    /// Its heading, unless the section's says enough.
    pub(super) title: Option<&'static str>,
    /// What is in it.
    pub(super) body: Body<'w>,
}

/// What is in a part.
pub(super) enum Body<'w> {
    /// An escalation path.
    Path(Path<'w>),
    /// Cards: large ones, or small ones side by side.
    Cards { small: bool, cards: Vec<Card<'w>> },
    /// A table.
    Table(Table<'w>),
    /// Paragraphs.
    Text(Vec<&'w str>),
    /// Sentences, each of its own weight.
    List(Vec<String>),
}

impl<'w> Part<'w> {
    pub(super) fn new(title: &'static str, body: Body<'w>) -> Self {
        Self { title: Some(title), body }
    }
}

/// Cards under a heading; nothing if there are none.
pub(super) fn cards<'w>(title: Option<&'static str>, small: bool, mut cards: Vec<Card<'w>>) -> Option<Part<'w>> {
    if title.is_none() {
        for card in &mut cards {
            card.level = 3;
        }
    }
    if cards.is_empty() { None } else { Some(Part { title, body: Body::Cards { small, cards } }) }
}

/// All sections in which there is something.
pub(super) fn all<'w>(whole: &'w Whole, parties: &Parties<'w>) -> Vec<Section<'w>> {
    let section = |anchor, title, parts| Section { anchor, title, parts };
    let mut sections = vec![
        section("escalation", "Escalation", escalation::parts(whole, parties)),
        section("systems", "Systems", system::parts(whole, parties)),
        section("parties", "Parties", party::parts(whole, parties)),
        section("changes", "Changes", change::parts(whole, parties)),
        section("service-levels", "Service levels", service_level::parts(whole)),
        section("duties", "Duties", duty::parts(whole, parties)),
        section("gaps", "Gaps", about::gaps(whole)),
        section("caveats", "What to know", about::caveats(whole)),
        section("document", "Document", about::document(whole, parties)),
    ];
    sections.retain(|section| !section.parts.is_empty());
    sections
}
