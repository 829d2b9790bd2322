//! What the contacts of a level have to do with the system or the area that is asked about, as far as the matrix says.

use crate::matrix::{Area, LevelContact, Matrix, PartyId, Policy, Responsibility, SystemId};

/// The parties of a system or an area, and the policy that is followed.
pub(super) struct Concern<'m> {
    matrix: &'m Matrix,
    policy: &'m Policy,
    /// Whom the row names, or else who owns the system; each with its part in it.
    parties: Vec<(PartyId, String)>,
}

/// What a level-contact has to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// It is one of the parties.
    Is(String),
    /// It takes the escalations of one of the parties.
    Takes(String),
    /// It leads one of the parties.
    Leads {
        /// The name of the team.
        team: String,
        /// Whether an earlier level calls the team, so that its lead is the next step from it. Where none does, the
        /// matrix doesn't say that the lead takes its calls.
        called_before: bool,
    },
}

impl Role {
    /// As people read it.
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::Is(part) => part.clone(),
            Self::Takes(party) => format!("takes the calls of {party}"),
            Self::Leads { team, .. } => format!("leads {team}"),
        }
    }

    /// Whether the matrix says that the calls go there.
    fn is_assigned(&self) -> bool {
        !matches!(self, Self::Leads { called_before: false, .. })
    }
}

impl<'m> Concern<'m> {
    pub(super) fn of(matrix: &'m Matrix, policy: &'m Policy, system: Option<SystemId>, area: Option<&Area>) -> Self {
        let parties = match (area, system) {
            (Some(area), _) => row(area),
            (None, Some(system)) => owners(matrix, system),
            (None, None) => Vec::new(),
        };
        Self { matrix, policy, parties }
    }

    /// What a contact has to do with it. One that takes the calls of others only has nothing to do with it.
    pub(super) fn roles(&self, contact: &LevelContact) -> Vec<Role> {
        if contact.takes.is_empty() { self.roles_by_part(contact.party) } else { self.roles_by_calls(contact) }
    }

    /// Whether the matrix says that the calls go to this contact.
    pub(super) fn is_assigned(&self, contact: &LevelContact) -> bool {
        self.roles(contact).iter().any(Role::is_assigned)
    }

    /// Whether a level has a contact for a party: itself, its lead, or one who takes its calls.
    pub(super) fn has_contact_for(&self, contact: &LevelContact, party: PartyId) -> bool {
        let lead = self.matrix.party(party).team().and_then(|team| team.lead);
        match contact.takes.as_slice() {
            [] => contact.party == party || Some(contact.party) == lead,
            takes => takes.contains(&party),
        }
    }

    fn roles_by_calls(&self, contact: &LevelContact) -> Vec<Role> {
        let concerned = self.parties.iter().filter(|(party, _)| contact.takes.contains(party));
        let mut roles: Vec<Role> = Vec::new();
        for role in concerned.map(|(party, _)| Role::Takes(self.matrix.party(*party).name.clone())) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles
    }

    fn roles_by_part(&self, contact: PartyId) -> Vec<Role> {
        let is = self.parties.iter().filter(|(party, _)| *party == contact).map(|(_, part)| Role::Is(part.clone()));
        let mut roles: Vec<Role> = is.collect();
        for (party, _) in &self.parties {
            let party_of = self.matrix.party(*party);
            if party_of.team().is_some_and(|team| team.lead == Some(contact)) {
                let called_before = self.is_called_before(*party, contact);
                let role = Role::Leads { team: party_of.name.clone(), called_before };
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        roles
    }

    /// Whether a level before the first one of the lead calls the team.
    fn is_called_before(&self, team: PartyId, lead: PartyId) -> bool {
        let first = |party: PartyId| {
            self.policy.levels.iter().position(|level| level.contacts.iter().any(|contact| contact.party == party))
        };
        matches!((first(team), first(lead)), (Some(team), Some(lead)) if team < lead)
    }
}

/// The parties of a row who are called in an incident, each with its part.
fn row(area: &Area) -> Vec<(PartyId, String)> {
    let parts = [
        (Responsibility::Primary, "primary"),
        (Responsibility::Secondary, "secondary"),
        (Responsibility::Escalation, "escalation contact of the row"),
        (Responsibility::Accountable, "accountable"),
    ];
    parts.into_iter().flat_map(|(of, part)| area.parties(of).map(move |party| (party, part.to_owned()))).collect()
}

/// The owners of a system, each with its owner role.
fn owners(matrix: &Matrix, system: SystemId) -> Vec<(PartyId, String)> {
    let owners = matrix.owners(system).into_iter();
    owners.flat_map(|(_, owner)| owner.parties.iter().map(|party| (*party, owner.title()))).collect()
}
