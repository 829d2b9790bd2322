//! The parties of the areas of a system, read from its record without the rest of it.

use serde::Deserialize;

use super::Broken;
use crate::matrix::{Assignment, PartyId, Place, Placed, Reviewed, Selector, SystemId};
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
    _reviewed: Option<Reviewed>,
    _place: Place,
}

/// The areas of a system: the keys of their names, and their assignments.
#[derive(Debug)]
pub(super) struct Rows(Vec<(Vec<String>, Vec<Assignment>)>);

impl Rows {
    pub(super) fn of(record: &[u8]) -> Result<Self, Broken> {
        let (Start { areas, .. }, _) = postcard::take_from_bytes(record).map_err(|_| Broken::Damaged)?;
        let names = |area: &Area<'_>| [area.id, area.name].iter().chain(&area.aliases).map(|name| key(name)).collect();
        Ok(Self(areas.into_iter().map(|area| (names(&area), area.assignments)).collect()))
    }

    /// Checks whether all parties are some of so many.
    pub(super) fn name_one_of(&self, count: u64) -> bool {
        self.0.iter().flat_map(|(_, assignments)| assignments).all(|cell| u64::from(cell.party.0) < count)
    }

    /// The assignments of the only area with exactly this name; `None` if there is none, or several.
    pub(super) fn assignments(&self, area: &str) -> Option<&[Assignment]> {
        let area = key(area);
        let mut fitting = self.0.iter().filter(|(names, _)| names.contains(&area));
        let (_, assignments) = fitting.next()?;
        fitting.next().is_none().then_some(assignments)
    }
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
                let found = Rows::of(&record).unwrap();
                assert_eq!(found.assignments(&area.name), Some(area.assignments.as_slice()), "{}", area.name);
                rows += 1;
            }
            assert_eq!(Rows::of(&record).unwrap().assignments("nothing"), None);
            assert!(Rows::of(&record[..2]).is_err());
        }
        assert!(rows > 10);
        let system = System { areas: vec![crate::matrix::Area::named("a", "A")], ..System::named("s", "S") };
        let two = System { areas: vec![system.areas[0].clone(), system.areas[0].clone()], ..system };
        assert_eq!(Rows::of(&bytes(&(two, Vec::<u32>::new())).unwrap()).unwrap().assignments("a"), None);
    }
}
