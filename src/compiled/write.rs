//! Writing a compiled matrix.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use serde::Serialize;

use super::head::{self, Contents, HEAD};
use super::index::Index;
use super::keys::Keys;
use super::origin::Origin;
use super::store::{Piece, checksum};
use crate::matrix::Matrix;

/// Bytes of an entry of the table of systems: offset (8), length (4) and checksum (8).
pub(super) const ENTRY: u64 = 20;

/// Bytes that are written one after the other, with their place.
pub(super) struct Out<W> {
    to: W,
    offset: u64,
}

impl<W: Write> Out<W> {
    /// Where the next byte goes.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Writes bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)?;
        self.offset += bytes.len() as u64;
        Ok(())
    }

    /// Writes bytes as a piece.
    pub(super) fn piece(&mut self, bytes: &[u8]) -> io::Result<Piece> {
        let piece = Piece::of(self.offset, bytes);
        self.write(bytes)?;
        Ok(piece)
    }
}

/// Writes a compiled matrix. Its first bytes, which say where everything is, are written last.
///
/// # Errors
/// It can't be written.
pub(crate) fn write(matrix: &Matrix, origin: &Origin, to: &mut (impl Write + Seek)) -> io::Result<()> {
    let mut out = Out { to: BufWriter::with_capacity(1 << 16, &mut *to), offset: 0 };
    out.write(&[0; HEAD])?;
    let table = systems(matrix, &mut out)?;
    let shared = out.piece(&stored(matrix)?)?;
    let origin = out.piece(&stored(origin)?)?;
    let index = Index::write(Keys::of(matrix), &mut out)?;
    let contents = Contents { systems: matrix.systems.len() as u64, table, shared, origin, index };
    let contents = out.piece(&stored(&contents)?)?;
    let length = out.offset();
    out.to.flush()?;
    drop(out);
    to.seek(SeekFrom::Start(0))?;
    to.write_all(&head::write(contents, length))?;
    to.flush()
}

/// Writes the systems and their table, and returns where that begins.
fn systems(matrix: &Matrix, out: &mut Out<impl Write>) -> io::Result<u64> {
    let mut entries = Vec::with_capacity(matrix.systems.len());
    for system in &matrix.systems {
        let bytes = stored(system)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        entries.push((out.offset(), length, checksum(out.offset(), &bytes)));
        out.write(&bytes)?;
    }
    let table = out.offset();
    for (offset, length, sum) in entries {
        out.write(&offset.to_le_bytes())?;
        out.write(&length.to_le_bytes())?;
        out.write(&sum.to_le_bytes())?;
    }
    Ok(table)
}

fn stored(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}
