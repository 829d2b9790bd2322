//! Which one of several keys finds a selector: of its labels, the rarest leads to the fewest systems.

use std::collections::HashMap;

/// Choices of keys, collected until it is known how many systems have each.
#[derive(Default)]
pub(super) struct Choices {
    of_systems: Vec<(u32, Vec<Vec<u8>>)>,
    /// How many systems have each key.
    counts: HashMap<Vec<u8>, u32>,
}

impl Choices {
    pub(super) fn enter(&mut self, system: u32, keys: Vec<Vec<u8>>) {
        for key in &keys {
            *self.counts.entry(key.clone()).or_default() += 1;
        }
        self.of_systems.push((system, keys));
    }

    /// The rarest key of each choice, in the order in which they were entered.
    pub(super) fn rarest(self) -> impl Iterator<Item = (u32, Vec<u8>)> {
        let Self { of_systems, counts } = self;
        let rarest = move |keys: Vec<Vec<u8>>| keys.into_iter().min_by_key(|key| counts.get(key).copied());
        of_systems.into_iter().filter_map(move |(system, keys)| Some((system, rarest(keys)?)))
    }
}
