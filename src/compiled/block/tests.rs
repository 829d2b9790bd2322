use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::edit_distance::Extent;
use super::*;

fn block(keys: &BTreeMap<String, u64>) -> Block {
    let mut builder = Builder::default();
    for (key, value) in keys {
        builder.push(key.clone().into_bytes(), *value);
    }
    Block::new(builder.finish()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_finds_what_a_map_finds(
        keys in prop::collection::btree_map("x[abé]{0,6}", any::<u64>(), 0..80),
        wanted in "x?[abé]{0,6}",
    ) {
        let block = block(&keys);
        prop_assert_eq!(block.get(wanted.as_bytes()).unwrap(), keys.get(&wanted).copied());
        let until = keys.range(..=wanted.clone()).next_back().map(|(_, value)| *value);
        prop_assert_eq!(block.last_until(wanted.as_bytes()).unwrap(), until);
        let with_prefix: Vec<u64> =
            keys.iter().filter(|(key, _)| key.starts_with(&wanted)).map(|(_, value)| *value).collect();
        let goes_on = keys.keys().next_back().is_none_or(|last| *last < wanted || last.starts_with(&wanted));
        prop_assert_eq!(block.beginning(wanted.as_bytes()).unwrap(), (with_prefix, goes_on));
        let word = wanted.trim_start_matches('x');
        let is_near = |key: &str| strsim::osa_distance(&key[1..], word) <= 2;
        let near = keys.iter().filter(|(key, _)| is_near(key)).map(|(_, value)| *value).collect::<Vec<_>>();
        prop_assert_eq!(block.near(&Near::new(b'x', word, 2, Extent::Whole)).unwrap(), near);
    }

    #[test]
    fn any_bytes_do(bytes in prop::collection::vec(any::<u8>(), 0..60), key in prop::collection::vec(any::<u8>(), 0..5)) {
        let Ok(block) = Block::new(bytes) else { return Ok(()) };
        let _ = (block.get(&key), block.last_until(&key), block.beginning(&key));
        let _ = block.near(&Near::new(b'x', "a", 1, Extent::Beginning));
    }
}
