//! Which categories a change falls in, by the words of their examples.
//!
//! A category fits if one of its examples does as a whole. A category that no person approves must have every word of
//! the text as well: whoever waves a change through must know all of it. Beside those that fit, a stricter one is a
//! candidate if it has a word that they don't have. Where no example fits as a whole, those that fit in part are
//! candidates, provided that between them they have every word of the text and that a person approves them.

use super::Matched;
use crate::matrix::{Change, Matrix};
use crate::query::caveat::{Caveats, Code};
use crate::query::unanswered::Unanswered;
use crate::query::wording::{Word, all_in, shared, words};
use crate::text::name;

/// Words that say nothing of a change, since every change is one.
const EMPTY: [&str; 2] = ["change", "new"];

/// A category that may fit, and why.
pub(super) struct Candidate<'m> {
    pub(super) change: &'m Change,
    /// Its examples that have words of the text; those that fit as a whole first.
    pub(super) matched: Vec<Matched>,
}

/// The words of a text that tell what the change is: not those that name a system.
struct Asked {
    /// Those that say something of a change.
    words: Vec<Word>,
    /// Those, and those that every change may have: "change the log rotation" isn't yet a log rotation.
    strictly: Vec<Word>,
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
    let hint = pre_approved_in_part(&all, &asked);
    let (mut fitting, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|candidate| fits_as_a_whole(candidate, &asked));
    let partly = fitting.is_empty();
    if partly {
        fitting = others.into_iter().filter(fits_in_part).collect();
        if fitting.is_empty() || !left_over(&fitting, &asked).is_empty() {
            let message = format!("no change category mentions `{text}`");
            return Err(Unanswered::nothing(message, hint.into_iter().chain(super::listed(matrix)).collect()));
        }
        let message = "no example matches fully: have the category confirmed";
        caveats.add(Code::PartialMatch, message, None);
    } else {
        stricter(&mut fitting, others, &asked, caveats);
    }
    if fitting.len() > 1 && fitting.iter().any(|candidate| candidate.change.risk.is_none()) {
        let message = "not every category has a risk: the strictest is unknown";
        caveats.add(Code::PartialMatch, message, None);
    }
    Ok(fitting)
}

/// Adds those of the others that are stricter than what fits and have a word that it hasn't.
fn stricter<'m>(fitting: &mut Vec<Candidate<'m>>, others: Vec<Candidate<'m>>, asked: &Asked, caveats: &mut Caveats) {
    let left: Vec<Word> = left_over(fitting, asked).into_iter().cloned().collect();
    if left.is_empty() {
        return;
    }
    let mildest = fitting.iter().filter_map(|candidate| candidate.change.risk).min();
    let is_stricter = |candidate: &Candidate<'_>| {
        let has = candidate.matched.iter().any(|matched| left.iter().any(|word| matched.words.contains(&word.text)));
        has && candidate.change.risk > mildest && fits_in_part(candidate)
    };
    fitting.extend(others.into_iter().filter(is_stricter));
    fitting.sort_by_key(|candidate| std::cmp::Reverse(candidate.change.risk));
    let left: Vec<&str> = left.iter().map(|word| word.text.as_str()).collect();
    let message = format!("words in no full match: {}", left.join(", "));
    caveats.add(Code::PartialMatch, message, None);
}

impl Asked {
    fn new(matrix: &Matrix, text: &str) -> Self {
        let examples = matrix.changes.iter().flat_map(|change| &change.examples);
        let examples: Vec<Word> = examples.flat_map(|example| words(&example.value, &EMPTY)).collect();
        let named = in_system_names(matrix, text);
        // A word of an example describes the change, even if it is also the name of a system.
        let tells = |word: &Word| word.is_in(&examples) || !named.contains(&word.text);
        Self {
            words: words(text, &EMPTY).into_iter().filter(tells).collect(),
            strictly: words(text, &[]).into_iter().filter(tells).collect(),
        }
    }
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

fn fits_as_a_whole(candidate: &Candidate<'_>, asked: &Asked) -> bool {
    let whole = candidate.matched.iter().filter(|matched| matched.whole);
    let known: Vec<Word> = whole.flat_map(|matched| words(&matched.example, &[])).collect();
    !known.is_empty() && (!is_pre_approved(candidate.change) || all_in(&asked.strictly, &known))
}

/// Whether some words fit, and a person looks at the change before it is made.
fn fits_in_part(candidate: &Candidate<'_>) -> bool {
    !candidate.matched.is_empty() && !is_pre_approved(candidate.change)
}

/// The words of the text that none of the candidates has in an example: in one that fits as a whole, if one does.
fn left_over<'a>(candidates: &[Candidate<'_>], asked: &'a Asked) -> Vec<&'a Word> {
    let matched = || candidates.iter().flat_map(|candidate| &candidate.matched);
    let whole = matched().any(|matched| matched.whole);
    let known: Vec<Word> = matched()
        .filter(|matched| matched.whole || !whole)
        .flat_map(|matched| words(&matched.example, &EMPTY))
        .collect();
    asked.words.iter().filter(|word| !word.is_in(&known)).collect()
}

/// An example that would need no approval fits, and the text says more than it does: that is worth a word, and no
/// approval.
fn pre_approved_in_part(candidates: &[Candidate<'_>], asked: &Asked) -> Option<String> {
    let candidate = candidates
        .iter()
        .find(|candidate| is_pre_approved(candidate.change) && candidate.matched.iter().any(|matched| matched.whole))?;
    let example = &candidate.matched.first()?.example;
    let known = words(example, &[]);
    let more: Vec<&str> =
        asked.strictly.iter().filter(|word| !word.is_in(&known)).map(|word| word.text.as_str()).collect();
    Some(format!(
        "`{example}` of {}, which nobody approves, lacks the words: {}",
        candidate.change.name,
        more.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Approval, PartyId, Place, Risk, System};

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
        for text in [
            "log",
            "routine",
            "routine deletion of the database",
            "stop the log rotation for good",
            "change the log rotation",
            "new log rotator",
            "change",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(found("log rotation and routine maintenance").unwrap(), ["standard"]);
    }

    #[test]
    fn a_part_that_leaves_words_open_is_no_fit() {
        assert_eq!(found("schema deletion"), None);
    }

    #[test]
    fn one_more_word_does_not_hide_the_stricter_category() {
        assert_eq!(found("security configuration change").unwrap(), ["emergency", "normal"]);
        assert_eq!(found("configuration change").unwrap(), ["normal"]);
    }

    #[test]
    fn a_system_is_no_word_of_the_change_unless_an_example_has_it() {
        let system = |id: &str, name: &str| System::named(id, name);
        let with = |systems: Vec<System>, text: &str| {
            let matrix = Matrix { systems, ..matrix() };
            let found = find(&matrix, text, &mut Caveats::default()).map_err(|unanswered| unanswered.message);
            found.map(|found| found.iter().map(|candidate| candidate.change.id.clone()).collect::<Vec<_>>())
        };
        assert_eq!(
            with(vec![system("ssl", "SSL Certificates")], "log rotation on ssl certificates").unwrap(),
            ["standard"]
        );
        assert_eq!(with(vec![system("logs", "Logs")], "rotate logs").unwrap(), ["standard"]);
        assert_eq!(with(vec![system("security", "S")], "security patch").unwrap(), ["emergency"]);
    }
}
