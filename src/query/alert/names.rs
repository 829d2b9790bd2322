//! Names in the text of an alert: of systems, of the areas of one, and addresses of systems.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::alert::Alert;
use crate::matrix::{Area, Called, Contact, Fit, Matrix, Party, System, SystemId};
use crate::query::{Asker, Unanswered, resolve};
use crate::text::address;
use crate::text::name::{key, key_of_words, words};
use crate::text::target::targets;

/// Words of a name that is sought in a text.
const MOST_WORDS: usize = 10;

/// Repositories of an alert that are sought among systems and areas.
const MOST_ROWS: usize = 16;

/// A thing whose complete name is in a text, and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention<T> {
    pub(super) thing: T,
    pub(super) text: String,
}

/// The systems that a text mentions, each name once. A name inside a longer one doesn't count: "Booking Database" is no
/// "Database". If a parent and its child share a name, it means the parent.
pub(super) fn systems(matrix: &Matrix, text: &str) -> Vec<Mention<SystemId>> {
    let found = mentions(text, resolve::called_systems(matrix));
    let is_child = |mention: &Mention<SystemId>| {
        let parent = matrix.system(mention.thing).part_of;
        parent.is_some_and(|parent| found.iter().any(|other| other.thing == parent && other.text == mention.text))
    };
    found.iter().filter(|mention| !is_child(mention)).cloned().collect()
}

/// The areas of a system that a text mentions, by their index.
pub(super) fn areas(matrix: &Matrix, system: SystemId, text: &str) -> Vec<Mention<usize>> {
    mentions(text, matrix.system(system).areas.iter().map(Called::from).enumerate())
}

fn mentions<'a, T: Copy>(text: &str, things: impl Iterator<Item = (T, Called<'a>)>) -> Vec<Mention<T>> {
    let mut called: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for (thing, names) in things {
        let all = [names.id, names.name].into_iter().chain(names.aliases.iter().map(String::as_str));
        let mut keys: Vec<String> = all.map(key).filter(|key| !key.is_empty()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            called.entry(key).or_default().push(thing);
        }
    }
    let mut found: Vec<Mention<T>> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for line in text.lines() {
        let words: Vec<String> = words(line).collect();
        // The end of the names so far: a longer one may have begun earlier.
        let mut covered = 0;
        // The key of a name begins with its first word, unless that is "and".
        let begins = |word: &str| {
            let next = called.range::<str, _>((Bound::Included(word), Bound::Unbounded)).next();
            word == "and" || next.is_some_and(|(key, _)| key.starts_with(word))
        };
        for from in (0..words.len()).filter(|from| begins(&words[*from])) {
            let longest = words.len().min(from + MOST_WORDS);
            let named = |until: usize| Some((until, called.get(&key_of_words(&words[from..until]))?));
            // At an end, "and" joins a name to something else.
            let is_joined = |until: &usize| until - from > 1 && (words[from] == "and" || words[until - 1] == "and");
            let until = (from + 1..=longest).rev().take_while(|until| *until > covered);
            let name = until.filter(|until| !is_joined(until)).find_map(named);
            let Some((until, things)) = name else { continue };
            covered = until;
            let text = words[from..until].join(" ");
            if known.insert(text.clone()) {
                found.extend(things.iter().map(|thing| Mention { thing: *thing, text: text.clone() }));
            }
        }
    }
    found
}

/// The texts in an alert that may be `SYSTEM/AREA`.
pub(super) fn rows(alert: &Alert) -> impl Iterator<Item = &String> {
    alert.repositories.iter().take(MOST_ROWS)
}

/// The system, and perhaps the area, that a complete text names exactly: `SYSTEM`, `SYSTEM/AREA`, `SYSTEM AREA`.
pub(super) fn whole<'m>(matrix: &'m Matrix, text: &str) -> Option<(SystemId, Option<&'m Area>)> {
    let is_exact = |called: &Called<'_>, text: &str| called.fit(&key(text)) == Some(Fit::Exact);
    let mut found = targets(text).into_iter().flatten().filter_map(|(system, area)| {
        let systems = resolve::systems(matrix, system);
        let [(id, called)] = systems.as_slice() else { return None };
        let areas = &matrix.system(*id).areas;
        let area =
            if area.is_empty() { None } else { Some(areas.iter().find(|of| is_exact(&Called::from(*of), area))?) };
        is_exact(called, system).then_some((*id, area))
    });
    found.next()
}

/// `SYSTEM/AREA`, if that is the complete text of an alert.
pub(super) fn typed(alert: &Alert) -> Option<(&str, &str)> {
    let (system, area) = alert.whole.as_deref()?.trim().split_once('/')?;
    let is_name = |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '/');
    (is_name(system) && is_name(area)).then_some((system, area))
}

/// The system and the index of its area that such a text names by unique prefixes; `None` if it names no system.
pub(super) fn by_prefix(matrix: &Matrix, alert: &Alert) -> Option<Result<(SystemId, usize), Unanswered>> {
    let (system, area) = typed(alert)?;
    let system = resolve::system(matrix, system).transpose()?;
    Some(system.and_then(|id| {
        let area = resolve::area(matrix, id, area, Asker::Call)?;
        let at = matrix.system(id).areas.iter().position(|of| of.id == area.id);
        Ok((id, at.unwrap_or_default()))
    }))
}

/// The systems that have one of some addresses themselves, with the address.
pub(super) fn addressed<'a>(matrix: &Matrix, addresses: &'a [String]) -> Vec<(SystemId, &'a str)> {
    let addresses = Addresses::of(addresses);
    let of =
        |(id, system): (SystemId, &System)| addresses.among(&system.contacts).into_iter().map(move |found| (id, found));
    matrix.system_ids().flat_map(of).collect()
}

/// The parties that have one of some addresses.
pub(super) fn parties<'m>(matrix: &'m Matrix, addresses: &[String]) -> Vec<&'m Party> {
    let addresses = Addresses::of(addresses);
    matrix.parties.iter().filter(|party| !addresses.among(&party.contacts).is_empty()).collect()
}

/// Addresses by their comparable form.
struct Addresses<'a>(BTreeMap<String, &'a str>);

impl<'a> Addresses<'a> {
    fn of(addresses: &'a [String]) -> Self {
        Self(addresses.iter().map(|address| (address::key(address), address.as_str())).collect())
    }

    /// Those that some contacts have.
    fn among(&self, contacts: &[Contact]) -> Vec<&'a str> {
        if self.0.is_empty() {
            return Vec::new();
        }
        contacts.iter().filter_map(|contact| self.0.get(&address::key(&contact.address)).copied()).collect()
    }
}
