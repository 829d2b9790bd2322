//! Tables of records that are read one by one: systems, parties, parts of the index.

use std::io;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Broken, Piece, Store};

/// A system's id, name and aliases.
pub(super) type Names = (String, String, Vec<String>);

/// Values as bytes, which take a fifth of the memory.
#[derive(Default)]
pub(crate) struct Stored {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Stored {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ends: Vec::new() }
    }

    pub(crate) fn push(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.bytes = postcard::to_extend(value, std::mem::take(&mut self.bytes)).map_err(io::Error::other)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, number: usize) -> io::Result<T> {
        postcard::from_bytes(self.record(number)).map_err(io::Error::other)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len()).map(|number| self.record(number))
    }

    fn record(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }
}

/// The location of the table.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Records {
    table: u64,
    pub(super) count: u64,
}

impl Records {
    /// Writes records and their table.
    pub(super) fn write<B: AsRef<[u8]>>(
        records: impl Iterator<Item = io::Result<B>>,
        out: &mut Vec<u8>,
    ) -> io::Result<Self> {
        let pieces = records.map(|record| Ok(Piece::write(record?.as_ref(), out)));
        let pieces: Vec<Piece> = pieces.collect::<io::Result<_>>()?;
        let table = out.len() as u64;
        out.extend(pieces.iter().flat_map(|piece| piece.to_bytes()));
        Ok(Self { table, count: pieces.len() as u64 })
    }

    /// All values, in order.
    pub(super) fn all<T: DeserializeOwned>(self, store: &Store) -> Result<Vec<T>, Broken> {
        let count = u32::try_from(self.count).map_err(|_| Broken::Damaged)?;
        // Without this check, a damaged count could allocate any amount of memory.
        let end = (u64::from(count) * Piece::BYTES).checked_add(self.table).ok_or(Broken::Damaged)?;
        if end > store.length()? {
            return Err(Broken::Damaged);
        }
        self.some(store, &(0..count).collect::<Vec<u32>>())
    }

    /// Some values, by number in ascending order.
    pub(super) fn some<T: DeserializeOwned>(self, store: &Store, numbers: &[u32]) -> Result<Vec<T>, Broken> {
        let mut values = Vec::with_capacity(numbers.len());
        self.each(store, numbers, |record| read(record).map(|value| values.push(value)))?;
        Ok(values)
    }

    /// Passes on the bytes of some values, by number in ascending order.
    pub(super) fn each(
        self,
        store: &Store,
        numbers: &[u32],
        mut take: impl FnMut(&[u8]) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        if numbers.last().is_some_and(|last| u64::from(*last) >= self.count) {
            return Err(Broken::Damaged);
        }
        let entry = |number: &u32| {
            let start = self.table.saturating_add(u64::from(*number) * Piece::BYTES);
            start..start.saturating_add(Piece::BYTES)
        };
        let mut pieces = Vec::with_capacity(numbers.len());
        store.each(&numbers.iter().map(entry).collect::<Vec<_>>(), |entry| {
            pieces.push(Piece::from_bytes(entry).ok_or(Broken::Damaged)?);
            Ok(())
        })?;
        // Otherwise many records could be the same bytes, and take any amount of memory.
        if pieces.windows(2).any(|pair| pair[0].end() > pair[1].offset) {
            return Err(Broken::Damaged);
        }
        let range = |piece: &Piece| piece.offset..piece.end();
        let mut expected = pieces.iter();
        store.each(&pieces.iter().map(range).collect::<Vec<_>>(), |record| {
            let is_intact = expected.next().is_some_and(|piece| piece.is_intact(record));
            if is_intact { take(record) } else { Err(Broken::Damaged) }
        })
    }
}

/// Serializes a value.
pub(super) fn bytes(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

/// Deserializes a value.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    postcard::from_bytes(bytes).map_err(|_| Broken::Damaged)
}
