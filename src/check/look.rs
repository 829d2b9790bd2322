//! What the rules look at, and what they find.

use jiff::civil::Date;

use crate::diagnostic::finding::Finding;
use crate::matrix::{Matrix, PartyId, Place};

/// A finding that may yet be accepted.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) finding: Finding,
    /// The items in which it lies, the innermost first: an acceptance in one of them accepts it.
    pub(super) items: Vec<Place>,
    /// The key of the innermost one that is missing, if the finding is that.
    pub(super) key: Option<&'static str>,
}

/// "1 phase", "2 phases".
pub(super) fn counted(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// A matrix on a day, as the rules see it.
pub(super) struct Look<'m> {
    pub(super) matrix: &'m Matrix,
    pub(super) today: Date,
    candidates: Vec<Candidate>,
}

impl<'m> Look<'m> {
    pub(super) fn new(matrix: &'m Matrix, today: Date) -> Self {
        Self { matrix, today, candidates: Vec::new() }
    }

    /// Takes note of a finding in some items, the innermost first.
    pub(super) fn report(&mut self, finding: Finding, items: &[Place]) {
        self.candidates.push(Candidate { finding, items: items.to_vec(), key: None });
    }

    /// As [`Self::report`], for an item that lacks a key.
    pub(super) fn report_missing(&mut self, finding: Finding, key: &'static str, items: &[Place]) {
        let finding = finding.help(format!("add `{key}: …`"));
        self.candidates.push(Candidate { finding, items: items.to_vec(), key: Some(key) });
    }

    /// What was found.
    pub(super) fn into_candidates(self) -> Vec<Candidate> {
        self.candidates
    }

    /// The full name of a party.
    pub(super) fn name(&self, party: PartyId) -> &'m str {
        &self.matrix.party(party).name
    }
}
