//! The parties for which a person is responsible without being named: roles that the person holds, and teams.

use super::{Contact, Matrix, Party, PartyId, PartyKind};

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
            for (to, _) in self.party_ids().filter(|(to, party)| self.leads_to(from, *to, party)) {
                if !std::mem::replace(&mut known[to.0 as usize], true) {
                    let steps = steps.iter().copied().chain([to]).collect();
                    ways.push(Way { party: to, steps });
                }
            }
            next += 1;
        }
        ways
    }

    /// Checks whether those who are responsible for one party are so for another one.
    fn leads_to(&self, from: PartyId, to: PartyId, party: &Party) -> bool {
        match &party.kind {
            PartyKind::Role(role) => role.held_by.contains(&from),
            PartyKind::Team(team) => {
                let from_party = self.party(from);
                let is_in = from_party.team_of_role() == Some(to)
                    || from_party.team().is_some_and(|team| team.part_of == Some(to));
                is_in || team.lead == Some(from) || team.members.contains(&from)
            }
            _ => false,
        }
    }

    /// The people who hold a role.
    pub(crate) fn holders(&self, party: PartyId) -> &[PartyId] {
        self.party(party).role().map_or(&[], |role| &role.held_by)
    }

    /// Checks whether one of those who hold a role has an address that works.
    pub(crate) fn has_reachable_holder(&self, party: PartyId) -> bool {
        let works = |holder: &PartyId| self.party(*holder).contacts.iter().any(|contact| !contact.is_placeholder());
        self.holders(party).iter().any(works)
    }

    /// The addresses of a party; those of the holders for a role without an address that works.
    pub(crate) fn contacts_of(&self, party: PartyId) -> impl Iterator<Item = &Contact> {
        let own = &self.party(party).contacts;
        let holders = if own.iter().all(Contact::is_placeholder) { self.holders(party) } else { &[] };
        own.iter().chain(holders.iter().flat_map(|holder| &self.party(*holder).contacts))
    }
}
