//! The index from keys to systems: blocks of sorted keys.
//!
//! A block has about as many bytes as the one that maps the first key of each block to its number. A lookup reads these two,
//! however many systems there are.
//!
//! The value of a key is `2n + 1` for system `n`, or `2l` for several systems, which list `l` contains.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::block::{Block, Builder};
use super::edit_distance::{Extent, Near};
use super::records::bytes;
use super::{Broken, Keys, Piece, Records, Space, Store};
use crate::text::nearest::most_slips;

/// The size of a block in bytes, about, for keys of so many bytes.
fn block_size(keys: usize) -> usize {
    (keys.isqrt() * 3).clamp(1 << 10, 1 << 15)
}

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// From first keys to blocks.
    firsts: Piece,
    blocks: Records,
    lists: Records,
}

impl Index {
    pub(super) fn write(keys: Keys, out: &mut Vec<u8>) -> io::Result<Self> {
        let keys = keys.into_sorted();
        let several = keys.iter().filter(|(_, systems)| systems.len() > 1);
        let lists = Records::write(several.map(|(_, systems)| bytes(&differences(systems))), out)?;
        let size = block_size(keys.iter().map(|(key, _)| key.len()).sum());
        let mut next_list = 0;
        let mut value = |systems: &[u32]| {
            if let [one] = systems {
                return u64::from(*one) * 2 + 1;
            }
            next_list += 2;
            next_list - 2
        };
        let mut firsts = Builder::default();
        let mut rest = keys.into_iter().peekable();
        let blocks = (0..).map_while(|number| {
            firsts.push(rest.peek()?.0.clone(), number);
            let mut block = Builder::default();
            while let Some((key, systems)) = rest.next_if(|_| block.len() < size) {
                block.push(key, value(&systems));
            }
            Some(Ok(block.finish()))
        });
        let blocks = Records::write(blocks, out)?;
        Ok(Self { firsts: Piece::write(&firsts.finish(), out), blocks, lists })
    }
}

/// Each number minus the one before it, which takes fewer bytes.
fn differences(systems: &[u32]) -> Vec<u32> {
    let before = std::iter::once(&0).chain(systems);
    systems.iter().zip(before).map(|(system, before)| system - before).collect()
}

/// Looks keys up. Reads each block once.
#[derive(Debug)]
pub(super) struct Search {
    store: Rc<Store>,
    index: Index,
    /// The number of systems, or of parties if there are more.
    limit: u64,
    firsts: Block,
    blocks: RefCell<BTreeMap<u64, Rc<Block>>>,
    /// The bytes of these.
    read: Cell<u64>,
}

impl Search {
    pub(super) fn new(store: Rc<Store>, index: Index, limit: u64) -> Result<Self, Broken> {
        let firsts = Block::new(store.piece(index.firsts)?)?;
        Ok(Self { store, index, limit, firsts, blocks: RefCell::default(), read: Cell::default() })
    }

    /// The systems of a key.
    pub(super) fn exact(&self, key: &[u8]) -> Result<Vec<u32>, Broken> {
        let Some(block) = self.firsts.last_until(key)? else { return Ok(Vec::new()) };
        match self.block(block)?.get(key)? {
            Some(value) => Ok(self.systems(&[value])?.concat()),
            None => Ok(Vec::new()),
        }
    }

    /// The systems of all keys with a prefix.
    pub(super) fn beginning(&self, key: &[u8]) -> Result<Vec<u32>, Broken> {
        let mut found = Vec::new();
        let from = self.firsts.last_until(key)?.unwrap_or(0);
        for number in from..self.index.blocks.count {
            let (values, goes_on) = self.block(number)?.beginning(key)?;
            found.extend(values);
            if !goes_on {
                break;
            }
        }
        Ok(self.systems(&found)?.concat())
    }

    /// The systems of keys of a space that are probably meant by a word.
    pub(super) fn near(&self, space: Space, word: &str, extent: Extent) -> Result<Vec<u32>, Broken> {
        let Some(most) = most_slips(word) else { return Ok(Vec::new()) };
        let near = Near::new(space as u8, word, most, extent);
        let [first, last] = [space as u8, space as u8 + 1].map(|from| self.firsts.last_until(&[from]));
        let (first, Some(last)) = (first?, last?) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for number in first.unwrap_or(0)..=last {
            found.extend(self.block(number)?.near(&near)?);
        }
        // Equal names are equally near, and the first is suggested. Names that begin alike differ.
        let most = if extent == Extent::Whole { 1 } else { usize::MAX };
        Ok(self.systems(&found)?.into_iter().flat_map(|systems| systems.into_iter().take(most)).collect())
    }

    /// The systems of all keys that a longer key begins with and that have at least so many bytes.
    pub(super) fn begun_by(&self, key: &[u8], least: usize) -> Result<Vec<u32>, Broken> {
        let (mut found, mut end, mut before) = (Vec::new(), key.len(), u64::MAX);
        while end >= least
            && let Some(number) = self.firsts.last_until(&key[..end])?.filter(|number| *number < before)
        {
            let block = self.block(number)?;
            let prefixes = block.prefixes(&key[..end])?;
            found.extend(prefixes.into_iter().filter(|(length, _)| *length >= least).map(|(_, value)| value));
            // A shorter one that the first key of this block begins with may be in an earlier block.
            let first = block.first()?;
            let shared = first.iter().zip(key).take_while(|(a, b)| a == b).count();
            end = end.min(if shared == first.len() { shared.saturating_sub(1) } else { shared });
            before = number;
        }
        Ok(self.systems(&found)?.concat())
    }

    fn block(&self, number: u64) -> Result<Rc<Block>, Broken> {
        if let Some(block) = self.blocks.borrow().get(&number) {
            return Ok(Rc::clone(block));
        }
        let mut bytes = Vec::new();
        let record = u32::try_from(number).map_err(|_| Broken::Damaged)?;
        self.index.blocks.each(&self.store, &[record], |block| {
            bytes = block.to_vec();
            Ok(())
        })?;
        let block = Rc::new(Block::new(bytes)?);
        self.blocks.borrow_mut().insert(number, Rc::clone(&block));
        self.read.set(self.read.get() + block.len() as u64);
        // Blocks precede the first keys. In a crafted file, many could be the same bytes.
        if self.read.get() > self.index.firsts.offset { Err(Broken::Damaged) } else { Ok(block) }
    }

    /// The systems of each value, in any order.
    fn systems(&self, values: &[u64]) -> Result<Vec<Vec<u32>>, Broken> {
        let number = |value: &u64| u32::try_from(value / 2).map_err(|_| Broken::Damaged);
        let (ones, lists): (Vec<u64>, Vec<u64>) = values.iter().partition(|value| *value % 2 == 1);
        let mut systems: Vec<Vec<u32>> =
            ones.iter().map(|one| Ok(vec![number(one)?])).collect::<Result<_, Broken>>()?;
        let mut lists: Vec<u32> = lists.iter().map(number).collect::<Result<_, _>>()?;
        // Each key has a list of its own, so that all of them together are no longer than the file.
        lists.sort_unstable();
        lists.dedup();
        for differences in self.index.lists.some(&self.store, &lists)? {
            systems.push(summed(differences).ok_or(Broken::Damaged)?);
        }
        let is_known = |system: &u32| u64::from(*system) < self.limit;
        if systems.iter().flatten().all(is_known) { Ok(systems) } else { Err(Broken::Damaged) }
    }
}

/// Numbers from the differences between them.
fn summed(differences: Vec<u32>) -> Option<Vec<u32>> {
    let mut last = 0_u32;
    let numbers = differences.into_iter().map(|difference| {
        last = last.checked_add(difference)?;
        Some(last)
    });
    numbers.collect()
}
