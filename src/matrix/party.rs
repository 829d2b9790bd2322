//! Parties: everyone a cell can name.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CalendarId, Contact, Extension, Kind, Link, PartyId, Place, Placed, Reviewed};

/// A team, a role, a person, an organisation, a group, or a placeholder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Party {
    /// Its id, unique among parties.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// `false` if the source uses the name without describing it.
    pub described: bool,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// Web addresses to read.
    pub links: Vec<Link>,
    /// What its `x-…` keys say.
    pub extensions: Vec<Extension>,
    /// The calendar that it names; [`super::Matrix::calendar_of_party`] tells which one it goes by.
    pub calendar: Option<CalendarId>,
    /// Web address of its external rota.
    pub rota_link: Option<Placed<String>>,
    /// Its kind, with the data of that kind.
    pub kind: PartyKind,
    /// Its last confirmation.
    pub reviewed: Option<Box<Reviewed>>,
    /// Position in the source.
    pub place: Place,
}

/// Kinds of parties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum PartyKind {
    /// People who work together.
    Team(Box<Team>),
    /// A position that a person holds.
    Role(Role),
    /// A person, with the days on which the person is away.
    Person(Vec<Away>),
    /// A vendor, customer or partner, with the word for that.
    Organisation(Option<String>),
    /// A committee.
    Group(Box<Group>),
    /// A placeholder, with the words for whom it represents. Nobody can call it.
    Placeholder(Option<String>),
}

/// Data that only a team has.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Team {
    /// Who leads it.
    pub lead: Option<PartyId>,
    /// The team it is part of.
    pub part_of: Option<PartyId>,
    /// People and roles that belong to it.
    pub members: Vec<PartyId>,
    /// Full-time equivalents.
    pub size: Option<Placed<f64>>,
    /// On-call cover.
    pub on_call: Option<OnCall>,
    /// Responsibilities.
    pub responsibilities: Vec<String>,
}

/// Data that only a role has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Role {
    /// The team it belongs to.
    pub team: Option<PartyId>,
    /// The people who hold it.
    pub held_by: Vec<PartyId>,
}

/// Data that only a group has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Group {
    /// Who chairs it.
    pub chair: Option<PartyId>,
    /// Who sits on it.
    pub members: Vec<PartyId>,
    /// When it meets, in words.
    pub meets: Option<String>,
    /// Responsibilities.
    pub responsibilities: Vec<String>,
}

/// Days on which a person is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Away {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Why.
    pub reason: Option<String>,
    /// Position in the source.
    pub place: Place,
}

/// On-call cover of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OnCall {
    /// Which hours.
    pub cover: Cover,
    /// Purpose of the calls.
    pub purpose: Option<String>,
    /// The rule at other hours, in words.
    pub otherwise: Option<String>,
    /// Position in the source.
    pub place: Place,
}

words! {
    /// Hours that are covered.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum Cover {
        /// All of them.
        AroundTheClock = "24/7",
        /// Business hours only.
        BusinessHours = "business-hours",
        /// All but business hours.
        OffHours = "off-hours",
    }
}

words! {
    /// Hours by a calendar.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum Hours {
        /// Business hours.
        Business = "business-hours",
        /// All others.
        Off = "off-hours",
    }
}

impl Cover {
    /// When it is, as in a sentence.
    pub(crate) const fn when(self) -> &'static str {
        match self {
            Self::AroundTheClock => "24/7",
            Self::BusinessHours => "in business hours",
            Self::OffHours => "outside business hours",
        }
    }

    /// As in a sentence.
    pub(crate) const fn spoken(self) -> &'static str {
        match self {
            Self::BusinessHours => Hours::Business.spoken(),
            _ => self.as_str(),
        }
    }
}

impl Hours {
    /// As in a sentence.
    pub(crate) const fn spoken(self) -> &'static str {
        match self {
            Self::Business => "business hours",
            Self::Off => "off-hours",
        }
    }

    /// Checks whether a cover includes these hours.
    pub(crate) const fn are_covered(self, cover: Cover) -> bool {
        match cover {
            Cover::AroundTheClock => true,
            Cover::BusinessHours => matches!(self, Self::Business),
            Cover::OffHours => matches!(self, Self::Off),
        }
    }
}

impl Party {
    /// Its kind, without what only that kind has.
    pub(crate) const fn kind_name(&self) -> Kind {
        match self.kind {
            PartyKind::Team(_) => Kind::Team,
            PartyKind::Role(_) => Kind::Role,
            PartyKind::Person(_) => Kind::Person,
            PartyKind::Organisation(_) => Kind::Organisation,
            PartyKind::Group(_) => Kind::Group,
            PartyKind::Placeholder(_) => Kind::Placeholder,
        }
    }

    /// The team's data; `None` for other kinds.
    pub(crate) const fn team(&self) -> Option<&Team> {
        match &self.kind {
            PartyKind::Team(team) => Some(team),
            _ => None,
        }
    }

    /// The role's data; `None` for other kinds.
    pub(crate) const fn role(&self) -> Option<&Role> {
        match &self.kind {
            PartyKind::Role(role) => Some(role),
            _ => None,
        }
    }

    /// The group's data; `None` for other kinds.
    pub(crate) const fn group(&self) -> Option<&Group> {
        match &self.kind {
            PartyKind::Group(group) => Some(group),
            _ => None,
        }
    }

    /// The team that a role belongs to.
    pub(crate) fn team_of_role(&self) -> Option<PartyId> {
        self.role().and_then(|role| role.team)
    }

    /// On-call cover; `None` unless it is a team whose cover the matrix gives.
    pub(crate) fn on_call(&self) -> Option<&OnCall> {
        self.team().and_then(|team| team.on_call.as_ref())
    }

    /// When a person is away.
    pub(crate) fn away(&self) -> &[Away] {
        if let PartyKind::Person(away) = &self.kind { away } else { &[] }
    }

    /// The last day of the absence of a person on a day.
    fn absent_on(&self, day: Date) -> Option<Date> {
        self.away().iter().filter(|away| away.from <= day && day <= away.until).map(|away| away.until).max()
    }

    /// As [`Self::absent_on`], with the absences that follow at once.
    pub(crate) fn away_until(&self, day: Date) -> Option<Date> {
        let mut last = self.absent_on(day)?;
        while let Some(later) = last.tomorrow().ok().and_then(|next| self.absent_on(next)) {
            last = later;
        }
        Some(last)
    }

    /// Checks whether it is a person.
    pub(crate) const fn is_person(&self) -> bool {
        matches!(self.kind, PartyKind::Person(_))
    }

    /// Checks whether it is a placeholder.
    pub(crate) const fn is_placeholder(&self) -> bool {
        matches!(self.kind, PartyKind::Placeholder(_))
    }
}
