//! Selectors: claimed equally by two systems, shadowed, or without a file.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::{Finding, Look, Rule};
use crate::matrix::selector::{Meeting, PathIndex, SelectorOf, meetings};
use crate::matrix::{Matrix, Pattern, Place, Selector, SelectorKind, SystemId};
use crate::text::stem::Stems;

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let mut excluded = HashSet::new();
    let stems = matrix.document.stems();
    let mut first: HashMap<(SelectorKind, Cow<'_, Pattern>), SelectorOf<'_>> = HashMap::new();
    for SelectorOf { system, area, selector } in matrix.selectors().filter(|of| of.selector.excludes) {
        excluded.insert((system, area, selector.kind, &selector.pattern));
    }
    for of in matrix.selectors().filter(|of| !of.selector.excludes) {
        let SelectorOf { system, area, selector } = of;
        if excluded.contains(&(system, area, selector.kind, &selector.pattern)) {
            never_wins(look, of, "is excluded beside it", None);
        }
        match first.entry((selector.kind, matched(&selector.pattern, &stems))) {
            Entry::Occupied(other) => same(look, *other.get(), of),
            Entry::Vacant(none) => drop(none.insert(of)),
        }
    }
    for Meeting { first, second, evidence } in meetings(matrix) {
        let (one, other) = (name(matrix, first), name(matrix, second));
        let message = format!(
            "`{}` selects {one} and {other} equally: it fits {} and {}",
            evidence.text(),
            shown(first.selector),
            shown(second.selector)
        );
        claimed_twice(look, first, second, message);
    }
}

/// A pattern that is equal for all that match the same: words by their stems.
fn matched<'m>(pattern: &'m Pattern, stems: &Stems) -> Cow<'m, Pattern> {
    match pattern {
        Pattern::Words(words) => {
            Cow::Owned(Pattern::Words(words.iter().map(|word| stems.stem(word).into_owned()).collect()))
        }
        _ => Cow::Borrowed(pattern),
    }
}

/// Two selectors that match the same.
fn same(look: &mut Look<'_>, first: SelectorOf<'_>, second: SelectorOf<'_>) {
    let matrix = look.matrix;
    if first.system == second.system {
        // An area and its system agree, and the area is chosen.
        if first.area == second.area {
            let is_equal = first.selector.pattern == second.selector.pattern;
            let why = if is_equal { "is written twice" } else { "matches what another one does" };
            never_wins(look, second, why, Some(first.selector.place));
        } else if first.area.is_some() && second.area.is_some() {
            claimed_alike(look, first, second);
        }
    } else if is_ancestor(matrix, first.system, second.system) {
        never_wins(look, first, "is also that of a child, which wins", Some(second.selector.place));
    } else if is_ancestor(matrix, second.system, first.system) {
        never_wins(look, second, "is also that of a child, which wins", Some(first.selector.place));
    } else {
        claimed_alike(look, first, second);
    }
}

fn is_ancestor(matrix: &Matrix, ancestor: SystemId, of: SystemId) -> bool {
    matrix.lineage(of).skip(1).any(|at| at == ancestor)
}

fn claimed_alike(look: &mut Look<'_>, first: SelectorOf<'_>, second: SelectorOf<'_>) {
    let (one, other) = (name(look.matrix, first), name(look.matrix, second));
    claimed_twice(look, first, second, format!("{} selects {one} and {other} equally", shown(second.selector)));
}

fn claimed_twice(look: &mut Look<'_>, first: SelectorOf<'_>, second: SelectorOf<'_>, message: String) {
    let finding = Finding::at(Rule::SelectorClaimedTwice, second.selector.place, message);
    let finding = finding.related(first.selector.place, "the first one").help("make one of them more specific");
    look.report(finding, &items(look.matrix, second));
}

fn never_wins(look: &mut Look<'_>, of: SelectorOf<'_>, why: &str, related: Option<Place>) {
    let message = format!("{} of {} {why}", shown(of.selector), name(look.matrix, of));
    let finding = Finding::at(Rule::SelectorNeverWins, of.selector.place, message).help("remove it");
    let finding = related.into_iter().fold(finding, |finding, place| finding.related(place, "the other one"));
    look.report(finding, &items(look.matrix, of));
}

/// Path selectors that match none of the files of the repository.
pub(super) fn without_file(look: &mut Look<'_>, files: &[String]) {
    let matrix = look.matrix;
    let index = PathIndex::new(matrix);
    let with_file: HashSet<Place> =
        files.iter().flat_map(|file| index.fitting(file)).map(|of| of.selector.place).collect();
    for of in matrix.selectors() {
        let selector = of.selector;
        if selector.kind == SelectorKind::Path && !with_file.contains(&selector.place) {
            let message = format!("no file of the repository matches `{}`", selector.text);
            let finding = Finding::at(Rule::SelectorWithoutFile, selector.place, message);
            look.report(finding, &items(matrix, of));
        }
    }
}

fn shown(selector: &Selector) -> String {
    format!("`{}: {}`", selector.kind, selector.text)
}

fn name(matrix: &Matrix, SelectorOf { system, area, .. }: SelectorOf<'_>) -> String {
    let system = matrix.system(system);
    area.map_or_else(|| system.name.clone(), |area| format!("{}, {}", system.name, system.areas[area].name))
}

/// The items that contain a selector, the innermost first.
fn items(matrix: &Matrix, SelectorOf { system, area, .. }: SelectorOf<'_>) -> Vec<Place> {
    let system = matrix.system(system);
    area.map(|area| system.areas[area].place).into_iter().chain([system.place]).collect()
}
