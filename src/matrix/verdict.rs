//! Settings of rules in a matrix: severities and accepted findings.

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
    /// Position of the item for which it holds, including everything below it.
    pub item: Place,
    /// Position of the acceptance in the source.
    pub place: Place,
}

/// How bad a rule is for this matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// The rule.
    pub rule: Rule,
    /// Its severity; `None`: it is not looked at.
    pub severity: Option<Severity>,
    /// Position in the source.
    pub place: Place,
}
