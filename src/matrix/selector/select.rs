//! Which systems and areas some evidence selects.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::Selector;
use super::evidence::{Evidence, Normal};
use super::glob::Specificity;
use crate::matrix::{Area, Matrix, System, SystemId};
use crate::text::stem::Stems;

/// A selector of a system, or of one of its areas.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SelectorOf<'m> {
    pub system: SystemId,
    /// The index of the area; `None` for a selector of the system.
    pub area: Option<usize>,
    pub selector: &'m Selector,
}

/// A system, or an area of it, with a selector that fits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selected<'m> {
    pub system: SystemId,
    /// The index of the area whose selector it is; `None` if it is the system's.
    pub area: Option<usize>,
    pub selector: &'m Selector,
    /// How many better groups there are; those of one rank fit equally well.
    pub rank: usize,
    /// False if folders before the top had to be left out of the path.
    pub from_top: bool,
}

impl<'m> From<SelectorOf<'m>> for Selected<'m> {
    fn from(SelectorOf { system, area, selector }: SelectorOf<'m>) -> Self {
        Self { system, area, selector, rank: 0, from_top: true }
    }
}

impl Matrix {
    /// All selectors, each with its system and its area.
    pub(crate) fn selectors(&self) -> impl Iterator<Item = SelectorOf<'_>> {
        let of = |system, area, selector| SelectorOf { system, area, selector };
        self.system_ids()
            .flat_map(move |(id, system)| system.all_selectors().map(move |(area, selector)| of(id, area, selector)))
    }
}

impl System {
    /// Its selectors, then those of its areas, each with the index of the area.
    pub(crate) fn all_selectors(&self) -> impl Iterator<Item = (Option<usize>, &Selector)> {
        let areas = (0..).map(Some).zip(self.areas.iter().map(|area| area.selectors.as_slice()));
        let lists = [(None, self.selectors.as_slice())].into_iter().chain(areas);
        lists.flat_map(|(area, list)| list.iter().map(move |selector| (area, selector)))
    }
}

/// Everything that fits, the best first: a child before its ancestors, then by how specific the selector is.
pub(crate) fn select<'m>(matrix: &'m Matrix, evidence: &Evidence) -> Vec<Selected<'m>> {
    let stems = matrix.document.stems();
    let mut normal = evidence.normal(&stems);
    let mut found = fitting(matrix.system_ids(), &normal, &stems);
    if let (true, Evidence::Path(_), Normal::Address { from_any_piece, .. }) = (found.is_empty(), evidence, &mut normal)
    {
        *from_any_piece = true;
        found = fitting(matrix.system_ids(), &normal, &stems);
        for found in &mut found {
            found.from_top = false;
        }
    }
    ranked(matrix, found)
}

/// Those that fit best, and equally well.
pub(crate) fn best<'s, 'm>(selected: &'s [Selected<'m>]) -> &'s [Selected<'m>] {
    selected.chunk_by(|a, b| a.rank == b.rank).next().unwrap_or_default()
}

/// Everything of some systems that fits.
pub(super) fn fitting<'m>(
    systems: impl Iterator<Item = (SystemId, &'m System)>,
    normal: &Normal<'_>,
    stems: &Stems,
) -> Vec<Selected<'m>> {
    let mut found = Vec::new();
    for (id, system) in systems {
        let mut add = |area, selectors: &'m [Selector]| {
            let fits = |selector: &&Selector| normal.fits(selector, stems);
            let before = found.len();
            for selector in selectors.iter().filter(fits) {
                if selector.excludes {
                    found.truncate(before);
                    break;
                }
                found.push(SelectorOf { system: id, area, selector }.into());
            }
        };
        add(None, &system.selectors);
        for (index, Area { selectors, .. }) in system.areas.iter().enumerate() {
            add(Some(index), selectors);
        }
    }
    found
}

/// Groups of more aren't compared pair by pair.
const MANY: usize = 64;

/// Sorts by rank. Equal ones stay in order of the matrix, areas of a system before the system itself.
pub(super) fn ranked<'m>(matrix: &Matrix, mut found: Vec<Selected<'m>>) -> Vec<Selected<'m>> {
    let mut ancestors: HashSet<SystemId> = HashSet::new();
    for selected in &found {
        ancestors.extend(matrix.lineage(selected.system).skip(1));
    }
    let key = |selected: &Selected<'_>| -> (bool, Reverse<Specificity>) {
        (ancestors.contains(&selected.system), Reverse(selected.selector.specificity()))
    };
    found.sort_by_cached_key(|selected| (key(selected), selected.system, selected.area.is_none()));
    let mut rank = 0;
    let mut ranked = Vec::with_capacity(found.len());
    for group in found.chunk_by(|a, b| key(a) == key(b)) {
        let is_wider = |selected: &&Selected<'_>| {
            let inside = |other: &Selected<'_>| {
                selected.selector.includes(other.selector) && !other.selector.includes(selected.selector)
            };
            group.len() <= MANY && group.iter().any(inside)
        };
        let (wider, closest): (Vec<&Selected<'_>>, Vec<&Selected<'_>>) = group.iter().partition(is_wider);
        for equal in [closest, wider] {
            ranked.extend(equal.iter().map(|selected| Selected { rank, ..**selected }));
            rank += usize::from(!equal.is_empty());
        }
    }
    ranked
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matrix::SelectorKind;

    /// A matrix of systems, each `id < parent: kind text | kind text`; an area's selectors follow `#id`.
    fn matrix(systems: &[&str]) -> Matrix {
        let mut matrix = Matrix::default();
        for line in systems {
            let (head, selectors) = line.split_once(": ").unwrap();
            let (id, parent) = head.split_once(" < ").map_or((head, None), |(id, parent)| (id, Some(parent)));
            let mut system = System::named(id, id);
            system.part_of =
                parent.and_then(|parent| matrix.system_ids().find(|(_, of)| of.id == parent).map(|(id, _)| id));
            for selector in selectors.split(" | ") {
                if let Some(area) = selector.strip_prefix('#') {
                    system.areas.push(Area::named(area, area));
                    continue;
                }
                let (kind, text) = selector.split_once(' ').unwrap();
                let kind = SelectorKind::ALL.into_iter().find(|of| of.as_str() == kind).unwrap();
                let selector = Selector::of(kind, text);
                match system.areas.last_mut() {
                    Some(area) => area.selectors.push(selector),
                    None => system.selectors.push(selector),
                }
            }
            matrix.systems.push(system);
        }
        matrix
    }

    /// The best matches: `system`, `system#area`.
    fn selected(matrix: &Matrix, evidence: &Evidence) -> Vec<String> {
        let name = |selected: &Selected<'_>| {
            let system = matrix.system(selected.system);
            selected.area.map_or(system.id.clone(), |area| format!("{}#{}", system.id, system.areas[area].id))
        };
        best(&select(matrix, evidence)).iter().map(name).collect()
    }

    fn path(text: &str) -> Evidence {
        Evidence::Path(text.to_owned())
    }

    #[test]
    fn the_most_specific_selector_wins() {
        let matrix = matrix(&[
            "all: paths ** | hosts *",
            "services: paths services/** | hosts db-*",
            "billing: paths services/billing/** | hosts db-prod-*",
            "migrations: paths services/*/migrations/**",
            "sql: paths **/*.sql",
        ]);
        for (text, expected) in [
            ("README.md", &["all"][..]),
            ("services/x/a.rs", &["services"]),
            ("services/billing/a.rs", &["billing"]),
            ("services/x/migrations/1.rs", &["migrations"]),
            // As many literal pieces, and more pieces.
            ("services/billing/migrations/1.rs", &["migrations"]),
            ("x/1.sql", &["sql"]),
        ] {
            assert_eq!(selected(&matrix, &path(text)), expected, "{text}");
        }
        let host = |text: &str| selected(&matrix, &Evidence::Host(text.to_owned()));
        assert_eq!(
            (host("db-prod-3"), host("db-test"), host("web")),
            (vec!["billing".into()], vec!["services".into()], vec!["all".into()])
        );
    }

    #[test]
    fn equal_ones_are_all_best() {
        let matrix = matrix(&[
            "a: hosts db-*-3",
            "b: hosts db-prod-*",
            "c: labels service: x",
            "d: labels service: x | labels env: y, service: x",
        ]);
        assert_eq!(selected(&matrix, &Evidence::Host("db-prod-3".to_owned())), ["a", "b"]);
        let labels = |labels: &[(&str, &str)]| {
            Evidence::Labels(labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        assert_eq!(selected(&matrix, &labels(&[("service", "x")])), ["c", "d"]);
        assert_eq!(selected(&matrix, &labels(&[("service", "x"), ("env", "y")])), ["d"]);
    }

    #[test]
    fn a_child_wins_over_its_parent_and_an_area_selects_its_system() {
        let matrix = matrix(&[
            "whole: hosts db-1 | #backup | words wal archive",
            "part < whole: hosts db-*",
            "other: words wal",
        ]);
        assert_eq!(selected(&matrix, &Evidence::Host("DB-1:5432".to_owned())), ["part"]);
        let words = |text: &str| selected(&matrix, &Evidence::Words(text.to_owned()));
        assert_eq!(words("WAL-archiving is late"), ["whole#backup"]);
        assert_eq!(words("wal: archive.zip"), ["other"]);
        assert!(words("wallet").is_empty());
    }

    #[test]
    fn an_excluded_path_is_not_selected() {
        let matrix = matrix(&["a: paths infra/** | paths !infra/docs/**"]);
        assert_eq!(selected(&matrix, &path("infra/x")), ["a"]);
        assert!(selected(&matrix, &path("infra/docs/x")).is_empty());
    }

    #[test]
    fn folders_may_be_before_the_top() {
        let matrix = matrix(&["a: paths infra/postgres/**", "b: paths app/** | paths **/*.lock | paths */x.md"]);
        assert_eq!(selected(&matrix, &path("/build/infra/postgres/a.tf")), ["a"]);
        assert!(!select(&matrix, &path("/build/infra/postgres/a.tf"))[0].from_top);
        // What fits from the top goes first.
        assert_eq!(selected(&matrix, &path("app/infra/postgres/a.tf")), ["b"]);
        assert!(selected(&matrix, &Evidence::File("build/infra/postgres/a.tf".to_owned())).is_empty());
        assert!(selected(&matrix, &path("p/q/x.md")).is_empty(), "begins with no literal piece");
    }

    #[test]
    fn words_are_stemmed_in_the_language_of_the_document() {
        let mut matrix = matrix(&["a: words Sicherung | words 点検 | words disks full"]);
        let words = |matrix: &Matrix, text: &str| !selected(matrix, &Evidence::Words(text.to_owned())).is_empty();
        assert!(
            words(&matrix, "the disk is-disk full") && !words(&matrix, "Sicherungen") && words(&matrix, "設備点検中")
        );
        matrix.document.language = Some("de".to_owned());
        assert!(words(&matrix, "Sicherungen"));
    }

    const GLOBS: [&str; 10] = ["a", "a/b", "a/*", "**", "**/b", "*/b", "!a/b", "a/**/c", "a/*/c", "b"];

    proptest! {
        /// Adding an unrelated system never changes an answer, unless it fits equally well or better.
        #[test]
        fn an_unrelated_system_changes_nothing(
            systems in prop::collection::vec(prop::collection::vec(prop::sample::select(&GLOBS[..]), 1..4), 2..6),
            added in 0_usize..6,
            file in prop::collection::vec(prop::sample::select(&["a", "b", "c"][..]), 1..5),
        ) {
            let build = |systems: &[Vec<&str>]| {
                let mut matrix = Matrix::default();
                for (id, globs) in systems.iter().enumerate() {
                    let selectors = globs.iter().map(|glob| Selector::of(SelectorKind::Path, glob)).collect();
                    matrix.systems.push(System { selectors, ..System::named(&globs.join(" "), &id.to_string()) });
                }
                matrix
            };
            let added = added % systems.len();
            let without: Vec<Vec<&str>> =
                systems.iter().enumerate().filter(|(at, _)| *at != added).map(|(_, globs)| globs.clone()).collect();
            let (with, without) = (build(&systems), build(&without));
            let evidence = path(&file.join("/"));
            let is_added = best(&select(&with, &evidence)).iter().any(|found| found.system.0 as usize == added);
            if !is_added {
                prop_assert_eq!(selected(&with, &evidence), selected(&without, &evidence));
            }
        }
    }
}
