//! A change as people describe it, without the details that don't say what the change is: tickets, times, places, systems.

use super::detail::{Details, bare};
use super::matching::URGENT;
use crate::matrix::{Change, Matrix};
use crate::query::wording::{Word, every_word, words};
use crate::text::name;

/// Words that say nothing of a change, since every change is one.
pub(super) const EMPTY: [&str; 2] = ["change", "new"];

const PREPOSITIONS: [&str; 10] = ["in", "on", "at", "for", "of", "from", "by", "before", "after", "until"];
pub(super) const ARTICLES: [&str; 6] = ["the", "a", "an", "all", "our", "both"];
/// Endings of nouns, plurals and participles. A verb form of an example has none.
const NO_VERB: [&str; 9] = ["s", "ed", "ion", "ment", "al", "ance", "ence", "ness", "ity"];
/// Prepositions of a place.
const PLACED: [&str; 5] = ["in", "at", "on", "for", "from"];
/// What follows the name of a place.
const SITES: [&str; 8] = ["site", "office", "region", "datacenter", "datacentre", "campus", "plant", "branch"];
const LINKS: [&str; 3] = ["and", "then", "please"];
/// The text of a change.
pub(super) struct Asked {
    /// Words that describe the change.
    pub(super) words: Vec<Word>,
    /// Every word in order, without details. An `and` replaces punctuation.
    spoken: Vec<Word>,
    /// True if it has no symbol that could negate a word, such as `!` or `✗`.
    is_plain: bool,
}

impl Asked {
    pub(super) fn new(matrix: &Matrix, text: &str) -> Self {
        let examples = matrix.changes.iter().flat_map(|change| &change.examples);
        let examples: Vec<Word> = examples.flat_map(|example| words(&example.value, &EMPTY)).collect();
        // A word of an example describes the change, even if it is also the name of a system.
        let mut systems = every_word(&in_system_names(matrix, text).join(" "));
        systems.retain(|word| !word.is_in(&examples));
        let said = |change: &Change| {
            let definition = change.definition.as_deref().unwrap_or_default();
            every_word(&format!("{} {definition}", change.name))
        };
        let described: Vec<Word> = matrix.changes.iter().flat_map(said).chain(examples).collect();
        let mut spoken = without_details(text, &Details::of(matrix, text, systems));
        cut_place(&mut spoken, &described);
        let spoken = spoken.join(" ");
        Self { words: words(&spoken, &EMPTY), spoken: every_word(&spoken), is_plain: is_plain(text) }
    }

    /// Words that aren't among others.
    pub(super) fn without(&self, known: &[Word]) -> Vec<&str> {
        let says = |word: &&Word| !word.is_in(known) && !ARTICLES.contains(&word.text.as_str()) && word.text != "and";
        self.spoken.iter().filter(says).map(|word| word.text.as_str()).collect()
    }

    /// The text without some words.
    pub(super) fn beside(&self, named: &[Word]) -> Self {
        let rest = |words: &[Word]| words.iter().filter(|word| !word.is_in(named)).cloned().collect();
        Self { words: rest(&self.words), spoken: rest(&self.spoken), is_plain: self.is_plain }
    }

    /// Checks whether it says nothing but examples, in their words and order or as a verb.
    pub(super) fn says_only<'e>(&self, examples: impl Iterator<Item = &'e str>) -> bool {
        let examples: Vec<Vec<Word>> = examples.map(every_word).collect();
        let mut rest = &self.spoken[..];
        let mut found = false;
        loop {
            rest = skip(skip(rest, &LINKS), &ARTICLES);
            if rest.is_empty() {
                return found && self.is_plain;
            }
            let Some(count) = examples.iter().filter_map(|example| beginning(rest, example)).max() else {
                return false;
            };
            rest = &rest[count..];
            found = true;
        }
    }
}

/// The words after some that a text begins with.
fn skip<'w>(words: &'w [Word], skipped: &[&str]) -> &'w [Word] {
    let count = words.iter().take_while(|word| skipped.contains(&word.text.as_str())).count();
    &words[count..]
}

/// How many words at the beginning of a text are an example: "log rotation", "logs rotation", "rotate the logs".
fn beginning(words: &[Word], example: &[Word]) -> Option<usize> {
    let same = |some: &[Word], others: &[Word]| {
        some.len() == others.len() && some.iter().zip(others).all(|(one, other)| is_same_noun(&one.text, &other.text))
    };
    let (first, nouns) = example.split_first()?;
    let (word, after) = words.split_first()?;
    let count = example.len();
    if words.get(1..count).is_some_and(|rest| same(rest, nouns)) {
        let is_gerund = first.text.ends_with("ing") && word.is(first);
        if is_gerund || is_same_noun(&word.text, &first.text) {
            return Some(count);
        }
    }
    let (last, objects) = example.split_last().filter(|(_, objects)| !objects.is_empty())?;
    let named = skip(after, &ARTICLES);
    let is_verb = word.is(last) && !NO_VERB.iter().any(|ending| word.text.ends_with(ending));
    if is_verb && named.get(..objects.len()).is_some_and(|named| same(named, objects)) {
        return Some(words.len() - named.len() + objects.len());
    }
    let ends_with_noun = words.get(count - 1).is_some_and(|word| word.is(first) && word.text != first.text);
    (ends_with_noun && same(&words[..count - 1], nouns)).then_some(count)
}

/// Checks whether two words are equal, but for the number.
fn is_same_noun(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let plural = |stem: &str, ending: &str| long.strip_prefix(stem) == Some(ending);
    one == other
        || plural(short, "s")
        || plural(short, "es")
        || short.strip_suffix('y').is_some_and(|stem| plural(stem, "ies"))
}

/// The words of a text that form the complete id, name or alias of a system.
fn in_system_names(matrix: &Matrix, text: &str) -> Vec<String> {
    let typed: Vec<String> = name::words(text).collect();
    let mut found = Vec::new();
    for system in &matrix.systems {
        let names = [&system.id, &system.name].into_iter().chain(&system.aliases);
        for name in names.map(|called| name::words(called).collect::<Vec<_>>()).filter(|name| !name.is_empty()) {
            found.extend(typed.windows(name.len()).filter(|window| **window == name[..]).flatten().cloned());
        }
    }
    found
}

fn without_details<'t>(text: &'t str, known: &Details) -> Vec<&'t str> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut kept = Vec::new();
    let mut rest = &tokens[..];
    while let Some((first, after)) = rest.split_first() {
        let is_preposition = PREPOSITIONS.contains(&bare(first).as_str());
        let placed = if is_preposition { known.after_preposition(after) } else { 0 };
        let details = if placed > 0 { 1 + placed } else { known.first(rest) };
        if details == 0 {
            kept.push(*first);
            if first.ends_with([',', ';', ':', '.']) {
                kept.push("and");
            }
        }
        rest = &rest[details.max(1)..];
    }
    kept
}

/// Cuts a site at the end: "at the Boston site". Its name has capitals where the words before have none, and no category
/// has a word of it. A name alone may be anything: "in Doubt", "at Never".
fn cut_place(words: &mut Vec<&str>, described: &[Word]) {
    let end = words.iter().rposition(|word| *word != "and").map_or(0, |last| last + 1);
    let is_named = |word: &str| {
        let name = word.trim_matches(|c: char| ".,".contains(c));
        name.starts_with(char::is_uppercase)
            && name.contains(char::is_lowercase)
            && name.split('-').all(|part| part.chars().skip(1).all(char::is_lowercase))
            && every_word(word).iter().all(|word| !word.is_in(described) && !URGENT.contains(&word.text.as_str()))
    };
    let is_place = |at: &usize| {
        let place = &words[at + 1..end];
        let place = &place[place.iter().take_while(|word| ARTICLES.contains(word)).count()..];
        let names = place.iter().take_while(|word| is_named(word)).count();
        let rest = &place[names..];
        let is_written_small = |word: &&str| !word.starts_with(char::is_uppercase);
        PLACED.contains(&words[*at])
            && names > 0
            && matches!(rest, [site] if SITES.contains(&bare(site).as_str()))
            && words[1..*at].iter().all(is_written_small)
    };
    if let Some(at) = (1..end).find(is_place) {
        words.truncate(at);
    }
}

/// Checks whether a text has no symbol that could negate it. A dash before a word could.
fn is_plain(text: &str) -> bool {
    let is_known = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,:;()[]\"'’?#_-".contains(c);
    text.chars().all(is_known) && !text.split_whitespace().any(|word| word.starts_with('-') && word.len() > 1)
}
