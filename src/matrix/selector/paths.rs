//! Path selectors, indexed to be held against many files.

use std::collections::HashMap;

use super::evidence::Normal;
use super::select::ranked;
use super::{Pattern, Selected, Selector, SelectorKind, SelectorOf};
use crate::matrix::Matrix;
use crate::text::stem::Stems;

/// Path selectors by their first folders. A file is held against those of its own folders only.
pub(crate) struct PathIndex<'m> {
    matrix: &'m Matrix,
    stems: Stems,
    by_head: HashMap<&'m str, Vec<SelectorOf<'m>>>,
}

impl<'m> PathIndex<'m> {
    pub(crate) fn new(matrix: &'m Matrix) -> Self {
        let mut by_head: HashMap<&str, Vec<SelectorOf<'m>>> = HashMap::new();
        for of in matrix.selectors().filter(|of| of.selector.kind == SelectorKind::Path) {
            by_head.entry(head(of.selector)).or_default().push(of);
        }
        Self { matrix, stems: matrix.document.stems(), by_head }
    }

    /// The selectors that fit a file of the repository, from the top; also those that exclude it.
    pub(crate) fn fitting(&self, file: &str) -> Vec<SelectorOf<'m>> {
        let normal = Normal::of_file(file);
        let ends = file.match_indices('/').map(|(at, _)| at).chain([file.len()]);
        let heads = std::iter::once("").chain(ends.map(|end| &file[..end]).filter(|head| !head.is_empty()));
        let all = heads.filter_map(|head| self.by_head.get(head)).flatten();
        all.filter(|of| normal.fits(of.selector, &self.stems)).copied().collect()
    }

    /// What a file selects: see [`select`](super::select()).
    pub(crate) fn select(&self, file: &str) -> Vec<Selected<'m>> {
        let fitting = self.fitting(file);
        let excludes = |other: &SelectorOf<'_>, of: &SelectorOf<'_>| {
            other.selector.excludes && (other.system, other.area) == (of.system, of.area)
        };
        let found = fitting.iter().filter(|of| !fitting.iter().any(|other| excludes(other, of)));
        ranked(self.matrix, found.copied().map(Selected::from).collect())
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
