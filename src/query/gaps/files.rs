//! `own gaps --files`: files of the repository in no system, and how many each system has.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::share::share;
use crate::matrix::selector::{PathIndex, best};
use crate::matrix::{Matrix, SystemId};
use crate::query::{Answer, Caveats, Named, card};

answer! {
    /// Files of the repository by system.
    pub(crate) struct FileGaps {
        /// How many there are.
        pub files: usize,
        /// How many of them exactly one system selects.
        pub owned: usize,
        /// They as a part of all, from 0 to 1; `null` without files.
        pub share: Option<f64>,
        /// Files that no system selects. A folder in which none is selected is one entry.
        pub without: Vec<Unowned>,
        /// Files that several systems select equally.
        pub contested: Vec<Contested>,
        /// Systems by the number of their files.
        pub systems: Vec<FileShare>,
    }

    /// Files in no system.
    pub(crate) struct Unowned {
        /// A file, or a folder with a slash at its end.
        pub path: String,
        /// How many files it is.
        pub files: usize,
    }

    /// Files that several systems select equally.
    pub(crate) struct Contested {
        /// The systems.
        pub systems: Vec<Named>,
        /// The first of the files.
        pub path: String,
        /// How many files it is.
        pub files: usize,
    }

    /// A system and its files.
    pub(crate) struct FileShare: Named {
        /// Its owners, without those whose last day is over.
        pub owners: Vec<Named>,
        /// How many files it has.
        pub files: usize,
        /// They as a part of all, from 0 to 1.
        pub share: Option<f64>,
    }
}

/// Answers `own gaps --files`. The files are in order, with slashes, from the top of the repository.
pub(crate) fn files(matrix: &Matrix, files: &[String], today: Date) -> Answer<FileGaps> {
    let index = PathIndex::new(matrix);
    let mut counts: BTreeMap<SystemId, usize> = BTreeMap::new();
    let mut contested: BTreeMap<Vec<SystemId>, (&str, usize)> = BTreeMap::new();
    let (mut unowned, mut claimed) = (Vec::new(), Vec::new());
    for file in files {
        let selected = index.select(file);
        let mut systems: Vec<SystemId> = best(&selected).iter().map(|selected| selected.system).collect();
        systems.dedup();
        match systems[..] {
            [] => unowned.push(file.as_str()),
            [system] => *counts.entry(system).or_default() += 1,
            _ => contested.entry(systems).or_insert((file, 0)).1 += 1,
        }
        claimed.extend((!selected.is_empty()).then_some(file.as_str()));
    }
    let owned = counts.values().sum();
    let mut systems: Vec<FileShare> =
        counts.into_iter().map(|(system, count)| of_system(matrix, (system, today), count, files.len())).collect();
    systems.sort_by_key(|system| std::cmp::Reverse(system.files));
    let names = |systems: Vec<SystemId>| systems.into_iter().map(|id| card::system_name(matrix, id)).collect();
    let gaps = FileGaps {
        files: files.len(),
        owned,
        share: share(owned, files.len()),
        without: folded(&unowned, &claimed),
        contested: contested
            .into_iter()
            .map(|(systems, (path, files))| Contested { systems: names(systems), path: path.to_owned(), files })
            .collect(),
        systems,
    };
    Answer::new("file-gaps", vec![gaps], Caveats::default())
}

fn of_system(matrix: &Matrix, (system, today): (SystemId, Date), files: usize, all: usize) -> FileShare {
    let mut owners: Vec<Named> = Vec::new();
    let current = matrix.owners(system).into_iter().filter(|(_, ownership)| !ownership.has_ended(today));
    for party in current.flat_map(|(_, ownership)| &ownership.parties) {
        let party = matrix.party(*party);
        if !owners.iter().any(|owner| owner.id == party.id) {
            owners.push(Named { id: party.id.clone(), name: party.name.clone() });
        }
    }
    FileShare { base: card::system_name(matrix, system), owners, files, share: share(files, all) }
}

/// Files without an owner, in order. Those of a folder without any claimed file are one entry.
fn folded(unowned: &[&str], claimed: &[&str]) -> Vec<Unowned> {
    let folders = |file: &str| -> Vec<usize> { file.match_indices('/').map(|(at, _)| at + 1).collect() };
    let mut with_owner: HashSet<&str> = HashSet::new();
    for file in claimed {
        with_owner.extend(folders(file).into_iter().map(|end| &file[..end]));
    }
    let mut found: Vec<Unowned> = Vec::new();
    for file in unowned {
        let folder = folders(file).into_iter().map(|end| &file[..end]).find(|folder| !with_owner.contains(folder));
        let path = folder.unwrap_or(file);
        match found.last_mut().filter(|last| last.path == path) {
            Some(last) => last.files += 1,
            None => found.push(Unowned { path: path.to_owned(), files: 1 }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::matrix_of;
    use super::*;

    #[test]
    fn files_without_an_owner_are_folded() {
        let matrix = matrix_of(
            "teams: { a: { name: A }, b: { name: B } }\nsystems:\n  \
             x: { name: X, owners: { system: a, data: { party: b, until: 2026-10-31 } }, selectors: { paths: [src/x, \"!src/x/no\", both] } }\n  \
             y: { name: Y, selectors: { paths: [src/y, both] } }",
        );
        let all = [
            "README.md",
            "both/1",
            "both/2",
            "docs/a/1",
            "docs/b",
            "src/x/1",
            "src/x/2",
            "src/x/no",
            "src/y/1",
            "src/z",
        ];
        let answer = files(&matrix, &all.map(str::to_owned), jiff::civil::date(2026, 11, 1));
        let gaps = &answer.results[0];
        assert_eq!((gaps.files, gaps.owned, gaps.share), (10, 3, Some(0.3)));
        let without: Vec<_> = gaps.without.iter().map(|entry| (entry.path.as_str(), entry.files)).collect();
        assert_eq!(without, [("README.md", 1), ("docs/", 2), ("src/x/no", 1), ("src/z", 1)]);
        assert_eq!((gaps.contested[0].path.as_str(), gaps.contested[0].files), ("both/1", 2));
        let systems: Vec<_> = gaps.systems.iter().map(|system| (system.id.as_str(), system.files)).collect();
        assert_eq!(systems, [("x", 2), ("y", 1)]);
        // One whose last day is over owns nothing.
        let owners: Vec<_> = gaps.systems[0].owners.iter().map(|owner| owner.id.as_str()).collect();
        assert_eq!(owners, ["a"]);
    }
}
