//! Finds the systems and parties that a part of a question is about.

use super::edit_distance::Extent;
use super::keys::step;
use super::{Broken, Search, Space, selectors};
use crate::matrix::Part;
use crate::text::address;
use crate::text::name::{folded, key, key_of_words, words};
use crate::text::nearest::longest_word;
use crate::text::stem::Stems;
use crate::text::target::targets;

/// A longer text isn't the name of a system.
const LONGEST: usize = 100;

/// For more words, reading everything is cheaper than looking up every combination.
const MANY_WORDS: usize = 48;

/// The parts that a part comes to, if it depends on what a text names.
pub(super) fn expand(search: &Search, part: &Part) -> Result<Vec<Part>, Broken> {
    let mut named = Vec::new();
    let text = match part {
        Part::Target(text) | Part::Row(text) => {
            for group in targets(text) {
                named.extend(readings(search, &group)?);
            }
            text
        }
        Part::System(text) | Part::Within(text) | Part::AreaOf(text, _) => {
            if !called(search, Space::SystemName, Space::SystemWord, text)?.is_empty() {
                return Ok(vec![part.clone()]);
            }
            text
        }
        _ => return Ok(vec![part.clone()]),
    };
    Ok(match (part, named.as_slice()) {
        (_, []) => vec![Part::Other(text.clone())],
        (Part::Row(_), [(system, area)]) if !area.is_empty() => {
            vec![Part::AreaOf((*system).to_owned(), (*area).to_owned())]
        }
        (Part::Row(_), named) => named.iter().map(|(system, _)| Part::Connected((*system).to_owned())).collect(),
        (_, named) => named.iter().map(|(system, _)| Part::System((*system).to_owned())).collect(),
    })
}

/// The readings that name a system: exactly, or by a prefix that is longer than any exact one.
fn readings<'t>(search: &Search, group: &[(&'t str, &'t str)]) -> Result<Vec<(&'t str, &'t str)>, Broken> {
    let (mut named, mut is_longer) = (Vec::new(), true);
    for reading in group {
        if !search.exact(&Space::SystemName.key(key(reading.0)))?.is_empty() {
            named.push(*reading);
            is_longer = false;
        } else if is_longer && !beginning(search, Space::SystemName, Space::SystemWord, reading.0)?.is_empty() {
            named.push(*reading);
        }
    }
    Ok(named)
}

/// Systems with an area or a duty of a name that no system has; and near ones.
fn others(search: &Search, typed: &str) -> Result<Vec<u32>, Broken> {
    let mut systems = beginning(search, Space::AreaName, Space::AreaWord, typed)?;
    if systems.is_empty() {
        systems = near(search, Space::AreaName, Space::AreaWord, typed)?;
    }
    systems.extend(search.exact(&Space::DutyName.key(key(typed)))?);
    for (system, _) in targets(typed).into_iter().flatten() {
        // All of a name: of one alone it would be said what only one system has.
        systems.extend(called(search, Space::SystemName, Space::SystemWord, system)?);
        systems.extend(near(search, Space::SystemName, Space::SystemWord, system)?);
    }
    Ok(systems)
}

/// The first of each near name: by its letters, or by its words.
fn near(search: &Search, full: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let mut found = search.near(full, &key(typed), Extent::Whole)?;
    if let Some(longest) = longest_word(typed) {
        found.extend(search.near(full, &longest, Extent::Beginning)?);
        found.extend(search.near(word, &longest, Extent::Beginning)?);
    }
    Ok(found)
}

/// The systems of a part; `None` for all systems. The caller adds children.
pub(super) fn systems(search: &Search, part: &Part, stems: &Stems) -> Result<Option<Vec<u32>>, Broken> {
    let systems = match part {
        Part::Thing(text) => return thing(search, text),
        Part::Selected(evidence) => return selectors::systems(search, evidence, stems),
        Part::NamedIn(text) if words(text).count() > MANY_WORDS => return Ok(None),
        Part::System(typed) | Part::Connected(typed) | Part::Within(typed) | Part::AreaOf(typed, _) => {
            called(search, Space::SystemName, Space::SystemWord, typed)
        }
        Part::Other(typed) => others(search, typed),
        Part::Area(typed) => {
            // The best match is found in each system, so an exact match in one doesn't exclude others.
            let areas = beginning(search, Space::AreaName, Space::AreaWord, typed)?;
            if areas.is_empty() { near(search, Space::AreaName, Space::AreaWord, typed) } else { Ok(areas) }
        }
        Part::Topic(typed) => {
            let mut systems = called(search, Space::TopicName, Space::TopicWord, typed)?;
            systems.extend(search.exact(&Space::Topics.key(""))?);
            Ok(systems)
        }
        Part::OfParty(typed) => {
            let mut systems = Vec::new();
            for party in responsible(search, typed)? {
                systems.extend(search.exact(&Space::Party.key(party.to_be_bytes()))?);
            }
            Ok(systems)
        }
        Part::Roles => search.exact(&Space::Roles.key("")),
        Part::Tags => search.exact(&Space::Tags.key("")),
        Part::Topics => search.exact(&Space::Topics.key("")),
        Part::NamedIn(text) => named_in(search, text),
        Part::Address(text) => search.exact(&Space::SystemAddress.key(address::key(text))),
        Part::SystemBeginning(text) => search.beginning(&Space::SystemLetters.key(folded(text))),
        Part::AreaBeginning(text) => search.beginning(&Space::AreaLetters.key(folded(text))),
        // `expand` has replaced targets and rows.
        Part::Target(_) | Part::Row(_) | Part::Party(_) | Part::Parties => Ok(Vec::new()),
    };
    systems.map(Some)
}

pub(super) fn parties(search: &Search, part: &Part) -> Result<Vec<u32>, Broken> {
    let (parties, typed) = match part {
        Part::Party(typed) | Part::Thing(typed) => (called(search, Space::PartyName, Space::PartyWord, typed)?, typed),
        Part::OfParty(typed) => return responsible(search, typed),
        Part::Address(text) => return search.exact(&Space::PartyAddress.key(address::key(text))),
        Part::Other(typed) => (beginning(search, Space::PartyName, Space::PartyWord, typed)?, typed),
        _ => return Ok(Vec::new()),
    };
    if parties.is_empty() { near(search, Space::PartyName, Space::PartyWord, typed) } else { Ok(parties) }
}

/// Parties that a text may name, and everything for which those of them who are people are responsible.
fn responsible(search: &Search, typed: &str) -> Result<Vec<u32>, Broken> {
    let mut parties = called(search, Space::PartyName, Space::PartyWord, typed)?;
    let mut open = Vec::new();
    for person in &parties {
        open.extend(search.exact(&step(*person, true))?);
    }
    while let Some(party) = open.pop() {
        if !parties.contains(&party) {
            parties.push(party);
            open.extend(search.exact(&step(party, false))?);
        }
    }
    Ok(parties)
}

/// Exact matches, or else those with the text as a prefix.
fn called(search: &Search, full: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let exact = search.exact(&full.key(key(typed)))?;
    if exact.is_empty() { beginning(search, full, word, typed) } else { Ok(exact) }
}

/// Those with a name that has the text as a prefix, from any of its words on.
fn beginning(search: &Search, full: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let typed = key(typed);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = search.beginning(&full.key(&typed))?;
    found.extend(search.beginning(&word.key(&typed))?);
    Ok(found)
}

/// Systems with something that a text names exactly, if it is also the name of a system. Otherwise `None`, because similar names
/// and relations between things then count too.
fn thing(search: &Search, text: &str) -> Result<Option<Vec<u32>>, Broken> {
    let typed = key(text);
    // Each service level has this name.
    if typed.len() > LONGEST || typed == key("service level") {
        return Ok(None);
    }
    let mut found = search.exact(&Space::SystemName.key(&typed))?;
    if found.is_empty() {
        return Ok(None);
    }
    found.extend(search.exact(&Space::AreaName.key(&typed))?);
    // The name of a system may be followed by that of something in it.
    let in_key = typed.char_indices().skip(1).map(|(at, _)| typed[..at].to_owned());
    let in_text = text.char_indices().filter(|(_, c)| c.is_whitespace() || *c == '/').map(|(at, _)| key(&text[..at]));
    for system in in_key.chain(in_text) {
        found.extend(search.exact(&Space::SystemName.key(system))?);
    }
    // A number distinguishes equal duties.
    let mut duty = typed.as_str();
    loop {
        found.extend(search.exact(&Space::DutyName.key(duty))?);
        match duty.strip_suffix(|c: char| c.is_ascii_digit()) {
            Some(rest) => duty = rest,
            None => return Ok(Some(found)),
        }
    }
}

/// Systems whose complete name is in a text.
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
