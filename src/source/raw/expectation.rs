//! Expectations as they are written.

use crate::matrix::Party;
use crate::source::container::{Acceptances, Required, RequiredItems};
use crate::source::decode::mappings;
use crate::source::leaf::{Leaf, Moment, Ref, Text};

mappings! {
    /// A test of the matrix, which `own check` runs: whom a call reaches at a moment.
    struct Expectation {
        /// The moment at which an incident begins, by the clock of the system's calendar: `2026-12-25 10:00`.
        at: Required<Leaf<Moment>>,
        /// Whom the call is about: `SYSTEM` or `SYSTEM/AREA`, by their ids.
        call: Required<Text>,
        /// Who is called first then, perhaps among others: ids of people, teams and roles.
        reaches: RequiredItems<Ref<Party>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }
}
