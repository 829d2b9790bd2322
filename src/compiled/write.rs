//! Writing a compiled matrix.

use std::io::{self, BufWriter, Cursor, Seek, SeekFrom, Write};

use serde::Serialize;

use super::broken::Broken;
use super::head::{self, Contents, HEAD};
use super::index::Index;
use super::keys::Keys;
use super::origin::Origin;
use super::read::Compiled;
use super::records::Records;
use super::store::Piece;
use crate::matrix::{Matrix, System};

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
    let systems = Records::write(&systems(matrix), &mut out)?;
    let parties = Records::write(&matrix.parties, &mut out)?;
    let shared = out.piece(&stored(matrix)?)?;
    let origin = out.piece(&stored(origin)?)?;
    let index = Index::write(Keys::of(matrix), &mut out)?;
    let contents = Contents { systems, parties, shared, origin, index };
    let contents = out.piece(&stored(&contents)?)?;
    let length = out.offset();
    out.to.flush()?;
    drop(out);
    to.seek(SeekFrom::Start(0))?;
    to.write_all(&head::write(contents, length))?;
    to.flush()
}

/// Each system, with the numbers of its parts.
fn systems(matrix: &Matrix) -> Vec<(&System, Vec<u32>)> {
    let mut systems: Vec<(&System, Vec<u32>)> = matrix.systems.iter().map(|system| (system, Vec::new())).collect();
    for (part, system) in matrix.system_ids() {
        if let Some((_, parts)) = system.part_of.and_then(|whole| systems.get_mut(whole.0 as usize)) {
            parts.push(part.0);
        }
    }
    systems
}

/// A matrix that is compiled for this process only.
///
/// # Errors
/// None that a matrix could cause.
pub(crate) fn in_memory(matrix: &Matrix) -> Result<Compiled, Broken> {
    let mut bytes = Cursor::new(Vec::new());
    write(matrix, &Origin::default(), &mut bytes)?;
    Compiled::in_memory(bytes.into_inner())
}

/// A value as bytes.
pub(super) fn stored(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}
