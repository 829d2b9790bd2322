//! The escalation policy as a row follows it: `call: [primary]` becomes the parties of the row.

use crate::matrix::{Area, LevelContact, Matrix, PartyId, Policy, Responsibility, SystemId};

/// A policy whose levels list everybody whom they call for a row.
pub(crate) struct RowPolicy {
    pub(crate) policy: Policy,
    /// Primaries that no level calls. Level 1 calls them first.
    pub(crate) in_no_level: Vec<PartyId>,
}

impl RowPolicy {
    pub(crate) fn of(matrix: &Matrix, policy: &Policy, system: Option<SystemId>, area: Option<&Area>) -> Self {
        let mut policy = policy.clone();
        for level in &mut policy.levels {
            let mut row = std::mem::take(&mut level.row);
            // The last goes first, so that the positions of the others hold.
            while let Some(call) = row.pop() {
                for (at, party) in (call.after as usize..).zip(parties(matrix, system, area, call.responsibility)) {
                    let own = level.contacts.iter().position(|contact| contact.party == party && !contact.by_call);
                    // Its addresses at this level go before its own.
                    let contact = own.map(|own| level.contacts.remove(own));
                    let contact = contact.unwrap_or_else(|| LevelContact::by_call(party, call.place));
                    level.contacts.insert(at, LevelContact { by_call: true, ..contact });
                }
            }
        }
        let mut row = Self { policy, in_no_level: Vec::new() };
        row.call_primaries(matrix, area);
        row
    }

    /// Adds primaries that have an address and that no level calls to level 1.
    fn call_primaries(&mut self, matrix: &Matrix, area: Option<&Area>) {
        let levels = &self.policy.levels;
        let is_called = |party: PartyId| {
            let calls = |contact: &LevelContact| contact.party == party || contact.takes.contains(&party);
            levels.iter().any(|level| level.contacts.iter().any(calls))
        };
        let primaries = area.into_iter().flat_map(|area| area.parties(Responsibility::Primary));
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
    responsibility: Responsibility,
) -> Vec<PartyId> {
    if let Some(area) = area {
        return area.parties(responsibility).collect();
    }
    let Some(system) = system else { return Vec::new() };
    let mut cells = matrix.system(system).areas.iter().map(|area| area.parties(responsibility).collect::<Vec<_>>());
    if let Some(first) = cells.next().filter(|first| !first.is_empty())
        && cells.all(|cell| cell == first)
    {
        return first;
    }
    if responsibility == Responsibility::Primary { owners(matrix, system) } else { Vec::new() }
}

fn owners(matrix: &Matrix, system: SystemId) -> Vec<PartyId> {
    let owners = matrix.owners(system);
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
