//! The first bytes of a compiled matrix, which locate everything else.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{Broken, Index, Piece, Records, Store};

/// No YAML begins with these bytes.
pub(crate) const MAGIC: [u8; 8] = *b"\0own\x1amtx";

/// The fingerprint of this program, from `build.rs`. Another program may store types differently, or accept other YAML.
pub(crate) const FINGERPRINT: u64 = match u64::from_str_radix(env!("OWN_FINGERPRINT"), 10) {
    Ok(fingerprint) => fingerprint,
    Err(_) => panic!("build.rs writes a number"),
};

/// Bytes of the head: magic, fingerprint, total length, the piece with the contents (3 numbers), the head's checksum.
pub(super) const HEAD: usize = 8 * 7;

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Contents {
    pub(super) systems: Records,
    /// For each system the numbers of those that depend on it; none if no system does.
    pub(super) dependents: Records,
    /// The names of the systems.
    pub(super) names: Records,
    pub(super) parties: Records,
    /// The matrix without systems and parties.
    pub(super) shared: Piece,
    pub(super) origin: Piece,
    pub(super) index: Index,
}

pub(super) fn write(contents: Piece, length: u64) -> [u8; HEAD] {
    let numbers = [FINGERPRINT, length, contents.offset, contents.length, contents.checksum];
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(&MAGIC);
    for (place, number) in head[8..].chunks_exact_mut(8).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    let sum = xxh3_64(&head[..HEAD - 8]);
    head[HEAD - 8..].copy_from_slice(&sum.to_le_bytes());
    head
}

pub(super) fn read(store: &Store) -> Result<Contents, Broken> {
    let length = store.length()?;
    if length < HEAD as u64 {
        return Err(Broken::Foreign);
    }
    let head = store.bytes(0, HEAD as u64)?;
    if head[..8] != MAGIC {
        return Err(Broken::Foreign);
    }
    let mut numbers = [0; 6];
    for (number, bytes) in numbers.iter_mut().zip(head[8..].chunks_exact(8)) {
        *number = u64::from_le_bytes(bytes.try_into().map_err(|_| Broken::Damaged)?);
    }
    let [fingerprint, said, offset, long, checksum, sum] = numbers;
    if sum != xxh3_64(&head[..HEAD - 8]) {
        return Err(Broken::Damaged);
    }
    if fingerprint != FINGERPRINT {
        return Err(Broken::OtherVersion);
    }
    if said != length {
        return Err(Broken::Damaged);
    }
    let contents = store.piece(Piece { offset, length: long, checksum })?;
    postcard::from_bytes(&contents).map_err(|_| Broken::Damaged)
}
