//! The index from keys to systems: finite-state transducers, each over a block of the sorted keys.
//!
//! A single transducer would have to be read completely to check its checksum. So the keys are cut into blocks of about 16 KiB,
//! and one more transducer maps the first key of each block to its number. A lookup reads two transducers, however many systems
//! there are.
//!
//! The value of a key is `2n + 1` for system `n`, or `2l` for several systems, which list `l` contains.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

use fst::map::Stream;
use fst::{IntoStreamer, Map, MapBuilder, Streamer};
use serde::{Deserialize, Serialize};

use super::broken::Broken;
use super::edit_distance::{Extent, Near};
use super::keys::{Keys, Space};
use super::records::{Records, bytes};
use super::store::{Piece, Store};
use crate::text::nearest::most_slips;

/// The size of a block in bytes, about.
const BLOCK: u64 = 16 * 1024;

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// The transducer from first keys to blocks.
    firsts: Piece,
    blocks: Records,
    lists: Records,
}

impl Index {
    pub(super) fn write(keys: Keys, out: &mut Vec<u8>) -> io::Result<Self> {
        let keys = keys.into_sorted();
        let several = keys.iter().filter(|(_, systems)| systems.len() > 1);
        let lists = Records::write(several.map(|(_, systems)| bytes(&differences(systems))), out)?;
        let mut next_list = 0;
        let mut value = |systems: &[u32]| {
            if let [one] = systems {
                return u64::from(*one) * 2 + 1;
            }
            next_list += 2;
            next_list - 2
        };
        let mut firsts = MapBuilder::memory();
        let finished = |builder: MapBuilder<Vec<u8>>| builder.into_inner().map_err(io::Error::other);
        let mut rest = keys.into_iter().peekable();
        let blocks = (0..).map_while(|number| {
            let first = rest.peek()?.0.clone();
            let mut block = MapBuilder::memory();
            let write = || {
                firsts.insert(first, number).map_err(io::Error::other)?;
                while let Some((key, systems)) = rest.next_if(|_| block.bytes_written() < BLOCK) {
                    block.insert(key, value(&systems)).map_err(io::Error::other)?;
                }
                finished(block)
            };
            Some(write())
        });
        let blocks = Records::write(blocks, out)?;
        Ok(Self { firsts: Piece::write(&finished(firsts)?, out), blocks, lists })
    }
}

/// Each number minus the one before it, which takes fewer bytes.
fn differences(systems: &[u32]) -> Vec<u32> {
    let before = std::iter::once(&0).chain(systems);
    systems.iter().zip(before).map(|(system, before)| system - before).collect()
}

type Transducer = Map<Vec<u8>>;

/// Looks keys up. Reads each block once.
#[derive(Debug)]
pub(super) struct Search {
    store: Rc<Store>,
    index: Index,
    firsts: Transducer,
    blocks: RefCell<BTreeMap<u64, Rc<Transducer>>>,
}

impl Search {
    pub(super) fn new(store: Rc<Store>, index: Index) -> Result<Self, Broken> {
        let firsts = map(store.piece(index.firsts)?)?;
        Ok(Self { store, index, firsts, blocks: RefCell::default() })
    }

    /// The systems of a key.
    pub(super) fn exact(&self, key: &[u8]) -> Result<Vec<u32>, Broken> {
        let Some(block) = self.number_of(key) else { return Ok(Vec::new()) };
        match self.block(block)?.get(key) {
            Some(value) => self.systems(value),
            None => Ok(Vec::new()),
        }
    }

    /// The systems of all keys with a prefix.
    pub(super) fn beginning(&self, key: &[u8]) -> Result<Vec<u32>, Broken> {
        let mut found = Vec::new();
        let from = self.number_of(key).unwrap_or(0);
        for number in from..self.index.blocks.count {
            let block = self.block(number)?;
            let mut entries = block.range().ge(key).into_stream();
            while let Some((entry, value)) = entries.next() {
                if !entry.starts_with(key) {
                    return Ok(found);
                }
                found.extend(self.systems(value)?);
            }
        }
        Ok(found)
    }

    /// The systems of keys of a space that are probably meant by a word.
    pub(super) fn near(&self, space: Space, word: &str, extent: Extent) -> Result<Vec<u32>, Broken> {
        let Some(most) = most_slips(word) else { return Ok(Vec::new()) };
        let near = Near::new(space as u8, word, most, extent);
        let [first, last] = [space as u8, space as u8 + 1].map(|from| self.number_of(&[from]));
        let Some(last) = last else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for number in first.unwrap_or(0)..=last {
            let block = self.block(number)?;
            let mut entries: Stream<'_, &Near> = block.search(&near).into_stream();
            while let Some((_, value)) = entries.next() {
                // Equal names are equally near, and the first is suggested. Names that begin alike differ.
                let systems = self.systems(value)?;
                let most = if extent == Extent::Whole { 1 } else { systems.len() };
                found.extend(&systems[..most]);
            }
        }
        Ok(found)
    }

    /// The last block that begins at or before a key.
    fn number_of(&self, key: &[u8]) -> Option<u64> {
        // A transducer can't be read backwards, so look for the first block after the key.
        match self.firsts.range().gt(key).into_stream().next() {
            Some((_, number)) => number.checked_sub(1),
            None => self.index.blocks.count.checked_sub(1),
        }
    }

    fn block(&self, number: u64) -> Result<Rc<Transducer>, Broken> {
        if let Some(block) = self.blocks.borrow().get(&number) {
            return Ok(Rc::clone(block));
        }
        let block = Rc::new(self.read_block(number)?);
        self.blocks.borrow_mut().insert(number, Rc::clone(&block));
        Ok(block)
    }

    fn read_block(&self, number: u64) -> Result<Transducer, Broken> {
        let mut block = Vec::new();
        let number = u32::try_from(number).map_err(|_| Broken::Damaged)?;
        self.index.blocks.each(&self.store, &[number], |bytes| {
            block = bytes.to_vec();
            Ok(())
        })?;
        map(block)
    }

    /// The systems of a value.
    fn systems(&self, value: u64) -> Result<Vec<u32>, Broken> {
        let number = u32::try_from(value / 2).map_err(|_| Broken::Damaged)?;
        if value % 2 == 1 {
            return Ok(vec![number]);
        }
        let mut last = 0_u32;
        let lists: Vec<Vec<u32>> = self.index.lists.some(&self.store, &[number])?;
        let systems = lists.into_iter().flatten().map(|difference| {
            last = last.checked_add(difference)?;
            Some(last)
        });
        systems.collect::<Option<_>>().ok_or(Broken::Damaged)
    }
}

fn map(bytes: Vec<u8>) -> Result<Transducer, Broken> {
    Map::new(bytes).map_err(|_| Broken::Damaged)
}
