//! `own who`: who is responsible.

mod name;
mod owners;
mod rows;
mod system;

pub(crate) use system::Owned;

use super::target::target_or_area;
use super::{Answer, AreaRow, Caveats, Clock, Code, Owner, Parties, Present, Unanswered, choose, resolve};
use crate::matrix::{Evidence, Matrix, Part, Scope, SystemId};
use name::{Role, role, topic};

/// What is asked. Filters combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RowFilter {
    /// A system, as typed.
    pub system: Option<String>,
    /// An area, as typed.
    pub area: Option<String>,
    /// Selects the system, instead of its name.
    pub evidence: Vec<Evidence>,
    /// A topic, as typed.
    pub topic: Option<String>,
    /// A party, as typed.
    pub party: Option<String>,
    /// `primary`, `escalation` … or an owner role such as `data`, as typed.
    pub role: Option<String>,
    /// The time of the asker.
    pub clock: Clock,
}

impl RowFilter {
    /// What of a matrix it is about. Each filter may find what no other does.
    pub(crate) fn scope(&self) -> Scope {
        let part = |typed: &Option<String>, part: fn(String) -> Part| typed.clone().map(part);
        let systems = if !self.evidence.is_empty() {
            [self.topic.as_ref().map(|_| Part::Topics), None, None]
        } else if let Some(system) = self.system.clone() {
            // Nothing of another system is looked at, but for what a topic is called.
            let system = match self.area.clone() {
                Some(area) => Part::AreaOf(system, area),
                // An area needs only its row.
                None => Part::Row(system),
            };
            [Some(system), self.topic.as_ref().map(|_| Part::Topics), None]
        } else {
            [part(&self.topic, Part::Topic), part(&self.party, Part::OfParty), part(&self.area, Part::Area)]
        };
        if self.evidence.is_empty() && systems.iter().all(Option::is_none) {
            return Scope::Whole;
        }
        let names = [part(&self.party, Part::Party), self.role.as_ref().map(|_| Part::Roles)];
        let selected = self.evidence.iter().cloned().map(Part::Selected);
        Scope::Parts(selected.chain(systems.into_iter().chain(names).flatten()).collect())
    }
}

/// An answer to one of the three forms of the question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Who {
    /// Rows that fit.
    Rows(Answer<AreaRow>),
    /// Owners in the role that was asked for, or of the party that was.
    Owners(Answer<Owner>),
    /// A system as a whole.
    System(Box<Answer<Owned>>),
}

impl Who {
    /// Checks whether a part of a matrix is enough for the answer. Of an area that is named alone, another part may have
    /// a second one of that name.
    pub(crate) fn is_enough(&self) -> bool {
        let warnings = match self {
            Self::Rows(answer) => &answer.warnings,
            Self::Owners(answer) => &answer.warnings,
            Self::System(answer) => &answer.warnings,
        };
        warnings.iter().all(|warning| warning.code != Code::AreaNotSystem)
    }
}

/// Answers `own who`.
pub(crate) fn who(matrix: &Matrix, question: &RowFilter) -> Result<Who, Unanswered> {
    let mut caveats = Caveats::default();
    let area = question.area.as_deref();
    let target = question.system.as_deref().map(|typed| target_or_area(matrix, typed, area, &mut caveats));
    let target = target.transpose()?.map(|target| (target.system, target.area));
    let selected = !question.evidence.is_empty();
    let choice = selected.then(|| choose(matrix, &question.evidence, &mut caveats)).transpose()?;
    let chosen = choice.as_ref().map(|choice| (choice.system, area.or(choice.area.map(|area| area.id.as_str()))));
    let (system, area) = target.or(chosen).map_or((None, area), |(system, area)| (Some(system), area));
    let mut who = answer(matrix, question, system, area)?;
    let (warnings, matched) = match &mut who {
        Who::Rows(answer) => (&mut answer.warnings, &mut answer.matched),
        Who::Owners(answer) => (&mut answer.warnings, &mut answer.matched),
        Who::System(answer) => (&mut answer.warnings, &mut answer.matched),
    };
    warnings.splice(0..0, caveats.into_warnings());
    matched.extend(choice.into_iter().flat_map(|choice| choice.matched));
    Ok(who)
}

/// The answer about a system and an area, where they are asked about.
fn answer(
    matrix: &Matrix,
    question: &RowFilter,
    system: Option<SystemId>,
    area: Option<&str>,
) -> Result<Who, Unanswered> {
    let party = question.party.as_deref().map(|typed| resolve::party(matrix, typed)).transpose()?;
    let role = question.role.as_deref().map(|typed| role(matrix, typed)).transpose()?;
    let topic = question.topic.as_deref().map(|typed| topic(matrix, typed)).transpose()?;
    let rows_asked = area.is_some() || topic.is_some();
    let mut present = Present::new(matrix, &question.clock);
    let present = &mut present;
    let day = matrix.has_absences().then(|| question.clock.today(matrix)).transpose()?;
    let parties = &Parties::on(matrix, day);
    match (system, party, role) {
        (Some(id), None, None) if !rows_asked => {
            system::system(parties, id, present).map(|answer| Who::System(Box::new(answer)))
        }
        (_, _, Some(Role::Owner(role))) => {
            owners::owners(parties, system, party, Some(&role), rows_asked, present).map(Who::Owners)
        }
        (_, _, role) => {
            let role = role.and_then(|role| if let Role::Of(of) = role { Some(of) } else { None });
            let rows = rows::rows(parties, system, area, topic, (party, role), present);
            // A party that carries no area may own a system all the same.
            if rows.is_err() && party.is_some() && role.is_none() && !rows_asked {
                let owners = owners::owners(parties, system, party, None, false, present).map(Who::Owners);
                return owners.or_else(|_| rows.map(Who::Rows));
            }
            rows.map(Who::Rows)
        }
    }
}
