//! Things of which each is a piece of its own: systems, parties.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::broken::Broken;
use super::store::{Piece, Store, checksum};
use super::write::{Out, stored_in};

/// Bytes of an entry of the table: offset (8), length (4) and checksum (8).
const ENTRY: u64 = 20;
/// Bytes that are read at once, at most, unless one alone has more.
const AT_ONCE: u64 = 1 << 20;
/// Bytes between two things that are read rather than skipped: they cost less than another call does.
const CLOSE: u64 = 1 << 12;

/// What a system is called: its id, its name and its aliases.
pub(super) type Names = (String, String, Vec<String>);

/// Things as bytes, one behind the other, until they are written.
#[derive(Default)]
pub(super) struct Stored {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Stored {
    /// Adds one.
    pub(super) fn push(&mut self, thing: &impl Serialize) -> io::Result<()> {
        stored_in(thing, &mut self.bytes)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }
}

/// The table of what was written: where each thing is, how long, and its checksum.
#[derive(Default)]
struct Table(Vec<(u64, u32, u64)>);

impl Table {
    fn add(&mut self, bytes: &[u8], out: &mut Out<impl Write>) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.0.push((out.offset(), length, checksum(out.offset(), bytes)));
        out.write(bytes)
    }

    fn write(self, out: &mut Out<impl Write>) -> io::Result<Records> {
        let (table, count) = (out.offset(), self.0.len() as u64);
        for (offset, length, sum) in self.0 {
            out.write(&offset.to_le_bytes())?;
            out.write(&length.to_le_bytes())?;
            out.write(&sum.to_le_bytes())?;
        }
        Ok(Records { table, count })
    }
}

/// Where they are.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Records {
    /// Where the table of their pieces begins.
    table: u64,
    /// How many there are.
    count: u64,
}

impl Records {
    /// Writes things and their table.
    pub(super) fn write(
        things: impl Iterator<Item = io::Result<impl Serialize>>,
        out: &mut Out<impl Write>,
    ) -> io::Result<Self> {
        let (mut table, mut bytes) = (Table::default(), Vec::new());
        for thing in things {
            bytes.clear();
            stored_in(&thing?, &mut bytes)?;
            table.add(&bytes, out)?;
        }
        table.write(out)
    }

    /// Writes what was stored before, and its table.
    pub(super) fn write_stored(stored: &Stored, out: &mut Out<impl Write>) -> io::Result<Self> {
        let (mut table, mut from) = (Table::default(), 0);
        for &end in &stored.ends {
            table.add(&stored.bytes[from..end], out)?;
            from = end;
        }
        table.write(out)
    }

    /// All of them, in their order.
    pub(super) fn all<T: DeserializeOwned>(self, store: &Store) -> Result<Vec<T>, Broken> {
        let count = u32::try_from(self.count).map_err(|_| Broken::Damaged)?;
        // A count that the table hasn't room for is damage, and isn't allocated.
        let end = (u64::from(count) * ENTRY).checked_add(self.table).ok_or(Broken::Damaged)?;
        if end > store.length()? {
            return Err(Broken::Damaged);
        }
        self.some(store, &(0..count).collect::<Vec<u32>>())
    }

    /// Some of them, whose numbers are in order. What lies close together is read at once.
    pub(super) fn some<T: DeserializeOwned>(self, store: &Store, numbers: &[u32]) -> Result<Vec<T>, Broken> {
        let pieces = self.pieces(store, numbers)?;
        let mut things = Vec::with_capacity(pieces.len());
        for together in runs(&pieces, |piece| piece.offset, |piece| piece.offset.saturating_add(piece.length)) {
            let (from, until) = ends(together).ok_or(Broken::Damaged)?;
            let bytes = store.bytes(from, until.checked_sub(from).ok_or(Broken::Damaged)?)?;
            for piece in together {
                let from = usize::try_from(piece.offset.wrapping_sub(from)).map_err(|_| Broken::Damaged)?;
                let record = bytes.get(from..).and_then(|rest| rest.get(..usize::try_from(piece.length).ok()?));
                let record = record.filter(|record| Piece::of(piece.offset, record) == *piece);
                things.push(read(record.ok_or(Broken::Damaged)?)?);
            }
        }
        Ok(things)
    }

    /// Where some are.
    fn pieces(self, store: &Store, numbers: &[u32]) -> Result<Vec<Piece>, Broken> {
        let mut pieces = Vec::with_capacity(numbers.len());
        let at = |number: &u32| u64::from(*number) * ENTRY;
        for together in runs(numbers, at, |number| at(number) + ENTRY) {
            let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
            if u64::from(*last) >= self.count {
                return Err(Broken::Damaged);
            }
            let from = self.table.checked_add(at(first)).ok_or(Broken::Damaged)?;
            let table = store.bytes(from, at(last) + ENTRY - at(first))?;
            for number in together {
                let entry = usize::try_from(at(number) - at(first)).ok().and_then(|from| table.get(from..));
                pieces.push(entry.and_then(piece).ok_or(Broken::Damaged)?);
            }
        }
        Ok(pieces)
    }
}

/// Things that lie one behind the other, in runs of which each is worth to be read at once.
fn runs<T>(things: &[T], begin: impl Fn(&T) -> u64, end: impl Fn(&T) -> u64) -> Vec<&[T]> {
    let mut runs = Vec::new();
    let mut rest = things;
    while let Some(first) = rest.first() {
        let limit = begin(first).saturating_add(AT_ONCE);
        let mut reached = end(first);
        let follows = |thing: &&T| {
            let is_close = begin(thing) >= reached && begin(thing) - reached <= CLOSE && end(thing) <= limit;
            reached = end(thing);
            is_close
        };
        let (run, others) = rest.split_at(1 + rest[1..].iter().take_while(follows).count());
        runs.push(run);
        rest = others;
    }
    runs
}

/// Where the first of some pieces begins and the last one ends.
fn ends(pieces: &[Piece]) -> Option<(u64, u64)> {
    let last = pieces.last()?;
    Some((pieces.first()?.offset, last.offset.checked_add(last.length)?))
}

fn piece(entry: &[u8]) -> Option<Piece> {
    let (offset, rest) = entry.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (checksum, _) = rest.split_first_chunk()?;
    Some(Piece {
        offset: u64::from_le_bytes(*offset),
        length: u64::from(u32::from_le_bytes(*length)),
        checksum: u64::from_le_bytes(*checksum),
    })
}

/// What bytes were stored for.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    postcard::from_bytes(bytes).map_err(|_| Broken::Damaged)
}
