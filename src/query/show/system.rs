//! Systems.

use super::area::{self, AreaPage};
use super::duty::{self, DutyPage};
use super::mention::{Mention, mentions};
use super::service_level::{self, ServiceLevelCard};
use crate::matrix::{Band, Matrix, Migration, Ownership, System, SystemId};
use crate::query::card::{self, At, ContactCard, Named};
use crate::query::things::Thing;

answer! {
    /// A system.
    pub struct SystemPage {
        /// `system`.
        pub kind: &'static str,
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// What it is: `database`, `service` …
        pub system_kind: Option<String>,
        /// `active` or `deprecated`.
        pub status: &'static str,
        /// What it is, in words.
        pub description: Option<String>,
        /// The system that it is part of.
        pub part_of: Option<Named>,
        /// Systems that are part of it.
        pub parts: Vec<Named>,
        /// Its owners, the inherited ones last.
        pub owners: Vec<OwnerCard>,
        /// Its areas.
        pub areas: Vec<AreaPage>,
        /// Its duties.
        pub duties: Vec<DutyPage>,
        /// Its own addresses.
        pub contacts: Vec<ContactCard>,
        /// What is promised of it.
        pub service_level: Option<ServiceLevelCard>,
        /// The escalation policy that it follows.
        pub escalation_policy: Option<Named>,
        /// The calendar that it goes by.
        pub calendar: Option<String>,
        /// Where it is on its way to.
        pub migration: Option<MigrationCard>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// Who owns a system in one owner role.
    pub struct OwnerCard {
        /// The owner role: `system`, `data` …
        pub role: String,
        /// Its printed name.
        pub title: String,
        /// The owners.
        pub owner: Vec<Mention>,
        /// What the ownership is confined to.
        pub note: Option<String>,
        /// The system that names the owner, where it is one that this system is part of.
        pub inherited_from: Option<Named>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A migration.
    pub struct MigrationCard {
        /// The areas that are its phases, in order.
        pub phases: Vec<Named>,
        /// Its bands of weeks, counted from its start.
        pub timeline: Vec<BandCard>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A band of weeks.
    pub struct BandCard {
        /// Its weeks, such as `1-2`.
        pub weeks: String,
        /// First week, from 1.
        pub from_week: u32,
        /// Last week.
        pub to_week: u32,
        /// By whom.
        pub by: Vec<Mention>,
        /// What is done.
        pub activity: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn page(matrix: &Matrix, things: &[Thing], id: SystemId) -> SystemPage {
    let system = matrix.system(id);
    SystemPage {
        kind: "system",
        id: system.id.clone(),
        name: system.name.clone(),
        aliases: system.aliases.clone(),
        system_kind: system.kind.clone(),
        status: system.status.as_str(),
        description: system.description.clone(),
        part_of: system.part_of.map(|whole| card::system_name(matrix, whole)),
        parts: matrix.parts(id).map(|part| Named { id: part.id.clone(), name: part.name.clone() }).collect(),
        owners: matrix.owners(id).into_iter().map(|(from, ownership)| owner(matrix, id, from, ownership)).collect(),
        areas: area::pages(matrix, id),
        duties: duty::fitting(matrix, things, |system, _| system == Some(id)),
        contacts: card::contacts(matrix, &system.contacts),
        service_level: system.service_level.as_ref().map(|level| service_level::card(matrix, level)),
        calendar: matrix.calendar_of_system(Some(id)).map(|id| matrix.calendar(id).id.clone()),
        escalation_policy: matrix.policy_of(Some(id)).map(card::policy_name),
        migration: system.migration.as_ref().map(|migration| self::migration(matrix, system, migration)),
        at: card::at(matrix, system.place),
    }
}

fn owner(matrix: &Matrix, id: SystemId, from: SystemId, ownership: &Ownership) -> OwnerCard {
    OwnerCard {
        role: ownership.role.clone(),
        title: ownership.title(),
        owner: mentions(matrix, &ownership.parties),
        note: ownership.note.clone(),
        inherited_from: (from != id).then(|| card::system_name(matrix, from)),
        at: card::at(matrix, ownership.place),
    }
}

fn migration(matrix: &Matrix, system: &System, migration: &Migration) -> MigrationCard {
    MigrationCard {
        phases: migration.phases.iter().map(|phase| card::area_name(&system.areas[*phase])).collect(),
        timeline: migration.timeline.iter().map(|band| self::band(matrix, band)).collect(),
        at: card::at(matrix, migration.place),
    }
}

fn band(matrix: &Matrix, band: &Band) -> BandCard {
    BandCard {
        weeks: weeks(band),
        from_week: band.from_week,
        to_week: band.to_week,
        by: mentions(matrix, &band.by),
        activity: band.activity.clone(),
        at: card::at(matrix, band.place),
    }
}

/// `1-2`, or `3` for a single week.
pub(super) fn weeks(band: &Band) -> String {
    if band.from_week == band.to_week {
        band.from_week.to_string()
    } else {
        format!("{}-{}", band.from_week, band.to_week)
    }
}
