//! `own who`: who is responsible.

use super::card::{self, At, ContactCard, Named, PartyCard, SystemCard};
use super::caveat::{Caveats, Code};
use super::moment::{Clock, Now, Present, Typed};
use super::resolve::{self, Called};
use super::{Answer, Unanswered};
use crate::matrix::{Area, Matrix, Ownership, Part, PartyId, Responsibility, Scope, SystemId, name};

/// What is asked. Filters combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// A system, as typed.
    pub system: Option<String>,
    /// An area, as typed.
    pub area: Option<String>,
    /// A topic, as typed.
    pub topic: Option<String>,
    /// A party, as typed.
    pub party: Option<String>,
    /// `primary`, `escalation` … or an owner role such as `data`, as typed.
    pub role: Option<String>,
    /// The moment that is asked about; `None`: the present, where the matrix has a calendar.
    pub at: Option<Typed>,
    /// The time of the asker.
    pub clock: Clock,
}

impl Question {
    /// What of a matrix it is about. Each filter may find what no other does.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let part = |typed: &Option<String>, part: fn(String) -> Part| typed.clone().map(part);
        let systems = if self.system.is_some() {
            // Nothing of another system is looked at, but for what a topic is called.
            [part(&self.system, Part::System), self.topic.as_ref().map(|_| Part::Topics), None]
        } else {
            [part(&self.topic, Part::Topic), part(&self.party, Part::OfParty), part(&self.area, Part::Area)]
        };
        if systems.iter().all(Option::is_none) {
            return Scope::Whole;
        }
        let names = [part(&self.party, Part::Party), self.role.as_ref().map(|_| Part::Roles)];
        Scope::Parts(systems.into_iter().chain(names).flatten().collect())
    }
}

answer! {
    /// A row of the matrix: one area of a system and who carries it.
    pub struct Row {
        /// The system.
        pub system: SystemCard,
        /// The area.
        pub area: Named,
        /// What ties the area to areas of other systems.
        pub topic: Option<String>,
        /// Who does it.
        pub primary: Vec<PartyCard>,
        /// Who stands in.
        pub secondary: Vec<PartyCard>,
        /// Who is escalated to.
        pub escalation: Vec<PartyCard>,
        /// Who must approve.
        pub approval: Vec<PartyCard>,
        /// Who answers for it.
        pub accountable: Vec<PartyCard>,
        /// Who is asked.
        pub consulted: Vec<PartyCard>,
        /// Who is told.
        pub informed: Vec<PartyCard>,
        /// Anything else that is said of it.
        pub note: Option<String>,
        /// The system's own addresses.
        pub contacts: Vec<ContactCard>,
        /// The moment that is asked about, and its parties then; `null` without a calendar, unless a time was asked about.
        pub now: Option<Now>,
        /// Where the row stands.
        pub at: At,
    }
}

answer! {
    /// Who owns a system in one owner role.
    pub struct Owner {
        /// The system.
        pub system: SystemCard,
        /// The owner role: `system`, `data` …
        pub role: String,
        /// Its printed name.
        pub title: String,
        /// The owners.
        pub owner: Vec<PartyCard>,
        /// What the ownership is confined to.
        pub note: Option<String>,
        /// The system that names the owner, where it is one that this system is part of.
        pub inherited_from: Option<Named>,
        /// The moment that is asked about, and the owners then; `null` without a calendar, unless a time was asked about.
        pub now: Option<Now>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A system: its owners, its areas, its contacts.
    pub struct Owned {
        /// The system.
        pub system: SystemCard,
        /// Its owners, the inherited ones last.
        pub owners: Vec<Owner>,
        /// Its areas.
        pub areas: Vec<Row>,
        /// Its own addresses.
        pub contacts: Vec<ContactCard>,
        /// Systems that are part of it.
        pub parts: Vec<Named>,
        /// The moment that is asked about, its owners and those of its areas then; `null` without a calendar, unless a time
        /// was asked about.
        pub now: Option<Now>,
        /// Where it stands.
        pub at: At,
    }
}

impl Row {
    /// The parties of one responsibility.
    #[must_use]
    pub fn parties(&self, responsibility: Responsibility) -> &[PartyCard] {
        match responsibility {
            Responsibility::Primary => &self.primary,
            Responsibility::Secondary => &self.secondary,
            Responsibility::Escalation => &self.escalation,
            Responsibility::Approval => &self.approval,
            Responsibility::Accountable => &self.accountable,
            Responsibility::Consulted => &self.consulted,
            Responsibility::Informed => &self.informed,
        }
    }
}

/// An answer to one of the three forms of the question.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// Rows that fit.
    Rows(Answer<Row>),
    /// Owners in the role that was asked for, or of the party that was.
    Owners(Answer<Owner>),
    /// A system as a whole.
    System(Box<Answer<Owned>>),
}

/// What `--role` names.
#[derive(Clone, PartialEq)]
enum Role {
    Of(Responsibility),
    Owner(String),
}

/// Answers `own who`.
///
/// # Errors
/// A name is unknown or ambiguous, no row fits, or the rows that fit name nobody.
pub fn who(matrix: &Matrix, question: &Question) -> Result<Who, Unanswered> {
    let system = question.system.as_deref().map(|typed| resolve::system(matrix, typed)).transpose()?;
    let party = question.party.as_deref().map(|typed| resolve::party(matrix, typed)).transpose()?;
    let role = question.role.as_deref().map(|typed| self::role(matrix, typed)).transpose()?;
    let topic = question.topic.as_deref().map(|typed| self::topic(matrix, typed)).transpose()?;
    let rows_asked = question.area.is_some() || topic.is_some();
    let mut present = Present::new(matrix, question.at.as_ref(), &question.clock);
    let present = &mut present;
    match (system, party, role) {
        (Some(id), None, None) if !rows_asked => {
            self::system(matrix, id, present).map(|answer| Who::System(Box::new(answer)))
        }
        (_, _, Some(Role::Owner(role))) => {
            owners(matrix, system, party, Some(&role), rows_asked, present).map(Who::Owners)
        }
        (_, _, role) => {
            let role = role.and_then(|role| if let Role::Of(of) = role { Some(of) } else { None });
            let rows = rows(matrix, system, question.area.as_deref(), topic, (party, role), present);
            // A party that carries no area may own a system all the same.
            if rows.is_err() && party.is_some() && role.is_none() && !rows_asked {
                let owners = owners(matrix, system, party, None, false, present).map(Who::Owners);
                return owners.or_else(|_| rows.map(Who::Rows));
            }
            rows.map(Who::Rows)
        }
    }
}

/// What a typed role means: a responsibility, or an owner role of the matrix, with or without the word "owner".
fn role(matrix: &Matrix, typed: &str) -> Result<Role, Unanswered> {
    let responsibilities = Responsibility::ALL.map(|of| (Role::Of(of), of.as_str(), of.as_str().to_owned()));
    let mut roles: Vec<(Role, &str, String)> = responsibilities.into();
    for ownership in matrix.systems.iter().flat_map(|system| &system.owners) {
        if !roles.iter().any(|(_, id, _)| *id == ownership.role) {
            roles.push((Role::Owner(ownership.role.clone()), &ownership.role, ownership.title()));
        }
    }
    let called = |(role, id, name): &'_ (Role, &'_ str, String)| (role.clone(), (*id).to_owned(), name.clone());
    let roles: Vec<(Role, String, String)> = roles.iter().map(called).collect();
    let things = roles.iter().map(|(role, id, name)| (role.clone(), Called { id, name, aliases: &[] }));
    resolve::one("role", typed, things).map_err(|mut unanswered| {
        if unanswered.hints.is_empty() {
            let ids: Vec<&str> = roles.iter().map(|(_, id, _)| id.as_str()).collect();
            unanswered.hints.push(format!("roles are: {}", ids.join(", ")));
        }
        unanswered
    })
}

/// The topic that a text names.
fn topic<'m>(matrix: &'m Matrix, typed: &str) -> Result<&'m str, Unanswered> {
    let topics = matrix.topics();
    let things = topics.iter().map(|topic| (*topic, Called { id: topic, name: topic, aliases: &[] }));
    resolve::one("topic", typed, things).map_err(|mut unanswered| {
        if unanswered.hints.is_empty() {
            unanswered.hints.push(format!("topics are: {}", topics.join(", ")));
        }
        unanswered
    })
}

/// A system as a whole.
fn system(matrix: &Matrix, id: SystemId, present: &mut Present<'_>) -> Result<Answer<Owned>, Unanswered> {
    let system = matrix.system(id);
    let mut caveats = Caveats::default();
    caveats.system(matrix, id);
    let ownerships = matrix.owners(id);
    for party in ownerships.iter().flat_map(|(_, ownership)| &ownership.parties) {
        if matrix.party(*party).is_placeholder() || !matrix.party(*party).described {
            caveats.party(matrix, *party);
        }
    }
    let of_areas = system.areas.iter().flat_map(|area| &area.assignments).map(|cell| cell.party);
    let parties = ownerships.iter().flat_map(|(_, ownership)| ownership.parties.iter().copied()).chain(of_areas);
    let now = present.of(Some(id), parties)?;
    caveats.moment(now.as_ref());
    let owned = Owned {
        system: card::system(matrix, id),
        owners: ownerships.into_iter().map(|(from, ownership)| owner(matrix, id, from, ownership)).collect(),
        areas: system.areas.iter().map(|area| row(matrix, id, area)).collect(),
        contacts: card::contacts(matrix, &system.contacts),
        parts: parts(matrix, id),
        now,
        at: card::at(matrix, system.place),
    };
    if owned.owners.is_empty() && owned.areas.is_empty() && owned.contacts.is_empty() && owned.parts.is_empty() {
        return Err(Unanswered::nobody(format!("the matrix names nobody for {}", system.name), Vec::new()));
    }
    Ok(Answer::new("system", vec![owned], caveats))
}

fn parts(matrix: &Matrix, id: SystemId) -> Vec<Named> {
    matrix.parts(id).map(|part| Named { id: part.id.clone(), name: part.name.clone() }).collect()
}

/// The rows that fit all filters.
fn rows(
    matrix: &Matrix,
    system: Option<SystemId>,
    area: Option<&str>,
    topic: Option<&str>,
    (party, role): (Option<PartyId>, Option<Responsibility>),
    present: &mut Present<'_>,
) -> Result<Answer<Row>, Unanswered> {
    let mut fitting: Vec<(SystemId, &Area)> = match (system, area) {
        (Some(id), Some(typed)) => vec![(id, resolve::area(matrix, id, typed)?)],
        (Some(id), None) => matrix.system(id).areas.iter().map(|area| (id, area)).collect(),
        (None, Some(typed)) => areas_called(matrix, typed)?,
        (None, None) => matrix.areas().collect(),
    };
    fitting.retain(|(_, area)| topic.is_none_or(|topic| area.topic.as_deref() == Some(topic)));
    if let Some(party) = party {
        fitting.retain(|(_, area)| {
            let mut cells = area.assignments.iter();
            cells.any(|cell| cell.party == party && role.is_none_or(|role| cell.responsibility == role))
        });
    }
    if fitting.is_empty() {
        return Err(Unanswered::nothing("no row of the matrix fits", nothing_fits(matrix, system, party, role)));
    }
    let named: Vec<(SystemId, &Area)> =
        fitting.iter().copied().filter(|(_, area)| names_somebody(area, role)).collect();
    if named.is_empty() {
        return Err(names_nobody(matrix, &fitting, role));
    }
    let mut caveats = Caveats::default();
    for (id, area) in &named {
        row_caveats(matrix, *id, area, role, &mut caveats);
    }
    if named.len() < fitting.len() {
        let without =
            fitting.iter().filter(|(_, area)| !names_somebody(area, role)).map(|(_, area)| area.name.as_str());
        let message = format!("left out, the matrix names nobody there: {}", without.collect::<Vec<_>>().join(", "));
        caveats.add(Code::NamesNobody, message, None);
    }
    let mut rows = Vec::with_capacity(named.len());
    for (id, area) in named {
        let now = present.of(Some(id), area.assignments.iter().map(|cell| cell.party))?;
        if let Some(now) = &now {
            caveats.moment(Some(now));
            not_at_this_hour(matrix, area, role, now, &mut caveats);
        }
        rows.push(Row { now, ..row(matrix, id, area) });
    }
    Ok(Answer::new("responsibility", rows, caveats))
}

/// Areas of all systems that a text fits, in each system as if it were asked there.
fn areas_called<'m>(matrix: &'m Matrix, typed: &str) -> Result<Vec<(SystemId, &'m Area)>, Unanswered> {
    let mut areas = Vec::new();
    for (id, system) in matrix.system_ids() {
        let fitting = resolve::best(typed, system.areas.iter().map(|area| (area, Called::from(area))));
        areas.extend(fitting.into_iter().map(|(area, _)| (id, area)));
    }
    if areas.is_empty() {
        let things = matrix.areas().map(|(_, area)| ((), Called::from(area))).collect::<Vec<_>>();
        // Nothing fits, so this is the error that names the nearest ones.
        let mut unanswered = resolve::one("area", typed, things.into_iter())
            .err()
            .unwrap_or_else(|| Unanswered::nothing(format!("no area is called `{typed}`"), Vec::new()));
        unanswered.hints.push("`own list areas` lists them".to_owned());
        return Err(unanswered);
    }
    Ok(areas)
}

fn names_somebody(area: &Area, role: Option<Responsibility>) -> bool {
    area.assignments.iter().any(|cell| role.is_none_or(|role| cell.responsibility == role))
}

/// What was looked for where nothing fits, and where else to look.
fn nothing_fits(
    matrix: &Matrix,
    system: Option<SystemId>,
    party: Option<PartyId>,
    role: Option<Responsibility>,
) -> Vec<String> {
    let mut hints = Vec::new();
    if let Some(party) = party {
        let party = matrix.party(party);
        let role = role.map_or("in no row", Responsibility::as_str);
        hints.push(format!("looked for {} ({role})", party.name));
        hints.push(format!("`own show {}` says all that the matrix has of it", party.id));
    }
    if let Some(system) = system {
        hints.push(format!("`own who {}` lists what {} has", matrix.system(system).id, matrix.system(system).name));
    }
    hints
}

/// The rows are there, and the cell that was asked for is empty in all of them.
fn names_nobody(matrix: &Matrix, rows: &[(SystemId, &Area)], role: Option<Responsibility>) -> Unanswered {
    let rows_named = rows.iter().map(|(id, area)| format!("{}, {}", matrix.system(*id).name, area.name));
    let what = role.map_or("anybody", |role| match role {
        Responsibility::Primary => "a primary",
        Responsibility::Secondary => "a secondary",
        Responsibility::Escalation => "an escalation contact",
        Responsibility::Approval => "an approval",
        Responsibility::Accountable => "anybody accountable",
        Responsibility::Consulted => "anybody to be consulted",
        Responsibility::Informed => "anybody to be informed",
    });
    let message = format!("the matrix doesn't name {what} for {}", rows_named.collect::<Vec<_>>().join("; "));
    let mut hints = Vec::new();
    if let [(_, area)] = rows {
        for other in Responsibility::ALL {
            let names: Vec<&str> = area.parties(other).map(|party| matrix.party(party).name.as_str()).collect();
            if !names.is_empty() {
                hints.push(format!("its {} is {}", other.as_str(), names.join(", ")));
            }
        }
    }
    Unanswered::nobody(message, hints)
}

/// Owners, of one system or all, in one role or all, of one party or all.
fn owners(
    matrix: &Matrix,
    system: Option<SystemId>,
    party: Option<PartyId>,
    role: Option<&str>,
    rows_asked: bool,
    present: &mut Present<'_>,
) -> Result<Answer<Owner>, Unanswered> {
    if rows_asked {
        let message = "an owner role belongs to a system, not to an area or a topic";
        return Err(Unanswered::nothing(
            message,
            vec!["leave out the area, or ask for primary, escalation …".to_owned()],
        ));
    }
    let mut caveats = Caveats::default();
    let mut found = Vec::new();
    for (id, _) in matrix.system_ids().filter(|(id, _)| system.is_none_or(|asked| asked == *id)) {
        for (from, ownership) in matrix.owners(id) {
            let of_party = party.is_none_or(|party| ownership.parties.contains(&party));
            if of_party && role.is_none_or(|role| ownership.role == role) {
                caveats.system(matrix, id);
                ownership.parties.iter().for_each(|party| caveats.party(matrix, *party));
                let now = present.of(Some(id), ownership.parties.iter().copied())?;
                caveats.moment(now.as_ref());
                found.push(Owner { now, ..owner(matrix, id, from, ownership) });
            }
        }
    }
    match (found.is_empty(), system, role) {
        (false, ..) => Ok(Answer::new("owner", found, caveats)),
        (true, Some(id), Some(role)) if party.is_none() => {
            let system = matrix.system(id);
            let mut all = matrix.systems.iter().flat_map(|system| &system.owners);
            let title =
                all.find(|ownership| ownership.role == role).map_or_else(|| name::title(role), Ownership::title);
            let message = format!("the matrix names nobody as {title} of {}", system.name);
            let has = matrix.owners(id).into_iter().map(|(_, ownership)| ownership.title()).collect::<Vec<_>>();
            let hint =
                if has.is_empty() { "it has no owners".to_owned() } else { format!("it has: {}", has.join(", ")) };
            Err(Unanswered::nobody(message, vec![hint]))
        }
        _ => Err(Unanswered::nothing("no owner of the matrix fits", nothing_fits(matrix, system, party, None))),
    }
}

fn owner(matrix: &Matrix, system: SystemId, from: SystemId, ownership: &Ownership) -> Owner {
    Owner {
        system: card::system(matrix, system),
        role: ownership.role.clone(),
        title: ownership.title(),
        owner: ownership.parties.iter().map(|party| card::party(matrix, *party)).collect(),
        note: ownership.note.clone(),
        inherited_from: (from != system).then(|| card::system_name(matrix, from)),
        now: None,
        at: card::at(matrix, ownership.place),
    }
}

/// A row of the matrix.
pub(super) fn row(matrix: &Matrix, id: SystemId, area: &Area) -> Row {
    let cell = |responsibility| area.parties(responsibility).map(|party| card::party(matrix, party)).collect();
    let system = matrix.system(id);
    Row {
        system: card::system(matrix, id),
        area: card::area_name(area),
        topic: area.topic.clone(),
        primary: cell(Responsibility::Primary),
        secondary: cell(Responsibility::Secondary),
        escalation: cell(Responsibility::Escalation),
        approval: cell(Responsibility::Approval),
        accountable: cell(Responsibility::Accountable),
        consulted: cell(Responsibility::Consulted),
        informed: cell(Responsibility::Informed),
        note: area.note.clone(),
        contacts: card::contacts(matrix, &system.contacts),
        now: None,
        at: card::at(matrix, area.place),
    }
}

/// Those of a row who are called in an incident and can't be reached at that moment.
fn not_at_this_hour(matrix: &Matrix, area: &Area, role: Option<Responsibility>, now: &Now, caveats: &mut Caveats) {
    let asked = |of: Responsibility| role.map_or(of <= Responsibility::Escalation, |role| role == of);
    for cell in area.assignments.iter().filter(|cell| asked(cell.responsibility)) {
        let party = matrix.party(cell.party);
        if let Some(told) = now.parties.iter().find(|told| told.id == party.id && told.covers == Some(false)) {
            caveats.not_at_this_hour(told, card::at(matrix, party.place));
        }
    }
}

/// Caveats of a row: its system, and the parties that were asked for.
fn row_caveats(matrix: &Matrix, id: SystemId, area: &Area, role: Option<Responsibility>, caveats: &mut Caveats) {
    caveats.system(matrix, id);
    if role.is_none() && area.parties(Responsibility::Primary).next().is_none() {
        let message = format!("nobody is primary for {}, {}", matrix.system(id).name, area.name);
        caveats.add(Code::NoPrimary, message, Some(card::at(matrix, area.place)));
    }
    for cell in &area.assignments {
        if role.is_none_or(|role| cell.responsibility == role) {
            caveats.party(matrix, cell.party);
        }
    }
}
