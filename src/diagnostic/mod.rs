//! Rules: what can be wrong with a matrix, each with a code, a severity and its reason.
//!
//! One table (`table`) holds them all; help, the page of rules and the metadata of SARIF are printed from it.

mod finding;
mod table;

use std::fmt;
use std::ops::Deref;

pub(crate) use finding::{Finding, Findings, Fix, quoted};
pub(crate) use table::Rule;

words! {
    /// How bad it is, mildest first.
    #[derive(clap::ValueEnum)]
    pub(crate) enum Severity {
        /// Worth knowing; nothing has to be done.
        Note = "note",
        /// An answer at night may be wrong or missing.
        Warning = "warning",
        /// An answer is wrong or missing.
        Error = "error",
    }
}

/// What a finding of a rule depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// The matrix isn't valid with it, so nothing is answered, and its severity can't be set.
    Fault,
    /// Something that exists.
    Presence,
    /// Something that an item lacks. If the item has a fault, the value may only be misspelt.
    Absence,
    /// The whole matrix: uncertain while one of its files can't be read.
    Whole,
}

/// The description of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    /// Stable, in kebab-case.
    pub(crate) code: &'static str,
    /// Unless a matrix or a run sets another.
    pub(crate) severity: Severity,
    pub(crate) nature: Nature,
    /// What it finds, in one line.
    pub(crate) what: &'static str,
    /// Why it matters, and how to fix it: a paragraph.
    pub(crate) why: &'static str,
}

impl Rule {
    /// Whether the matrix isn't valid with it, so that its severity can't be set.
    pub(crate) fn is_fault(self) -> bool {
        self.nature == Nature::Fault
    }

    /// The rule of a code.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code == code)
    }
}

impl Deref for Rule {
    type Target = About;

    fn deref(&self) -> &About {
        self.about()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::text::name::is_id;

    #[test]
    fn codes_are_ids_and_stand_once() {
        let codes: HashSet<&str> = Rule::ALL.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
        assert!(codes.iter().all(|code| is_id(code) && *code != "all"), "{codes:?}");
        assert!(Rule::ALL.iter().all(|rule| Rule::of_code(rule.code) == Some(*rule)));
    }

    #[test]
    fn each_rule_says_what_and_why() {
        for rule in Rule::ALL {
            assert!(!rule.what.contains('\n') && rule.what.len() <= 100, "{rule}: {}", rule.what);
            assert!(!rule.what.ends_with('.') && rule.why.ends_with('.') && rule.why.len() > 60, "{rule}");
            assert!(!rule.is_fault() || rule.severity == Severity::Error, "{rule}: a fault is an error");
        }
    }
}
