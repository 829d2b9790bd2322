//! The document's own data, and the small sections around the matrix.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Cadence, PartyId, Place, Placed};
use crate::text::stem::Stems;

/// The document's own data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Document {
    /// Its title.
    pub title: Option<String>,
    /// The organisation or platform that it speaks of.
    pub organisation: Option<String>,
    /// The tag of the language that it is written in; `None`: English.
    pub language: Option<String>,
    /// Edition of the text.
    pub edition: Option<String>,
    /// Date of the last update.
    pub updated: Option<Placed<Date>>,
    /// Purpose.
    pub purpose: Option<String>,
    /// Scope.
    pub scope: Option<String>,
    /// Its introduction.
    pub summary: Option<String>,
    /// Its closing words.
    pub conclusion: Option<String>,
    /// By whose authority it holds.
    pub authority: Vec<PartyId>,
    /// Who approved it.
    pub approved_by: Vec<PartyId>,
    /// When it is reviewed.
    pub review: Option<Review>,
    /// Its classification.
    pub classification: Option<String>,
    /// To whom it goes, in words.
    pub distribution: Vec<String>,
    /// Titles of related documents.
    pub related: Vec<String>,
    /// Counts that the text claims.
    pub claims: Vec<Claim>,
    /// Position in the source; `None` if the matrix has no such section.
    pub place: Option<Place>,
}

impl Document {
    /// The stems of its language.
    pub(crate) fn stems(&self) -> Stems {
        Stems::of(self.language.as_deref().unwrap_or("en"))
    }
}

/// When the document is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Review {
    /// The day by which it is due; overdue from the day after.
    pub due: Option<Placed<Date>>,
    /// How often.
    pub cycle: Option<Placed<Cadence>>,
    /// Position in the source.
    pub place: Place,
}

/// A count that the text claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claim {
    /// The kind of thing that is counted.
    pub thing: String,
    /// The claimed count.
    pub count: u32,
    /// Position in the source.
    pub place: Place,
}

/// Ways to communicate at one urgency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Channel {
    /// The urgency.
    pub id: String,
    /// The ways, in words.
    pub means: Vec<String>,
    /// Position in the source.
    pub place: Place,
}

/// A week of the training of new members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Week {
    /// Which week, from 1.
    pub number: u32,
    /// Topics.
    pub items: Vec<String>,
    /// Position in the source.
    pub place: Place,
}
