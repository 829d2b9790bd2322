//! Pure functions from a matrix and a question to an answer. An answer is a plain typed value that serialises.

#[macro_use]
pub mod fields;

pub mod agenda;
pub mod around;
mod ask;
pub mod card;
pub mod caveat;
pub mod change;
pub mod duties;
pub mod escalate;
pub mod find;
pub mod gaps;
pub mod list;
pub mod moment;
pub mod onboard;
pub mod resolve;
pub mod rota;
pub mod show;
pub mod sla;
pub mod things;
pub mod unanswered;
pub mod weeks;
pub mod whence;
pub mod who;
pub mod wording;

pub(crate) use ask::ask;
pub use caveat::{Caveats, Code, Warning};
pub use unanswered::Unanswered;

use serde::Serialize;

/// Version of the JSON that answers serialise to. It changes when a name or a meaning does.
pub const SCHEMA: u32 = 1;

/// An answer: what fits the question, and what a careful colleague would add.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer<T> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the results are, such as `responsibility` or `system`.
    pub answer: &'static str,
    /// What fits, in the order of the matrix unless the answer says otherwise. Never empty.
    pub results: Vec<T>,
    /// Caveats, in the order in which they came up.
    pub warnings: Vec<Warning>,
}

impl<T> Answer<T> {
    /// An answer of one kind.
    #[must_use]
    pub fn new(answer: &'static str, results: Vec<T>, caveats: Caveats) -> Self {
        Self { schema: SCHEMA, answer, results, warnings: caveats.into_warnings() }
    }
}
