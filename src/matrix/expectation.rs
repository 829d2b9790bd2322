//! Expectations: tests of a matrix.

use jiff::civil::DateTime;

use super::{PartyId, Place, Placed};

/// Whom a call reaches when an incident begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expectation {
    /// The moment, by the clock of the system's calendar.
    pub at: DateTime,
    /// The ids of the system and of its area, if one is named: `shop/checkout`.
    pub call: Placed<String>,
    /// Who is called.
    pub reaches: Vec<PartyId>,
    /// Position in the source.
    pub place: Place,
}
