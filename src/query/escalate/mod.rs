//! `own escalate`: the escalation path, and where a moment stands on it.

mod caveats;
mod concern;

use super::card::{self, At, ContactCard, Named, PartyCard, SystemCard};
use super::resolve;
use super::wording::{all_in, words};
use super::{Answer, Unanswered};
pub use crate::matrix::Hours;
use crate::matrix::{Area, Cover, Duration, Level, LevelContact, Matrix, Policy, Response, Responsibility, SystemId};
use concern::{Concern, Role};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// A system, as typed.
    pub system: Option<String>,
    /// One of its areas, as typed.
    pub area: Option<String>,
    /// Time since the incident began.
    pub elapsed: Option<Duration>,
    /// Which hours it is, where the asker says so.
    pub hours: Option<Hours>,
    /// One level only, by its number.
    pub level: Option<u32>,
    /// Levels whose scope or triggers speak of this.
    pub speaks_of: Option<String>,
}

answer! {
    /// The escalation path of a system, of one of its areas, or of nobody in particular.
    pub struct EscalationPath {
        /// The system; `null` where none was asked about.
        pub system: Option<SystemCard>,
        /// The area; `null` where none was asked about.
        pub area: Option<Named>,
        /// Who does it, in the area.
        pub primary: Vec<PartyCard>,
        /// Who stands in, in the area.
        pub secondary: Vec<PartyCard>,
        /// Whom the area's row names as its escalation contact.
        pub escalation: Vec<PartyCard>,
        /// The system's own addresses.
        pub contacts: Vec<ContactCard>,
        /// Time since the incident began, as asked.
        pub elapsed: Option<String>,
        /// The same in seconds.
        pub elapsed_seconds: Option<u64>,
        /// `business-hours` or `off-hours`, as asked; `null`: both are told.
        pub hours: Option<&'static str>,
        /// The number of the level that is active then; `null` where none is, or no time was given.
        pub active_level: Option<u32>,
        /// The number of the first level that begins after then.
        pub next_level: Option<u32>,
        /// The policy that is followed.
        pub policy: Named,
        /// Its levels, first to last: all of them, or those that were asked for.
        pub levels: Vec<LevelStep>,
        /// Where the policy stands.
        pub at: At,
    }
}

answer! {
    /// A level of the path.
    pub struct LevelStep {
        /// Its number, from 1.
        pub number: u32,
        /// Its name.
        pub name: String,
        /// When it begins, after the start of the incident.
        pub from: String,
        /// The same in seconds.
        pub from_seconds: u64,
        /// When it ends; `null`: open.
        pub until: Option<String>,
        /// The same in seconds.
        pub until_seconds: Option<u64>,
        /// Whether it is the one at the elapsed time; `null` where no time was given.
        pub active: Option<bool>,
        /// The time left in it, if it is the active one and ends.
        pub left: Option<String>,
        /// The same in seconds.
        pub left_seconds: Option<u64>,
        /// Time to respond in business hours.
        pub response_business_hours: Option<String>,
        /// The same in seconds.
        pub response_business_hours_seconds: Option<u64>,
        /// Time to respond outside business hours.
        pub response_off_hours: Option<String>,
        /// The same in seconds.
        pub response_off_hours_seconds: Option<u64>,
        /// Whom to call, in the order of the matrix.
        pub contacts: Vec<LevelParty>,
        /// What it deals with.
        pub scope: Vec<String>,
        /// What it may do.
        pub authority: Vec<String>,
        /// What makes one escalate from it.
        pub triggers: Vec<String>,
        /// Those of its scope and triggers that speak of what was asked for.
        pub speaks_of_it: Vec<String>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// Whom a level calls.
    pub struct LevelParty {
        /// The party's id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// `team`, `role`, `group` or `placeholder`.
        pub kind: &'static str,
        /// What it has to do with the system or the area, such as `primary` or `leads Backend Development Team`; empty
        /// where the matrix says nothing of the kind.
        pub concerned_as: Vec<String>,
        /// Whether the matrix says that the calls of the system or the area go to it; `null` where none was asked about.
        pub assigned: Option<bool>,
        /// Whose escalations it takes, where the matrix says.
        pub takes: Vec<Named>,
        /// When it can be reached: `24/7` or `business-hours`; `null` where the matrix doesn't say.
        pub cover: Option<&'static str>,
        /// Its addresses at this level.
        pub contacts: Vec<ContactCard>,
        /// Where it stands.
        pub at: At,
    }
}

/// What is asked, with its names resolved.
struct Asked<'m> {
    matrix: &'m Matrix,
    policy: &'m Policy,
    system: Option<SystemId>,
    area: Option<&'m Area>,
    concern: Concern<'m>,
    elapsed: Option<Duration>,
    hours: Option<Hours>,
}

/// Answers `own escalate`.
///
/// # Errors
/// A name is unknown or ambiguous, the policy has no such level, no level speaks of the text, or the matrix has no
/// escalation policy.
pub fn escalate(matrix: &Matrix, question: &Question) -> Result<Answer<EscalationPath>, Unanswered> {
    let system = question.system.as_deref().map(|typed| resolve::system(matrix, typed)).transpose()?;
    let area = match (system, question.area.as_deref()) {
        (Some(system), Some(typed)) => Some(resolve::area(matrix, system, typed)?),
        _ => None,
    };
    let policy = policy(matrix, system)?;
    let concern = Concern::of(matrix, policy, system, area);
    let (elapsed, hours) = (question.elapsed, question.hours);
    let asked = Asked { matrix, policy, system, area, concern, elapsed, hours };
    let levels = levels(policy, question)?;
    let caveats = asked.caveats(&levels);
    let number = |level: &Level| level.number;
    let path = EscalationPath {
        system: system.map(|id| card::system(matrix, id)),
        area: area.map(card::area_name),
        primary: asked.cell(Responsibility::Primary),
        secondary: asked.cell(Responsibility::Secondary),
        escalation: asked.cell(Responsibility::Escalation),
        contacts: system.map(|id| card::contacts(matrix, &matrix.system(id).contacts)).unwrap_or_default(),
        elapsed: elapsed.map(|elapsed| elapsed.to_string()),
        elapsed_seconds: elapsed.map(Duration::seconds),
        hours: hours.map(Hours::as_str),
        active_level: elapsed.and_then(|at| policy.levels.iter().find(|level| level.window.contains(at))).map(number),
        next_level: asked.next().map(number),
        policy: card::policy_name(policy),
        levels: levels.iter().map(|level| asked.step(level, question.speaks_of.as_deref())).collect(),
        at: card::at(matrix, policy.place),
    };
    Ok(Answer::new("escalation-path", vec![path], caveats))
}

fn policy(matrix: &Matrix, system: Option<SystemId>) -> Result<&Policy, Unanswered> {
    let policy = matrix.policy_of(system).filter(|policy| !policy.levels.is_empty());
    policy.ok_or_else(|| {
        let message = match system {
            Some(id) => format!("the matrix gives no escalation policy for {}", matrix.system(id).name),
            None => "the matrix has no default escalation policy".to_owned(),
        };
        let others = matrix.policies.iter().filter(|policy| !policy.levels.is_empty());
        Unanswered::nobody(
            message,
            others.map(|policy| format!("it has `{}`, which others follow", policy.id)).collect(),
        )
    })
}

/// The levels that are asked for.
fn levels<'m>(policy: &'m Policy, question: &Question) -> Result<Vec<&'m Level>, Unanswered> {
    let all = || policy.levels.iter();
    let listed = || all().map(|level| format!("level {}: {}", level.number, level.name)).collect();
    let mut levels: Vec<&Level> = all().collect();
    if let Some(number) = question.level {
        levels.retain(|level| level.number == number);
        if levels.is_empty() {
            return Err(Unanswered::nothing(
                format!("{} has no level {number}", card::policy_name(policy).name),
                listed(),
            ));
        }
    }
    if let Some(text) = &question.speaks_of {
        let asked: Vec<&Level> = std::mem::take(&mut levels);
        levels.extend(asked.iter().filter(|level| !speaks_of(level, text).is_empty()));
        if levels.is_empty() {
            return Err(nothing_speaks_of(policy, &asked, text));
        }
    }
    Ok(levels)
}

/// No level that is asked about speaks of a text; another one may.
fn nothing_speaks_of(policy: &Policy, asked: &[&Level], text: &str) -> Unanswered {
    let others = policy.levels.iter().filter(|level| !speaks_of(level, text).is_empty());
    let mut hints: Vec<String> = others.map(|level| format!("level {} does: {}", level.number, level.name)).collect();
    if hints.is_empty() {
        hints.push("levels speak of:".to_owned());
        let said = policy.levels.iter().flat_map(|level| level.scope.iter().chain(&level.triggers));
        hints.extend(said.map(|words| format!("  {words}")));
    }
    let message = match asked {
        [level] => format!("the scope and triggers of level {} don't speak of `{text}`", level.number),
        _ => format!("no level's scope or triggers speak of `{text}`"),
    };
    Unanswered::nothing(message, hints)
}

/// Those of a level's scope and triggers that have all words of a text.
fn speaks_of(level: &Level, text: &str) -> Vec<String> {
    let asked = words(text, &[]);
    let speaks = |said: &&String| all_in(&asked, &words(said, &[]));
    level.scope.iter().chain(&level.triggers).filter(speaks).cloned().collect()
}

impl Asked<'_> {
    fn cell(&self, responsibility: Responsibility) -> Vec<PartyCard> {
        let parties = self.area.into_iter().flat_map(|area| area.parties(responsibility));
        parties.map(|party| card::party(self.matrix, party)).collect()
    }

    fn step(&self, level: &Level, text: Option<&str>) -> LevelStep {
        let Response { business_hours, off_hours, .. } = level.response;
        let active = self.elapsed.map(|elapsed| level.window.contains(elapsed));
        let left = self
            .elapsed
            .filter(|_| active == Some(true))
            .and_then(|elapsed| level.window.until.map(|until| until.saturating_sub(elapsed)));
        let text_of = |duration: Option<Duration>| duration.map(|duration| duration.to_string());
        let seconds = |duration: Option<Duration>| duration.map(Duration::seconds);
        LevelStep {
            number: level.number,
            name: level.name.clone(),
            from: level.window.from.to_string(),
            from_seconds: level.window.from.seconds(),
            until: text_of(level.window.until),
            until_seconds: seconds(level.window.until),
            active,
            left: text_of(left),
            left_seconds: seconds(left),
            response_business_hours: text_of(business_hours),
            response_business_hours_seconds: seconds(business_hours),
            response_off_hours: text_of(off_hours),
            response_off_hours_seconds: seconds(off_hours),
            contacts: level.contacts.iter().map(|contact| self.party(contact)).collect(),
            scope: level.scope.clone(),
            authority: level.authority.clone(),
            triggers: level.triggers.clone(),
            speaks_of_it: text.map(|text| speaks_of(level, text)).unwrap_or_default(),
            at: card::at(self.matrix, level.place),
        }
    }

    fn party(&self, contact: &LevelContact) -> LevelParty {
        let party = self.matrix.party(contact.party);
        LevelParty {
            id: party.id.clone(),
            name: party.name.clone(),
            aliases: party.aliases.clone(),
            kind: party.kind_name(),
            concerned_as: self.concern.roles(contact).iter().map(Role::in_words).collect(),
            assigned: self.system.map(|_| self.concern.is_assigned(contact)),
            takes: contact.takes.iter().map(|party| card::party_name(self.matrix, *party)).collect(),
            cover: cover(self.matrix, contact).map(Cover::as_str),
            contacts: reached_by(self.matrix, contact),
            at: card::at(self.matrix, contact.place),
        }
    }
}

/// How a level-contact is reached: as the level says, or else by the party's own addresses.
fn reached_by(matrix: &Matrix, contact: &LevelContact) -> Vec<ContactCard> {
    let own = &matrix.party(contact.party).contacts;
    card::contacts(matrix, if contact.contacts.is_empty() { own } else { &contact.contacts })
}

/// When a level-contact can be reached: as the level says, or as its team's on-call cover does.
fn cover(matrix: &Matrix, contact: &LevelContact) -> Option<Cover> {
    contact.cover.or_else(|| matrix.party(contact.party).on_call().map(|on_call| on_call.cover))
}
