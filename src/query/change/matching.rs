//! Which categories a change falls in, by the words of their examples.
//!
//! A category fits if one of its examples does as a whole. A category that no person approves must fit the whole of the
//! text as well: whoever waves a change through must know all of it. Where no example fits as a whole, those that fit in
//! part are candidates, provided that between them they have every word of the text and that a person approves them.

use super::Matched;
use crate::matrix::{Change, Matrix, name};
use crate::query::caveat::{Caveats, Code};
use crate::query::resolve::{Called, Fit};
use crate::query::unanswered::Unanswered;
use crate::query::wording::{Word, all_in, shared, words};

/// Words that say nothing of a change, since every change is one.
const EMPTY: [&str; 3] = ["change", "changing", "new"];

/// A category that may fit, and why.
pub(super) struct Candidate<'m> {
    pub(super) change: &'m Change,
    /// Its examples that have words of the text; those that fit as a whole first.
    pub(super) matched: Vec<Matched>,
}

/// A category that was named, with its examples that have words of the text.
pub(super) fn of<'m>(matrix: &'m Matrix, change: &'m Change, text: Option<&str>) -> Candidate<'m> {
    let asked = text.map(|text| asked(matrix, text)).unwrap_or_default();
    Candidate { change, matched: matched(change, &asked) }
}

/// The categories that a text falls in, the strictest first.
pub(super) fn find<'m>(
    matrix: &'m Matrix,
    text: &str,
    caveats: &mut Caveats,
) -> Result<Vec<Candidate<'m>>, Unanswered> {
    let asked = asked(matrix, text);
    let mut all: Vec<Candidate<'m>> =
        matrix.changes.iter().map(|change| Candidate { change, matched: matched(change, &asked) }).collect();
    // What no category ranks comes last: nothing is known of how strict it is.
    all.sort_by_key(|candidate| std::cmp::Reverse(candidate.change.risk));
    let whole: Vec<bool> = all.iter().map(|candidate| fits_as_a_whole(candidate, &asked)).collect();
    let partly = !whole.contains(&true);
    let mut fits = whole.into_iter();
    let hint = pre_approved_in_part(&all, &asked);
    all.retain(|candidate| fits.next() == Some(true) || partly && fits_in_part(candidate));
    let left = left_over(&all, &asked);
    if all.is_empty() || partly && !left.is_empty() {
        let message = format!("no change category speaks of `{text}`");
        return Err(Unanswered::nothing(message, hint.into_iter().chain(super::listed(matrix)).collect()));
    }
    if partly {
        let message = "no example fits as a whole: have the category confirmed by somebody who knows the change";
        caveats.add(Code::PartialMatch, message, None);
    } else if !left.is_empty() {
        let left: Vec<&str> = left.iter().map(|word| word.text.as_str()).collect();
        caveats.add(Code::PartialMatch, format!("no example that fits has the words: {}", left.join(", ")), None);
    }
    Ok(all)
}

/// The words of a text that tell what the change is: not those that name a system.
fn asked(matrix: &Matrix, text: &str) -> Vec<Word> {
    let names_system = |word: &Word| {
        let key = name::key(&word.text);
        matrix.systems.iter().any(|system| Called::from(system).fit(&key) == Some(Fit::Exact))
    };
    words(text, &EMPTY).into_iter().filter(|word| !names_system(word)).collect()
}

/// A category's examples that have words of the text; those that fit as a whole first.
fn matched(change: &Change, asked: &[Word]) -> Vec<Matched> {
    let matched = change.examples.iter().filter_map(|example| {
        let has = words(&example.value, &EMPTY);
        let shared = shared(asked, &has);
        let words = shared.iter().map(|word| word.text.clone()).collect();
        (!shared.is_empty()).then(|| Matched { example: example.value.clone(), words, whole: all_in(&has, asked) })
    });
    let mut matched: Vec<Matched> = matched.collect();
    matched.sort_by_key(|matched| !matched.whole);
    matched
}

/// Whether no person has to approve changes of a category.
fn is_pre_approved(change: &Change) -> bool {
    change.approval.as_ref().is_some_and(|approval| approval.by.is_empty())
}

fn fits_as_a_whole(candidate: &Candidate<'_>, asked: &[Word]) -> bool {
    let whole = candidate.matched.iter().filter(|matched| matched.whole);
    let known: Vec<Word> = whole.flat_map(|matched| words(&matched.example, &EMPTY)).collect();
    !known.is_empty() && (!is_pre_approved(candidate.change) || all_in(asked, &known))
}

/// Whether some words fit, and a person looks at the change before it is made.
fn fits_in_part(candidate: &Candidate<'_>) -> bool {
    !candidate.matched.is_empty() && !is_pre_approved(candidate.change)
}

/// The words of the text that none of the candidates has.
fn left_over<'w>(candidates: &[Candidate<'_>], asked: &'w [Word]) -> Vec<&'w Word> {
    let examples = candidates.iter().flat_map(|candidate| &candidate.matched);
    let known: Vec<Word> = examples.flat_map(|matched| words(&matched.example, &EMPTY)).collect();
    asked.iter().filter(|word| !all_in(std::slice::from_ref(*word), &known)).collect()
}

/// An example that would need no approval fits, and the text says more than it does: that is worth a word, and no
/// approval.
fn pre_approved_in_part(candidates: &[Candidate<'_>], asked: &[Word]) -> Option<String> {
    let candidate = candidates
        .iter()
        .find(|candidate| is_pre_approved(candidate.change) && candidate.matched.iter().any(|matched| matched.whole))?;
    let example = &candidate.matched.first()?.example;
    let known = words(example, &EMPTY);
    let more = asked.iter().filter(|word| !all_in(std::slice::from_ref(*word), &known));
    let more: Vec<&str> = more.map(|word| word.text.as_str()).collect();
    Some(format!(
        "`{example}` is an example of {}, which no person approves; it has not the words: {}",
        candidate.change.name,
        more.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Approval, PartyId, Place, Risk};

    fn category(id: &str, risk: Risk, by: &[u32], examples: &[&str]) -> Change {
        Change {
            id: id.into(),
            name: id.into(),
            aliases: Vec::new(),
            qualifier: None,
            risk: Some(risk),
            definition: None,
            examples: examples.iter().map(|example| (*example).to_owned().into()).collect(),
            approval: Some(Approval {
                by: by.iter().copied().map(PartyId).collect(),
                how: None,
                place: Place::default(),
            }),
            notify: Vec::new(),
            place: Place::default(),
        }
    }

    fn matrix() -> Matrix {
        Matrix {
            changes: vec![
                category("standard", Risk::Low, &[], &["Log rotation", "routine maintenance"]),
                category("normal", Risk::Medium, &[0], &["Schema updates", "configuration changes"]),
                category("emergency", Risk::High, &[0], &["Security patches"]),
            ],
            ..Matrix::default()
        }
    }

    fn found(text: &str) -> Option<Vec<String>> {
        let matrix = matrix();
        let found = find(&matrix, text, &mut Caveats::default()).ok()?;
        Some(found.iter().map(|candidate| candidate.change.id.clone()).collect())
    }

    #[test]
    fn an_example_fits_as_a_whole() {
        for (text, id) in [
            ("schema update", "normal"),
            ("rotate the logs", "standard"),
            ("security patch of the kernel tonight", "emergency"),
            ("change the configuration", "normal"),
        ] {
            assert_eq!(found(text).as_deref(), Some([id.to_owned()].as_slice()), "{text}");
        }
    }

    #[test]
    fn the_strictest_comes_first() {
        assert_eq!(found("schema update with a security patch").unwrap(), ["emergency", "normal"]);
        assert_eq!(found("security update").unwrap(), ["emergency", "normal"], "in part, and every word is spoken for");
    }

    #[test]
    fn nothing_is_pre_approved_by_a_part_of_it() {
        for text in
            ["log", "routine", "routine deletion of the database", "stop the log rotation for good", "change", ""]
        {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(found("log rotation and routine maintenance").unwrap(), ["standard"]);
    }

    #[test]
    fn a_part_that_leaves_words_open_is_no_fit() {
        assert_eq!(found("schema deletion"), None);
    }
}
