//! The parties for which a person is responsible without being named: roles that the person holds, and teams.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Contact, Matrix, PartyId, PartyKind};

/// A party, and the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub party: PartyId,
    /// Roles and teams from the person on. The last one is the party. Empty for the person.
    pub steps: Vec<PartyId>,
}

impl Matrix {
    /// A party, and if it is a person, everything for which the person is responsible: roles that the person holds; teams
    /// that the person or one of these roles leads or belongs to; teams that these are part of. Each has its shortest way.
    /// Other parties are responsible only where they are named.
    pub(crate) fn ways_from(&self, id: PartyId) -> Vec<Way> {
        let mut ways = vec![Way { party: id, steps: Vec::new() }];
        if !self.party(id).is_person() {
            return ways;
        }
        let mut known = vec![false; self.parties.len()];
        let mut next = 0;
        while let Some(Way { party: from, steps }) = ways.get(next).cloned() {
            for to in self.next_from(from).iter().copied() {
                if !std::mem::replace(&mut known[to.0 as usize], true) {
                    let steps = steps.iter().copied().chain([to]).collect();
                    ways.push(Way { party: to, steps });
                }
            }
            next += 1;
        }
        ways
    }

    /// Pairs of parties: those who are responsible for the first are so for the second.
    pub(crate) fn steps(&self) -> BTreeSet<(PartyId, PartyId)> {
        let mut steps = BTreeSet::new();
        for (id, party) in self.party_ids() {
            match &party.kind {
                PartyKind::Role(role) => steps.extend(role.held_by.iter().map(|holder| (*holder, id))),
                PartyKind::Team(team) => {
                    steps.extend(team.lead.iter().chain(&team.members).map(|member| (*member, id)));
                }
                _ => {}
            }
            let whole = party.team_of_role().into_iter().chain(party.team().and_then(|team| team.part_of));
            steps.extend(whole.filter(|to| self.party(*to).team().is_some()).map(|to| (id, to)));
        }
        steps
    }

    /// The holders of a role, or the members and the lead of a team.
    pub(crate) fn everyone(&self, party: PartyId) -> Vec<PartyId> {
        match &self.party(party).kind {
            PartyKind::Role(role) => role.held_by.clone(),
            PartyKind::Team(team) => {
                let lead = team.lead.filter(|lead| !team.members.contains(lead));
                team.members.iter().copied().chain(lead).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Checks whether anybody is ever away: if not, an answer needs no date for it.
    pub(crate) fn has_absences(&self) -> bool {
        self.parties.iter().any(|party| !party.away().is_empty())
    }

    /// The last day on which a person who is away on a day is away, or on which everyone of a role or a team is.
    pub(crate) fn away_until(&self, party: PartyId, day: Date) -> Option<Date> {
        let last = |person: PartyId| self.party(person).away_until(day);
        let of_role = |party: PartyId| match self.holders(party) {
            [] => last(party),
            holders => holders.iter().map(|holder| last(*holder)).min().flatten(),
        };
        match self.everyone(party).as_slice() {
            [] => last(party),
            everyone => everyone.iter().map(|party| of_role(*party)).min().flatten(),
        }
    }

    /// The people who hold a role.
    pub(crate) fn holders(&self, party: PartyId) -> &[PartyId] {
        self.party(party).role().map_or(&[], |role| &role.held_by)
    }

    /// The people through whom a role without an address of its own is reached.
    pub(crate) fn reached_through(&self, party: PartyId) -> &[PartyId] {
        let has_none = self.party(party).contacts.iter().all(Contact::is_placeholder);
        if has_none { self.holders(party) } else { &[] }
    }

    /// Checks whether one of those who hold a role has an address that works.
    pub(crate) fn has_reachable_holder(&self, party: PartyId) -> bool {
        let works = |holder: &PartyId| self.party(*holder).contacts.iter().any(|contact| !contact.is_placeholder());
        self.holders(party).iter().any(works)
    }

    /// The addresses of a party; those of the holders for a role without an address that works.
    pub(crate) fn contacts_of(&self, party: PartyId) -> impl Iterator<Item = &Contact> {
        let holders = self.reached_through(party).iter();
        self.party(party).contacts.iter().chain(holders.flat_map(|holder| &self.party(*holder).contacts))
    }
}
