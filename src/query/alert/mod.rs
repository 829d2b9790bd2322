//! `own call`: from an alert to the person to call.

mod answer;
mod asked;
mod decide;
mod names;
mod no_match;

use std::collections::HashMap;
use std::rc::Rc;

pub(crate) use answer::{AlertCall, Found};
pub(crate) use decide::EvidenceKind;
use decide::{Decision, Match, decide};

use super::{Answer, Call, Caveats, Clock, Code, Typed, Unanswered, Warning, card};
use crate::alert::Alert;
use crate::matrix::{Area, Duration, Evidence, Matrix, Part, Scope, SystemId};
use crate::text::name::words;
use asked::Asked;
use no_match::no_match;

/// The question of `own call`.
#[derive(Debug, Clone, Default)]
pub(crate) struct AlertQuestion {
    pub alerts: Vec<Alert>,
    /// Evidence beside that of each alert.
    pub evidence: Vec<Evidence>,
    /// Time since the incident began.
    pub elapsed: Option<Duration>,
    /// When the incident began, instead of what an alert says.
    pub since: Option<Typed>,
    /// How severe it is, instead of what an alert says.
    pub severity: Option<String>,
    pub clock: Clock,
}

/// What became of the alerts.
#[derive(Debug)]
pub(crate) struct Called {
    /// One result for each system and area, or for each candidate of an ambiguous alert.
    pub answer: Answer<AlertCall>,
    /// Alerts that fit nothing, or nobody.
    pub unanswered: Vec<Unanswered>,
}

/// The parts of a matrix that an alert is about. Only exact names count, also for its whole text.
fn parts(alert: &Alert) -> Vec<Part> {
    let whole = alert.whole.iter().filter(|whole| !words(whole).eq(words(&alert.words)));
    let mut parts: Vec<Part> = whole.cloned().map(Part::NamedIn).collect();
    parts.push(Part::NamedIn(alert.words.clone()));
    parts.extend(names::typed(alert).map(|(system, area)| Part::Target(format!("{system}/{area}"))));
    parts.extend(names::rows(alert).cloned().map(Part::NamedIn));
    parts.extend(alert.addresses.iter().cloned().map(Part::Address));
    parts.extend(decide::evidence(alert).map(|(_, _, evidence)| Part::Selected(evidence)));
    parts
}

impl AlertQuestion {
    /// The part of a matrix that it is about.
    pub(crate) fn scope(&self) -> Scope {
        let given = self.evidence.iter().cloned().map(Part::Selected);
        Scope::Parts(self.alerts.iter().flat_map(parts).chain(given).collect())
    }

    /// The same with the nearest names, for an alert that fits nothing. To find them takes a look at all names.
    pub(crate) fn wider_scope(&self) -> Option<Scope> {
        if self.alerts.iter().all(|alert| *alert == Alert::default()) {
            return Some(Scope::Whole);
        }
        let Scope::Parts(mut parts) = self.scope() else { return None };
        let count = parts.len();
        parts.extend(self.alerts.iter().filter_map(|alert| alert.whole.clone()).map(Part::Row));
        (parts.len() > count).then_some(Scope::Parts(parts))
    }
}

/// The alerts about one system or one of its areas, and what the first of them fits.
struct Group<'m, 'a> {
    system: SystemId,
    decision: Rc<Decision<'m>>,
    alerts: Vec<&'a Alert>,
}

/// Answers `own call`. An error is about the question, or about its only alert.
pub(crate) fn alert(matrix: &Matrix, question: &AlertQuestion) -> Result<Called, Unanswered> {
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    let mut known: HashMap<(SystemId, Option<usize>), usize> = HashMap::new();
    let mut unanswered = Vec::new();
    for alert in &question.alerts {
        let decision = Rc::new(decide(matrix, alert, &question.evidence));
        if decision.systems.is_empty() {
            unanswered.push(no_match(matrix, alert, &question.evidence));
        }
        for system in &decision.systems {
            let group = *known.entry((*system, decision.area)).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Group { system: *system, decision: Rc::clone(&decision), alerts: Vec::new() });
            }
            groups[group].alerts.push(alert);
        }
    }
    let mut warnings: Vec<Warning> = Vec::new();
    let mut results: Vec<AlertCall> = Vec::new();
    for Group { system, decision, alerts } in &groups {
        let area = decision.area.map(|area| &matrix.system(*system).areas[area]);
        let call = Asked { matrix, question, alerts, system: *system, area }.call(&mut warnings)?;
        results.push(with_evidence(matrix, decision, call));
    }
    match (results.is_empty(), unanswered.pop()) {
        (true, Some(only)) if unanswered.is_empty() => Err(only),
        (_, last) => {
            unanswered.extend(last);
            let mut caveats = Caveats::default();
            // One that is over among others isn't asked about.
            if question.alerts.iter().any(|alert| alert.is_over) {
                caveats.add(Code::AlertResolved, "the alert says that it is over", None);
            }
            let mut answer = Answer::new("call", results, caveats);
            answer.warnings.append(&mut warnings);
            Ok(Called { answer, unanswered })
        }
    }
}

/// Those whom `own call` names to call now and who can be reached, for a system or an area without an alert.
pub(crate) fn now(
    matrix: &Matrix,
    system: SystemId,
    area: Option<&Area>,
    clock: &Clock,
) -> Result<Vec<Call>, Unanswered> {
    let question = &AlertQuestion { clock: clock.clone(), ..AlertQuestion::default() };
    let asked = Asked { matrix, question, alerts: &[], system, area };
    Ok(asked.call(&mut Vec::new())?.call.into_iter().filter(Call::is_reachable_now).collect())
}

fn with_evidence(matrix: &Matrix, decision: &Decision<'_>, answer: AlertCall) -> AlertCall {
    let evidence = |(found, decides): &(Match<'_>, bool)| {
        let system = matrix.system(found.system);
        Found {
            kind: found.kind,
            text: found.text.clone(),
            selector: found.selector.map(|selector| selector.text.clone()),
            system: card::system_name(matrix, found.system),
            area: found.area.map(|area| card::area_name(&system.areas[area])),
            decides: *decides,
            at: card::at(matrix, found.place(matrix)),
        }
    };
    let ambiguous = decision.systems.len() > 1;
    AlertCall { ambiguous, matches: decision.matches.iter().map(evidence).collect(), ..answer }
}
