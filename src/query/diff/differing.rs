//! What differs between two matrices. Most things don't, and two lists of all of them would take gigabytes.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use crate::limits::DIFFERENCES;
use crate::matrix::facts::{Key, Thing, each_thing};
use crate::matrix::{Matrix, Plain, Renamed};
use crate::query::Unanswered;

/// The things that differ, on both sides.
pub(super) struct Differing {
    pub(super) before: Vec<Thing>,
    pub(super) after: Vec<Thing>,
    /// The others.
    pub(super) same: HashSet<Key>,
    /// New ids of what has one.
    pub(super) renamed: Renamed,
}

impl Differing {
    /// At most `most` things of each side, and one more.
    pub(super) fn of(old: &Matrix, new: &Matrix, most: usize) -> Self {
        let as_written = Self::with(old, new, Renamed::new(), most);
        if as_written.count() > most {
            // A part of them doesn't tell which ids are gone.
            return as_written;
        }
        let renamed = super::renames::renames(&as_written.before, &as_written.after);
        if renamed.is_empty() {
            return as_written;
        }
        drop(as_written);
        Self::with(old, new, renamed, most)
    }

    /// Those that differ once the old matrix has the new ids.
    fn with(old: &Matrix, new: &Matrix, renamed: Renamed, most: usize) -> Self {
        let was = Plain { matrix: old, renamed: &renamed };
        // A thing with a new id differs in that, if in nothing else.
        let ids: HashSet<Key> = renamed.iter().map(|((of, _), id)| (*of, id.clone())).collect();
        // Nobody can search for two that have the same hash: its keys are random.
        let (keys, mut hashes) = (RandomState::new(), HashMap::new());
        let hash = |thing: &Thing| keys.hash_one(&thing.facts);
        each_thing(was, |thing| {
            hashes.insert(thing.key.clone(), hash(&thing));
        });
        let (mut before, mut after, mut same) = (Vec::new(), Vec::new(), HashSet::new());
        each_thing(Plain { matrix: new, renamed: &Renamed::new() }, |thing| {
            let is_same = hashes.remove(&thing.key) == Some(hash(&thing)) && !ids.contains(&thing.key);
            if is_same {
                same.insert(thing.key);
            } else if after.len() <= most {
                after.push(thing);
            }
        });
        each_thing(was, |thing| {
            if before.len() <= most && !same.contains(&thing.key) {
                before.push(thing);
            }
        });
        Self { before, after, same, renamed }
    }

    /// As [`Self::of`]; refuses more than anybody reads.
    pub(super) fn limited(old: &Matrix, new: &Matrix) -> Result<Self, Unanswered> {
        let differing = Self::of(old, new, DIFFERENCES);
        let message = || format!("more than {DIFFERENCES} things differ: compare less");
        if differing.count() > DIFFERENCES { Err(Unanswered::misuse(message(), Vec::new())) } else { Ok(differing) }
    }

    /// The things of the side that has more.
    fn count(&self) -> usize {
        self.before.len().max(self.after.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(systems: &str) -> Matrix {
        let yaml = format!("version: 1\nsystems: {{ {systems} }}\n");
        crate::source::from_texts([("m.yaml".to_owned(), yaml)]).unwrap()
    }

    fn ids(things: &[Thing]) -> Vec<&str> {
        things.iter().map(|thing| thing.key.1.as_str()).collect()
    }

    #[test]
    fn what_says_the_same_is_left_out() {
        let old = matrix("a: { name: A }, b: { name: B }, c: { name: C, kind: x }");
        let new = matrix("c: { name: C, kind: y }, a: { name: A }, d: { name: D }");
        let differing = Differing::of(&old, &new, usize::MAX);
        assert_eq!((ids(&differing.before), ids(&differing.after)), (vec!["b", "c"], vec!["c", "d"]));
        assert!(differing.same.contains(&("SystemId", "a".to_owned())));
    }

    #[test]
    fn a_new_id_is_a_difference_and_its_mentions_are_none() {
        let old = matrix("a: { name: A }, b: { name: B, depends_on: a }");
        let new = matrix("z: { name: A }, b: { name: B, depends_on: z }");
        let differing = Differing::of(&old, &new, usize::MAX);
        assert_eq!((ids(&differing.before), ids(&differing.after)), (vec!["z"], vec!["z"]));
    }

    #[test]
    fn no_more_are_kept_than_show_that_there_are_too_many() {
        let (none, some) = (matrix(""), matrix("a: { name: A }, b: { name: B }, c: { name: C }"));
        assert_eq!(Differing::of(&none, &some, 1).after.len(), 2);
        assert_eq!(Differing::of(&some, &none, 1).before.len(), 2);
    }

    /// With a part of them, an id that is still there may look as if it were gone.
    #[test]
    fn ids_are_only_compared_if_all_differences_are_known() {
        let old = matrix("a: { name: A }, b: { name: B }");
        let new = matrix("z: { name: A }, c: { name: C }, d: { name: D }");
        assert!(Differing::of(&old, &new, 1).renamed.is_empty());
        assert_eq!(Differing::of(&old, &new, 3).renamed.len(), 1);
    }
}
