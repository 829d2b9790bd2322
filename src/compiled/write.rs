//! Writing a compiled matrix.

use std::borrow::Cow;
use std::io::{self, BufWriter, Cursor, Seek, SeekFrom, Write};

use serde::Serialize;

use super::broken::Broken;
use super::head::{self, Contents, HEAD};
use super::index::Index;
use super::keys::Keys;
use super::origin::Origin;
use super::read::Compiled;
use super::records::{Records, Stored};
use super::store::Piece;
use super::systems::Systems;
use crate::matrix::{Matrix, System, SystemId, owners_along};

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
pub(crate) fn write(matrix: &Matrix, origin: &Origin, to: &mut (impl Write + Seek)) -> io::Result<()> {
    write_with(matrix, matrix.systems.as_slice(), origin, to)
}

/// As [`write()`], for a matrix whose systems are elsewhere. Each is asked for once, and for the wholes that it inherits owners of.
pub(crate) fn write_with(
    matrix: &Matrix,
    systems: &(impl Systems + ?Sized),
    origin: &Origin,
    to: &mut (impl Write + Seek),
) -> io::Result<()> {
    let (mut keys, mut names, parts) = (Keys::default(), Stored::default(), parts(systems));
    let mut out = Out { to: BufWriter::with_capacity(1 << 16, &mut *to), offset: 0 };
    out.write(&[0; HEAD])?;
    let records = (0..).zip(&parts).map(|(number, parts)| {
        let system = systems.system(number)?;
        let wholes = wholes(systems, number)?;
        let around = wholes.iter().map(|(id, whole)| (*id, whole.as_ref()));
        let owners = owners_along(std::iter::once((SystemId(number), system.as_ref())).chain(around));
        names.push(&(&system.id, &system.name, &system.aliases))?;
        keys.enter_system(number, &system, owners.into_iter().map(|(_, ownership)| ownership));
        Ok((system, parts))
    });
    let systems = Records::write(records, &mut out)?;
    let names = Records::write_stored(&std::mem::take(&mut names), &mut out)?;
    matrix.party_ids().for_each(|(id, party)| keys.enter_party(id, party));
    let parties = Records::write(matrix.parties.iter().map(Ok), &mut out)?;
    let shared = out.piece(&stored(matrix)?)?;
    let origin = out.piece(&stored(origin)?)?;
    let index = Index::write(keys, &mut out)?;
    let contents = Contents { systems, names, parties, shared, origin, index };
    let contents = out.piece(&stored(&contents)?)?;
    let length = out.offset();
    out.to.flush()?;
    drop(out);
    to.seek(SeekFrom::Start(0))?;
    to.write_all(&head::write(contents, length))?;
    to.flush()
}

/// For each system the numbers of its parts.
fn parts(systems: &(impl Systems + ?Sized)) -> Vec<Vec<u32>> {
    let mut parts = vec![Vec::new(); systems.count()];
    for part in (0..).take(systems.count()) {
        if let Some(parts) = systems.parent(part).and_then(|parent| parts.get_mut(parent.0 as usize)) {
            parts.push(part);
        }
    }
    parts
}

/// The wholes that a system is part of, from the inside out.
fn wholes(systems: &(impl Systems + ?Sized), number: u32) -> io::Result<Vec<(SystemId, Cow<'_, System>)>> {
    let parents = std::iter::successors(systems.parent(number), |parent| systems.parent(parent.0));
    parents.map(|parent| Ok((parent, systems.system(parent.0)?))).collect()
}

/// A matrix that is compiled for this process only.
pub(crate) fn in_memory(matrix: &Matrix) -> Result<Compiled, Broken> {
    let mut bytes = Cursor::new(Vec::new());
    write(matrix, &Origin::default(), &mut bytes)?;
    Compiled::in_memory(bytes.into_inner())
}

/// Adds a value as bytes to others.
pub(super) fn stored_in(value: &impl Serialize, bytes: &mut Vec<u8>) -> io::Result<()> {
    *bytes = postcard::to_extend(value, std::mem::take(bytes)).map_err(io::Error::other)?;
    Ok(())
}

/// A value as bytes.
pub(super) fn stored(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}
