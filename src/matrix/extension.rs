//! Keys that begin with `x-`: `own` shows what they say and reads nothing into it.

use serde::{Deserialize, Serialize};

use super::Place;

/// What an author says with a key of the author's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Extension {
    /// The key, such as `x-cost-centre`.
    pub key: String,
    /// The text as written; a list or a mapping as JSON.
    pub value: String,
    /// Position in the source.
    pub place: Place,
}
