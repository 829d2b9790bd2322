//! Path selectors, indexed to be held against many files.

use std::collections::HashMap;

use super::evidence::Normal;
use super::select::ranked;
use super::{Pattern, Selected, Selector, SelectorKind};
use crate::matrix::{Matrix, SystemId};
use crate::text::stem::Stems;

/// Path selectors by their first folders. A file is held against those of its own folders only.
pub(crate) struct PathIndex<'m> {
    matrix: &'m Matrix,
    stems: Stems,
    by_head: HashMap<&'m str, Vec<Rule<'m>>>,
}

/// A selector with its system and the index of its area.
pub(crate) type Rule<'m> = (SystemId, Option<usize>, &'m Selector);

impl<'m> PathIndex<'m> {
    pub(crate) fn new(matrix: &'m Matrix) -> Self {
        let mut by_head: HashMap<&str, Vec<Rule<'m>>> = HashMap::new();
        for rule in matrix.selectors().filter(|(.., selector)| selector.kind == SelectorKind::Path) {
            by_head.entry(head(rule.2)).or_default().push(rule);
        }
        Self { matrix, stems: matrix.document.stems(), by_head }
    }

    /// The selectors that fit a file of the repository, from the top; also those that exclude it.
    pub(crate) fn fitting(&self, file: &str) -> Vec<Rule<'m>> {
        let normal = Normal::of_file(file);
        let ends = file.match_indices('/').map(|(at, _)| at).chain([file.len()]);
        let heads = std::iter::once("").chain(ends.map(|end| &file[..end]).filter(|head| !head.is_empty()));
        let rules = heads.filter_map(|head| self.by_head.get(head)).flatten();
        rules.filter(|(.., selector)| normal.fits(selector, &self.stems)).copied().collect()
    }

    /// What a file selects: see [`select`](super::select()).
    pub(crate) fn select(&self, file: &str) -> Vec<Selected<'m>> {
        let fitting = self.fitting(file);
        let is_excluded =
            |rule: &Rule<'_>| fitting.iter().any(|other| other.2.excludes && (other.0, other.1) == (rule.0, rule.1));
        let found = fitting.iter().filter(|rule| !is_excluded(rule));
        let found = found.map(|&(system, area, selector)| Selected { system, area, selector, rank: 0, from_top: true });
        ranked(self.matrix, found.collect())
    }
}

/// The whole pieces before the first star.
fn head(selector: &Selector) -> &str {
    match &selector.pattern {
        Pattern::Address { path: Some(path), .. } if path.is_literal() => path.as_str(),
        Pattern::Address { path: Some(path), .. } => path.head().rsplit_once('/').map_or("", |(folders, _)| folders),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matrix::selector::select;
    use crate::matrix::{Evidence, System};

    const GLOBS: [&str; 12] =
        ["a", "a/b", "a/b/**", "a/*", "**", "**/c", "*/b/*", "!a/b", "!a/c", "a/*/c", "ab", "a/**/b"];

    proptest! {
        #[test]
        fn it_selects_what_a_look_at_all_selectors_does(
            systems in prop::collection::vec(prop::collection::vec(prop::sample::select(&GLOBS[..]), 1..4), 1..5),
            file in prop::collection::vec(prop::sample::select(&["a", "b", "c", "ab"][..]), 1..5),
        ) {
            let mut matrix = Matrix::default();
            for globs in systems {
                let selectors = globs.into_iter().map(|glob| Selector::of(SelectorKind::Path, glob)).collect();
                matrix.systems.push(System { selectors, ..System::named("s", "S") });
            }
            let file = file.join("/");
            let shown = |selected: Vec<Selected<'_>>| -> Vec<_> {
                selected.iter().map(|selected| (selected.system, selected.selector.text.clone(), selected.rank)).collect()
            };
            let slow = shown(select(&matrix, &Evidence::File(file.clone())));
            prop_assert_eq!(shown(PathIndex::new(&matrix).select(&file)), slow);
        }
    }
}
