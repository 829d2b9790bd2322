//! The input of the rules, and their findings.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::{Finding, Rule};
use crate::limits::FINDINGS_KEPT;
use crate::matrix::{Matrix, PartyId, Place};

/// A finding that the matrix may accept.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) finding: Finding,
    /// The items that contain it, the innermost first: an acceptance in one of them accepts it.
    pub(super) items: Vec<Place>,
    /// The key that the innermost item lacks, if the finding is about that.
    pub(super) key: Option<&'static str>,
}

/// "1 phase", "2 phases".
pub(super) fn counted(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// A matrix on a day, and what the rules found in it.
pub(super) struct Look<'m> {
    pub(super) matrix: &'m Matrix,
    pub(super) today: Date,
    candidates: Vec<Candidate>,
    counts: HashMap<Rule, usize>,
}

impl<'m> Look<'m> {
    pub(super) fn new(matrix: &'m Matrix, today: Date) -> Self {
        Self { matrix, today, candidates: Vec::new(), counts: HashMap::new() }
    }

    /// Adds a finding in some items, the innermost first.
    pub(super) fn report(&mut self, finding: Finding, items: &[Place]) {
        self.add(finding, None, items);
    }

    /// Like [`Self::report`], for an item that lacks a key.
    pub(super) fn report_missing(&mut self, finding: Finding, key: &'static str, items: &[Place]) {
        let finding = finding.help(format!("add `{key}: …`"));
        self.add(finding, Some(key), items);
    }

    fn add(&mut self, finding: Finding, key: Option<&'static str>, items: &[Place]) {
        let count = self.counts.entry(finding.rule).or_default();
        *count += 1;
        if *count <= FINDINGS_KEPT {
            self.candidates.push(Candidate { finding, items: items.to_vec(), key });
        }
    }

    /// Reports that something names a person.
    pub(super) fn report_person(&mut self, person: PartyId, place: Place, message: String, items: &[Place]) {
        let roles = self.matrix.roles_of(person).iter().map(|role| self.matrix.party(*role).id.as_str());
        let roles: Vec<&str> = roles.collect();
        let id = &self.matrix.party(person).id;
        let help = match roles.as_slice() {
            [role] => format!("name `{role}`, which stays when the person leaves"),
            [_, ..] => format!("name a role, which stays when the person leaves: {}", roles.join(", ")),
            [] => format!(
                "name a role that stays when the person leaves: `roles: {{ {id}-role: {{ name: …, held_by: {id} }} }}`"
            ),
        };
        self.report(Finding::at(Rule::PersonAsParty, place, message).help(help), items);
    }

    pub(super) fn into_candidates(self) -> Vec<Candidate> {
        self.candidates
    }

    /// The full name of a party.
    pub(super) fn name(&self, party: PartyId) -> &'m str {
        &self.matrix.party(party).name
    }
}
