//! By which keys systems are found.
//!
//! A key begins with the byte of its space, so that all spaces share one sorted sequence.

use std::collections::{HashMap, HashSet};

use crate::matrix::name::{key, word_starts};
use crate::matrix::{Area, Matrix, PartyId, System};

/// A space: what the rest of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Space {
    /// An id, name or alias of an area, as [`key`] has it.
    AreaName = b'A',
    /// The name of an area from a word behind its first on.
    AreaWord = b'B',
    /// An id, name or alias of an area in lower case; only for the first system that has such an area.
    AreaLetters = b'C',
    /// The number of a party; the systems are those whose areas or owners it is.
    Party = b'E',
    /// An id, name or alias of a party. Its values are parties.
    PartyName = b'F',
    /// The name of a party from a word behind its first on. Its values are parties.
    PartyWord = b'G',
    /// Nothing; the first system of each owner role.
    Roles = b'H',
    /// An id, name or alias of a system.
    SystemName = b'I',
    /// The name of a system from a word behind its first on.
    SystemWord = b'J',
    /// An id, name or alias of a system in lower case.
    SystemLetters = b'K',
    /// A topic.
    TopicName = b'L',
    /// A topic from a word behind its first on.
    TopicWord = b'M',
    /// Nothing; the first system of each topic.
    Topics = b'N',
}

impl Space {
    /// A key of it.
    pub(super) fn key(self, rest: impl AsRef<[u8]>) -> Vec<u8> {
        let mut bytes = vec![self as u8];
        bytes.extend_from_slice(rest.as_ref());
        bytes
    }
}

/// Letters in lower case, as completion compares them.
pub(super) fn letters(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The systems behind each key, in the order of the matrix.
#[derive(Default)]
pub(super) struct Keys(pub(super) HashMap<Vec<u8>, Vec<u32>>);

impl Keys {
    /// All keys of a matrix.
    pub(super) fn of(matrix: &Matrix) -> Self {
        let mut keys = Self::default();
        let mut firsts = Firsts::default();
        for (of, system) in matrix.system_ids() {
            let id = of.0;
            keys.system(id, system);
            for area in &system.areas {
                keys.area(id, area, &mut firsts);
            }
            for (_, ownership) in matrix.owners(of) {
                ownership.parties.iter().for_each(|party| keys.party(id, *party));
            }
            for ownership in &system.owners {
                if firsts.roles.insert(ownership.role.clone()) {
                    keys.add(Space::Roles.key(""), id);
                }
            }
        }
        for (PartyId(number), party) in matrix.party_ids() {
            let others = std::iter::once(party.id.as_str()).chain(party.aliases.iter().map(String::as_str));
            keys.names((Space::PartyName, Space::PartyWord), number, &party.name, others);
        }
        keys
    }

    fn add(&mut self, key: Vec<u8>, number: u32) {
        let numbers = self.0.entry(key).or_default();
        if numbers.last() != Some(&number) {
            numbers.push(number);
        }
    }

    fn names<'n>(
        &mut self,
        (whole, word): (Space, Space),
        id: u32,
        name: &'n str,
        others: impl Iterator<Item = &'n str>,
    ) {
        for other in others.chain([name]) {
            self.add(whole.key(key(other)), id);
        }
        for rest in word_starts(name).skip(1) {
            self.add(word.key(key(rest)), id);
        }
    }

    fn system(&mut self, id: u32, system: &System) {
        let others = || std::iter::once(system.id.as_str()).chain(system.aliases.iter().map(String::as_str));
        self.names((Space::SystemName, Space::SystemWord), id, &system.name, others());
        for name in others().chain([system.name.as_str()]) {
            self.add(Space::SystemLetters.key(letters(name)), id);
        }
    }

    fn area(&mut self, id: u32, area: &Area, firsts: &mut Firsts) {
        let others = || std::iter::once(area.id.as_str()).chain(area.aliases.iter().map(String::as_str));
        self.names((Space::AreaName, Space::AreaWord), id, &area.name, others());
        if firsts.areas.insert((area.id.clone(), area.name.clone(), area.aliases.clone())) {
            for name in others().chain([area.name.as_str()]) {
                self.add(Space::AreaLetters.key(letters(name)), id);
            }
        }
        area.assignments.iter().for_each(|cell| self.party(id, cell.party));
        if let Some(topic) = &area.topic {
            self.names((Space::TopicName, Space::TopicWord), id, topic, std::iter::empty());
            if firsts.topics.insert(topic.clone()) {
                self.add(Space::Topics.key(""), id);
            }
        }
    }

    fn party(&mut self, id: u32, party: PartyId) {
        self.add(Space::Party.key(party.0.to_be_bytes()), id);
    }
}

/// What was met before.
#[derive(Default)]
struct Firsts {
    areas: HashSet<(String, String, Vec<String>)>,
    topics: HashSet<String>,
    roles: HashSet<String>,
}
