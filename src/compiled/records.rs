//! Things of which each is a piece of its own: systems, parties.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::broken::Broken;
use super::store::{Piece, Store, checksum};
use super::write::{Out, stored_in};

/// Bytes of an entry of the table: offset (8), length (4) and checksum (8).
const ENTRY: u64 = 20;
/// Bytes that are read at once where all are read.
const AT_ONCE: u64 = 1 << 20;

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
        let (mut entries, mut bytes) = (Vec::new(), Vec::new());
        for thing in things {
            bytes.clear();
            stored_in(&thing?, &mut bytes)?;
            let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
            entries.push((out.offset(), length, checksum(out.offset(), &bytes)));
            out.write(&bytes)?;
        }
        let (table, count) = (out.offset(), entries.len() as u64);
        for (offset, length, sum) in entries {
            out.write(&offset.to_le_bytes())?;
            out.write(&length.to_le_bytes())?;
            out.write(&sum.to_le_bytes())?;
        }
        Ok(Self { table, count })
    }

    /// One of them.
    pub(super) fn one<T: DeserializeOwned>(self, store: &Store, number: u32) -> Result<T, Broken> {
        let [piece] = self.pieces(store, number.into(), 1)?[..] else { return Err(Broken::Damaged) };
        read(&store.piece(piece)?)
    }

    /// All of them, in their order.
    pub(super) fn all<T: DeserializeOwned>(self, store: &Store) -> Result<Vec<T>, Broken> {
        let pieces = self.pieces(store, 0, self.count)?;
        let mut things = Vec::with_capacity(pieces.len());
        let mut rest = pieces.as_slice();
        while let Some(first) = rest.first() {
            let end = |piece: &Piece| piece.offset.saturating_add(piece.length);
            let close = |piece: &&Piece| end(piece) <= first.offset.saturating_add(AT_ONCE.max(first.length));
            let (together, others) = rest.split_at(rest.iter().take_while(close).count());
            let last = together.last().ok_or(Broken::Damaged)?;
            let bytes = store.bytes(first.offset, end(last).checked_sub(first.offset).ok_or(Broken::Damaged)?)?;
            for piece in together {
                let from = usize::try_from(piece.offset.wrapping_sub(first.offset)).map_err(|_| Broken::Damaged)?;
                let record = bytes.get(from..).and_then(|rest| rest.get(..usize::try_from(piece.length).ok()?));
                let record = record.filter(|record| Piece::of(piece.offset, record) == *piece);
                things.push(read(record.ok_or(Broken::Damaged)?)?);
            }
            rest = others;
        }
        Ok(things)
    }

    /// Where some are, from one on.
    fn pieces(self, store: &Store, first: u64, count: u64) -> Result<Vec<Piece>, Broken> {
        if first.checked_add(count).is_none_or(|end| end > self.count) {
            return Err(Broken::Damaged);
        }
        let at = first.checked_mul(ENTRY).and_then(|bytes| self.table.checked_add(bytes));
        let length = count.checked_mul(ENTRY).ok_or(Broken::Damaged)?;
        let table = store.bytes(at.ok_or(Broken::Damaged)?, length)?;
        let entries = table.chunks_exact(usize::try_from(ENTRY).map_err(|_| Broken::Damaged)?);
        entries.map(|entry| piece(entry).ok_or(Broken::Damaged)).collect()
    }
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
