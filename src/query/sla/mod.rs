//! `own sla`: what is promised, what is left of it, and whether a threshold is passed.

mod budget;
mod concern;
mod verdict;

pub(crate) use budget::{Budget, Left};
pub(crate) use concern::{ConcernedLevel, ConcernedPart, ConcernedParty};
pub(crate) use verdict::Verdict;

use super::service_level::{self, targets};
use super::{Answer, Asker, Caveats, Code, Named, ServiceLevelCard, SystemCard, TargetPage, Unanswered, card, target};
use crate::matrix::{Duration, Matrix, Quantity, SystemId};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServiceLevelRequest {
    /// A system, as typed; `None`: all.
    pub system: Option<String>,
    /// What of it.
    pub what: What,
}

/// What is asked of service levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// All that is promised.
    Levels,
    /// What this much downtime leaves of a month's.
    Downtime(Duration),
    /// Whether a measured value passes the threshold of a metric.
    Measured {
        /// The metric, as typed.
        metric: String,
        /// What was measured.
        value: Quantity,
        /// How long it has been so.
        during: Option<Duration>,
    },
}

answer! {
    /// What is promised.
    pub(crate) struct Promised {
        /// The systems that were asked about.
        pub systems: Vec<SystemLevel>,
        /// Targets that hold for all systems.
        pub targets: Vec<TargetPage>,
    }

    /// What is promised of one system.
    pub(crate) struct SystemLevel {
        /// The system.
        pub system: SystemCard,
        /// What is promised of it; `null` where nothing is of it alone.
        pub service_level: Option<ServiceLevelCard>,
        /// What is promised of the whole that it is part of, where nothing is of it alone.
        pub of_whole: Option<WholeLevel>,
        /// What is left of the downtime of a month, where that was asked.
        pub budget: Option<Budget>,
    }

    /// What is promised of a whole.
    pub(crate) struct WholeLevel {
        /// The whole.
        pub whole: Named,
        /// What is promised of it.
        pub service_level: ServiceLevelCard,
    }
}

/// An answer to one of the two forms of the question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sla {
    /// What is promised, and what is left of it.
    Promised(Box<Answer<Promised>>),
    /// Whether a threshold is passed.
    Verdict(Box<Answer<Verdict>>),
}

/// Answers `own sla`.
pub(crate) fn sla(matrix: &Matrix, question: &ServiceLevelRequest) -> Result<Sla, Unanswered> {
    let system =
        question.system.as_deref().map(|typed| target::system(matrix, typed, Asker::Alone("sla"))).transpose()?;
    match &question.what {
        What::Measured { metric, value, during } => {
            let answer = verdict::answer(matrix, system, metric, *value, *during)?;
            Ok(Sla::Verdict(Box::new(answer)))
        }
        What::Levels => promised(matrix, system, None).map(|answer| Sla::Promised(Box::new(answer))),
        What::Downtime(used) => promised(matrix, system, Some(*used)).map(|answer| Sla::Promised(Box::new(answer))),
    }
}

/// The service level of the whole that a system is part of, where it has none of its own.
pub(super) fn of_whole(matrix: &Matrix, id: SystemId) -> Option<WholeLevel> {
    let (of, level) = matrix.service_level_of(id).filter(|(of, _)| *of != id)?;
    Some(WholeLevel { whole: card::system_name(matrix, of), service_level: service_level::card(matrix, level) })
}

/// What is to be said of a service level that is only a whole's.
pub(super) fn of_whole_caveat(matrix: &Matrix, id: SystemId, caveats: &mut Caveats) {
    if let Some((of, level)) = matrix.service_level_of(id).filter(|(of, _)| *of != id) {
        let (part, whole) = (&matrix.system(id).name, &matrix.system(of).name);
        let message = format!("{part} inherits the service level of {whole}");
        caveats.add(Code::ServiceLevelOfWhole, message, Some(card::at(matrix, level.place)));
    }
}

fn promised(matrix: &Matrix, system: Option<SystemId>, used: Option<Duration>) -> Result<Answer<Promised>, Unanswered> {
    let mut caveats = Caveats::default();
    let ids = match system {
        Some(id) => {
            if matrix.service_level_of(id).is_none() {
                return Err(nothing_promised(matrix, id));
            }
            of_whole_caveat(matrix, id, &mut caveats);
            vec![id]
        }
        None => matrix.system_ids().map(|(id, _)| id).collect(),
    };
    let systems: Vec<SystemLevel> = ids.iter().map(|id| system_level(matrix, *id, used)).collect();
    // Downtime is of a system, and targets are of all of them.
    let targets = if used.is_none() { targets(matrix) } else { Vec::new() };
    let said = |system: &SystemLevel| if used.is_some() { system.budget.is_some() } else { has_level(system) };
    if targets.is_empty() && !systems.iter().any(said) {
        let what = if used.is_some() { "no downtime" } else { "no service levels" };
        return Err(Unanswered::nobody(format!("the matrix has {what}"), Vec::new()));
    }
    for (id, system) in ids.iter().zip(&systems) {
        caveats_of(matrix, *id, system, used.is_some(), &mut caveats);
    }
    Ok(Answer::new("service-level", vec![Promised { systems, targets }], caveats))
}

fn has_level(system: &SystemLevel) -> bool {
    system.service_level.is_some() || system.of_whole.is_some()
}

fn nothing_promised(matrix: &Matrix, id: SystemId) -> Unanswered {
    let message = format!("{} has no service level", matrix.system(id).name);
    let targets = (!matrix.targets.is_empty()).then(|| "`own sla` also lists the targets of all systems".to_owned());
    Unanswered::nobody(message, targets.into_iter().collect())
}

fn system_level(matrix: &Matrix, id: SystemId, used: Option<Duration>) -> SystemLevel {
    let system = matrix.system(id);
    let level = matrix.service_level_of(id).map(|(_, level)| level);
    SystemLevel {
        system: card::system(matrix, id),
        service_level: system.service_level.as_ref().map(|level| service_level::card(matrix, level)),
        of_whole: of_whole(matrix, id),
        budget: used.zip(level).and_then(|(used, level)| budget::of(level, used)),
    }
}

fn caveats_of(matrix: &Matrix, id: SystemId, level: &SystemLevel, asks_downtime: bool, caveats: &mut Caveats) {
    let at = || card::at(matrix, matrix.system(id).place);
    let name = &matrix.system(id).name;
    if has_level(level) {
        caveats.system(matrix, id);
        if asks_downtime && level.budget.is_none() {
            caveats.add_of(Code::NamesNobody, "no availability or downtime", name, at());
        }
        if let Some(message) = level.budget.as_ref().and_then(Budget::disagreement) {
            caveats.add(Code::DowntimeStatedTwice, format!("{name}: {message}"), Some(at()));
        }
    } else {
        caveats.add_of(Code::NoServiceLevel, "no service level", name, at());
    }
}
