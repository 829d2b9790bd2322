//! The escalation policy as a row follows it: `call: [primary]` becomes the parties of the row.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::matrix::{Area, Level, LevelContact, Matrix, PartyId, Policy, Responsibility, SystemId};

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
        for level in policy.levels.iter_mut().filter(|level| !level.row.is_empty()) {
            call_row(level, |responsibility| parties(matrix, system, area, (responsibility, today)));
        }
        let mut row = Self { policy, in_no_level: Vec::new() };
        row.call_primaries(matrix, area, today);
        row
    }

    /// Adds primaries that have an address and that no level calls to level 1.
    fn call_primaries(&mut self, matrix: &Matrix, area: Option<&Area>, today: Option<Date>) {
        let contacts = self.policy.levels.iter().flat_map(|level| &level.contacts);
        let called = contacts.flat_map(|contact| std::iter::once(contact.party).chain(contact.takes.iter().copied()));
        let called: HashSet<PartyId> = called.collect();
        let primaries = area.into_iter().flat_map(|area| current(area, Responsibility::Primary, today));
        self.in_no_level = primaries.filter(|party| matrix.is_reachable(*party) && !called.contains(party)).collect();
        if let (Some(first), Some(area)) = (self.policy.levels.first_mut(), area) {
            let added = self.in_no_level.iter().map(|party| LevelContact::by_call(*party, area.place));
            first.contacts.splice(0..0, added);
        }
    }
}

/// Replaces the calls of a row by its parties. The first call of a party counts, and its addresses at this level go before its own.
fn call_row(level: &mut Level, parties: impl Fn(Responsibility) -> Vec<PartyId>) {
    let listed = std::mem::take(&mut level.contacts);
    let mut first = HashMap::new();
    for (at, contact) in listed.iter().enumerate().filter(|(_, contact)| !contact.by_call || contact.rota.is_none()) {
        first.entry(contact.party).or_insert(at);
    }
    let mut listed: Vec<Option<LevelContact>> = listed.into_iter().map(Some).collect();
    let (mut row, mut called) = (std::mem::take(&mut level.row).into_iter().peekable(), HashSet::new());
    for at in 0..=listed.len() {
        while let Some(call) = row.next_if(|call| call.after as usize <= at) {
            for party in parties(call.responsibility) {
                let known = first.get(&party).copied();
                if known.is_some_and(|known| known < at) || !called.insert(party) {
                    continue;
                }
                let contact = known.and_then(|known| listed[known].take());
                let contact = contact.unwrap_or_else(|| LevelContact::by_call(party, call.place));
                level.contacts.push(LevelContact { by_call: true, ..contact });
            }
        }
        level.contacts.extend(listed.get_mut(at).and_then(Option::take));
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

/// Whom to call for a system if nobody else can be reached: the escalation contact that its areas agree on, then its owners.
pub(crate) fn last(matrix: &Matrix, system: SystemId, today: Date) -> Vec<PartyId> {
    let escalation = parties(matrix, Some(system), None, (Responsibility::Escalation, Some(today)));
    escalation.into_iter().chain(owners(matrix, system, Some(today))).collect()
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
        let mut known = HashSet::new();
        let parties = roles.flat_map(|(_, owner)| &owner.parties).copied();
        parties.filter(|party| matrix.is_reachable(*party) && known.insert(*party)).collect::<Vec<_>>()
    };
    let first = called(true);
    if first.is_empty() { called(false) } else { first }
}
