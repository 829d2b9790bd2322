//! Keys to systems: finite-state transducers, each over a stretch of the sorted keys.
//!
//! One transducer over all keys would have to be read as a whole before its checksum can be compared. So the keys are cut
//! into stretches (16 KiB), each a transducer and a piece of its own, and one more transducer leads from the first key of
//! each stretch to its number: a lookup reads two of them, however many systems there are.
//!
//! The value of a key is a system, or the place of a list of systems: `2n + 1` is system `n`, `2p` the list that begins at
//! byte `p` of the lists.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use fst::map::Stream;
use fst::{IntoStreamer, Map, MapBuilder, Streamer};
use serde::{Deserialize, Serialize};

use super::broken::Broken;
use super::keys::{Keys, Space};
use super::slips::Slips;
use super::store::{Piece, Store, checksum};
use super::write::Out;
use crate::text::nearest::most_slips;

/// Bytes of a stretch, about.
const STRETCH: u64 = 16 * 1024;
/// Bytes of an entry of the table of stretches: a [`Piece`].
const ENTRY: u64 = 24;
/// Bytes before a list: its length (4) and its checksum (8).
const LIST_HEAD: u64 = 12;

/// Where the parts of the index are.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// The transducer from first keys to numbers of stretches.
    firsts: Piece,
    /// Where the table of stretches begins.
    table: u64,
    /// How many stretches there are.
    stretches: u64,
    /// Where the lists begin.
    lists: u64,
}

impl Index {
    /// Writes the index of some keys.
    pub(super) fn write(keys: Keys, out: &mut Out<impl Write>) -> io::Result<Self> {
        let keys = keys.into_sorted();
        let lists = out.offset();
        let mut values = Vec::with_capacity(keys.len());
        for (_, systems) in &keys {
            values.push(match systems.as_slice() {
                [one] => u64::from(*one) * 2 + 1,
                many => (write_list(many, lists, out)? - lists) * 2,
            });
        }
        let mut firsts = MapBuilder::memory();
        let mut stretches: Vec<Piece> = Vec::new();
        let mut stretch = MapBuilder::memory();
        for (at, ((key, _), value)) in keys.iter().zip(values).enumerate() {
            if at == 0 || stretch.bytes_written() >= STRETCH {
                let full = std::mem::replace(&mut stretch, MapBuilder::memory());
                if at > 0 {
                    stretches.push(out.piece(&finished(full)?)?);
                }
                firsts.insert(key, stretches.len() as u64).map_err(io::Error::other)?;
            }
            stretch.insert(key, value).map_err(io::Error::other)?;
        }
        stretches.push(out.piece(&finished(stretch)?)?);
        let table = out.offset();
        for piece in &stretches {
            for part in [piece.offset, piece.length, piece.checksum] {
                out.write(&part.to_le_bytes())?;
            }
        }
        let firsts = out.piece(&finished(firsts)?)?;
        Ok(Self { firsts, table, stretches: stretches.len() as u64, lists })
    }
}

fn finished(builder: MapBuilder<Vec<u8>>) -> io::Result<Vec<u8>> {
    builder.into_inner().map_err(io::Error::other)
}

/// Writes a list and returns where it begins: what each system is more than the one before it, seven bits a byte.
fn write_list(systems: &[u32], lists: u64, out: &mut Out<impl Write>) -> io::Result<u64> {
    let mut bytes = Vec::with_capacity(systems.len() * 2);
    let mut last = 0;
    for system in systems {
        let mut more = system - last;
        last = *system;
        while more >= 0x80 {
            bytes.push((more & 0x7f) as u8 | 0x80);
            more >>= 7;
        }
        bytes.push((more & 0x7f) as u8);
    }
    let at = out.offset();
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    out.write(&length.to_le_bytes())?;
    out.write(&checksum(at - lists, &bytes).to_le_bytes())?;
    out.write(&bytes)?;
    Ok(at)
}

/// A transducer that was read.
type Transducer = Map<Vec<u8>>;

/// Looks keys up. A stretch that was read once is remembered.
#[derive(Debug)]
pub(super) struct Search {
    store: Rc<Store>,
    index: Index,
    firsts: Transducer,
    stretches: RefCell<BTreeMap<u64, Rc<Transducer>>>,
}

impl Search {
    pub(super) fn new(store: Rc<Store>, index: Index) -> Result<Self, Broken> {
        let firsts = map(store.piece(index.firsts)?)?;
        Ok(Self { store, index, firsts, stretches: RefCell::default() })
    }

    /// The systems behind a key.
    pub(super) fn exact(&self, key: &[u8]) -> Result<Vec<u32>, Broken> {
        let Some(stretch) = self.number_of(key) else { return Ok(Vec::new()) };
        match self.stretch(stretch)?.get(key) {
            Some(value) => self.systems(value),
            None => Ok(Vec::new()),
        }
    }

    /// The systems behind all keys that begin so.
    pub(super) fn beginning(&self, key: &[u8]) -> Result<Vec<u32>, Broken> {
        let mut found = Vec::new();
        let from = self.number_of(key).unwrap_or(0);
        for number in from..self.index.stretches {
            let stretch = self.stretch(number)?;
            let mut entries = stretch.range().ge(key).into_stream();
            while let Some((entry, value)) = entries.next() {
                if !entry.starts_with(key) {
                    return Ok(found);
                }
                found.extend(self.systems(value)?);
            }
        }
        Ok(found)
    }

    /// The first system behind each key of a space that is near enough to a word to be meant.
    pub(super) fn near(&self, space: Space, word: &str) -> Result<Vec<u32>, Broken> {
        let Some(most) = most_slips(word) else { return Ok(Vec::new()) };
        let slips = Slips::new(space as u8, word, most);
        let [first, last] = [space as u8, space as u8 + 1].map(|from| self.number_of(&[from]));
        let Some(last) = last else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for number in first.unwrap_or(0)..=last {
            let stretch = self.stretch(number)?;
            let mut entries: Stream<'_, &Slips> = stretch.search(&slips).into_stream();
            while let Some((_, value)) = entries.next() {
                found.extend(self.systems(value)?.first());
            }
        }
        Ok(found)
    }

    /// The last stretch that begins at or before a key.
    fn number_of(&self, key: &[u8]) -> Option<u64> {
        // A transducer can't be gone through backwards: it is asked for the first stretch behind the key.
        match self.firsts.range().gt(key).into_stream().next() {
            Some((_, number)) => number.checked_sub(1),
            None => self.index.stretches.checked_sub(1),
        }
    }

    fn stretch(&self, number: u64) -> Result<Rc<Transducer>, Broken> {
        if let Some(stretch) = self.stretches.borrow().get(&number) {
            return Ok(Rc::clone(stretch));
        }
        let stretch = Rc::new(self.read_stretch(number)?);
        self.stretches.borrow_mut().insert(number, Rc::clone(&stretch));
        Ok(stretch)
    }

    fn read_stretch(&self, number: u64) -> Result<Transducer, Broken> {
        let at = number.checked_mul(ENTRY).and_then(|bytes| self.index.table.checked_add(bytes));
        let entry = self.store.bytes(at.ok_or(Broken::Damaged)?, ENTRY)?;
        let part = |at: usize| entry.get(at..at + 8).and_then(|part| part.try_into().ok()).map(u64::from_le_bytes);
        let (Some(offset), Some(length), Some(checksum)) = (part(0), part(8), part(16)) else {
            return Err(Broken::Damaged);
        };
        map(self.store.piece(Piece { offset, length, checksum })?)
    }

    /// The systems that a value stands for.
    fn systems(&self, value: u64) -> Result<Vec<u32>, Broken> {
        if value % 2 == 1 {
            return Ok(vec![u32::try_from(value / 2).map_err(|_| Broken::Damaged)?]);
        }
        let at = self.index.lists.checked_add(value / 2).ok_or(Broken::Damaged)?;
        let head = self.store.bytes(at, LIST_HEAD)?;
        let (length, sum) = head.split_at_checked(4).ok_or(Broken::Damaged)?;
        let length = u32::from_le_bytes(length.try_into().map_err(|_| Broken::Damaged)?);
        let sum = u64::from_le_bytes(sum.try_into().map_err(|_| Broken::Damaged)?);
        let bytes = self.store.bytes(at + LIST_HEAD, u64::from(length))?;
        if checksum(value / 2, &bytes) != sum {
            return Err(Broken::Damaged);
        }
        read_list(&bytes)
    }
}

fn read_list(bytes: &[u8]) -> Result<Vec<u32>, Broken> {
    let mut systems = Vec::with_capacity(bytes.len());
    let (mut last, mut more, mut shift) = (0_u32, 0_u32, 0);
    for byte in bytes {
        let bits = u32::from(byte & 0x7f).checked_shl(shift).ok_or(Broken::Damaged)?;
        more |= bits;
        shift += 7;
        if byte & 0x80 == 0 {
            last = last.checked_add(more).ok_or(Broken::Damaged)?;
            systems.push(last);
            (more, shift) = (0, 0);
        }
    }
    Ok(systems)
}

fn map(bytes: Vec<u8>) -> Result<Transducer, Broken> {
    Map::new(bytes).map_err(|_| Broken::Damaged)
}
