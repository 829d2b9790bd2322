//! Systems.

use jiff::civil::Date;

use super::area::{self, AreaPage};
use super::duty::{self, DutyPage};
use super::mention::{Mention, mentions};
use super::service_level::{self, ServiceLevelCard};
use crate::matrix::{Band, Duration, Matrix, Migration, Ownership, Policy, System, SystemId};
use crate::query::Unanswered;
use crate::query::card::{self, At, ContactCard, Named};
use crate::query::caveat::{Caveats, Code};
use crate::query::sla::{self, WholeLevel};
use crate::query::things::Thing;

answer! {
    /// A system.
    pub(crate) struct SystemPage {
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
        /// What is promised of the whole that it is part of, where nothing is of it alone.
        pub service_level_of_whole: Option<WholeLevel>,
        /// The escalation policy that it follows.
        pub escalation_policy: Option<Named>,
        /// The levels of that policy, in short.
        pub escalation_levels: Vec<LevelBrief>,
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
    pub(crate) struct OwnerCard {
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
    /// An escalation level, in short; `own escalate` says whom to call at it.
    pub(crate) struct LevelBrief {
        /// Its id: its policy and its number.
        pub id: String,
        /// Its number, from 1.
        pub number: u32,
        /// Its name.
        pub name: String,
        /// When it begins, after the start of the incident.
        pub from: String,
        /// When it ends; `null`: open.
        pub until: Option<String>,
        /// Time to respond in business hours.
        pub response_business_hours: Option<String>,
        /// Time to respond outside business hours.
        pub response_off_hours: Option<String>,
    }
}

answer! {
    /// A migration.
    pub(crate) struct MigrationCard {
        /// The day on which its first week begins: the one that was asked with, or else that of the matrix.
        pub start: Option<String>,
        /// The day that the matrix gives for it.
        pub start_in_matrix: Option<String>,
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
    pub(crate) struct BandCard {
        /// Its weeks, such as `1-2`.
        pub weeks: String,
        /// First week, from 1.
        pub from_week: u32,
        /// Last week.
        pub to_week: u32,
        /// The first day of its first week; `null` without a start.
        pub from_date: Option<String>,
        /// The last day of its last week.
        pub to_date: Option<String>,
        /// By whom.
        pub by: Vec<Mention>,
        /// What is done.
        pub activity: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn page(
    matrix: &Matrix,
    things: &[Thing],
    id: SystemId,
    from: Option<Date>,
) -> Result<SystemPage, Unanswered> {
    let system = matrix.system(id);
    let policy = matrix.policy_of(Some(id));
    Ok(SystemPage {
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
        service_level_of_whole: sla::of_whole(matrix, id),
        escalation_policy: policy.map(card::policy_name),
        escalation_levels: policy.into_iter().flat_map(levels).collect(),
        migration: system.migration.as_ref().map(|of| migration(matrix, system, of, from)).transpose()?,
        at: card::at(matrix, system.place),
    })
}

/// What is to be said of a system on its page.
pub(super) fn caveats(matrix: &Matrix, id: SystemId, from: Option<Date>, caveats: &mut Caveats) {
    caveats.system(matrix, id);
    sla::of_whole_caveat(matrix, id, caveats);
    let system = matrix.system(id);
    let Some(migration) = system.migration.as_ref().filter(|migration| !migration.timeline.is_empty()) else { return };
    let at = || Some(card::at(matrix, migration.place));
    if migration.start.is_none() && from.is_none() {
        let message =
            "the matrix doesn't say when the first week of the migration begins; --from puts dates on the weeks";
        caveats.add(Code::MigrationWithoutStart, message, at());
    }
    if !migration.phases.is_empty() {
        let message = "the matrix doesn't say which phase of the migration falls in which weeks";
        caveats.add(Code::MigrationUnmapped, message, at());
    }
}

fn levels(policy: &Policy) -> impl Iterator<Item = LevelBrief> {
    let text = |duration: Option<Duration>| duration.map(|duration| duration.to_string());
    policy.levels.iter().map(move |level| LevelBrief {
        id: format!("{}/{}", policy.id, level.number),
        number: level.number,
        name: level.name.clone(),
        from: level.window.from.to_string(),
        until: text(level.window.until),
        response_business_hours: text(level.response.business_hours),
        response_off_hours: text(level.response.off_hours),
    })
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

fn migration(
    matrix: &Matrix,
    system: &System,
    migration: &Migration,
    from: Option<Date>,
) -> Result<MigrationCard, Unanswered> {
    let start = from.or(migration.start);
    Ok(MigrationCard {
        start: start.map(|start| start.to_string()),
        start_in_matrix: migration.start.map(|start| start.to_string()),
        phases: migration.phases.iter().map(|phase| card::area_name(&system.areas[*phase])).collect(),
        timeline: migration.timeline.iter().map(|band| self::band(matrix, band, start)).collect::<Result<_, _>>()?,
        at: card::at(matrix, migration.place),
    })
}

fn band(matrix: &Matrix, band: &Band, start: Option<Date>) -> Result<BandCard, Unanswered> {
    let days = start.map(|start| crate::query::weeks::days(start, band.from_week, band.to_week)).transpose()?;
    Ok(BandCard {
        weeks: weeks(band),
        from_week: band.from_week,
        to_week: band.to_week,
        from_date: days.map(|(from, _)| from.to_string()),
        to_date: days.map(|(_, to)| to.to_string()),
        by: mentions(matrix, &band.by),
        activity: band.activity.clone(),
        at: card::at(matrix, band.place),
    })
}

/// `1-2`, or `3` for a single week.
pub(super) fn weeks(band: &Band) -> String {
    if band.from_week == band.to_week {
        band.from_week.to_string()
    } else {
        format!("{}-{}", band.from_week, band.to_week)
    }
}
