//! Writing a compiled matrix.

use std::borrow::Cow;
use std::io;

use super::head::{self, Contents, HEAD};
use super::records::bytes;
use super::{Index, Keys, Origin, Piece, Records, Stored, selectors};
use crate::matrix::{Matrix, System, SystemId, owners_along};

/// Enough for most systems, with their share of everything else.
const BYTES_PER_SYSTEM: usize = 1 << 10;

/// Compiles a matrix.
pub(crate) fn write(matrix: &Matrix, origin: &Origin) -> io::Result<Vec<u8>> {
    let parents: Vec<_> = matrix.systems.iter().map(|system| system.part_of).collect();
    write_with(matrix, &parents, |SystemId(number)| Ok(Cow::Borrowed(&matrix.systems[number as usize])), origin)
}

/// Compiles a matrix whose systems are elsewhere. Calls `system` for each system, and for those of its ancestors that the system
/// before doesn't have.
pub(crate) fn write_with<'s>(
    matrix: &Matrix,
    parents: &[Option<SystemId>],
    system: impl Fn(SystemId) -> io::Result<Cow<'s, System>>,
    origin: &Origin,
) -> io::Result<Vec<u8>> {
    let (mut keys, mut names, mut dependents) = (Keys::default(), Stored::default(), vec![Vec::new(); parents.len()]);
    // Unused capacity costs nothing, but growing may copy everything.
    let mut out = Vec::with_capacity(HEAD + parents.len() * BYTES_PER_SYSTEM);
    out.resize(HEAD, 0);
    let stems = matrix.document.stems();
    let parent = |SystemId(number): &SystemId| parents[*number as usize];
    let mut lineage = Lineage::new();
    let records = (0..).zip(children(parents)).map(|(number, children)| {
        follow(&mut lineage, || std::iter::successors(Some(SystemId(number)), parent), &system)?;
        let own = &lineage[lineage.len() - 1].1;
        let owners = owners_along(lineage.iter().rev().map(|(id, system)| (*id, system.as_ref())));
        own.depends_on.iter().for_each(|on| dependents[on.value.0 as usize].push(number));
        names.push(&(&own.id, &own.name, &own.aliases))?;
        keys.enter_system(number, own, owners.into_iter().map(|(_, ownership)| ownership));
        for (_, selector) in own.all_selectors().filter(|(_, selector)| !selector.excludes) {
            keys.enter_selector(number, selectors::keys(selector, &stems));
        }
        bytes(&(own, children))
    });
    let systems = Records::write(records, &mut out)?;
    let is_any_needed = dependents.iter().any(|dependents| !dependents.is_empty());
    // The stored systems take as much memory as the index.
    drop(system);
    let dependents = dependents.iter().map(bytes);
    let dependents = if is_any_needed { Records::write(dependents, &mut out)? } else { Records::default() };
    let names = Records::write(names.iter().map(Ok), &mut out)?;
    matrix.party_ids().for_each(|(id, party)| keys.enter_party(id, party));
    keys.enter_ways(matrix);
    let parties = Records::write(matrix.parties.iter().map(bytes), &mut out)?;
    let shared = Piece::write(&bytes(matrix)?, &mut out);
    let origin = Piece::write(&bytes(origin)?, &mut out);
    let index = Index::write(keys, &mut out)?;
    let contents = Contents { systems, dependents, names, parties, shared, origin, index };
    let contents = Piece::write(&bytes(&contents)?, &mut out);
    let head = head::write(contents, out.len() as u64);
    out[..HEAD].copy_from_slice(&head);
    Ok(out)
}

/// A system, its parent, and so on; the last one first.
type Lineage<'s> = Vec<(SystemId, Cow<'s, System>)>;

/// Turns the lineage of one system into that of another one, whose path leads from it to the top. They often share parents.
fn follow<'s, P: Iterator<Item = SystemId>>(
    lineage: &mut Lineage<'s>,
    path: impl Fn() -> P,
    system: impl Fn(SystemId) -> io::Result<Cow<'s, System>>,
) -> io::Result<()> {
    let shared = path().find_map(|id| lineage.iter().position(|(known, _)| *known == id));
    lineage.truncate(shared.map_or(0, |at| at + 1));
    let last = lineage.last().map(|(id, _)| *id);
    let new: Vec<SystemId> = path().take_while(|id| Some(*id) != last).collect();
    for id in new.into_iter().rev() {
        lineage.push((id, system(id)?));
    }
    Ok(())
}

/// The numbers of each system's children.
fn children(parents: &[Option<SystemId>]) -> Vec<Vec<u32>> {
    let mut children = vec![Vec::new(); parents.len()];
    for (number, parent) in (0..).zip(parents) {
        if let Some(siblings) = parent.and_then(|SystemId(parent)| children.get_mut(parent as usize)) {
            siblings.push(number);
        }
    }
    children
}
