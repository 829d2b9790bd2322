//! `own attest`: which rows are confirmed, and who has to confirm the others.

use std::collections::HashSet;

use jiff::civil::Date;

use super::things::area_id;
use super::{Answer, Asker, Caveats, Confirmation, Head, Named, Unanswered, card, confirmation, resolve, target};
use crate::matrix::reviewed::{of_area, of_party, of_system};
use crate::matrix::{
    Area, Called, Fit, Kind, Matrix, PartyId, Place, Plain, Renamed, Responsibility, Reviewed, SystemId,
};
use crate::text::name::key;

answer! {
    /// How many rows are confirmed, and those that aren't.
    pub(crate) struct Confirmations {
        /// How many rows there are: areas, systems with owners of their own, and everything that was confirmed before.
        pub rows: usize,
        /// Those whose confirmation holds.
        pub fresh: usize,
        /// The others, in the order of the matrix.
        pub due: Vec<ConfirmedRow>,
    }

    /// A row and its last confirmation.
    pub(crate) struct ConfirmedRow: Head {
        /// `confirmed`, `never-confirmed`, `changed` or `overdue`.
        pub state: State,
        /// Its last confirmation; `null` if there is none.
        pub confirmed: Option<Confirmation>,
        /// Whose row it is: who is accountable for an area, or else its primary; the owners of a system; who leads a party.
        pub owners: Vec<Named>,
    }
}

words! {
    /// How far a row is confirmed.
    pub(crate) enum State {
        /// The confirmation holds.
        Fresh = "confirmed",
        /// Nobody has confirmed it.
        Never = "never-confirmed",
        /// It has changed since.
        Changed = "changed",
        /// The confirmation no longer holds, or its day is yet to come.
        Overdue = "overdue",
    }
}

/// Something that can be confirmed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Row<'m> {
    Area(SystemId, &'m Area),
    System(SystemId),
    Party(PartyId),
}

/// A row, as typed.
#[derive(Debug, Default)]
pub(crate) struct TypedRow {
    /// A system, or a system and an area; without options also a party.
    pub system: Option<String>,
    pub area: Option<String>,
    pub party: Option<String>,
    /// True if `system` may name a party.
    pub may_be_party: bool,
}

impl TypedRow {
    /// The row that it names.
    pub(crate) fn find<'m>(&self, matrix: &'m Matrix) -> Result<Row<'m>, Unanswered> {
        match (&self.system, &self.party) {
            (Some(typed), None) if self.may_be_party => called(matrix, typed),
            (Some(typed), None) => in_system(matrix, typed, self.area.as_deref()),
            (None, Some(typed)) => Ok(Row::Party(resolve::party(matrix, typed)?)),
            _ => Err(Unanswered::misuse("name one row: own attest SYSTEM [AREA], or --party PARTY", Vec::new())),
        }
    }
}

/// The row that words name: a system, an area of it, or a party.
fn called<'m>(matrix: &'m Matrix, typed: &str) -> Result<Row<'m>, Unanswered> {
    let is_exact = |party: &PartyId| Called::from(matrix.party(*party)).fit(&key(typed)) == Some(Fit::Exact);
    // A party is only meant by its whole name.
    match (in_system(matrix, typed, None), resolve::party(matrix, typed).ok().filter(is_exact)) {
        (Ok(row), Some(party)) => {
            let (_, id, _) = row.named(matrix);
            // `web/app` is an area: nobody writes the party `web-app` so.
            if typed == id && typed != matrix.party(party).id {
                return Ok(row);
            }
            let (what, row) = match row {
                Row::Area(system, area) => {
                    let system = &matrix.system(system).id;
                    ("an area", format!("own attest --system {system} --area {}", area.id))
                }
                _ => ("a system", format!("own attest --system {id}")),
            };
            let hints = vec![row, format!("own attest --party {}", matrix.party(party).id)];
            Err(Unanswered::nothing(format!("`{typed}` is {what} and a party: choose one"), hints))
        }
        (Err(_), Some(party)) => Ok(Row::Party(party)),
        (row, None) => row,
    }
}

fn in_system<'m>(matrix: &'m Matrix, typed: &str, area: Option<&str>) -> Result<Row<'m>, Unanswered> {
    let target = target::target(matrix, typed, area, Asker::Attest)?;
    let area = target.area.map(|typed| resolve::area(matrix, target.system, typed, Asker::Attest)).transpose()?;
    Ok(area.map_or(Row::System(target.system), |area| Row::Area(target.system, area)))
}

impl<'m> Row<'m> {
    /// All rows of some systems that somebody has to confirm, then parties that were confirmed before.
    pub(crate) fn all(matrix: &'m Matrix, is_asked: impl Fn(SystemId) -> bool, with_parties: bool) -> Vec<Self> {
        let mut rows = Vec::new();
        for (id, system) in matrix.system_ids().filter(|(id, _)| is_asked(*id)) {
            if !system.owners.is_empty() || system.reviewed.is_some() {
                rows.push(Self::System(id));
            }
            rows.extend(system.areas.iter().map(|area| Self::Area(id, area)));
        }
        let parties = matrix.party_ids().filter(|(_, party)| with_parties && party.reviewed.is_some());
        rows.extend(parties.map(|(id, _)| Self::Party(id)));
        rows
    }

    pub(crate) fn reviewed(self, matrix: &'m Matrix) -> Option<&'m Reviewed> {
        match self {
            Self::Area(_, area) => area.reviewed.as_deref(),
            Self::System(id) => matrix.system(id).reviewed.as_deref(),
            Self::Party(id) => matrix.party(id).reviewed.as_deref(),
        }
    }

    pub(crate) fn place(self, matrix: &Matrix) -> Place {
        match self {
            Self::Area(_, area) => area.place,
            Self::System(id) => matrix.system(id).place,
            Self::Party(id) => matrix.party(id).place,
        }
    }

    /// The digest of what it means.
    pub(crate) fn digest(self, matrix: &Matrix) -> String {
        let plain = Plain { matrix, renamed: &Renamed::new() };
        match self {
            Self::Area(_, area) => of_area(plain, area),
            Self::System(id) => of_system(plain, matrix.system(id), |other| matrix.system(other).id.clone()),
            Self::Party(id) => of_party(plain, matrix.party(id)),
        }
    }

    /// Checks whether its system or a parent says how often it has to be confirmed.
    pub(crate) fn is_asked_for(self, matrix: &Matrix) -> bool {
        self.system().is_some_and(|id| matrix.lineage(id).any(|at| matrix.system(at).review.is_some()))
    }

    pub(crate) const fn is_party(self) -> bool {
        matches!(self, Self::Party(_))
    }

    /// Checks whether a party confirmed it on a day, and it hasn't changed since.
    pub(crate) fn is_confirmed(self, matrix: &Matrix, on: Date, by: &str) -> bool {
        let is_right = |reviewed: &Reviewed| reviewed.on.value == on && reviewed.by.value == by;
        self.reviewed(matrix).is_some_and(|reviewed| is_right(reviewed) && !reviewed.is_outdated())
    }

    pub(crate) fn system(self) -> Option<SystemId> {
        match self {
            Self::Area(id, _) | Self::System(id) => Some(id),
            Self::Party(_) => None,
        }
    }

    /// How far it is confirmed on a day.
    pub(crate) fn state(self, matrix: &Matrix, today: Date) -> State {
        let Some(reviewed) = self.reviewed(matrix) else { return State::Never };
        let end = matrix.holds_until(reviewed, self.system());
        // Today may be tomorrow where it was confirmed.
        let is_early = today.tomorrow().is_ok_and(|tomorrow| tomorrow < reviewed.on.value);
        match reviewed.is_outdated() {
            true => State::Changed,
            false if is_early || end.is_some_and(|end| end < today) => State::Overdue,
            false => State::Fresh,
        }
    }

    /// Whose row it is.
    fn owners(self, matrix: &Matrix, today: Date) -> Vec<PartyId> {
        let of_system = |id| {
            let owners = matrix.owners(id).into_iter().filter(|(_, owner)| !owner.has_ended(today));
            owners.flat_map(|(_, owner)| owner.parties.clone()).collect()
        };
        let mut owners: Vec<PartyId> = match self {
            Self::Area(id, area) => {
                let cell = |of| area.current(of, today).collect::<Vec<_>>();
                let named = [cell(Responsibility::Accountable), cell(Responsibility::Primary)];
                named.into_iter().find(|parties| !parties.is_empty()).unwrap_or_else(|| of_system(id))
            }
            Self::System(id) => of_system(id),
            Self::Party(id) => {
                let party = matrix.party(id);
                let lead = party.team().and_then(|team| team.lead);
                let lead = lead.or_else(|| party.group()?.chair);
                vec![lead.unwrap_or(id)]
            }
        };
        let mut known = HashSet::new();
        owners.retain(|party| known.insert(*party));
        owners
    }

    /// Its kind, its id and its name.
    fn named(self, matrix: &'m Matrix) -> (Kind, String, &'m str) {
        match self {
            Self::Area(id, area) => (Kind::Area, area_id(matrix.system(id), area), &area.name),
            Self::System(id) => (Kind::System, matrix.system(id).id.clone(), &matrix.system(id).name),
            Self::Party(id) => (matrix.party(id).kind_name(), matrix.party(id).id.clone(), &matrix.party(id).name),
        }
    }

    /// The row as an answer shows it.
    pub(crate) fn card(self, matrix: &'m Matrix, today: Date) -> ConfirmedRow {
        let (kind, id, name) = self.named(matrix);
        ConfirmedRow {
            base: Head::new(matrix, kind, id, name, self.place(matrix)),
            state: self.state(matrix, today),
            confirmed: confirmation(matrix, self.reviewed(matrix), self.system(), Some(today)),
            owners: card::party_names(matrix, self.owners(matrix, today)),
        }
    }
}

/// The rows of some systems, and those whose confirmation holds.
pub(super) fn count(matrix: &Matrix, systems: &[SystemId], today: Date) -> (usize, usize) {
    let systems: HashSet<&SystemId> = systems.iter().collect();
    let rows = Row::all(matrix, |id| systems.contains(&id), false);
    (rows.len(), rows.iter().filter(|row| row.state(matrix, today) == State::Fresh).count())
}

/// Answers `own attest --due`: of a system with its children, of a party, or of all.
pub(crate) fn due(matrix: &Matrix, asked: &TypedRow, today: Date) -> Result<Answer<Confirmations>, Unanswered> {
    if asked.area.is_some() {
        return Err(Unanswered::misuse("--due takes a system, a party, or neither", Vec::new()));
    }
    let system = target::of_option(matrix, asked.system.as_deref())?;
    let party = asked.party.as_deref().map(|typed| resolve::party(matrix, typed)).transpose()?;
    let is_asked = |id| system.is_none_or(|asked| matrix.lineage(id).any(|parent| parent == asked));
    let mut rows = Row::all(matrix, is_asked, system.is_none());
    if let Some(party) = party {
        let ways = matrix.ways_from(party);
        rows.retain(|row| row.owners(matrix, today).iter().any(|owner| ways.iter().any(|way| way.party == *owner)));
    }
    let due: Vec<&Row<'_>> = rows.iter().filter(|row| row.state(matrix, today) != State::Fresh).collect();
    let confirmations = Confirmations {
        rows: rows.len(),
        fresh: rows.len() - due.len(),
        due: due.into_iter().map(|row| row.card(matrix, today)).collect(),
    };
    Ok(Answer::new("confirmations", vec![confirmations], Caveats::default()))
}
