//! What has a new id.

use std::collections::{HashMap, HashSet};

use crate::matrix::facts::{Key, Thing};
use crate::matrix::{Kind, Renamed};

/// Ids that are gone, with the new ones: the old id is an alias now, or nothing but the id has changed.
pub(super) fn renames(before: &[Thing], after: &[Thing]) -> Renamed {
    let mut renamed = Renamed::new();
    // What is part of something may have another id because that has one.
    add_renames(before, after, &mut renamed, false);
    for thing in before {
        if let Some(parent) = parent_key(thing).and_then(|parent| renamed.get(&parent)) {
            let full = format!("{parent}/{}", split(&thing.key.1).1);
            renamed.insert(thing.key.clone(), full);
        }
    }
    add_renames(before, after, &mut renamed, true);
    renamed
}

/// Adds those of things that are part of something, or of the others.
fn add_renames(before: &[Thing], after: &[Thing], renamed: &mut Renamed, with_parent: bool) {
    let of_kind = |thing: &&Thing| parent_key(thing).is_some() == with_parent;
    let full = |thing: &Thing| renamed.get(&thing.key).unwrap_or(&thing.key.1).clone();
    let old: HashMap<Key, &Thing> =
        before.iter().filter(of_kind).map(|thing| ((thing.key.0, full(thing)), thing)).collect();
    let new: HashSet<&Key> = after.iter().map(|thing| &thing.key).collect();
    let mut equal: HashMap<_, Vec<&Key>> = HashMap::new();
    for (key, thing) in old.iter().filter(|(key, thing)| !new.contains(key) && !thing.facts.is_empty()) {
        equal.entry((key.0, split(&key.1).0, &thing.facts)).or_default().push(key);
    }
    let mut found: HashMap<Key, Vec<&Thing>> = HashMap::new();
    for thing in after.iter().filter(of_kind).filter(|thing| !old.contains_key(&thing.key)) {
        let (parent, _) = split(&thing.key.1);
        let by_alias = thing.said("aliases").iter().map(|alias| (thing.key.0, joined(parent, &alias.main)));
        let by_alias: Vec<Key> = by_alias.filter(|key| old.contains_key(key) && !new.contains(key)).collect();
        let of = (thing.key.0, parent, &thing.facts);
        let gone = equal.get(&of).filter(|_| by_alias.is_empty()).into_iter().flatten().map(|key| (*key).clone());
        if let [one] = &by_alias.into_iter().chain(gone).take(2).collect::<Vec<_>>()[..] {
            found.entry(one.clone()).or_default().push(thing);
        }
    }
    for (key, things) in found {
        if let ([thing], Some(before)) = (&things[..], old.get(&key)) {
            renamed.insert(before.key.clone(), thing.key.1.clone());
        }
    }
}

fn joined(parent: &str, id: &str) -> String {
    if parent.is_empty() { id.to_owned() } else { format!("{parent}/{id}") }
}

/// The parent of an id, and the rest.
pub(super) fn split(id: &str) -> (&str, &str) {
    id.split_once('/').unwrap_or(("", id))
}

pub(super) fn parent_key(thing: &Thing) -> Option<Key> {
    let of = match thing.kind {
        Kind::Area => "SystemId",
        Kind::Level => "PolicyId",
        _ => return None,
    };
    Some((of, split(&thing.key.1).0.to_owned()))
}
