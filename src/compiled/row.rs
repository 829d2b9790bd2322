//! The parties of one area, read from the record of its system without the rest of it.

use serde::Deserialize;

use super::broken::Broken;
use crate::matrix::{Assignment, PartyId, Place, Placed, Selector, SystemId};
use crate::text::name::key;

/// The first fields of a [`System`](crate::matrix::System), in their order. Texts stay in the record, so reading it allocates little.
#[derive(Deserialize)]
struct Start<'r> {
    _id: &'r str,
    _name: &'r str,
    #[serde(borrow)]
    _aliases: Vec<&'r str>,
    _kind: Option<&'r str>,
    #[serde(borrow)]
    _lifecycle: Option<Placed<&'r str>>,
    _tier: Option<u32>,
    #[serde(borrow)]
    _tags: Vec<&'r str>,
    _part_of: Option<SystemId>,
    _depends_on: Vec<Placed<SystemId>>,
    _description: Option<&'r str>,
    #[serde(borrow)]
    _owners: Vec<Ownership<'r>>,
    #[serde(borrow)]
    areas: Vec<Area<'r>>,
}

/// As [`crate::matrix::Ownership`].
#[derive(Deserialize)]
struct Ownership<'r> {
    _role: &'r str,
    _title: Option<&'r str>,
    _inherited: bool,
    #[serde(borrow)]
    _spellings: Vec<Placed<&'r str>>,
    _parties: Vec<PartyId>,
    _note: Option<&'r str>,
    _until: Option<&'r str>,
    _place: Place,
}

/// As [`crate::matrix::Area`].
#[derive(Deserialize)]
struct Area<'r> {
    id: &'r str,
    name: &'r str,
    #[serde(borrow)]
    aliases: Vec<&'r str>,
    _topic: Option<&'r str>,
    assignments: Vec<Assignment>,
    _selectors: Vec<Selector>,
    _note: Option<&'r str>,
    _place: Place,
}

/// The assignments of the only area of a system with exactly this name; `None` if there is none, or several.
pub(super) fn assignments(record: &[u8], area: &str) -> Result<Option<Vec<Assignment>>, Broken> {
    let (Start { areas, .. }, _) = postcard::take_from_bytes(record).map_err(|_| Broken::Damaged)?;
    let is_called = |of: &Area<'_>| [of.id, of.name].iter().chain(&of.aliases).any(|name| key(name) == area);
    let mut fitting = areas.into_iter().filter(is_called);
    let first = fitting.next();
    Ok(first.filter(|_| fitting.next().is_none()).map(|area| area.assignments))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compiled::records::bytes;
    use crate::matrix::System;

    /// Fields in another order would make one value of another.
    #[test]
    fn a_row_is_that_of_the_complete_system() {
        let text = include_str!("../../tests/check/base.yaml");
        let mut matrices = vec![crate::source::built_in().unwrap()];
        matrices.extend(crate::source::from_texts([("base.yaml".to_owned(), text.to_owned())]));
        assert_eq!(matrices.len(), 2);
        let mut rows = 0;
        for system in matrices.iter().flat_map(|matrix| &matrix.systems) {
            let record = bytes(&(system, vec![1_u32])).unwrap();
            for area in &system.areas {
                let found = assignments(&record, &key(&area.name)).unwrap();
                assert_eq!(found.as_ref(), Some(&area.assignments), "{}", area.name);
                rows += 1;
            }
            assert_eq!(assignments(&record, "nothing").unwrap(), None);
            assert!(assignments(&record[..2], "nothing").is_err());
        }
        assert!(rows > 10);
        let system = System { areas: vec![crate::matrix::Area::named("a", "A")], ..System::named("s", "S") };
        let two = System { areas: vec![system.areas[0].clone(), system.areas[0].clone()], ..system };
        assert_eq!(assignments(&bytes(&(two, Vec::<u32>::new())).unwrap(), "a").unwrap(), None);
    }
}
