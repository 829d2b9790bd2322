//! What refers to what, collected when a question first asks: an answer with a row for each party doesn't search the whole
//! matrix for each.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::OnceLock;

use super::{
    Area, CalendarId, Level, LevelContact, Matrix, PartyId, Policy, PolicyId, Rota, RotaId, System, SystemId, TurnBy,
};

/// Lists of values by their key.
#[derive(Debug, Clone)]
struct Lists<K, V>(OnceLock<HashMap<K, Vec<V>>>);

impl<K, V> Default for Lists<K, V> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<K: Eq + Hash, V> Lists<K, V> {
    /// The values of a key, in the order of all pairs.
    fn of<Q, I>(&self, key: &Q, pairs: impl FnOnce() -> I) -> &[V]
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
        I: IntoIterator<Item = (K, V)>,
    {
        let lists = self.0.get_or_init(|| {
            let mut lists: HashMap<K, Vec<V>> = HashMap::new();
            for (key, value) in pairs() {
                lists.entry(key).or_default().push(value);
            }
            lists
        });
        lists.get(key).map(Vec::as_slice).unwrap_or_default()
    }
}

/// References of a matrix, the other way round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    children: Lists<SystemId, SystemId>,
    dependents: Lists<SystemId, SystemId>,
    /// Policy, level and contact.
    calls: Lists<PartyId, (PolicyId, usize, usize)>,
    rotas: Lists<PartyId, RotaId>,
    turns: Lists<PartyId, (usize, TurnBy)>,
    led: Lists<PartyId, PartyId>,
    held: Lists<PartyId, PartyId>,
    next: Lists<PartyId, PartyId>,
    followers: Lists<PolicyId, SystemId>,
    parties: Lists<String, PartyId>,
    systems: Lists<String, SystemId>,
    topics: OnceLock<Vec<Vec<(SystemId, usize)>>>,
    default_policy: OnceLock<Option<PolicyId>>,
    default_calendar: OnceLock<Option<CalendarId>>,
}

/// Collected from the rest of the matrix, so matrices that differ here differ there.
impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Matrix {
    /// The children of a system.
    pub(crate) fn parts(&self, parent: SystemId) -> impl Iterator<Item = &System> {
        self.part_ids(parent).iter().map(|id| self.system(*id))
    }

    /// The children of a system by their ids.
    pub(crate) fn part_ids(&self, parent: SystemId) -> &[SystemId] {
        self.index
            .children
            .of(&parent, || self.system_ids().filter_map(|(child, system)| Some((system.part_of?, child))))
    }

    /// The systems that depend on a system.
    pub(crate) fn dependents(&self, id: SystemId) -> &[SystemId] {
        self.index.dependents.of(&id, || {
            self.system_ids().flat_map(|(id, system)| system.depends_on.iter().map(move |on| (on.value, id)))
        })
    }

    /// The level-contacts of a party, each with its policy and level.
    pub(crate) fn calls(&self, party: PartyId) -> impl Iterator<Item = (&Policy, &Level, &LevelContact)> {
        let calls = self.index.calls.of(&party, || {
            self.policy_ids().flat_map(|(id, policy)| {
                (0..).zip(&policy.levels).flat_map(move |(number, level)| {
                    (0..).zip(&level.contacts).map(move |(at, contact)| (contact.party, (id, number, at)))
                })
            })
        });
        calls.iter().map(|(policy, level, contact)| {
            let policy = self.policy(*policy);
            let level = &policy.levels[*level];
            (policy, level, &level.contacts[*contact])
        })
    }

    /// The rotas of a party, in the order of the matrix.
    pub(crate) fn rotas_of(&self, party: PartyId) -> impl Iterator<Item = &Rota> + Clone {
        let rotas = self.index.rotas.of(&party, || self.rota_ids().map(|(id, rota)| (rota.party, id)));
        rotas.iter().map(|id| self.rota(*id))
    }

    /// What gives somebody turns in each rota, in the order of the matrix.
    pub(crate) fn turns_with(&self, member: PartyId) -> impl Iterator<Item = (&Rota, &[(usize, TurnBy)])> {
        let turns = self.index.turns.of(&member, || {
            let members = (0..).zip(&self.rotas).map(|(index, rota)| (index, rota.members()));
            members.flat_map(|(index, members)| members.into_iter().map(move |(member, by)| (member, (index, by))))
        });
        turns.chunk_by(|a, b| a.0 == b.0).map(|turns| (&self.rotas[turns[0].0], turns))
    }

    /// The rotas in which somebody can have a turn, in the order of the matrix.
    pub(crate) fn rotas_with(&self, member: PartyId) -> impl Iterator<Item = &Rota> {
        self.turns_with(member).map(|(rota, _)| rota)
    }

    /// The teams that a party leads.
    pub(crate) fn led_by(&self, lead: PartyId) -> &[PartyId] {
        self.index.led.of(&lead, || self.party_ids().filter_map(|(team, party)| Some((party.team()?.lead?, team))))
    }

    /// The roles that a person holds.
    pub(crate) fn roles_of(&self, person: PartyId) -> &[PartyId] {
        self.index.held.of(&person, || {
            let roles = self.party_ids().filter_map(|(id, party)| Some((id, party.role()?)));
            roles.flat_map(|(id, role)| role.held_by.iter().map(move |person| (*person, id)))
        })
    }

    /// The next parties on the [ways](Self::ways_from) from a person.
    pub(super) fn next_from(&self, party: PartyId) -> &[PartyId] {
        self.index.next.of(&party, || self.steps())
    }

    /// The party with an id.
    pub(crate) fn party_with_id(&self, id: &str) -> Option<PartyId> {
        let pairs = || self.party_ids().map(|(number, party)| (party.id.clone(), number));
        self.index.parties.of(id, pairs).first().copied()
    }

    /// The system with an id.
    pub(crate) fn system_with_id(&self, id: &str) -> Option<SystemId> {
        let pairs = || self.system_ids().map(|(number, system)| (system.id.clone(), number));
        self.index.systems.of(id, pairs).first().copied()
    }

    /// Every topic, once, in the order in which areas first name them.
    pub(crate) fn topics(&self) -> impl Iterator<Item = &str> + Clone {
        self.areas_by_topic().iter().filter_map(|areas| self.area_at(*areas.first()?).topic.as_deref())
    }

    /// The areas of a topic, by its index among all topics.
    pub(crate) fn areas_of_topic(&self, index: usize) -> impl ExactSizeIterator<Item = (SystemId, &Area)> {
        let areas = self.areas_by_topic().get(index).map(Vec::as_slice).unwrap_or_default();
        areas.iter().map(|at| (at.0, self.area_at(*at)))
    }

    /// The systems that follow an escalation policy.
    pub(crate) fn followers(&self, policy: PolicyId) -> &[SystemId] {
        let pairs = |(id, _): (SystemId, &System)| self.policies_of(id).into_iter().map(move |policy| (policy, id));
        self.index.followers.of(&policy, || self.system_ids().flat_map(pairs))
    }

    /// The escalation policy for systems that choose none.
    pub(super) fn default_policy(&self) -> Option<PolicyId> {
        let find = || self.policy_ids().find(|(_, policy)| policy.is_default()).map(|(id, _)| id);
        *self.index.default_policy.get_or_init(find)
    }

    /// The default calendar.
    pub(crate) fn default_calendar(&self) -> Option<CalendarId> {
        let find = || self.calendar_ids().find(|(_, calendar)| calendar.is_default()).map(|(id, _)| id);
        *self.index.default_calendar.get_or_init(find)
    }

    fn area_at(&self, (system, index): (SystemId, usize)) -> &Area {
        &self.system(system).areas[index]
    }

    fn areas_by_topic(&self) -> &[Vec<(SystemId, usize)>] {
        self.index.topics.get_or_init(|| {
            let mut topics: Vec<Vec<(SystemId, usize)>> = Vec::new();
            let mut numbers: HashMap<&str, usize> = HashMap::new();
            for (id, system) in self.system_ids() {
                for (index, area) in (0..).zip(&system.areas) {
                    let Some(topic) = area.topic.as_deref() else { continue };
                    let number = *numbers.entry(topic).or_insert(topics.len());
                    if number == topics.len() {
                        topics.push(Vec::new());
                    }
                    topics[number].push((id, index));
                }
            }
            topics
        })
    }
}
