//! The domain, valid by construction: every reference is resolved, every value is of its kind.
//!
//! Knows no YAML, no terminal and no arguments. Each item carries its [`Place`] in the source.

pub(crate) mod area;
pub(crate) mod cadence;
pub(crate) mod calendar;
pub(crate) mod called;
pub(crate) mod change;
pub(crate) mod clock;
pub(crate) mod contact;
pub(crate) mod document;
pub(crate) mod duration;
pub(crate) mod duty;
pub(crate) mod escalation;
mod expectation;
pub(crate) mod extension;
pub(crate) mod facts;
pub(crate) mod graph;
mod index;
pub(crate) mod kind;
mod link;
pub(crate) mod party;
pub(crate) mod percentage;
pub(crate) mod place;
pub(crate) mod plain;
pub(crate) mod quantity;
pub(crate) mod refers;
pub(crate) mod reviewed;
pub(crate) mod rota;
pub(crate) mod scope;
pub(crate) mod selector;
pub(crate) mod service_level;
mod stored;
mod subject;
pub(crate) mod system;
pub(crate) mod threshold;
mod through;
pub(crate) mod verdict;

pub(crate) use area::{Area, Assignment, Responsibility, Terms};
pub(crate) use cadence::Cadence;
pub(crate) use calendar::{Calendar, Days, Holiday, HolidayDate, HolidaysBy, WeeklySpan};
pub(crate) use called::{Called, Fit};
pub(crate) use change::{Approval, Change, Risk, Step, StepEntry};
pub(crate) use clock::{Interval, TimeOfDay};
pub(crate) use contact::{AddressKind, Contact};
pub(crate) use document::{Channel, Claim, Document, Review, Week};
pub(crate) use duration::Duration;
pub(crate) use duty::{Duty, DutyKind};
pub(crate) use escalation::{
    CALLED_OF_ROW, Level, LevelContact, Policy, Response, ResponseFrom, RotaCall, RowCall, WhenEmpty, Window,
};
pub(crate) use expectation::Expectation;
pub(crate) use extension::Extension;
use index::Index;
pub(crate) use kind::Kind;
pub(crate) use link::Link;
pub(crate) use party::{Away, Cover, Group, Hours, OnCall, Party, PartyKind, Role, Team};
pub(crate) use percentage::Percentage;
pub(crate) use place::{Place, Placed};
pub(crate) use plain::{Plain, Renamed};
pub(crate) use quantity::Quantity;
pub(crate) use refers::Refers;
pub(crate) use reviewed::{Period, Reviewed};
pub(crate) use rota::{
    Every, Handover, NOBODY, OnAbsence, Order, Override, Rota, RotaCover, RotaHours, RotaKind, Temporary, TurnBy, Unit,
};
pub(crate) use scope::{Carriers, Part, Scope};
pub(crate) use selector::{Evidence, Pattern, Selector, SelectorKind};
pub(crate) use service_level::{ServiceLevel, Target};
pub(crate) use subject::Subject;
pub(crate) use system::{Band, Lifecycle, Migration, Ownership, SeverityPolicy, System};
pub(crate) use threshold::Threshold;
pub(crate) use through::Way;
pub(crate) use verdict::{Acceptance, Verdict};

use crate::text::name;

use serde::{Deserialize, Serialize};

/// The id of the policy and of the calendar that count where no other is named. The section `calendar` has it.
pub(crate) const DEFAULT: &str = "default";

/// The whole of a matrix, or as much of it as a question is about ([`Scope`]). Lists are in the order of the file.
///
/// A compiled matrix stores here what all systems share; systems and parties are stored one by one, and the names of
/// files depend
/// on who asks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Matrix {
    /// Names of the files it was read from, as shown to people; a [`Place`] points into this list.
    #[serde(skip)]
    pub files: Vec<String>,
    /// True if it is less than all of it: see [`Scope`].
    #[serde(skip)]
    pub is_part: bool,
    /// The document's own data.
    pub document: Document,
    /// Calendars. [`CalendarId`] points into this list; none: the matrix doesn't say what hour it is.
    pub calendars: Vec<Calendar>,
    /// On-call rotas. [`RotaId`] points into this list.
    pub rotas: Vec<Rota>,
    /// Teams, roles, people, organisations, groups and placeholders. [`PartyId`] points into this list.
    #[serde(skip)]
    pub parties: Vec<Party>,
    /// Everything that is owned. [`SystemId`] points into this list.
    #[serde(skip)]
    pub systems: Vec<System>,
    #[serde(skip)]
    pub index: Index,
    /// Escalation policies. [`PolicyId`] points into this list.
    pub policies: Vec<Policy>,
    /// Ways to communicate, by urgency.
    pub channels: Vec<Channel>,
    /// Change categories. [`ChangeId`] points into this list.
    pub changes: Vec<Change>,
    /// Steps of the change process.
    pub change_process: Vec<Step>,
    /// Targets that hold for all systems.
    pub targets: Vec<Target>,
    /// Duties of no one system.
    pub duties: Vec<Duty>,
    /// Training of new members.
    pub onboarding: Vec<Week>,
    /// Owner roles that have a section of their own, as they are spelt.
    pub owner_roles: Vec<Placed<String>>,
    /// Tests of this matrix. Only `own check` needs them, and it reads YAML.
    #[serde(skip)]
    pub expectations: Vec<Expectation>,
    /// How bad rules are for this matrix.
    pub verdicts: Vec<Verdict>,
    /// Findings that are meant to be.
    pub acceptances: Vec<Acceptance>,
}

/// Declares an id for each kind of thing: its list in a matrix, the thing behind an id, and all things with their ids.
macro_rules! ids {
    ($($id:ident $thing:ty: $list:ident $one:ident $all:ident;)*) => {
        $(
            #[doc = concat!("Points into [`Matrix::", stringify!($list), "`].")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub(crate) struct $id(pub u32);
        )*

        impl Matrix {$(
            pub(crate) fn $one(&self, id: $id) -> &$thing {
                &self.$list[id.0 as usize]
            }

            pub(crate) fn $all(&self) -> impl Iterator<Item = ($id, &$thing)> + Clone {
                (0..).map($id).zip(&self.$list)
            }
        )*}
    };
}

ids! {
    CalendarId Calendar: calendars calendar calendar_ids;
    ChangeId Change: changes change change_ids;
    PartyId Party: parties party party_ids;
    PolicyId Policy: policies policy policy_ids;
    RotaId Rota: rotas rota rota_ids;
    SystemId System: systems system system_ids;
}

impl Matrix {
    /// All areas, each with its system.
    pub(crate) fn areas(&self) -> impl Iterator<Item = (SystemId, &Area)> {
        self.system_ids().flat_map(|(id, system)| system.areas.iter().map(move |area| (id, area)))
    }

    /// The same without addresses, for readers whom they aren't meant for.
    pub(crate) fn without_contacts(&self) -> Self {
        let mut bare = self.clone();
        bare.parties.iter_mut().for_each(|party| party.contacts.clear());
        bare.systems.iter_mut().for_each(|system| system.contacts.clear());
        let levels = bare.policies.iter_mut().flat_map(|policy| &mut policy.levels);
        levels.flat_map(|level| &mut level.contacts).for_each(|contact| contact.contacts.clear());
        bare
    }

    /// Replaces all systems, and forgets what referred to the old ones.
    pub(crate) fn replace_systems(&mut self, systems: Vec<System>) {
        self.systems = systems;
        self.index = Index::default();
    }

    /// A system, its parent, and so on.
    pub(crate) fn lineage(&self, id: SystemId) -> impl Iterator<Item = SystemId> {
        std::iter::successors(Some(id), |at| self.system(*at).part_of)
    }

    /// The owners of a system: its own, then those of each whole that it is part of, for owner roles that are not
    /// filled nearer by; each with the system that names it.
    pub(crate) fn owners(&self, id: SystemId) -> Vec<(SystemId, &Ownership)> {
        owners_along(self.lineage(id).map(|at| (at, self.system(at))))
    }

    /// The service level of a system: its own or that of the nearest parent that has one; with that system.
    pub(crate) fn service_level_of(&self, id: SystemId) -> Option<(SystemId, &ServiceLevel)> {
        self.lineage(id).find_map(|at| Some((at, self.system(at).service_level.as_deref()?)))
    }

    /// The escalation policy that a system follows: its own choice, or `default`. `None` if the matrix has neither.
    pub(crate) fn policy_of(&self, system: Option<SystemId>) -> Option<&Policy> {
        self.policy_id_of(system).map(|id| self.policy(id))
    }

    /// As [`Self::policy_of`], its id.
    pub(crate) fn policy_id_of(&self, system: Option<SystemId>) -> Option<PolicyId> {
        let named = system.and_then(|id| self.system(id).policy);
        named.or_else(|| self.default_policy())
    }

    /// Every policy that a system follows, each once: at any severity, and at some.
    pub(crate) fn policies_of(&self, system: SystemId) -> Vec<PolicyId> {
        let mut policies: Vec<PolicyId> = self.policy_id_of(Some(system)).into_iter().collect();
        for of in &self.system(system).policies {
            if !policies.contains(&of.policy) {
                policies.push(of.policy);
            }
        }
        policies
    }

    /// The names of parties, as a sentence lists them.
    pub(crate) fn names(&self, parties: &[PartyId]) -> String {
        parties.iter().map(|party| self.party(*party).name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The addresses of a level's contact: those of the level, or else the party's own.
    pub(crate) fn reached_by<'m>(&'m self, contact: &'m LevelContact) -> &'m [Contact] {
        if contact.contacts.is_empty() { &self.party(contact.party).contacts } else { &contact.contacts }
    }

    /// The addresses under which a party is reached: its own, then those under which escalation levels call it.
    pub(crate) fn addresses(&self, party: PartyId) -> impl Iterator<Item = &Contact> {
        let calls = self.calls(party).flat_map(|(_, _, call)| &call.contacts);
        self.party(party).contacts.iter().chain(calls)
    }

    /// Checks whether somebody can be reached for a party: it or the holder of the role has an address that works, or people
    /// take turns in its rota.
    pub(crate) fn is_reachable(&self, party: PartyId) -> bool {
        let works = |contact: &Contact| !contact.is_placeholder();
        let has_own = self.party(party).contacts.iter().any(works) || self.rotas_of(party).next().is_some();
        has_own || self.has_reachable_holder(party)
    }

    /// Duties of systems and of no one system, each with its system.
    pub(crate) fn all_duties(&self) -> impl Iterator<Item = (Option<SystemId>, &Duty)> {
        let of_systems =
            self.system_ids().flat_map(|(id, system)| system.duties.iter().map(move |duty| (Some(id), duty)));
        of_systems.chain(self.duties.iter().map(|duty| (None, duty)))
    }

    /// How many of something the matrix describes, for what can be counted; `None` for anything else. A kind of storage
    /// is a part of the file storage, not the file storage itself.
    pub(crate) fn counted(&self, thing: &str) -> Option<u32> {
        let is = |kind: Option<&str>, of: &str| kind.is_some_and(|kind| name::key(kind) == of);
        let count = match name::key(thing).as_str() {
            "databases" => self.systems.iter().filter(|system| is(system.kind.as_deref(), "database")).count(),
            "filestoragemechanisms" => {
                let whole = |system: &System| system.part_of.map(|whole| self.system(whole));
                let part = |system: &&System| whole(system).is_some_and(|of| is(of.kind.as_deref(), "filestorage"));
                self.systems.iter().filter(part).count()
            }
            _ => return None,
        };
        u32::try_from(count).ok()
    }
}

/// The owners of the first system; the others are its parents, nearest first. See [`Matrix::owners`].
pub(crate) fn owners_along<'s>(
    systems: impl IntoIterator<Item = (SystemId, &'s System)>,
) -> Vec<(SystemId, &'s Ownership)> {
    let mut owners: Vec<(SystemId, &Ownership)> = Vec::new();
    let mut asked = None;
    for (at, system) in systems {
        let first = *asked.get_or_insert(at);
        let nearer = owners.len();
        for ownership in system.owners.iter().filter(|ownership| first == at || ownership.inherited) {
            if !owners[..nearer].iter().any(|(_, nearer)| nearer.role == ownership.role) {
                owners.push((at, ownership));
            }
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_counted_is_unknown_not_zero() {
        assert_eq!(Matrix::default().counted("databases"), Some(0));
        assert_eq!(Matrix::default().counted("File-storage mechanisms"), Some(0));
        assert_eq!(Matrix::default().counted("queues"), None);
    }
}
