//! What a party has to do: areas, ownerships, migrations, calls.

use super::escalation;
use super::mention::{Mention, mentions};
use super::system::weeks;
use crate::matrix::{Assignment, Cover, Level, Matrix, Ownership, PartyId, Policy, Responsibility};
use crate::query::card::{self, At, ContactCard, Named};

answer! {
    /// Areas of a party.
    pub(crate) struct PartyAreas {
        /// It does them.
        pub primary: Vec<SystemArea>,
        /// It stands in.
        pub secondary: Vec<SystemArea>,
        /// It is escalated to.
        pub escalation: Vec<SystemArea>,
        /// It must approve.
        pub approval: Vec<SystemArea>,
        /// It answers for them.
        pub accountable: Vec<SystemArea>,
        /// It is asked.
        pub consulted: Vec<SystemArea>,
        /// It is told.
        pub informed: Vec<SystemArea>,
    }
}

answer! {
    /// An area with its system.
    pub(crate) struct SystemArea {
        /// The system.
        pub system: Named,
        /// The area.
        pub area: Named,
        /// Where the party stands in it.
        pub at: At,
    }
}

answer! {
    /// A system that a party owns in one owner role.
    pub(crate) struct Held {
        /// The system.
        pub system: Named,
        /// The owner role.
        pub role: String,
        /// Its printed name.
        pub title: String,
        /// What the ownership is confined to.
        pub note: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A band of a migration that a party works on.
    pub(crate) struct MigrationPart {
        /// The system.
        pub system: Named,
        /// The weeks, such as `1-2`.
        pub weeks: String,
        /// What is done.
        pub activity: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// An escalation level that calls a party.
    pub(crate) struct LevelCall {
        /// Its id: its policy and its number.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its number, from 1.
        pub number: u32,
        /// Its policy.
        pub policy: Named,
        /// How the party is reached there.
        pub contacts: Vec<ContactCard>,
        /// `24/7` or `business-hours`; `null` where the matrix doesn't say.
        pub cover: Option<&'static str>,
        /// Whose escalations it takes there, where the matrix says.
        pub takes: Vec<Mention>,
        /// Where it stands.
        pub at: At,
    }
}

impl PartyAreas {
    /// The areas of one responsibility.
    pub(crate) fn of(&self, responsibility: Responsibility) -> &[SystemArea] {
        match responsibility {
            Responsibility::Primary => &self.primary,
            Responsibility::Secondary => &self.secondary,
            Responsibility::Escalation => &self.escalation,
            Responsibility::Approval => &self.approval,
            Responsibility::Accountable => &self.accountable,
            Responsibility::Consulted => &self.consulted,
            Responsibility::Informed => &self.informed,
        }
    }
}

pub(super) fn areas(matrix: &Matrix, id: PartyId) -> PartyAreas {
    let of = |responsibility| {
        let cells =
            matrix.areas().flat_map(|(system, area)| area.assignments.iter().map(move |cell| (system, area, cell)));
        let own = cells.filter(|(_, _, cell)| cell.party == id && cell.responsibility == responsibility);
        let area = |(system, area, cell): (_, _, &Assignment)| SystemArea {
            system: card::system_name(matrix, system),
            area: card::area_name(area),
            at: card::at(matrix, cell.place),
        };
        own.map(area).collect()
    };
    PartyAreas {
        primary: of(Responsibility::Primary),
        secondary: of(Responsibility::Secondary),
        escalation: of(Responsibility::Escalation),
        approval: of(Responsibility::Approval),
        accountable: of(Responsibility::Accountable),
        consulted: of(Responsibility::Consulted),
        informed: of(Responsibility::Informed),
    }
}

pub(super) fn owns(matrix: &Matrix, id: PartyId) -> Vec<Held> {
    let stated =
        matrix.system_ids().flat_map(|(system, of)| of.owners.iter().map(move |ownership| (system, ownership)));
    let own = stated.filter(|(_, ownership)| ownership.parties.contains(&id));
    let held = |(system, ownership): (_, &Ownership)| Held {
        system: card::system_name(matrix, system),
        role: ownership.role.clone(),
        title: ownership.title(),
        note: ownership.note.clone(),
        at: card::at(matrix, ownership.place),
    };
    own.map(held).collect()
}

pub(super) fn migrations(matrix: &Matrix, id: PartyId) -> Vec<MigrationPart> {
    let mut parts = Vec::new();
    for (system, of) in matrix.system_ids() {
        let bands = of.migration.iter().flat_map(|migration| &migration.timeline);
        parts.extend(bands.filter(|band| band.by.contains(&id)).map(|band| MigrationPart {
            system: card::system_name(matrix, system),
            weeks: weeks(band),
            activity: band.activity.clone(),
            at: card::at(matrix, band.place),
        }));
    }
    parts
}

pub(super) fn calls(matrix: &Matrix, id: PartyId) -> Vec<LevelCall> {
    let call = |(policy, level, call): (&Policy, &Level, _)| LevelCall {
        id: format!("{}/{}", policy.id, level.number),
        name: level.name.clone(),
        number: level.number,
        policy: card::policy_name(policy),
        contacts: escalation::contacts(matrix, call),
        cover: call.cover.map(Cover::as_str),
        takes: mentions(matrix, &call.takes),
        at: card::at(matrix, call.place),
    };
    matrix.calls(id).map(call).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Area, Place, System, SystemId};

    fn system(id: &str, owners: Vec<Ownership>, areas: Vec<Area>) -> System {
        System { owners, areas, ..System::named(id, id) }
    }

    fn area(id: &str, cells: &[(Responsibility, u32)]) -> Area {
        let cell = |(responsibility, party): &(Responsibility, u32)| Assignment {
            responsibility: *responsibility,
            party: PartyId(*party),
            place: Place::default(),
        };
        Area { assignments: cells.iter().map(cell).collect(), ..Area::named(id, id) }
    }

    #[test]
    fn areas_are_told_by_responsibility_in_the_order_of_the_matrix() {
        use Responsibility::{Escalation, Primary};
        let areas = vec![area("x", &[(Primary, 0), (Escalation, 1)]), area("y", &[(Primary, 1), (Primary, 0)])];
        let matrix = Matrix { systems: vec![system("a", Vec::new(), areas)], ..Matrix::default() };
        let of = |party, responsibility| {
            let areas = super::areas(&matrix, PartyId(party));
            areas.of(responsibility).iter().map(|area| area.area.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of(0, Primary), ["x", "y"]);
        assert_eq!(of(1, Primary), ["y"]);
        assert_eq!(of(1, Escalation), ["x"]);
        assert!(of(0, Escalation).is_empty());
    }

    #[test]
    fn inherited_ownership_is_not_repeated() {
        let owner = Ownership {
            role: "data".into(),
            title: None,
            parties: vec![PartyId(0)],
            note: None,
            place: Place::default(),
        };
        let part = System { part_of: Some(SystemId(0)), ..system("part", Vec::new(), Vec::new()) };
        let matrix = Matrix { systems: vec![system("whole", vec![owner], Vec::new()), part], ..Matrix::default() };
        assert_eq!(matrix.owners(SystemId(1)).len(), 1);
        assert_eq!(owns(&matrix, PartyId(0)).len(), 1);
    }
}
