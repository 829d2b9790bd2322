//! Systems: what is owned.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::refers::refers;
use super::{
    Area, CalendarId, Contact, Duty, Extension, Link, PartyId, Period, Place, Placed, PolicyId, Reviewed, Selector,
    ServiceLevel, SystemId,
};
use crate::text::name::{self, key};

/// Something that is owned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct System {
    /// Its id, unique among systems.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Kind: `database`, `file-storage`, `service` …
    pub kind: Option<String>,
    /// The lifecycle: one of [`Lifecycle`], or a word of the author's own.
    pub lifecycle: Option<Placed<String>>,
    /// How much depends on it: 1 is the most important.
    pub tier: Option<u32>,
    /// Words that group systems.
    pub tags: Vec<String>,
    /// The system it is part of, whose owners it inherits.
    pub part_of: Option<SystemId>,
    /// Systems that it needs, each once.
    pub depends_on: Vec<Placed<SystemId>>,
    /// Description.
    pub description: Option<String>,
    /// Its own owners; [`super::Matrix::owners`] adds the inherited ones.
    pub owners: Vec<Ownership>,
    /// Its areas.
    pub areas: Vec<Area>,
    /// Its duties.
    pub duties: Vec<Duty>,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// What names it outside of the matrix.
    pub selectors: Vec<Selector>,
    /// Web addresses to read.
    pub links: Vec<Link>,
    /// What its `x-…` keys say.
    pub extensions: Vec<Extension>,
    /// Service level.
    pub service_level: Option<Box<ServiceLevel>>,
    /// The escalation policy that it names; `None`: the default one.
    pub policy: Option<PolicyId>,
    /// The escalation policies for incidents of some severities.
    pub policies: Vec<SeverityPolicy>,
    /// The calendar that it names; [`super::Matrix::calendar_of_system`] tells which one it goes by.
    pub calendar: Option<CalendarId>,
    /// Where it is on its way to.
    pub migration: Option<Box<Migration>>,
    /// How long a confirmation of it, its areas and its children holds.
    pub review: Option<Period>,
    /// Its last confirmation, without its areas.
    pub reviewed: Option<Box<Reviewed>>,
    /// Position in the source.
    pub place: Place,
}

refers! {
    System {
        owners, areas, duties, migration;
        id, name, aliases, kind, lifecycle, tier, tags, part_of, depends_on, description, contacts, selectors, links, extensions,
        service_level, policy, policies, calendar, review, reviewed, place
    }
}

/// The escalation policy for incidents of one severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeverityPolicy {
    /// The severity, as alerts name it.
    pub severity: String,
    /// The policy.
    pub policy: PolicyId,
}

impl System {
    /// Every policy that it names.
    pub(crate) fn each_policy(&mut self) -> impl Iterator<Item = &mut PolicyId> {
        self.policy.iter_mut().chain(self.policies.iter_mut().map(|of| &mut of.policy))
    }

    /// The policy that it names for incidents of a severity, without regard to case and punctuation.
    pub(crate) fn policy_for(&self, severity: &str) -> Option<&SeverityPolicy> {
        self.policies.iter().find(|of| key(&of.severity) == key(severity))
    }

    /// A system's names and nothing else.
    pub(crate) fn called(id: String, name: String, aliases: Vec<String>) -> Self {
        Self { id, name, aliases, ..Self::default() }
    }

    /// Checks its lifecycle. Case and punctuation don't matter.
    pub(crate) fn is(&self, lifecycle: Lifecycle) -> bool {
        self.lifecycle.as_ref().is_some_and(|own| name::key(&own.value) == lifecycle.as_str())
    }

    /// Its lifecycle, as answers say it.
    pub(crate) fn lifecycle(&self) -> Option<String> {
        self.lifecycle.as_ref().map(|own| own.value.clone())
    }
}

words! {
    /// The known lifecycles of a system.
    pub(crate) enum Lifecycle {
        /// Not promised to stay.
        Experimental = "experimental",
        /// In use.
        Production = "production",
        /// To be replaced or removed.
        Deprecated = "deprecated",
        /// No longer in use.
        Retired = "retired",
    }
}

/// Who owns a system in one owner role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ownership {
    /// The owner role: `system`, `data`, `technical`, `business` …
    pub role: String,
    /// The role's printed name, where it isn't "… Owner".
    pub title: Option<String>,
    /// Whether children inherit it.
    pub inherited: bool,
    /// Spellings of the role in the source, other than its id.
    pub spellings: Vec<Placed<String>>,
    /// The owners.
    pub parties: Vec<PartyId>,
    /// The part that the ownership is limited to.
    pub note: Option<String>,
    /// Its last day.
    pub until: Option<Date>,
    /// Position in the source.
    pub place: Place,
}

impl Ownership {
    /// Checks whether its last day is over.
    pub(crate) fn has_ended(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// The printed name of its role: "Data Owner", unless the matrix gives another.
    pub(crate) fn title(&self) -> String {
        let spelt = || self.spellings.iter().find_map(|spelling| name::owner_title(&spelling.value));
        let title = || match self.role.as_str() {
            "owner" => "Owner".to_owned(),
            role => format!("{} Owner", name::title(role)),
        };
        self.title.clone().or_else(spelt).unwrap_or_else(title)
    }
}

/// A system's migration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Migration {
    /// The day on which its first week begins.
    pub start: Option<Date>,
    /// Indices into the system's areas of those that are its phases, in order.
    pub phases: Vec<usize>,
    /// Bands of weeks.
    pub timeline: Vec<Band>,
    /// Position in the source.
    pub place: Place,
}

/// A band of weeks in a migration, counted from its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Band {
    /// First week, from 1.
    pub from_week: u32,
    /// Last week, not before the first.
    pub to_week: u32,
    /// By whom.
    pub by: Vec<PartyId>,
    /// Activity.
    pub activity: Option<String>,
    /// Position in the source.
    pub place: Place,
}

#[cfg(test)]
impl System {
    /// A system with only an id and a name.
    pub(crate) fn named(id: &str, name: &str) -> Self {
        Self::called(id.to_owned(), name.to_owned(), Vec::new())
    }
}
