//! Which categories a change falls in, by the words of their examples.
//!
//! A category matches fully if the text has all words of one of its examples. A category that no person approves must
//! say all of the text: nobody else checks the change. Two more kinds of category are added: one that the text names, and
//! a stricter one that has a word which the others lack. If no example matches fully, those that match in part are
//! candidates, provided that a person approves them and that together they have every word of the text.

use std::collections::HashMap;

use super::asked::{Asked, EMPTY};
use super::{FoundIn, Matched};
use crate::matrix::{Called, Change, Fit, Matrix};
use crate::query::wording::{Word, all_in, every_word, shared, words};
use crate::query::{Caveats, Code, Unanswered};
use crate::text::name::key;
use crate::text::nearest::nearest;

/// Words that call for the category of emergencies, whatever word it uses itself.
pub(super) const URGENT: [&str; 13] = [
    "emergency",
    "urgent",
    "urgently",
    "immediate",
    "immediately",
    "outage",
    "hotfix",
    "asap",
    "p0",
    "p1",
    "prio1",
    "sev0",
    "sev1",
];

/// Words before the number of a severity.
const LEVELS: [&str; 5] = ["p", "prio", "priority", "sev", "severity"];

/// How many examples a refusal shows.
const NEAREST: usize = 3;

/// A category that may fit, and why.
pub(super) struct Candidate<'m> {
    pub(super) change: &'m Change,
    /// Its examples that have words of the text; those that fit as a whole first.
    pub(super) matched: Vec<Matched>,
}

/// A category that was named, with its examples that have words of the text.
pub(super) fn of<'m>(
    matrix: &'m Matrix,
    change: &'m Change,
    text: Option<&str>,
    caveats: &mut Caveats,
) -> Candidate<'m> {
    let Some(text) = text else { return Candidate { change, matched: Vec::new() } };
    let candidate = Candidate { change, matched: matched(change, &Asked::new(matrix, text).words) };
    if !candidate.matched.iter().any(|matched| matched.whole) {
        let message = format!("no example of {} matches `{text}`", change.name);
        caveats.add(Code::PartialMatch, message, None);
    }
    candidate
}

/// The categories that a text falls in, the strictest first.
pub(super) fn find<'m>(
    matrix: &'m Matrix,
    text: &str,
    caveats: &mut Caveats,
) -> Result<Vec<Candidate<'m>>, Unanswered> {
    let asked = Asked::new(matrix, text);
    let mut all: Vec<Candidate<'m>> =
        matrix.changes.iter().map(|change| Candidate { change, matched: matched(change, &asked.words) }).collect();
    // What no category ranks comes last: nothing is known of how strict it is.
    all.sort_by_key(|candidate| std::cmp::Reverse(candidate.change.risk));
    let refused = || {
        if let Some(named) = matrix.changes.iter().find(|of| Called::from(*of).fit(&key(text)) == Some(Fit::Exact)) {
            let message = format!("`{text}` names a category, and says nothing of the change");
            let hint = format!("`own change --category {}` shows {}", named.id, named.name);
            return Unanswered::nothing(message, vec![hint]);
        }
        let hints = pre_approved_in_part(matrix, &asked).into_iter().chain(nearest_examples(matrix, &asked));
        let message = format!("no change category mentions `{text}`");
        Unanswered::nothing(message, hints.chain(super::listed(matrix)).collect())
    };
    let (mut fitting, mut others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|candidate| matches_fully(candidate, &asked));
    let left = left_over(&fitting, &asked);
    others.retain(|candidate| !is_pre_approved(candidate.change));
    let definitions = Definitions::of(matrix);
    for candidate in &mut others {
        candidate.matched.extend(named(&definitions, candidate.change, &left));
    }
    if fitting.is_empty() {
        let says_name = says_name_and_example(matrix, &others, &asked);
        let is_shown = |candidate: &Candidate<'_>| {
            if says_name { is_named_by(candidate, FoundIn::Name) } else { !candidate.matched.is_empty() }
        };
        fitting = others.into_iter().filter(is_shown).collect();
        let most = matrix.changes.iter().map(|change| change.risk).max();
        let is_strictest = |candidate: &Candidate<'_>| is_named(candidate) && Some(candidate.change.risk) == most;
        let is_certain =
            says_name || fitting.first().is_some_and(is_strictest) || left_over(&fitting, &asked).is_empty();
        if fitting.is_empty() || !is_certain {
            return Err(refused());
        }
        let message = "no example matches fully: have the category confirmed";
        caveats.add(Code::PartialMatch, message, None);
    } else if !left.is_empty() {
        stricter(&mut fitting, others, &left, caveats);
    }
    if fitting.len() > 1 && fitting.iter().any(|candidate| candidate.change.risk.is_none()) {
        let message = "not every category has a risk: the strictest is unknown";
        caveats.add(Code::PartialMatch, message, None);
    }
    Ok(fitting)
}

/// Adds those of the others that the text names, and those that are stricter and have a word that is left over.
fn stricter<'m>(fitting: &mut Vec<Candidate<'m>>, others: Vec<Candidate<'m>>, left: &[Word], caveats: &mut Caveats) {
    let mildest = fitting.iter().filter_map(|candidate| candidate.change.risk).min();
    let is_left = |word: &String| left.iter().any(|left| left.text == *word);
    let is_added = |candidate: &Candidate<'_>| {
        let in_name = is_named_by(candidate, FoundIn::Name);
        let has = candidate.matched.iter().flat_map(|matched| &matched.words).any(is_left);
        in_name || has && candidate.change.risk > mildest
    };
    fitting.extend(others.into_iter().filter(is_added));
    fitting.sort_by_key(|candidate| std::cmp::Reverse(candidate.change.risk));
    let left: Vec<&str> = left.iter().map(|word| word.text.as_str()).collect();
    let message = format!("words in no full match: {}", left.join(", "));
    caveats.add(Code::PartialMatch, message, None);
}

/// The name of a category if the text has a word of it, and its definition if the text has a word that only this one has.
fn named(definitions: &Definitions<'_>, change: &Change, asked: &[Word]) -> Vec<Matched> {
    let definition = definitions.only_of(change);
    let names = [&change.id, &change.name].into_iter().chain(&change.aliases);
    let mut name: Vec<Word> = names.flat_map(|name| words(name, &EMPTY)).collect();
    let urgent = words(&URGENT.join(" "), &[]);
    if name.iter().chain(&definition).any(|word| word.is_in(&urgent)) {
        name.extend(urgent);
        // "SEV-1", "priority 1"
        let is_highest =
            |pair: &&[Word]| LEVELS.contains(&pair[0].text.as_str()) && ["0", "1"].contains(&pair[1].text.as_str());
        name.extend(asked.windows(2).filter(is_highest).flatten().cloned());
    }
    let matched = |found_in, text: &str, has: &[Word]| {
        let words: Vec<String> = shared(asked, has).into_iter().map(|word| word.text.clone()).collect();
        (!words.is_empty()).then(|| Matched { found_in, text: text.to_owned(), words, whole: false })
    };
    let definition_text = change.definition.as_deref().unwrap_or_default();
    let by_name = matched(FoundIn::Name, &change.name, &name);
    by_name.into_iter().chain(matched(FoundIn::Definition, definition_text, &definition)).collect()
}

/// The words of a definition.
fn defined(change: &Change) -> Vec<Word> {
    words(change.definition.as_deref().unwrap_or_default(), &EMPTY)
}

/// The words of all definitions by their stems, each with the id of its category.
struct Definitions<'m>(HashMap<String, Vec<(&'m str, Word)>>);

impl<'m> Definitions<'m> {
    fn of(matrix: &'m Matrix) -> Self {
        let mut by_stem: HashMap<String, Vec<(&str, Word)>> = HashMap::new();
        for change in &matrix.changes {
            for word in defined(change) {
                by_stem.entry(word.stem().to_owned()).or_default().push((&change.id, word));
            }
        }
        Self(by_stem)
    }

    /// The long words of a definition that no other one has.
    fn only_of(&self, change: &Change) -> Vec<Word> {
        let is_elsewhere = |word: &Word| {
            let mut same = self.0.get(word.stem()).into_iter().flatten();
            same.any(|(id, other)| *id != change.id && other.is(word))
        };
        defined(change).into_iter().filter(|word| word.text.len() > 3 && !is_elsewhere(word)).collect()
    }
}

/// Checks whether the text has a word of the name or of the definition.
fn is_named(candidate: &Candidate<'_>) -> bool {
    candidate.matched.iter().any(|matched| matched.found_in != FoundIn::Example)
}

fn is_named_by(candidate: &Candidate<'_>, found_in: FoundIn) -> bool {
    candidate.matched.iter().any(|matched| matched.found_in == found_in)
}

/// Checks whether the text is the name of a category and an example that nobody has to approve: "Normal log rotation".
fn says_name_and_example(matrix: &Matrix, others: &[Candidate<'_>], asked: &Asked) -> bool {
    let by_name =
        others.iter().filter(|candidate| is_named_by(candidate, FoundIn::Name)).map(|candidate| candidate.change);
    let called = by_name.flat_map(|change| [&change.id, &change.name].into_iter().chain(&change.aliases));
    let names: Vec<Word> = called.flat_map(|name| every_word(name)).collect();
    let pre_approved = matrix.changes.iter().filter(|change| is_pre_approved(change));
    let beside = [names.clone(), every_word("change")].concat();
    !names.is_empty() && asked.beside(&beside).says_only(examples(pre_approved))
}

/// A category's examples that have words of the text; those that fit as a whole first.
fn matched(change: &Change, asked: &[Word]) -> Vec<Matched> {
    let matched = change.examples.iter().filter_map(|example| {
        let has = words(&example.value, &EMPTY);
        let shared = shared(asked, &has);
        let words = shared.iter().map(|word| word.text.clone()).collect();
        (!shared.is_empty()).then(|| Matched {
            found_in: FoundIn::Example,
            text: example.value.clone(),
            words,
            whole: all_in(&has, asked),
        })
    });
    let mut matched: Vec<Matched> = matched.collect();
    matched.sort_by_key(|matched| !matched.whole);
    matched
}

/// Checks whether no person has to approve changes of a category.
fn is_pre_approved(change: &Change) -> bool {
    change.approval.as_ref().is_some_and(|approval| approval.by.is_empty())
}

fn matches_fully(candidate: &Candidate<'_>, asked: &Asked) -> bool {
    let is_whole = candidate.matched.iter().any(|matched| matched.whole);
    is_whole && (!is_pre_approved(candidate.change) || asked.says_only(examples([candidate.change])))
}

fn examples<'m>(changes: impl IntoIterator<Item = &'m Change>) -> impl Iterator<Item = &'m str> {
    changes.into_iter().flat_map(|change| &change.examples).map(|example| example.value.as_str())
}

/// The words of the text that no match explains. If an example matches fully, only such examples explain words.
fn left_over(candidates: &[Candidate<'_>], asked: &Asked) -> Vec<Word> {
    let matched = || candidates.iter().flat_map(|candidate| &candidate.matched);
    let whole = matched().any(|matched| matched.whole);
    let explains = |matched: &Matched| match matched.found_in {
        FoundIn::Example => words(&matched.text, &EMPTY),
        _ => words(&matched.words.join(" "), &EMPTY),
    };
    let known: Vec<Word> = matched().filter(|matched| matched.whole || !whole).flat_map(explains).collect();
    asked.words.iter().filter(|word| !word.is_in(&known)).cloned().collect()
}

/// Why an example that needs no approval doesn't approve a text that has all its words.
fn pre_approved_in_part(matrix: &Matrix, asked: &Asked) -> Option<String> {
    let pre_approved = matrix.changes.iter().filter(|change| is_pre_approved(change));
    let mut examples = pre_approved.flat_map(|change| change.examples.iter().map(move |example| (change, example)));
    let (change, example) = examples.find(|(_, example)| all_in(&words(&example.value, &EMPTY), &asked.words))?;
    let more = asked.without(&words(&example.value, &[]));
    let why = match more[..] {
        [] => "must be written in its words and order, without symbols".to_owned(),
        _ => format!("lacks the words: {}", more.join(", ")),
    };
    Some(format!("`{example}` of {}, which nobody approves, {why}", change.name))
}

/// The examples that have the most words of a text, or words that are nearly the same.
fn nearest_examples(matrix: &Matrix, asked: &Asked) -> Vec<String> {
    let near = |word: &Word| {
        word.is_in(&asked.words) || nearest(&word.text, asked.words.iter().map(|word| word.text.as_str())).is_some()
    };
    let examples =
        matrix.changes.iter().flat_map(|change| change.examples.iter().map(move |example| (change, example)));
    let count = |example: &str| words(example, &EMPTY).iter().filter(|word| near(word)).count();
    let mut counted: Vec<_> = examples.map(|(change, example)| (count(&example.value), change, example)).collect();
    counted.retain(|(count, ..)| *count > 0);
    counted.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let lines = counted.iter().take(NEAREST).map(|(_, change, example)| format!("  {example}: {}", change.name));
    let head = (!counted.is_empty()).then(|| "the nearest examples are:".to_owned());
    head.into_iter().chain(lines).collect()
}

#[cfg(test)]
mod tests;
