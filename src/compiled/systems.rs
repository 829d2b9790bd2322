//! The systems of a matrix while it is compiled: in the matrix, or stored as bytes.

use std::borrow::Cow;
use std::io;

use super::write::stored_in;
use crate::matrix::{System, SystemId};

/// The systems of a matrix, one by one.
pub(crate) trait Systems {
    /// How many there are.
    fn count(&self) -> usize;

    fn parent(&self, number: u32) -> Option<SystemId>;

    /// One of them.
    fn system(&self, number: u32) -> io::Result<Cow<'_, System>>;
}

impl Systems for [System] {
    fn count(&self) -> usize {
        self.len()
    }

    fn parent(&self, number: u32) -> Option<SystemId> {
        self[number as usize].part_of
    }

    fn system(&self, number: u32) -> io::Result<Cow<'_, System>> {
        Ok(Cow::Borrowed(&self[number as usize]))
    }
}

/// Systems stored as bytes, which take a fifth of the memory.
#[derive(Debug, Default)]
pub(crate) struct Aside {
    /// In many pieces: a single one that grows would be copied again and again.
    pages: Vec<Vec<u8>>,
    /// For each system its page, and where it begins there.
    places: Vec<(u32, u32)>,
    /// The current one.
    buffer: Vec<u8>,
}

/// The size of a page, in bytes.
const PAGE: usize = 1 << 20;

impl Aside {
    /// Adds a system.
    pub(crate) fn push(&mut self, system: &System) -> io::Result<()> {
        self.buffer.clear();
        stored_in(system, &mut self.buffer)?;
        if self.pages.last().is_none_or(|page| page.len() + self.buffer.len() > PAGE) {
            self.pages.push(Vec::with_capacity(PAGE.max(self.buffer.len())));
        }
        let number = |at: usize| u32::try_from(at).map_err(io::Error::other);
        let page_number = number(self.pages.len() - 1)?;
        if let Some(page) = self.pages.last_mut() {
            self.places.push((page_number, number(page.len())?));
            page.extend_from_slice(&self.buffer);
        }
        Ok(())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Their size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.pages.iter().map(Vec::len).sum()
    }

    /// One of them.
    pub(crate) fn get(&self, number: u32) -> io::Result<System> {
        let bytes = self.places.get(number as usize).and_then(|(page, begin)| {
            let page = self.pages.get(*page as usize)?;
            page.get(*begin as usize..)
        });
        let bytes = bytes.ok_or_else(|| io::Error::other("no such system"))?;
        // The next system follows in the page.
        postcard::take_from_bytes(bytes).map(|(system, _)| system).map_err(io::Error::other)
    }
}
