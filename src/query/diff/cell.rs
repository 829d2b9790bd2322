//! Where a matrix states a cell, such as `owner data`.

use std::collections::HashMap;

use crate::matrix::{Area, Kind, Matrix, Place, Selector, System};

/// The places of the cells of a matrix. Those of one thing after the other are found in linear time.
pub(super) struct Places<'m> {
    matrix: &'m Matrix,
    /// The last system that was asked about, and its areas by id.
    system: Option<(&'m System, HashMap<&'m str, &'m Area>)>,
    /// The last thing, and the places of its cells.
    thing: Option<(Kind, String, HashMap<String, Place>)>,
}

impl<'m> Places<'m> {
    pub(super) const fn of(matrix: &'m Matrix) -> Self {
        Self { matrix, system: None, thing: None }
    }

    /// The line of a cell of a party, a system or an area. `None`: the matrix has no such cell, or it has no place of its own.
    pub(super) fn place(&mut self, kind: Kind, id: &str, what: &str) -> Option<Place> {
        if !self.thing.as_ref().is_some_and(|(of, known, _)| *of == kind && known == id) {
            let cells = self.cells(kind, id).unwrap_or_default();
            self.thing = Some((kind, id.to_owned(), cells));
        }
        let (_, _, cells) = self.thing.as_ref()?;
        // Its figures are cells of their own.
        cells.get(if what.starts_with("service ") { "service" } else { what }).copied()
    }

    fn cells(&mut self, kind: Kind, id: &str) -> Option<HashMap<String, Place>> {
        if kind.is_party() {
            let party = self.matrix.party(self.matrix.party_with_id(id)?);
            return Some(first_of(party.contacts.iter().map(|of| (named("contact", &of.label), of.place))));
        }
        let (system, area) = id.split_once('/').map_or((id, None), |(system, area)| (system, Some(area)));
        match area {
            Some(area) => self.area(system, area).map(of_area),
            None => self.matrix.system_with_id(system).map(|id| of_system(self.matrix.system(id))),
        }
    }

    fn area(&mut self, system: &str, area: &str) -> Option<&'m Area> {
        if self.system.as_ref().is_none_or(|(known, _)| known.id != system) {
            let known = self.matrix.system(self.matrix.system_with_id(system)?);
            self.system = Some((known, known.areas.iter().map(|area| (area.id.as_str(), area)).collect()));
        }
        self.system.as_ref()?.1.get(area).copied()
    }
}

fn of_area(area: &Area) -> HashMap<String, Place> {
    let cells = area.assignments.iter().map(|cell| (cell.responsibility.as_str().to_owned(), cell.place));
    first_of(cells.chain(selectors(&area.selectors)))
}

fn of_system(system: &System) -> HashMap<String, Place> {
    let owners = system.owners.iter().map(|of| (named("owner", &of.role), of.place));
    let contacts = system.contacts.iter().map(|of| (named("contact", &of.label), of.place));
    let links = system.links.iter().map(|of| (named("link", &of.label), of.place));
    let duties = system.duties.iter().map(|of| (named("duty", &of.task), of.place));
    let level = system.service_level.iter().map(|level| ("service".to_owned(), level.place));
    first_of(owners.chain(contacts).chain(links).chain(duties).chain(selectors(&system.selectors)).chain(level))
}

fn selectors(selectors: &[Selector]) -> impl Iterator<Item = (String, Place)> {
    selectors.iter().map(|of| (named("selector", of.kind.as_str()), of.place))
}

/// A cell as a diff writes it: `contact on call`.
fn named(of: &str, name: &str) -> String {
    format!("{of} {}", name.replace('_', " "))
}

/// The first place of each cell.
fn first_of(cells: impl Iterator<Item = (String, Place)>) -> HashMap<String, Place> {
    let mut first = HashMap::new();
    for (cell, place) in cells {
        first.entry(cell).or_insert(place);
    }
    first
}
