//! Systems.

use jiff::civil::Date;

use super::duty::{self, DutyPage};
use super::service_level::{self, ServiceLevelCard};
use super::work::Work;
use crate::matrix::{self, Area, Band, Kind, Matrix, Migration, System, SystemId};
use crate::query::area::{Cells, cells};
use crate::query::sla::{self, WholeLevel};
use crate::query::{
    AreaRow, Assigned, At, Caveats, Code, Confirmation, ContactCard, ExtensionCard, Head, Level, LinkCard, Named,
    Owner, Parties, PartyCard, SelectorCard, Unanswered, area, card, confirmation, contacts, extensions, level, links,
    owner, selected,
};

answer! {
    /// A system.
    pub(crate) struct SystemPage: Head {
        /// Other names.
        pub aliases: Vec<String>,
        /// What it is: `database`, `service` …
        pub system_kind: Option<String>,
        /// `production`, `deprecated` … or a word of the matrix's own.
        pub lifecycle: Option<String>,
        /// How much depends on it: 1 is the most important.
        pub tier: Option<u32>,
        /// Words that group systems.
        pub tags: Vec<String>,
        /// What it is, in words.
        pub description: Option<String>,
        /// The system that it is part of.
        pub part_of: Option<Named>,
        /// Systems that are part of it.
        pub parts: Vec<Named>,
        /// Systems that it needs.
        pub depends_on: Vec<Named>,
        /// Systems that need it.
        pub needed_by: Vec<Named>,
        /// Its owners, the inherited ones last.
        pub owners: Vec<Owner>,
        /// Its areas.
        pub areas: Vec<AreaRow>,
        /// Its duties.
        pub duties: Vec<DutyPage>,
        /// Its own addresses.
        pub contacts: Vec<ContactCard>,
        /// Web addresses to read.
        pub links: Vec<LinkCard>,
        /// What its `x-…` keys say.
        pub extensions: Vec<ExtensionCard>,
        /// What names it outside of the matrix.
        pub selectors: Vec<SelectorCard>,
        /// What is promised of it.
        pub service_level: Option<ServiceLevelCard>,
        /// What is promised of the whole that it is part of, where nothing is of it alone.
        pub service_level_of_whole: Option<WholeLevel>,
        /// The escalation policy that it follows.
        pub escalation_policy: Option<Named>,
        /// The policies that it follows in incidents of some severities.
        pub severity_policies: Vec<SeverityPolicy>,
        /// The levels of that policy; `own escalate` says whom to call at them.
        pub escalation_levels: Vec<Level>,
        /// The calendar that it goes by.
        pub calendar: Option<String>,
        /// Its last confirmation, without its areas; `null` if there is none.
        pub confirmed: Option<Confirmation>,
        /// How long a confirmation holds: its own period, or that of a parent or the document.
        pub review_every: Option<String>,
        /// Where it is on its way to.
        pub migration: Option<MigrationCard>,
    }

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
        /// Position in the source.
        pub at: At,
    }

    /// The policy for incidents of one severity.
    pub(crate) struct SeverityPolicy {
        /// The severity, as the matrix names it.
        pub severity: String,
        /// The policy.
        pub policy: Named,
    }

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
        pub by: Vec<PartyCard>,
        /// What is done.
        pub activity: Option<String>,
        /// Position in the source.
        pub at: At,
    }
}

/// A system with its areas, as a table of all areas shows it.
pub(crate) struct SystemRows<'m> {
    /// The system.
    pub system: &'m System,
    /// Its own addresses.
    pub contacts: Vec<ContactCard>,
    /// Its areas with their parties.
    pub areas: Vec<(&'m Area, Cells<Assigned>)>,
    /// Its owners, if it has no areas.
    pub owners: Vec<Owner>,
    /// Its children, if it has no areas.
    pub parts: Vec<Named>,
}

fn severity_policy(matrix: &Matrix, of: &matrix::SeverityPolicy) -> SeverityPolicy {
    SeverityPolicy { severity: of.severity.clone(), policy: card::policy_name(matrix.policy(of.policy)) }
}

pub(super) fn page(
    matrix: &Parties<'_>,
    work: &Work<'_>,
    id: SystemId,
    dates: (Option<Date>, Option<Date>),
) -> Result<SystemPage, Unanswered> {
    let policy = matrix.policy_of(Some(id)).into_iter();
    let escalation_levels = policy.flat_map(|of| of.levels.iter().map(|at| level::level(matrix, of, at))).collect();
    Ok(SystemPage { escalation_levels, ..in_document(matrix, work, id, dates, area)? })
}

/// The areas of a system without a page, for the table of all areas.
pub(super) fn rows<'m>(matrix: &Parties<'m>, id: SystemId) -> SystemRows<'m> {
    let system = matrix.system(id);
    let row = |of: &'m Area| (of, cells(matrix, Some(of), None));
    SystemRows {
        system,
        contacts: contacts(matrix, &system.contacts),
        areas: system.areas.iter().map(row).collect(),
        owners: if system.areas.is_empty() { owner::owners(matrix, id, None) } else { Vec::new() },
        parts: if system.areas.is_empty() { card::parts(matrix, id) } else { Vec::new() },
    }
}

/// The page in a document, in which policies have pages of their own. `area` makes its areas, without their parties if the
/// document shows these elsewhere.
pub(super) fn in_document(
    matrix: &Parties<'_>,
    work: &Work<'_>,
    id: SystemId,
    (from, today): (Option<Date>, Option<Date>),
    area: impl Fn(&Parties<'_>, SystemId, &Area, Option<Date>) -> AreaRow,
) -> Result<SystemPage, Unanswered> {
    let system = matrix.system(id);
    Ok(SystemPage {
        base: Head::new(matrix, Kind::System, system.id.clone(), &system.name, system.place),
        aliases: system.aliases.clone(),
        system_kind: system.kind.clone(),
        lifecycle: system.lifecycle(),
        tier: system.tier,
        tags: system.tags.clone(),
        description: system.description.clone(),
        part_of: system.part_of.map(|whole| card::system_name(matrix, whole)),
        parts: card::parts(matrix, id),
        depends_on: card::depends_on(matrix, id),
        needed_by: card::needed_by(matrix, id),
        owners: owner::owners(matrix, id, today),
        areas: system.areas.iter().map(|of| area(matrix, id, of, today)).collect(),
        duties: duty::pages(matrix, work.duties_of(Some(id))),
        contacts: contacts(matrix, &system.contacts),
        links: links(matrix, &system.links),
        extensions: extensions(matrix, &system.extensions),
        selectors: system.selectors.iter().map(|of| selected::card(matrix, of)).collect(),
        service_level: system.service_level.as_ref().map(|level| service_level::card(matrix, level)),
        calendar: matrix.calendar_of_system(Some(id)).map(|id| matrix.calendar(id).id.clone()),
        service_level_of_whole: sla::of_whole(matrix, id),
        escalation_policy: matrix.policy_of(Some(id)).map(card::policy_name),
        severity_policies: system.policies.iter().map(|of| severity_policy(matrix, of)).collect(),
        escalation_levels: Vec::new(),
        confirmed: confirmation(matrix, system.reviewed.as_deref(), Some(id), today),
        review_every: matrix.holds(Some(id)).map(|period| period.to_string()),
        migration: system.migration.as_ref().map(|of| migration(matrix, system, of, from)).transpose()?,
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
        let message = "the migration has no start: --from dates its weeks";
        caveats.add(Code::MigrationWithoutStart, message, at());
    }
    if !migration.phases.is_empty() {
        let message = "the phases of the migration aren't tied to its weeks";
        caveats.add(Code::MigrationUnmapped, message, at());
    }
}

fn migration(
    matrix: &Parties<'_>,
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

fn band(matrix: &Parties<'_>, band: &Band, start: Option<Date>) -> Result<BandCard, Unanswered> {
    let days = start.map(|start| crate::query::weeks::days(start, band.from_week, band.to_week)).transpose()?;
    Ok(BandCard {
        weeks: weeks(band),
        from_week: band.from_week,
        to_week: band.to_week,
        from_date: days.map(|(from, _)| from.to_string()),
        to_date: days.map(|(_, to)| to.to_string()),
        by: matrix.cards(&band.by),
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
