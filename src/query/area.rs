//! An area as every answer shows it: a row of the matrix and who is in its cells.

use std::ops::Index;

use jiff::civil::Date;
use serde::ser::SerializeStruct;

use super::fields::{Definitions, Inline, Object};
use super::things::area_id;
use super::{
    Call, Confirmation, ContactCard, Fields, Head, Named, Now, Parties, PartyCard, SelectorCard, Shape, SystemCard,
    Through, card, confirmation, party, selected,
};
use crate::matrix::{Area, Assignment, Kind, Responsibility, SystemId};

answer! {
    /// A party in a cell.
    pub(crate) struct Assigned: PartyCard {
        /// What limits it, such as "acting".
        pub note: Option<String>,
        /// Its last day.
        pub until: Option<String>,
        /// Whether that day is over: then nobody calls the party for this. `null` without such a day, and in answers that
        /// are of no day.
        pub ended: Option<bool>,
    }

    /// An area of a system.
    pub(crate) struct AreaRow: Head {
        /// Other names.
        pub aliases: Vec<String>,
        /// The system.
        pub system: SystemCard,
        /// The area, by the id that it has within its system.
        pub area: Named,
        /// What ties the area to areas of other systems.
        pub topic: Option<String>,
        /// Which phase of the system's migration it is, from 1.
        pub migration_phase: Option<u32>,
        /// Its parties.
        pub cells: Inline<Cells<Assigned>>,
        /// What names it outside of the matrix.
        pub selectors: Vec<SelectorCard>,
        /// A remark.
        pub note: Option<String>,
        /// Its last confirmation; `null` if there is none.
        pub confirmed: Option<Confirmation>,
        /// The system's own addresses.
        pub contacts: Vec<ContactCard>,
        /// Whom to call at the moment that is asked about, in `own who`; empty in other answers.
        pub call: Vec<Call>,
        /// The roles and teams through which the person that is asked about is responsible; empty where the row names the
        /// person, and where no person is asked about.
        pub through: Vec<Through>,
        /// The moment that is asked about, and the area's parties then; `null` without a calendar, unless a time was asked
        /// about, and in an answer that says it once for several areas.
        pub now: Option<Now>,
    }
}

impl AreaRow {
    /// The parties of one responsibility.
    pub(crate) fn parties(&self, responsibility: Responsibility) -> &[Assigned] {
        &self.cells[responsibility]
    }

    /// As [`Self::parties`], without what limits their assignments.
    pub(crate) fn cards(&self, responsibility: Responsibility) -> impl Iterator<Item = &PartyCard> + Clone {
        self.parties(responsibility).iter().map(|party| &party.base)
    }
}

/// Items for each responsibility. They serialise as `primary`, `secondary` and so on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cells<T>([Vec<T>; Responsibility::ALL.len()]);

impl<T> Cells<T> {
    /// The items that a function gives for each responsibility.
    pub(crate) fn of(items: impl FnMut(Responsibility) -> Vec<T>) -> Self {
        Self(Responsibility::ALL.map(items))
    }
}

impl<T> Index<Responsibility> for Cells<T> {
    type Output = [T];

    fn index(&self, responsibility: Responsibility) -> &[T] {
        &self.0[responsibility as usize]
    }
}

object! { Cells<T>, T }

impl<T: Fields> Object for Cells<T> {
    fn add_shapes(object: &mut Vec<(&'static str, Shape)>) {
        object.extend(Responsibility::ALL.map(|of| (of.as_str(), Vec::<T>::shape())));
    }

    fn add_schemas(properties: &mut Definitions, definitions: &mut Definitions) {
        for of in Responsibility::ALL {
            Vec::<T>::add_schema(of.as_str(), of.as_str(), properties, definitions);
        }
    }

    fn serialize_fields<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        Responsibility::ALL.iter().try_for_each(|of| object.serialize_field(of.as_str(), &self[*of]))
    }
}

/// An area, without a moment. `today` tells which assignments have ended.
pub(crate) fn area(matrix: &Parties<'_>, id: SystemId, area: &Area, today: Option<Date>) -> AreaRow {
    let cells = Inline(cells(matrix, Some(area), today));
    AreaRow {
        cells,
        contacts: party::contacts(matrix, &matrix.system(id).contacts),
        ..outline(matrix, id, area, today)
    }
}

/// An area without its parties and without the addresses of its system.
pub(crate) fn outline(matrix: &Parties<'_>, id: SystemId, area: &Area, today: Option<Date>) -> AreaRow {
    let system = matrix.system(id);
    let phases = system.migration.as_ref().map(|migration| migration.phases.as_slice()).unwrap_or_default();
    let mut numbered = (1..).zip(phases);
    AreaRow {
        base: Head::new(matrix, Kind::Area, area_id(system, area), &area.name, area.place),
        aliases: area.aliases.clone(),
        system: card::system(matrix, id),
        area: card::area_name(area),
        topic: area.topic.clone(),
        migration_phase: numbered.find(|(_, phase)| system.areas[**phase].id == area.id).map(|(number, _)| number),
        cells: Inline(Cells::of(|_| Vec::new())),
        selectors: area.selectors.iter().map(|of| selected::card(matrix, of)).collect(),
        note: area.note.clone(),
        confirmed: confirmation(matrix, area.reviewed.as_deref(), Some(id), today),
        contacts: Vec::new(),
        call: Vec::new(),
        through: Vec::new(),
        now: None,
    }
}

/// The parties in the cells of an area.
pub(crate) fn cells(matrix: &Parties<'_>, area: Option<&Area>, today: Option<Date>) -> Cells<Assigned> {
    let assigned = |cell: &Assignment| Assigned {
        base: matrix.card(cell.party),
        note: cell.note().cloned(),
        until: cell.until().map(|until| until.to_string()),
        ended: cell.until().and(today).map(|today| cell.has_ended(today)),
    };
    Cells::of(|of| area.into_iter().flat_map(|area| area.cell(of)).map(assigned).collect())
}
