//! What a party has to do: areas, ownerships, migrations, calls.

use super::system::weeks;
use crate::matrix::{Assignment, Level, Matrix, PartyId, Policy};
use crate::query::area::Cells;
use crate::query::card::{self, At, Named};
use crate::query::level::{self, LevelContactCard};
use crate::query::owner::{Owner, owner};
use crate::query::party::Parties;

answer! {
    /// An area of a party.
    pub(crate) struct PartyArea {
        /// The system.
        pub system: Named,
        /// The area.
        pub area: Named,
        /// Position of the party in it.
        pub at: At,
    }

    /// A band of a migration that a party works on.
    pub(crate) struct MigrationPart {
        /// The system.
        pub system: Named,
        /// The weeks, such as `1-2`.
        pub weeks: String,
        /// What is done.
        pub activity: Option<String>,
        /// Position in the source.
        pub at: At,
    }

    /// An escalation level that calls a party.
    pub(crate) struct LevelCall: LevelContactCard {
        /// The id of the level: its policy and its number.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its number, from 1.
        pub number: u32,
        /// Its policy.
        pub policy: Named,
    }
}

pub(super) fn areas(matrix: &Matrix, id: PartyId) -> Cells<PartyArea> {
    Cells::of(|responsibility| {
        let cells =
            matrix.areas().flat_map(|(system, area)| area.assignments.iter().map(move |cell| (system, area, cell)));
        let own = cells.filter(|(_, _, cell)| cell.party == id && cell.responsibility == responsibility);
        let area = |(system, area, cell): (_, _, &Assignment)| PartyArea {
            system: card::system_name(matrix, system),
            area: card::area_name(area),
            at: card::at(matrix, cell.place),
        };
        own.map(area).collect()
    })
}

/// What a party owns, as stated: children that inherit it aren't repeated.
pub(super) fn owns(matrix: &Parties<'_>, id: PartyId) -> Vec<Owner> {
    let stated =
        matrix.system_ids().flat_map(|(system, of)| of.owners.iter().map(move |ownership| (system, ownership)));
    let own = stated.filter(|(_, ownership)| ownership.parties.contains(&id));
    own.map(|(system, ownership)| owner(matrix, system, system, ownership)).collect()
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

pub(super) fn calls(matrix: &Parties<'_>, id: PartyId) -> Vec<LevelCall> {
    let call = |(policy, level, call): (&Policy, &Level, _)| {
        let Named { id, name } = card::level_name(policy, level);
        LevelCall {
            base: level::contact(matrix, call),
            id,
            name,
            number: level.number,
            policy: card::policy_name(policy),
        }
    };
    matrix.calls(id).map(call).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Area, Place, Responsibility, System, SystemId};

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
        let matrix = Matrix { systems: vec![System { areas, ..System::named("a", "a") }], ..Matrix::default() };
        let of = |party, responsibility| {
            let areas = super::areas(&matrix, PartyId(party));
            areas[responsibility].iter().map(|area| area.area.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of(0, Primary), ["x", "y"]);
        assert_eq!(of(1, Primary), ["y"]);
        assert_eq!(of(1, Escalation), ["x"]);
        assert!(of(0, Escalation).is_empty());
    }

    #[test]
    fn inherited_ownership_is_not_repeated() {
        let yaml = "version: 1\nteams:\n  crew: { name: Crew }\nsystems:\n  whole: { name: Whole, owners: { data: crew } }\n  \
                    part: { name: Part, part_of: whole }\n";
        let matrix = crate::source::from_texts([("test.yaml".to_owned(), yaml.to_owned())]).unwrap();
        assert_eq!(matrix.owners(SystemId(1)).len(), 1);
        assert_eq!(owns(&Parties::of(&matrix), PartyId(0)).len(), 1);
    }
}
