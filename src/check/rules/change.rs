//! Change categories: examples and approvals.

use std::collections::HashMap;

use super::{Finding, Look, Rule};
use crate::matrix::{Change, PartyId, Placed};
use crate::query::wording::{Word, words};
use crate::text::name;

/// Words without a meaning of their own: an example that begins with one includes more special ones.
const GENERAL: [&str; 6] = ["software", "system", "general", "routine", "other", "any"];
/// Words that name the same kind of change.
const ALIKE: [&[&str]; 2] = [&["update", "patch", "upgrade"], &["fix", "repair"]];

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for change in &matrix.changes {
        let says_how = |how: &Option<String>| how.as_ref().is_some_and(|how| !how.trim().is_empty());
        if change.approval.as_ref().is_none_or(|approval| approval.by.is_empty() && !says_how(&approval.how)) {
            let message = format!("nobody approves {}", change.name);
            let finding = Finding::at(Rule::ChangeWithoutApprover, change.place, message);
            look.report_missing(finding, "approval", &[change.place]);
        }
        if change.examples.is_empty() {
            let message = format!("{} has no example, so `own change` never finds it", change.name);
            let finding = Finding::at(Rule::ChangeWithoutExample, change.place, message);
            look.report_missing(finding, "examples", &[change.place]);
        }
    }
    examples(look);
    approvals(look);
}

/// Compares examples with those of other categories: the first with the same words, and the first that includes it.
fn examples(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let all = || matrix.changes.iter().flat_map(|change| change.examples.iter().map(move |example| (change, example)));
    let mut by_key: HashMap<String, Vec<Example<'_>>> = HashMap::new();
    let mut general: HashMap<Class, Vec<Example<'_>>> = HashMap::new();
    for (change, example) in all() {
        let said = words(&example.value, &[]);
        if let Some(kind) = general_kind(&said) {
            first_of_category(general.entry(class(kind)).or_default(), (change, example));
        }
        let same = by_key.entry(name::key(&example.value)).or_default();
        if let Some((other, earlier)) = same.iter().find(|(other, _)| other.id != change.id) {
            let message = format!("`{example}` is an example of {} and of {}", other.name, change.name);
            let finding = Finding::at(Rule::ExampleClaimedTwice, example.place, message);
            look.report(finding.related(earlier.place, "the other one"), &[change.place, other.place]);
        }
        first_of_category(same, (change, example));
    }
    for special in all() {
        let said = words(&special.1.value, &[]);
        let candidates = said.last().and_then(|kind| general.get(&class(kind))).into_iter().flatten();
        let includes = |(change, general): &&Example<'_>| {
            let is_same = name::key(&general.value) == name::key(&special.1.value);
            change.id != special.0.id && !is_same && includes(&general.value, &special.1.value)
        };
        if let Some(wide) = candidates.into_iter().find(includes) {
            overlap(look, *wide, special);
        }
    }
}

/// Keeps the first example of each category.
fn first_of_category<'m>(examples: &mut Vec<Example<'m>>, example: Example<'m>) {
    if examples.iter().all(|(change, _)| change.id != example.0.id) {
        examples.push(example);
    }
}

/// Kinds of changes that may be the same one.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Class {
    Alike(usize),
    Stem(String),
}

fn class(kind: &Word) -> Class {
    let alike = ALIKE.iter().position(|alike| is_one_of(kind, alike));
    alike.map_or_else(|| Class::Stem(kind.stem().to_owned()), Class::Alike)
}

/// The kind of change of a general example: "updates" of "software updates".
fn general_kind(words: &[Word]) -> Option<&Word> {
    let [qualifier, kind] = words else { return None };
    is_one_of(qualifier, &GENERAL).then_some(kind)
}

type Example<'m> = (&'m Change, &'m Placed<String>);

fn overlap(look: &mut Look<'_>, (general, wide): Example<'_>, (special, narrow): Example<'_>) {
    let message = format!("`{narrow}` ({}) is also `{wide}` ({})", special.name, general.name);
    let finding = Finding::at(Rule::ExampleOverlap, narrow.place, message);
    look.report(finding.related(wide.place, "the general one"), &[special.place, general.place]);
}

/// Whether a general example, such as "software updates", includes a special one, such as "security patches".
fn includes(general: &str, special: &str) -> bool {
    let (general, special) = (words(general, &[]), words(special, &[]));
    let (Some(kind), Some(other)) = (general_kind(&general), special.last()) else { return false };
    special.len() > 1 && (kind.is(other) || ALIKE.iter().any(|alike| is_one_of(kind, alike) && is_one_of(other, alike)))
}

fn is_one_of(word: &Word, list: &[&str]) -> bool {
    words(&list.join(" "), &[]).iter().any(|other| other.is(word))
}

/// Compares approvals with those in the change process.
fn approvals(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for (id, _, entry) in matrix.approvals_in_process() {
        let change = matrix.change(id);
        let Some(approval) = &change.approval else { continue };
        let sorted = |parties: &[PartyId]| {
            let mut parties = parties.to_vec();
            parties.sort_unstable();
            parties
        };
        if sorted(&entry.by) == sorted(&approval.by) {
            continue;
        }
        let names = |parties: &[PartyId]| match parties {
            [] => "nobody".to_owned(),
            parties => parties.iter().map(|party| look.name(*party)).collect::<Vec<_>>().join(", "),
        };
        let message = format!(
            "{}: approved by {}, and by {} in the change process",
            change.name,
            names(&approval.by),
            names(&entry.by)
        );
        let finding = Finding::at(Rule::ApprovalDiffers, entry.place, message);
        look.report(finding.related(approval.place, "the category"), &[change.place]);
    }
}

#[cfg(test)]
mod tests {
    use super::includes;

    #[test]
    fn a_general_example_includes_a_special_one() {
        assert!(includes("software updates", "Security patches"));
        assert!(includes("software updates", "kernel upgrade"));
        for (general, special) in [
            ("Schema updates", "Security patches"),
            ("software updates", "patches"),
            ("software updates", "Log rotation"),
        ] {
            assert!(!includes(general, special), "{general}, {special}");
        }
    }
}
