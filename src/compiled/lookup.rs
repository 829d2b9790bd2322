//! Which systems and parties a part of a question is about.

use super::broken::Broken;
use super::index::Search;
use super::keys::{Space, letters};
use crate::matrix::Part;
use crate::matrix::name::{key, key_of_words, words};

/// From so many words on, reading everything is cheaper than looking every combination of them up.
const MANY_WORDS: usize = 48;

/// Whether a part names more words than it is worth to look up.
pub(super) fn has_many_words(part: &Part) -> bool {
    matches!(part, Part::NamedIn(text) if words(text).count() > MANY_WORDS)
}

/// The systems of a part; the parts of a system that is named are for the caller to add.
pub(super) fn systems(search: &Search, part: &Part) -> Result<Vec<u32>, Broken> {
    match part {
        Part::System(typed) | Part::AreaOf(typed, _) => {
            let mut systems = called(search, Space::SystemName, Space::SystemWord, typed)?;
            if systems.is_empty() {
                systems = search.near(Space::SystemName, &key(typed))?;
            }
            Ok(systems)
        }
        Part::Area(typed) => {
            // What fits best is told system by system, so one that it fits exactly doesn't outdo another.
            let areas = beginning(search, Space::AreaName, Space::AreaWord, typed)?;
            if areas.is_empty() { search.near(Space::AreaName, &key(typed)) } else { Ok(areas) }
        }
        Part::Topic(typed) => {
            let mut systems = called(search, Space::TopicName, Space::TopicWord, typed)?;
            systems.extend(search.exact(&Space::Topics.key(""))?);
            Ok(systems)
        }
        Part::OfParty(typed) => {
            let mut systems = Vec::new();
            for party in called(search, Space::PartyName, Space::PartyWord, typed)? {
                systems.extend(search.exact(&Space::Party.key(party.to_be_bytes()))?);
            }
            Ok(systems)
        }
        Part::Roles => search.exact(&Space::Roles.key("")),
        Part::Topics => search.exact(&Space::Topics.key("")),
        Part::NamedIn(text) => named_in(search, text),
        Part::SystemBeginning(text) => search.beginning(&Space::SystemLetters.key(letters(text))),
        Part::AreaBeginning(text) => search.beginning(&Space::AreaLetters.key(letters(text))),
        Part::Party(_) | Part::Parties => Ok(Vec::new()),
    }
}

/// The parties of a part.
pub(super) fn parties(search: &Search, part: &Part) -> Result<Vec<u32>, Broken> {
    let Part::Party(typed) = part else { return Ok(Vec::new()) };
    let parties = called(search, Space::PartyName, Space::PartyWord, typed)?;
    if parties.is_empty() { search.near(Space::PartyName, &key(typed)) } else { Ok(parties) }
}

/// What a text names: what it is exactly, or else all that begins so.
fn called(search: &Search, whole: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let exact = search.exact(&whole.key(key(typed)))?;
    if exact.is_empty() { beginning(search, whole, word, typed) } else { Ok(exact) }
}

/// All whose names, or names from one of their words on, begin so.
fn beginning(search: &Search, whole: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let typed = key(typed);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = search.beginning(&whole.key(&typed))?;
    found.extend(search.beginning(&word.key(&typed))?);
    Ok(found)
}

/// Systems whose whole name is some words of a text.
fn named_in(search: &Search, text: &str) -> Result<Vec<u32>, Broken> {
    let words: Vec<String> = words(text).collect();
    let mut found = Vec::new();
    for from in 0..words.len() {
        for until in from + 1..=words.len() {
            found.extend(search.exact(&Space::SystemName.key(key_of_words(&words[from..until])))?);
        }
    }
    Ok(found)
}
