//! Reading a compiled matrix, or as much of it as a question is about.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::broken::Broken;
use super::head::{self, Contents};
use super::index::Search;
use super::keys::{Space, letters};
use super::origin::Origin;
use super::store::{Piece, Store};
use super::write::ENTRY;
use crate::matrix::name::{key, words};
use crate::matrix::{Matrix, Part, Scope, System, SystemId};

/// A compiled matrix.
#[derive(Debug)]
pub(crate) struct Compiled {
    store: Store,
    contents: Contents,
}

/// Bytes of systems that are read at once where all are read.
const AT_ONCE: u64 = 1 << 20;

/// From so many words on, reading everything is cheaper than looking every combination of them up.
const MANY_WORDS: usize = 48;

impl Compiled {
    /// One that a file holds.
    ///
    /// # Errors
    /// It isn't one, or another version of the program made it.
    pub(crate) fn open(file: std::fs::File) -> Result<Self, Broken> {
        Self::of(Store::File(file))
    }

    /// One that is part of the program.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub(crate) fn of_program(bytes: &'static [u8]) -> Result<Self, Broken> {
        Self::of(Store::Program(bytes))
    }

    fn of(store: Store) -> Result<Self, Broken> {
        let contents = head::read(&store)?;
        Ok(Self { store, contents })
    }

    /// What it was made of.
    ///
    /// # Errors
    /// It is damaged, or can't be read. So for all that follow.
    pub(crate) fn origin(&self) -> Result<Origin, Broken> {
        stored(&self.store.piece(self.contents.origin)?)
    }

    /// As much of the matrix as a question is about. Its files have no names yet.
    pub(crate) fn matrix(&self, scope: &Scope) -> Result<Matrix, Broken> {
        let mut matrix = self.shared()?;
        matrix.systems = self.systems(scope)?;
        Ok(matrix)
    }

    /// What all systems share.
    pub(crate) fn shared(&self) -> Result<Matrix, Broken> {
        stored(&self.store.piece(self.contents.shared)?)
    }

    /// The systems that a question is about, in the order of the matrix.
    pub(crate) fn systems(&self, scope: &Scope) -> Result<Vec<System>, Broken> {
        match scope {
            Scope::Parts(parts) if parts.is_empty() => Ok(Vec::new()),
            Scope::Parts(parts) if !parts.iter().any(has_many_words) => {
                let search = Search::new(&self.store, self.contents.index)?;
                let mut numbers = Vec::new();
                for part in parts {
                    numbers.extend(numbers_of(&search, part)?);
                }
                self.with_wholes(numbers)
            }
            Scope::Whole | Scope::Parts(_) => self.all(),
        }
    }

    /// Some systems, with the wholes that they are part of.
    fn with_wholes(&self, mut open: Vec<u32>) -> Result<Vec<System>, Broken> {
        let mut found: BTreeMap<u32, System> = BTreeMap::new();
        while let Some(number) = open.pop() {
            if let std::collections::btree_map::Entry::Vacant(place) = found.entry(number) {
                let system = self.system(number)?;
                open.extend(system.part_of.map(|whole| whole.0));
                place.insert(system);
            }
        }
        let numbers: Vec<u32> = found.keys().copied().collect();
        let mut systems: Vec<System> = found.into_values().collect();
        for system in &mut systems {
            if let Some(SystemId(whole)) = &mut system.part_of {
                let place = numbers.binary_search(whole).map_err(|_| Broken::Damaged)?;
                *whole = u32::try_from(place).map_err(|_| Broken::Damaged)?;
            }
        }
        Ok(systems)
    }

    fn system(&self, number: u32) -> Result<System, Broken> {
        let [piece] = self.pieces(number.into(), 1)?[..] else { return Err(Broken::Damaged) };
        stored(&self.store.piece(piece)?)
    }

    fn all(&self) -> Result<Vec<System>, Broken> {
        let pieces = self.pieces(0, self.contents.systems)?;
        let mut systems = Vec::with_capacity(pieces.len());
        let mut rest = pieces.as_slice();
        while let Some(first) = rest.first() {
            let end = |piece: &Piece| piece.offset.saturating_add(piece.length);
            let close = |piece: &&Piece| end(piece) <= first.offset.saturating_add(AT_ONCE.max(first.length));
            let (together, others) = rest.split_at(rest.iter().take_while(close).count());
            let last = together.last().ok_or(Broken::Damaged)?;
            let bytes = self.store.bytes(first.offset, end(last).checked_sub(first.offset).ok_or(Broken::Damaged)?)?;
            for piece in together {
                let from = usize::try_from(piece.offset.wrapping_sub(first.offset)).map_err(|_| Broken::Damaged)?;
                let record = bytes.get(from..).and_then(|rest| rest.get(..usize::try_from(piece.length).ok()?));
                let record = record.filter(|record| Piece::of(piece.offset, record) == *piece);
                systems.push(stored(record.ok_or(Broken::Damaged)?)?);
            }
            rest = others;
        }
        Ok(systems)
    }

    /// Where systems are, from one on.
    fn pieces(&self, first: u64, count: u64) -> Result<Vec<Piece>, Broken> {
        if first.checked_add(count).is_none_or(|end| end > self.contents.systems) {
            return Err(Broken::Damaged);
        }
        let at = first.checked_mul(ENTRY).and_then(|bytes| self.contents.table.checked_add(bytes));
        let length = count.checked_mul(ENTRY).ok_or(Broken::Damaged)?;
        let table = self.store.bytes(at.ok_or(Broken::Damaged)?, length)?;
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

fn stored<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    postcard::from_bytes(bytes).map_err(|_| Broken::Damaged)
}

/// Whether a part names more words than it is worth to look up.
fn has_many_words(part: &Part) -> bool {
    matches!(part, Part::NamedIn(text) if words(text).count() > MANY_WORDS)
}

/// The systems of a part.
fn numbers_of(search: &Search<'_>, part: &Part) -> Result<Vec<u32>, Broken> {
    match part {
        Part::System(typed) => {
            let mut systems = called(search, Space::SystemName, Space::SystemWord, typed)?;
            if systems.is_empty() {
                systems = search.near(Space::SystemName, &key(typed))?;
            }
            for at in 0..systems.len() {
                let parts = search.exact(&Space::Parts.key(systems[at].to_be_bytes()))?;
                systems.extend(parts);
            }
            Ok(systems)
        }
        Part::Area(typed) => {
            // What fits best is told system by system, so one that it fits exactly doesn't outdo another.
            let areas = beginning(search, Space::AreaName, Space::AreaWord, typed)?;
            if areas.is_empty() { search.near(Space::AreaName, &key(typed)) } else { Ok(areas) }
        }
        Part::Topic(typed) => {
            let mut systems = called(search, Space::TopicName, Space::TopicWord, typed)?;
            systems.extend(search.exact(&Space::Topics.key(""))?);
            Ok(systems)
        }
        Part::Party(typed) => {
            let mut systems = Vec::new();
            for party in called(search, Space::PartyName, Space::PartyWord, typed)? {
                systems.extend(search.exact(&Space::Party.key(party.to_be_bytes()))?);
            }
            Ok(systems)
        }
        Part::Roles => search.exact(&Space::Roles.key("")),
        Part::Topics => search.exact(&Space::Topics.key("")),
        Part::NamedIn(text) => named_in(search, text),
        Part::SystemBeginning(text) => search.beginning(&Space::SystemLetters.key(letters(text))),
        Part::AreaBeginning(text) => search.beginning(&Space::AreaLetters.key(letters(text))),
    }
}

/// What a text names: what it is exactly, or else all that begins so.
fn called(search: &Search<'_>, whole: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let exact = search.exact(&whole.key(key(typed)))?;
    if exact.is_empty() { beginning(search, whole, word, typed) } else { Ok(exact) }
}

/// All whose names, or names from one of their words on, begin so.
fn beginning(search: &Search<'_>, whole: Space, word: Space, typed: &str) -> Result<Vec<u32>, Broken> {
    let typed = key(typed);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = search.beginning(&whole.key(&typed))?;
    found.extend(search.beginning(&word.key(&typed))?);
    Ok(found)
}

/// Systems whose whole name is some words of a text.
fn named_in(search: &Search<'_>, text: &str) -> Result<Vec<u32>, Broken> {
    let words: Vec<String> = words(text).collect();
    let mut found = Vec::new();
    for from in 0..words.len() {
        for until in from + 1..=words.len() {
            found.extend(search.exact(&Space::SystemName.key(key(&words[from..until].join(" "))))?);
        }
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::compiled::write;

    fn scopes() -> Vec<Scope> {
        let part = |part: Part| Scope::Parts(vec![part]);
        vec![
            Scope::Whole,
            Scope::SHARED,
            part(Part::System("postgres".into())),
            part(Part::System("postgers".into())),
            part(Part::Area("backup".into())),
            part(Part::Area("bakcup".into())),
            part(Part::Topic("backup".into())),
            part(Part::Party("backend".into())),
            part(Part::Roles),
            part(Part::NamedIn("restart sqlite and duckdb".into())),
            part(Part::SystemBeginning("P".into())),
            part(Part::AreaBeginning("b".into())),
        ]
    }

    fn compiled(matrix: &Matrix) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        write(matrix, &Origin::default(), &mut bytes).unwrap();
        bytes.into_inner()
    }

    fn open(bytes: &[u8]) -> Result<Compiled, Broken> {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        Compiled::open(file)
    }

    #[test]
    fn a_part_has_the_systems_that_it_names_and_the_wholes_around_them() {
        let matrix = crate::source::built_in().unwrap();
        let compiled = open(&compiled(&matrix)).unwrap();
        let ids = |part: Part| -> Vec<String> {
            let systems = compiled.systems(&Scope::Parts(vec![part])).unwrap();
            systems.into_iter().map(|system| system.id).collect()
        };
        assert_eq!(ids(Part::System("postgres".into())), ["postgresql"]);
        assert_eq!(ids(Part::System("postgers".into())), ["postgresql"]);
        assert_eq!(ids(Part::System("environment files".into())), ["file-storage", "environment-files"]);
        assert_eq!(ids(Part::NamedIn("restart SQLite".into())), ["sqlite"]);
        assert_eq!(ids(Part::SystemBeginning("Sq".into())), ["sqlite"]);
        assert_eq!(ids(Part::System("nothing of the kind".into())), [""; 0]);
        let whole = Matrix { files: matrix.files.clone(), ..compiled.matrix(&Scope::Whole).unwrap() };
        assert_eq!(whole, matrix);
    }

    #[test]
    fn no_flipped_bit_goes_unseen() {
        let bytes = compiled(&crate::source::built_in().unwrap());
        let whole: Vec<Matrix> = scopes().iter().map(|scope| open(&bytes).unwrap().matrix(scope).unwrap()).collect();
        let mut seen = 0;
        // Every byte takes minutes, and did pass.
        for at in (0..bytes.len()).step_by(9) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            let Ok(compiled) = open(&flipped) else {
                seen += 1;
                continue;
            };
            let mut damaged = compiled.origin().is_err();
            for (scope, whole) in scopes().iter().zip(&whole) {
                match compiled.matrix(scope) {
                    Ok(matrix) => assert_eq!(matrix, *whole, "byte {at}, {scope:?}"),
                    Err(_) => damaged = true,
                }
            }
            seen += usize::from(damaged);
        }
        // The rest are lists of systems that no scope here asks for.
        assert!(seen * 9 * 100 > bytes.len() * 95, "{seen} of {}", bytes.len());
    }

    #[test]
    fn no_end_goes_missing_unseen() {
        let bytes = compiled(&crate::source::built_in().unwrap());
        for length in 0..bytes.len() {
            assert!(open(&bytes[..length]).is_err(), "{length}");
        }
    }
}
