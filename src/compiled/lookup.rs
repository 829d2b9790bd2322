//! Which systems and parties a part of a question is about.

use super::broken::Broken;
use super::index::Search;
use super::keys::{Space, letters};
use crate::matrix::Part;
use crate::text::name::{key, key_of_words, words};

/// Longer texts are no name of a system that is worth to be looked up.
const LONGEST: usize = 100;

/// From so many words on, reading everything is cheaper than looking every combination of them up.
const MANY_WORDS: usize = 48;

/// The systems of a part; `None`: all of them. The parts of a system that is named are for the caller to add.
pub(super) fn systems(search: &Search, part: &Part) -> Result<Option<Vec<u32>>, Broken> {
    let systems = match part {
        Part::Thing(text) => return thing(search, text),
        Part::NamedIn(text) if words(text).count() > MANY_WORDS => return Ok(None),
        Part::System(typed) | Part::Within(typed) | Part::AreaOf(typed, _) => {
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
    };
    systems.map(Some)
}

/// The parties of a part.
pub(super) fn parties(search: &Search, part: &Part) -> Result<Vec<u32>, Broken> {
    let (Part::Party(typed) | Part::Thing(typed)) = part else { return Ok(Vec::new()) };
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

/// Systems with something that a text names exactly, if it is what one of them is called. Or else `None`: what is near counts as
/// well then, and what things have to do with each other.
fn thing(search: &Search, text: &str) -> Result<Option<Vec<u32>>, Broken> {
    let typed = key(text);
    // Whatever is promised of a system is called so.
    if typed.len() > LONGEST || typed == key("service level") {
        return Ok(None);
    }
    let mut found = search.exact(&Space::SystemName.key(&typed))?;
    if found.is_empty() {
        return Ok(None);
    }
    found.extend(search.exact(&Space::AreaName.key(&typed))?);
    // Behind the name of a system may stand that of something that it has.
    let in_key = typed.char_indices().skip(1).map(|(at, _)| typed[..at].to_owned());
    let in_text = text.char_indices().filter(|(_, c)| c.is_whitespace() || *c == '/').map(|(at, _)| key(&text[..at]));
    for system in in_key.chain(in_text) {
        found.extend(search.exact(&Space::SystemName.key(system))?);
    }
    // The same duty twice is told apart by a number.
    let mut duty = typed.as_str();
    loop {
        found.extend(search.exact(&Space::DutyName.key(duty))?);
        match duty.strip_suffix(|c: char| c.is_ascii_digit()) {
            Some(rest) => duty = rest,
            None => return Ok(Some(found)),
        }
    }
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
