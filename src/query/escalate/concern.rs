//! What the contacts of a level have to do with the system or the area that is asked about, as far as the matrix says.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use crate::matrix::{Area, LevelContact, Matrix, PartyId, Policy, Responsibility, SystemId};

/// The parties of a system or an area, and the policy that is followed. Each contact is looked up: a level may have thousands.
pub(super) struct Concern<'m> {
    matrix: &'m Matrix,
    /// Whom the row names, or else who owns the system, with their parts in it.
    parts: HashMap<PartyId, Parts>,
    /// The teams among them by their leads, in the order of the row.
    led: HashMap<PartyId, Vec<PartyId>>,
    /// The position of the first level that calls a party.
    called: HashMap<PartyId, usize>,
    /// The position of the first level with a contact that takes the calls of a party.
    taken: HashMap<PartyId, usize>,
    /// The position of the first level with a contact of a party for all calls.
    contacts: HashMap<PartyId, usize>,
}

/// What a party is in it.
struct Parts {
    /// Its position among the parties.
    at: usize,
    parts: Vec<String>,
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
    /// Those whose last day is over on a day have nothing to do with it any more.
    pub(super) fn of(
        matrix: &'m Matrix,
        policy: &'m Policy,
        system: Option<SystemId>,
        area: Option<&Area>,
        today: Date,
    ) -> Self {
        let parties = match (area, system) {
            (Some(area), _) => row(area, today),
            (None, Some(system)) => owners(matrix, system, today),
            (None, None) => Vec::new(),
        };
        let (mut parts, mut led): (HashMap<PartyId, Parts>, HashMap<PartyId, Vec<PartyId>>) = Default::default();
        for (party, part) in parties {
            let at = parts.len();
            let of = parts.entry(party).or_insert_with(|| {
                if let Some(lead) = lead_of(matrix, party) {
                    led.entry(lead).or_default().push(party);
                }
                Parts { at, parts: Vec::new() }
            });
            of.parts.push(part);
        }
        let for_all = |contact: &'m LevelContact| if contact.takes.is_empty() { party_of(contact) } else { &[] };
        Self {
            matrix,
            parts,
            led,
            called: first_levels(policy, party_of),
            taken: first_levels(policy, |contact| &contact.takes),
            contacts: first_levels(policy, for_all),
        }
    }

    /// What a contact has to do with it. One that takes the calls of others only has nothing to do with it.
    pub(super) fn roles(&self, contact: &LevelContact) -> Vec<Role> {
        if contact.takes.is_empty() { self.roles_by_part(contact.party) } else { self.roles_by_calls(contact) }
    }

    /// Whether the matrix says that the calls go to this contact.
    pub(super) fn is_assigned(&self, contact: &LevelContact) -> bool {
        self.roles(contact).iter().any(Role::is_assigned)
    }

    /// Whether a level calls a party.
    pub(super) fn is_called(&self, party: PartyId) -> bool {
        self.called.contains_key(&party)
    }

    /// The position of the first level with a contact for a party: itself, its lead, or one who takes its calls.
    pub(super) fn first_contact_for(&self, party: PartyId) -> Option<usize> {
        let of_lead = lead_of(self.matrix, party).and_then(|lead| self.contacts.get(&lead));
        [self.contacts.get(&party), of_lead, self.taken.get(&party)].into_iter().flatten().min().copied()
    }

    fn roles_by_calls(&self, contact: &LevelContact) -> Vec<Role> {
        let concerned = contact.takes.iter().filter_map(|party| Some((self.parts.get(party)?.at, *party)));
        let concerned: BTreeSet<(usize, PartyId)> = concerned.collect();
        concerned.into_iter().map(|(_, party)| Role::Takes(self.matrix.party(party).name.clone())).collect()
    }

    fn roles_by_part(&self, contact: PartyId) -> Vec<Role> {
        let parts =
            self.parts.get(&contact).into_iter().flat_map(|party| &party.parts).map(|part| Role::Is(part.clone()));
        let led = self.led.get(&contact).into_iter().flatten().map(|team| Role::Leads {
            team: self.matrix.party(*team).name.clone(),
            called_before: self.is_called_before(*team, contact),
        });
        parts.chain(led).collect()
    }

    /// Whether a level before the first one of the lead calls the team.
    fn is_called_before(&self, team: PartyId, lead: PartyId) -> bool {
        matches!((self.called.get(&team), self.called.get(&lead)), (Some(team), Some(lead)) if team < lead)
    }
}

/// The position of the first level for each of some parties of its contacts.
fn first_levels<'m>(
    policy: &'m Policy,
    parties: impl Fn(&'m LevelContact) -> &'m [PartyId],
) -> HashMap<PartyId, usize> {
    let mut first = HashMap::new();
    for (at, level) in policy.levels.iter().enumerate() {
        for party in level.contacts.iter().flat_map(&parties) {
            first.entry(*party).or_insert(at);
        }
    }
    first
}

fn party_of(contact: &LevelContact) -> &[PartyId] {
    std::slice::from_ref(&contact.party)
}

/// Who leads a party, if it is a team.
fn lead_of(matrix: &Matrix, party: PartyId) -> Option<PartyId> {
    matrix.party(party).team().and_then(|team| team.lead)
}

/// The parties of a row who are called in an incident, each with its part.
fn row(area: &Area, today: Date) -> Vec<(PartyId, String)> {
    let parts = [
        (Responsibility::Primary, "primary"),
        (Responsibility::Secondary, "secondary"),
        (Responsibility::Escalation, "escalation contact of the row"),
        (Responsibility::Accountable, "accountable"),
    ];
    parts
        .into_iter()
        .flat_map(|(of, part)| area.current(of, today).map(move |party| (party, part.to_owned())))
        .collect()
}

/// The owners of a system, each with its owner role.
fn owners(matrix: &Matrix, system: SystemId, today: Date) -> Vec<(PartyId, String)> {
    let owners = matrix.owners(system).into_iter().filter(|(_, owner)| !owner.has_ended(today));
    owners.flat_map(|(_, owner)| owner.parties.iter().map(|party| (*party, owner.title()))).collect()
}
