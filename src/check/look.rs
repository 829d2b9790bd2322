//! The input of the rules, and their findings.

use jiff::civil::Date;

use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{Matrix, Party, PartyId, Place};

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
}

impl<'m> Look<'m> {
    pub(super) fn new(matrix: &'m Matrix, today: Date) -> Self {
        Self { matrix, today, candidates: Vec::new() }
    }

    /// Adds a finding in some items, the innermost first.
    pub(super) fn report(&mut self, finding: Finding, items: &[Place]) {
        self.candidates.push(Candidate { finding, items: items.to_vec(), key: None });
    }

    /// Like [`Self::report`], for an item that lacks a key.
    pub(super) fn report_missing(&mut self, finding: Finding, key: &'static str, items: &[Place]) {
        let finding = finding.help(format!("add `{key}: …`"));
        self.candidates.push(Candidate { finding, items: items.to_vec(), key: Some(key) });
    }

    /// Reports that something names a person.
    pub(super) fn report_person(&mut self, person: PartyId, place: Place, message: String, items: &[Place]) {
        let holds = |party: &&Party| party.role().is_some_and(|role| role.held_by.contains(&person));
        let roles: Vec<&str> = self.matrix.parties.iter().filter(holds).map(|role| role.id.as_str()).collect();
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
