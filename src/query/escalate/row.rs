//! The escalation policy as a row follows it: `call: [primary]` becomes the parties of the row.

use jiff::civil::Date;

use crate::matrix::{Area, LevelContact, Matrix, PartyId, Policy, Responsibility, SystemId};

/// A policy whose levels list everybody whom they call for a row.
pub(crate) struct RowPolicy {
    pub(crate) policy: Policy,
    /// Primaries that no level calls. Level 1 calls them first.
    pub(crate) in_no_level: Vec<PartyId>,
}

impl RowPolicy {
    /// `today` tells whose assignment has ended: nobody calls them.
    pub(crate) fn of(
        matrix: &Matrix,
        policy: &Policy,
        system: Option<SystemId>,
        area: Option<&Area>,
        today: Option<Date>,
    ) -> Self {
        let mut policy = policy.clone();
        for level in &mut policy.levels {
            let mut row = std::mem::take(&mut level.row);
            // The last goes first, so that the positions of the others hold.
            while let Some(call) = row.pop() {
                let at = call.after as usize;
                for party in parties(matrix, system, area, (call.responsibility, today)).into_iter().rev() {
                    let is_it =
                        |contact: &LevelContact| contact.party == party && !(contact.by_call && contact.rota.is_some());
                    let known = level.contacts.iter().position(is_it);
                    // The first call of a party counts.
                    if known.is_some_and(|known| known < at) {
                        continue;
                    }
                    // Its addresses at this level go before its own.
                    let contact = known.map(|known| level.contacts.remove(known));
                    let contact = contact.unwrap_or_else(|| LevelContact::by_call(party, call.place));
                    level.contacts.insert(at, LevelContact { by_call: true, ..contact });
                }
            }
        }
        let mut row = Self { policy, in_no_level: Vec::new() };
        row.call_primaries(matrix, area, today);
        row
    }

    /// Adds primaries that have an address and that no level calls to level 1.
    fn call_primaries(&mut self, matrix: &Matrix, area: Option<&Area>, today: Option<Date>) {
        let levels = &self.policy.levels;
        let is_called = |party: PartyId| {
            let calls = |contact: &LevelContact| contact.party == party || contact.takes.contains(&party);
            levels.iter().any(|level| level.contacts.iter().any(calls))
        };
        let primaries = area.into_iter().flat_map(|area| current(area, Responsibility::Primary, today));
        self.in_no_level = primaries.filter(|party| matrix.is_reachable(*party) && !is_called(*party)).collect();
        if let (Some(first), Some(area)) = (self.policy.levels.first_mut(), area) {
            let added = self.in_no_level.iter().map(|party| LevelContact::by_call(*party, area.place));
            first.contacts.splice(0..0, added);
        }
    }
}

/// Owner roles that answer for data or money, not for an outage.
const NOT_CALLED: [&str; 2] = ["data", "business"];

/// The parties that a level calls as `primary` or `secondary`.
///
/// Without an area they are those of all areas of the system, if the areas agree. Otherwise its owners stand for the
/// primary: those who can be reached, and of them those who are called in an outage.
pub(crate) fn parties(
    matrix: &Matrix,
    system: Option<SystemId>,
    area: Option<&Area>,
    (responsibility, today): (Responsibility, Option<Date>),
) -> Vec<PartyId> {
    if let Some(area) = area {
        return current(area, responsibility, today);
    }
    let Some(system) = system else { return Vec::new() };
    let mut cells = matrix.system(system).areas.iter().map(|area| current(area, responsibility, today));
    if let Some(first) = cells.next().filter(|first| !first.is_empty())
        && cells.all(|cell| cell == first)
    {
        return first;
    }
    if responsibility == Responsibility::Primary { owners(matrix, system, today) } else { Vec::new() }
}

/// The parties of a cell whose last day isn't over.
fn current(area: &Area, responsibility: Responsibility, today: Option<Date>) -> Vec<PartyId> {
    match today {
        Some(today) => area.current(responsibility, today).collect(),
        None => area.parties(responsibility).collect(),
    }
}

fn owners(matrix: &Matrix, system: SystemId, today: Option<Date>) -> Vec<PartyId> {
    let mut owners = matrix.owners(system);
    owners.retain(|(_, owner)| today.is_none_or(|today| !owner.has_ended(today)));
    let called = |in_outage: bool| {
        let roles = owners.iter().filter(|(_, owner)| NOT_CALLED.contains(&owner.role.as_str()) != in_outage);
        let mut parties: Vec<PartyId> = Vec::new();
        for party in roles.flat_map(|(_, owner)| &owner.parties) {
            if matrix.is_reachable(*party) && !parties.contains(party) {
                parties.push(*party);
            }
        }
        parties
    };
    let first = called(true);
    if first.is_empty() { called(false) } else { first }
}
