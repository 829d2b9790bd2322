//! What a party has to do: areas, ownerships, migrations, calls.

use std::collections::{BTreeSet, HashMap};

use super::duty::duty;
use super::system::weeks;
use crate::matrix::{
    Area, Assignment, Band, Change, Level, Matrix, Ownership, PartyId, Policy, Step, StepEntry, SystemId,
};
use crate::query::level::{self, LevelContactCard};
use crate::query::owner::{owner, role};
use crate::query::{At, Cells, Key, Named, Owner, Parties, Thing, card};

answer! {
    /// An area of a party.
    pub(crate) struct PartyArea {
        /// The system.
        pub system: Named,
        /// The area.
        pub area: Named,
        /// What limits the assignment, such as "acting".
        pub note: Option<String>,
        /// The last day of the assignment.
        pub until: Option<String>,
        /// Whether that day is over; `null` without such a day, and in answers that are of no day.
        pub ended: Option<bool>,
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

/// What each party has to do, and the duties of each system, collected in one walk over the matrix.
pub(super) struct Work<'m> {
    parties: HashMap<PartyId, OfParty<'m>>,
    duties: HashMap<Option<SystemId>, Vec<&'m Thing>>,
    nothing: OfParty<'m>,
}

/// What one party has to do, each in the order of the matrix.
#[derive(Default)]
pub(super) struct OfParty<'m> {
    cells: Vec<(SystemId, &'m Area, &'m Assignment)>,
    owns: Vec<(SystemId, &'m Ownership)>,
    migrations: Vec<(SystemId, &'m Band)>,
    /// Duties that it does, takes part in, and gets a report of.
    pub(super) duties: [Vec<&'m Thing>; 3],
    /// Teams in a team.
    pub(super) parts: Vec<PartyId>,
    /// Roles of a team.
    pub(super) roles: Vec<PartyId>,
    /// Groups that it chairs.
    pub(super) chairs: Vec<PartyId>,
    /// Teams that it belongs to, and groups on which it sits.
    pub(super) member_of: Vec<PartyId>,
    /// Change categories that it approves.
    pub(super) approves: Vec<&'m Change>,
    /// Change categories that notify it.
    pub(super) notified: Vec<&'m Change>,
    /// What it does in the change process.
    pub(super) process: Vec<(&'m Step, &'m StepEntry)>,
}

impl<'m> Work<'m> {
    pub(super) fn of(matrix: &'m Matrix, things: &'m [Thing]) -> Self {
        let mut work = Self { parties: HashMap::new(), duties: HashMap::new(), nothing: OfParty::default() };
        work.organisation(matrix);
        work.systems(matrix);
        work.duties(matrix, things);
        for change in &matrix.changes {
            let approval = change.approval.as_ref().map(|approval| approval.by.as_slice()).unwrap_or_default();
            work.each(approval, |party| party.approves.push(change));
            work.each(&change.notify, |party| party.notified.push(change));
        }
        for step in &matrix.change_process {
            for entry in &step.entries {
                work.each(&entry.by, |party| party.process.push((step, entry)));
            }
        }
        work
    }

    /// What a party has to do.
    pub(super) fn of_party(&self, id: PartyId) -> &OfParty<'m> {
        self.parties.get(&id).unwrap_or(&self.nothing)
    }

    /// The duties of a system, or the global ones.
    pub(super) fn duties_of(&self, system: Option<SystemId>) -> &[&'m Thing] {
        self.duties.get(&system).map(Vec::as_slice).unwrap_or_default()
    }

    fn party(&mut self, id: PartyId) -> &mut OfParty<'m> {
        self.parties.entry(id).or_default()
    }

    /// Each of some parties, once.
    fn each(&mut self, parties: &[PartyId], mut add: impl FnMut(&mut OfParty<'m>)) {
        for id in parties.iter().collect::<BTreeSet<_>>() {
            add(self.party(*id));
        }
    }

    fn organisation(&mut self, matrix: &'m Matrix) {
        for (id, party) in matrix.party_ids() {
            if let Some(team) = party.team_of_role() {
                self.party(team).roles.push(id);
            }
            if let Some(group) = party.group() {
                self.each(group.chair.as_slice(), |chair| chair.chairs.push(id));
                self.each(&group.members, |member| member.member_of.push(id));
            }
            if let Some(team) = party.team() {
                self.each(&team.members, |member| member.member_of.push(id));
                self.each(team.part_of.as_slice(), |whole| whole.parts.push(id));
            }
        }
    }

    fn systems(&mut self, matrix: &'m Matrix) {
        for (id, system) in matrix.system_ids() {
            for area in &system.areas {
                for cell in &area.assignments {
                    self.party(cell.party).cells.push((id, area, cell));
                }
            }
            for ownership in &system.owners {
                self.each(&ownership.parties, |party| party.owns.push((id, ownership)));
            }
            for band in system.migration.iter().flat_map(|migration| &migration.timeline) {
                self.each(&band.by, |party| party.migrations.push((id, band)));
            }
        }
    }

    fn duties(&mut self, matrix: &'m Matrix, things: &'m [Thing]) {
        for thing in things {
            let Key::Duty(system, index) = thing.key else { continue };
            let duty = duty(matrix, system, index);
            for (part, parties) in [&duty.by, &duty.with, &duty.reported_to].into_iter().enumerate() {
                self.each(parties, |party| party.duties[part].push(thing));
            }
            self.duties.entry(system).or_default().push(thing);
        }
    }
}

impl OfParty<'_> {
    /// The number of areas, owner roles and duties.
    pub(super) fn rows(&self) -> usize {
        self.cells.len() + self.owns.len() + self.duties.iter().map(Vec::len).sum::<usize>()
    }

    pub(super) fn areas(&self, matrix: &Parties<'_>) -> Cells<PartyArea> {
        Cells::of(|responsibility| {
            let cells = self.cells.iter().filter(|(_, _, cell)| cell.responsibility == responsibility);
            let area = |(system, area, cell): &(SystemId, &Area, &Assignment)| PartyArea {
                system: card::system_name(matrix, *system),
                area: card::area_name(area),
                note: cell.note().cloned(),
                until: cell.until().map(|until| until.to_string()),
                ended: cell.until().and(matrix.day).map(|today| cell.has_ended(today)),
                at: card::at(matrix, cell.place),
            };
            cells.map(area).collect()
        })
    }

    /// What a party owns, as stated: children that inherit it aren't repeated.
    pub(super) fn owns(&self, matrix: &Parties<'_>) -> Vec<Owner> {
        self.owns.iter().map(|(system, ownership)| owner(matrix, *system, *system, ownership, matrix.day)).collect()
    }

    /// The same without the parties of each ownership, which may be many.
    pub(super) fn owner_roles(&self, matrix: &Matrix) -> Vec<Owner> {
        self.owns.iter().map(|(system, ownership)| role(matrix, *system, *system, ownership, None)).collect()
    }

    pub(super) fn migrations(&self, matrix: &Matrix) -> Vec<MigrationPart> {
        let part = |(system, band): &(SystemId, &Band)| MigrationPart {
            system: card::system_name(matrix, *system),
            weeks: weeks(band),
            activity: band.activity.clone(),
            at: card::at(matrix, band.place),
        };
        self.migrations.iter().map(part).collect()
    }
}

/// The level-contacts of a party.
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
    use crate::matrix::{Place, Responsibility, System};
    use crate::query::things::things;

    fn area(id: &str, cells: &[(Responsibility, u32)]) -> Area {
        let cell = |(responsibility, party): &(Responsibility, u32)| Assignment {
            responsibility: *responsibility,
            party: PartyId(*party),
            terms: None,
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
            let areas = Work::of(&matrix, &[]).of_party(PartyId(party)).areas(&Parties::on(&matrix, None));
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
        let things = things(&matrix);
        let work = Work::of(&matrix, &things);
        assert_eq!(work.of_party(PartyId(0)).owns(&Parties::of(&matrix)).len(), 1);
    }
}
