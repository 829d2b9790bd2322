//! The keys by which systems are found.
//!
//! A key begins with the byte of its space, so that all spaces share one sorted sequence.

use std::collections::{HashMap, HashSet};

use super::choices::Choices;
use crate::matrix::{Area, Contact, Matrix, Ownership, Party, PartyId, System};
use crate::text::address;
use crate::text::name::{folded, key, run_starts, word_starts};

/// The meaning of the rest of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Space {
    /// An id, name or alias of an area, as [`key`] has it.
    AreaName = b'A',
    /// The name of an area from its second or a later word on.
    AreaWord = b'B',
    /// An id, name or alias of an area in lower case; only for the first system that has such an area.
    AreaLetters = b'C',
    /// The task of a duty.
    DutyName = b'D',
    /// The number of a party; the systems with areas or owners that name it.
    Party = b'E',
    /// An id, name or alias of a party; the values are parties.
    PartyName = b'F',
    /// The name of a party from its second or a later word on; the values are parties.
    PartyWord = b'G',
    /// Nothing; the first system of each owner role.
    Roles = b'H',
    /// An id, name or alias of a system.
    SystemName = b'I',
    /// The name of a system from its second or a later word on.
    SystemWord = b'J',
    /// An id, name or alias of a system in lower case.
    SystemLetters = b'K',
    /// Nothing; the first system of each tag.
    Tags = b'T',
    /// A topic.
    TopicName = b'L',
    /// A topic from its second or a later word on.
    TopicWord = b'M',
    /// Nothing; the first system of each topic.
    Topics = b'N',
    /// The number of a person; the next steps of [`Matrix::ways_from`]. With one more byte: the same for a role or a team.
    Through = b'O',
    /// The kind of a selector, and its text before its first star.
    SelectorHead = b'P',
    /// The kind of a selector, and its text behind its last star, from the end.
    SelectorTail = b'Q',
    /// The name of a label, and its value before its first star.
    Label = b'R',
    /// The stem of a word of a selector.
    Word = b'S',
    /// An address of a system, by [`address::key`].
    SystemAddress = b'U',
    /// The same of a party; the values are parties.
    PartyAddress = b'V',
}

impl Space {
    pub(super) fn key(self, rest: impl AsRef<[u8]>) -> Vec<u8> {
        let mut bytes = vec![self as u8];
        bytes.extend_from_slice(rest.as_ref());
        bytes
    }
}

/// The key of the steps from a party.
pub(super) fn step(from: u32, is_person: bool) -> Vec<u8> {
    let mut key = Space::Through.key(from.to_be_bytes());
    key.extend((!is_person).then_some(0));
    key
}

/// The systems of each key, in order of the matrix, in which they are entered.
#[derive(Default)]
pub(super) struct Keys {
    /// The index in `numbers` of each key.
    places: HashMap<Vec<u8>, usize>,
    numbers: Vec<Vec<u32>>,
    /// The keys of areas with the same names. Most areas have the names of an area of another system.
    areas: HashMap<Vec<u8>, Vec<usize>>,
    parties: HashMap<PartyId, usize>,
    selectors: Choices,
    firsts: Firsts,
}

impl Keys {
    /// Enters a system with its own and inherited owners.
    pub(super) fn enter_system<'o>(
        &mut self,
        id: u32,
        system: &System,
        owners: impl IntoIterator<Item = &'o Ownership>,
    ) {
        self.system(id, system);
        for area in &system.areas {
            self.area(id, area);
        }
        for duty in &system.duties {
            self.add(Space::DutyName.key(key(&duty.task)), id);
        }
        for ownership in owners {
            ownership.parties.iter().for_each(|party| self.party(id, *party));
        }
        self.addresses(Space::SystemAddress, id, &system.contacts);
        for tag in &system.tags {
            if self.firsts.tags.insert(tag.clone()) {
                self.add(Space::Tags.key(""), id);
            }
        }
        for ownership in &system.owners {
            if !self.firsts.roles.contains(&ownership.role) {
                self.firsts.roles.insert(ownership.role.clone());
                self.add(Space::Roles.key(""), id);
            }
        }
    }

    /// Enters the keys of a selector. Any one of them is enough to find it.
    pub(super) fn enter_selector(&mut self, id: u32, keys: Vec<Vec<u8>>) {
        self.selectors.enter(id, keys);
    }

    pub(super) fn enter_party(&mut self, PartyId(number): PartyId, party: &Party) {
        let others = std::iter::once(party.id.as_str()).chain(party.aliases.iter().map(String::as_str));
        self.names((Space::PartyName, Space::PartyWord), number, &party.name, others);
        self.addresses(Space::PartyAddress, number, &party.contacts);
    }

    /// Enters the steps from people to what they are responsible for.
    pub(super) fn enter_ways(&mut self, matrix: &Matrix) {
        for (from, PartyId(to)) in matrix.steps() {
            self.add(step(from.0, matrix.party(from).is_person()), to);
        }
    }

    pub(super) fn into_sorted(mut self) -> Vec<(Vec<u8>, Vec<u32>)> {
        for (system, key) in std::mem::take(&mut self.selectors).rarest() {
            self.add(key, system);
        }
        let Self { places, mut numbers, .. } = self;
        let mut keys: Vec<(Vec<u8>, Vec<u32>)> =
            places.into_iter().map(|(key, place)| (key, std::mem::take(&mut numbers[place]))).collect();
        keys.sort_unstable();
        keys
    }

    /// Adds a key and returns its index in `numbers`.
    fn add(&mut self, key: Vec<u8>, number: u32) -> usize {
        let place = *self.places.entry(key).or_insert(self.numbers.len());
        if place == self.numbers.len() {
            self.numbers.push(Vec::new());
        }
        push(&mut self.numbers[place], number);
        place
    }

    fn names<'n>(
        &mut self,
        (full, word): (Space, Space),
        id: u32,
        name: &'n str,
        others: impl Iterator<Item = &'n str> + Clone,
    ) -> Vec<usize> {
        let words = word_starts(name).skip(1).chain(others.clone().flat_map(run_starts));
        let words = words.map(|rest| word.key(key(rest)));
        let full = others.chain([name]).map(|other| full.key(key(other)));
        full.chain(words).map(|key| self.add(key, id)).collect()
    }

    fn addresses(&mut self, space: Space, id: u32, contacts: &[Contact]) {
        for contact in contacts {
            self.add(space.key(address::key(&contact.address)), id);
        }
    }

    fn system(&mut self, id: u32, system: &System) {
        let others = || std::iter::once(system.id.as_str()).chain(system.aliases.iter().map(String::as_str));
        self.names((Space::SystemName, Space::SystemWord), id, &system.name, others());
        for name in others().chain([system.name.as_str()]) {
            self.add(Space::SystemLetters.key(folded(name)), id);
        }
    }

    fn area(&mut self, id: u32, area: &Area) {
        area.assignments.iter().for_each(|cell| self.party(id, cell.party));
        let called = called(area);
        if let Some(places) = self.areas.get(&called) {
            for place in places {
                push(&mut self.numbers[*place], id);
            }
            return;
        }
        let others = || std::iter::once(area.id.as_str()).chain(area.aliases.iter().map(String::as_str));
        let mut places = self.names((Space::AreaName, Space::AreaWord), id, &area.name, others());
        if self.firsts.areas.insert((area.id.clone(), area.name.clone(), area.aliases.clone())) {
            for name in others().chain([area.name.as_str()]) {
                self.add(Space::AreaLetters.key(folded(name)), id);
            }
        }
        if let Some(topic) = &area.topic {
            places.extend(self.names((Space::TopicName, Space::TopicWord), id, topic, std::iter::empty()));
            if self.firsts.topics.insert(topic.clone()) {
                self.add(Space::Topics.key(""), id);
            }
        }
        self.areas.insert(called, places);
    }

    fn party(&mut self, id: u32, party: PartyId) {
        if let Some(place) = self.parties.get(&party) {
            return push(&mut self.numbers[*place], id);
        }
        let place = self.add(Space::Party.key(party.0.to_be_bytes()), id);
        self.parties.insert(party, place);
    }
}

/// Adds a number to others, unless it is the last of them.
fn push(numbers: &mut Vec<u32>, number: u32) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// All names of an area as bytes. Each text has its length, so that no two lists of texts give the same bytes.
fn called(area: &Area) -> Vec<u8> {
    let texts = [&area.id, &area.name].into_iter().chain(area.topic.as_ref());
    let mut called = Vec::with_capacity(128);
    called.push(u8::from(area.topic.is_some()));
    for text in texts.chain(&area.aliases) {
        called.extend(text.len().to_le_bytes());
        called.extend(text.as_bytes());
    }
    called
}

#[derive(Default)]
struct Firsts {
    areas: HashSet<(String, String, Vec<String>)>,
    topics: HashSet<String>,
    roles: HashSet<String>,
    tags: HashSet<String>,
}
