//! The bytes of a compiled matrix, read in pieces. Every piece is checked against its checksum.
//!
//! Positioned reads cost a lookup no more than a memory map, which has a price of its own. They need no `unsafe`, and if somebody
//! truncates the file in place, the result is an error and not a crash.

use std::fs::File;
use std::io;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::Broken;

/// A compiled matrix.
#[derive(Debug)]
pub(super) enum Store {
    /// Compiled by this process.
    Memory(Vec<u8>),
    File(File),
}

/// Some bytes and their checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Piece {
    pub(super) offset: u64,
    pub(super) length: u64,
    pub(super) checksum: u64,
}

/// The longest read, in bytes, unless one value alone is longer.
const AT_ONCE: u64 = 1 << 20;
/// Reading a gap of this many bytes costs less than another call.
const CLOSE: u64 = 1 << 12;

/// A greater length is damage, and isn't allocated.
const LONGEST: u64 = 1 << 32;

impl Piece {
    /// Its size in a table.
    pub(super) const BYTES: u64 = 24;

    pub(super) fn of(offset: u64, bytes: &[u8]) -> Self {
        // The same bytes elsewhere have another checksum.
        Self { offset, length: bytes.len() as u64, checksum: xxh3_64_with_seed(bytes, offset) }
    }

    /// Appends bytes to `out`.
    pub(super) fn write(bytes: &[u8], out: &mut Vec<u8>) -> Self {
        let piece = Self::of(out.len() as u64, bytes);
        out.extend_from_slice(bytes);
        piece
    }

    /// Checks whether bytes are those of the piece. A fuzzer has to get past the checksums.
    pub(super) fn is_intact(&self, bytes: &[u8]) -> bool {
        #[cfg(test)]
        if tests::UNCHECKED.get() {
            return true;
        }
        cfg!(fuzzing) || Self::of(self.offset, bytes) == *self
    }

    pub(super) fn end(&self) -> u64 {
        self.offset.saturating_add(self.length)
    }

    /// Its entry in a table.
    pub(super) fn to_bytes(self) -> impl Iterator<Item = u8> {
        [self.offset, self.length, self.checksum].into_iter().flat_map(u64::to_le_bytes)
    }

    /// Reads an entry of a table.
    pub(super) fn from_bytes(entry: &[u8]) -> Option<Self> {
        let (offset, rest) = entry.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (checksum, _) = rest.split_first_chunk()?;
        let [offset, length, checksum] = [offset, length, checksum].map(|part| u64::from_le_bytes(*part));
        Some(Self { offset, length, checksum })
    }
}

impl Store {
    pub(super) fn length(&self) -> Result<u64, Broken> {
        match self {
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => Ok(file.metadata()?.len()),
        }
    }

    /// The bytes of a piece.
    pub(super) fn piece(&self, piece: Piece) -> Result<Vec<u8>, Broken> {
        let bytes = self.bytes(piece.offset, piece.length)?;
        if piece.is_intact(&bytes) { Ok(bytes) } else { Err(Broken::Damaged) }
    }

    /// Bytes that the caller checks.
    pub(super) fn bytes(&self, offset: u64, length: u64) -> Result<Vec<u8>, Broken> {
        if length > LONGEST {
            return Err(Broken::Damaged);
        }
        let end = offset.checked_add(length).ok_or(Broken::Damaged)?;
        match self {
            Self::Memory(bytes) => bytes.get(index(offset)?..index(end)?).map(<[u8]>::to_vec).ok_or(Broken::Damaged),
            Self::File(file) => {
                // A length beyond the end of the file is damage, and isn't allocated.
                if length > 1 << 20 && end > file.metadata()?.len() {
                    return Err(Broken::Damaged);
                }
                let mut bytes = vec![0; index(length)?];
                read_at(file, &mut bytes, offset)?;
                Ok(bytes)
            }
        }
    }

    /// Passes on the bytes of ranges in ascending order. Reads what is close together at once. The caller checks the bytes.
    pub(super) fn each(
        &self,
        ranges: &[Range<u64>],
        mut take: impl FnMut(&[u8]) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let mut rest = ranges;
        while let Some(first) = rest.first() {
            let (limit, mut until) = (first.start.saturating_add(AT_ONCE), first.end);
            let is_close = |range: &&Range<u64>| {
                let gap = range.start.checked_sub(until);
                until = range.end;
                gap.is_some_and(|gap| gap <= CLOSE) && range.end <= limit
            };
            let (together, others) = rest.split_at(1 + rest[1..].iter().take_while(is_close).count());
            let end = together.last().map_or(first.end, |last| last.end);
            let bytes = self.bytes(first.start, end - first.start)?;
            for range in together {
                let range = index(range.start - first.start)?..index(range.end - first.start)?;
                take(bytes.get(range).ok_or(Broken::Damaged)?)?;
            }
            rest = others;
        }
        Ok(())
    }
}

fn index(number: u64) -> Result<usize, Broken> {
    usize::try_from(number).map_err(|_| Broken::Damaged)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(not(unix))]
fn read_at(mut file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    thread_local! {
        /// Accepts every checksum, as if somebody had repaired them all.
        pub(crate) static UNCHECKED: Cell<bool> = const { Cell::new(false) };
    }
}
