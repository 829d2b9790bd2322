//! What a matrix says of the rules that it is checked by.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::diagnostic::{Rule, Severity};

/// A finding that is meant to be: the rule, in one item, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Acceptance {
    /// The rule.
    pub rule: Rule,
    /// Why it is meant to be.
    pub reason: String,
    /// Where the item stands in which it holds, and in what belongs to that.
    pub item: Place,
    /// Where the acceptance stands.
    pub place: Place,
}

/// How bad a rule is for this matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// The rule.
    pub rule: Rule,
    /// Its severity; `None`: it is not looked at.
    pub severity: Option<Severity>,
    /// Where that stands.
    pub place: Place,
}
