//! The bytes of a compiled matrix, read in pieces. No piece is used before its checksum was compared.
//!
//! Pieces are read with positioned reads and not mapped into memory: that costs a lookup no more (a lookup needs a few pages,
//! and mapping has a price of its own), needs no `unsafe`, and a file that somebody truncates in place is an error and not
//! the end of the process.

use std::fs::File;
use std::io;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::broken::Broken;

/// Where the bytes are.
#[derive(Debug)]
pub(super) enum Store {
    /// In memory, made by this process.
    Memory(Vec<u8>),
    /// In a file.
    File(File),
}

/// A piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Piece {
    /// Where it begins.
    pub(super) offset: u64,
    /// Its length in bytes.
    pub(super) length: u64,
    /// Its checksum.
    pub(super) checksum: u64,
}

/// No piece is longer; a length beyond it is damage, and isn't allocated.
const LONGEST: u64 = 1 << 32;

impl Piece {
    /// The piece of these bytes at a place.
    pub(super) fn of(offset: u64, bytes: &[u8]) -> Self {
        Self { offset, length: bytes.len() as u64, checksum: checksum(offset, bytes) }
    }
}

/// The checksum of bytes at a place: the same bytes at another one have another.
pub(super) fn checksum(offset: u64, bytes: &[u8]) -> u64 {
    xxh3_64_with_seed(bytes, offset)
}

impl Store {
    /// How many bytes there are.
    pub(super) fn length(&self) -> Result<u64, Broken> {
        match self {
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => Ok(file.metadata()?.len()),
        }
    }

    /// The bytes of a piece.
    pub(super) fn piece(&self, piece: Piece) -> Result<Vec<u8>, Broken> {
        let bytes = self.bytes(piece.offset, piece.length)?;
        if checksum(piece.offset, &bytes) == piece.checksum { Ok(bytes) } else { Err(Broken::Damaged) }
    }

    /// Bytes whose checksum is among them; whoever asks for them compares it.
    pub(super) fn bytes(&self, offset: u64, length: u64) -> Result<Vec<u8>, Broken> {
        if length > LONGEST {
            return Err(Broken::Damaged);
        }
        let end = offset.checked_add(length).ok_or(Broken::Damaged)?;
        match self {
            Self::Memory(bytes) => bytes.get(index(offset)?..index(end)?).map(<[u8]>::to_vec).ok_or(Broken::Damaged),
            Self::File(file) => {
                // A length that the file doesn't have is damage, and isn't allocated.
                if length > 1 << 20 && end > file.metadata()?.len() {
                    return Err(Broken::Damaged);
                }
                let mut bytes = vec![0; index(length)?];
                read_at(file, &mut bytes, offset)?;
                Ok(bytes)
            }
        }
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
