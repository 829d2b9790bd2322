//! `own call`: from an alert to the person to call.

mod answer;
mod decide;
mod names;
mod no_match;
mod severity;

use jiff::civil::Date;

pub(crate) use answer::{AlertCall, Found};
pub(crate) use decide::EvidenceKind;
use decide::{Decision, Match, decide};

use super::escalate::{self, EscalationPath, LevelStep, path};
use super::{Answer, Call, Caveats, Clock, Code, Now, Parties, Present, Typed, Unanswered, Warning, call, card, links};
use crate::alert::Alert;
use crate::matrix::{Area, Duration, Evidence, Matrix, Part, Responsibility, Scope, SystemId};
use crate::text::name::words;
use answer::LevelName;
use no_match::no_match;
use severity::severity_of;

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

/// Answers `own call`. An error is about the question, or about its only alert.
pub(crate) fn alert(matrix: &Matrix, question: &AlertQuestion) -> Result<Called, Unanswered> {
    let mut results: Vec<AlertCall> = Vec::new();
    let mut unanswered = Vec::new();
    let mut warnings: Vec<Warning> = Vec::new();
    for alert in &question.alerts {
        let decision = decide(matrix, alert, &question.evidence);
        if decision.systems.is_empty() {
            unanswered.push(no_match(matrix, alert, &question.evidence));
        }
        for system in &decision.systems {
            let area = decision.area.map(|area| &matrix.system(*system).areas[area]);
            let is_known = |known: &AlertCall| {
                known.system.id == matrix.system(*system).id
                    && known.area.as_ref().map(|area| &area.id) == area.map(|area| &area.id)
            };
            if !results.iter().any(is_known) {
                let call = Asked { matrix, question, alert, system: *system, area }.call(&mut warnings)?;
                results.push(with_evidence(matrix, &decision, call));
            }
        }
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
    let asked = Asked { matrix, question, alert: &Alert::default(), system, area };
    Ok(asked.call(&mut Vec::new())?.call.into_iter().filter(Call::is_reachable_now).collect())
}

/// Warnings of a path that change nothing about whom to call now.
const IN_PATHS: [Code; 5] = [
    Code::NamesNobody,
    Code::EscalationSkipsLevels,
    Code::EscalationIsNotApproval,
    Code::SlowerThanServiceLevel,
    Code::ResponseOutlastsWindow,
];

/// One alert, and the system and area that it is about.
struct Asked<'m> {
    matrix: &'m Matrix,
    question: &'m AlertQuestion,
    alert: &'m Alert,
    system: SystemId,
    area: Option<&'m Area>,
}

impl Asked<'_> {
    fn call(&self, warnings: &mut Vec<Warning>) -> Result<AlertCall, Unanswered> {
        let matrix = self.matrix;
        let mut present = Present::new(matrix, &self.question.clock);
        let today = self.question.clock.today_of(Some(self.system), matrix)?;
        let secondary = (Responsibility::Secondary, Some(today));
        let secondary = escalate::row_parties(matrix, Some(self.system), self.area, secondary);
        let parties = Parties::on(matrix, Some(today));
        let now = present.of(Some(self.system), secondary.iter().copied())?;
        let second = call::of_parties(&parties.cards(&secondary), now.as_ref());
        let of = |call| Call { responsibility: Some(Responsibility::Secondary), ..call };
        let second = second.into_iter().map(of).collect();
        let path = self.path(warnings)?;
        if let Some(path) = path {
            return Ok(self.of_path(path, second));
        }
        add_new(warnings, self.not_there(today));
        self.of_row(&parties, &mut present, second, today)
    }

    /// Warns of the parties whose last day is over, and of those who are away.
    fn not_there(&self, today: Date) -> Vec<Warning> {
        let mut caveats = Caveats::default();
        match self.area {
            Some(area) => caveats.ended(self.matrix, &area.assignments, today),
            None => caveats.ended_in(self.matrix, self.system, today),
        }
        for of in Responsibility::CALLED {
            for party in escalate::row_parties(self.matrix, Some(self.system), self.area, (of, Some(today))) {
                caveats.absence(self.matrix, party, today);
            }
        }
        caveats.into_warnings()
    }

    /// The escalation path, or none if the matrix gives no policy. The time of an alert that lies in the future is left out.
    fn path(&self, warnings: &mut Vec<Warning>) -> Result<Option<EscalationPath>, Unanswered> {
        let (elapsed, typed) = (self.question.elapsed, self.question.since.clone());
        let stated = self.alert.began.as_deref().filter(|_| typed.is_none() && elapsed.is_none());
        let stated = stated.and_then(|began| began.parse::<Typed>().ok());
        let ask = |since| {
            let clock = self.question.clock.clone();
            let severity =
                self.question.severity.clone().or_else(|| severity_of(self.alert, self.matrix.system(self.system)));
            path(
                self.matrix,
                Some(self.system),
                self.area,
                &escalate::Incident { elapsed, since, severity, clock, ..escalate::Incident::default() },
            )
        };
        let found = match stated {
            Some(began) => ask(Some(began)).or_else(|_| ask(None)),
            None => ask(typed),
        };
        match found {
            Ok(answer) => {
                let mut new = answer.warnings;
                new.retain(|new| !IN_PATHS.contains(&new.code));
                // Its screen has no line for each level.
                let passed_over = new.iter_mut().filter(|new| new.code == Code::LevelPassedOver);
                passed_over.for_each(|new| new.of = vec![new.message.clone()]);
                // Nor an option to choose the hours.
                let unknown = new.iter_mut().filter(|new| new.code == Code::NoCalendar);
                unknown.for_each(|new| {
                    "no calendar: business hours are unknown".clone_into(&mut new.message);
                    new.of = vec![new.message.clone()];
                });
                add_new(warnings, new);
                Ok(answer.results.into_iter().next())
            }
            Err(unanswered) if unanswered.why == super::unanswered::Why::NamesNobody => Ok(None),
            Err(unanswered) => Err(unanswered),
        }
    }

    /// The active level, then the secondary, then the next level.
    fn of_path(&self, path: EscalationPath, second: Vec<Call>) -> AlertCall {
        let levels =
            path.levels.iter().map(|level: &LevelStep| LevelName { number: level.number, name: level.name.clone() });
        let levels = levels.collect();
        // If nobody of the active level can be reached, the path has put a later level first. Without a time, the path starts
        // at the first level that isn't skipped.
        let first = || path.levels.iter().find(|level| level.begins_at_once()).map(|level| level.number);
        let active = path.active.as_ref().map(|active| active.number).or_else(first);
        let (of_level, later): (Vec<_>, Vec<_>) = path.call.into_iter().partition(|call: &Call| call.level <= active);
        let then = if call::is_any_reachable(&of_level) { [second, later] } else { [later, second] };
        let answer = self.answer(of_level, [then.concat(), path.then].concat());
        AlertCall {
            policy: Some(path.policy),
            severity: path.severity,
            levels,
            since: path.since,
            now: path.now,
            ..answer
        }
    }

    /// Without a policy: the primary, or else the addresses of the system; then the secondary and the escalation contact. For a
    /// system, its owners come last.
    fn of_row(
        &self,
        parties: &Parties<'_>,
        present: &mut Present<'_>,
        second: Vec<Call>,
        today: Date,
    ) -> Result<AlertCall, Unanswered> {
        let primary = (Responsibility::Primary, Some(today));
        let primary = escalate::row_parties(self.matrix, Some(self.system), self.area, primary);
        let escalation = self.area.into_iter().flat_map(|area| area.current(Responsibility::Escalation, today));
        let escalation: Vec<_> = escalation.collect();
        let mut now = present.of(Some(self.system), primary.iter().chain(&escalation).copied())?;
        let calls = |ids: &[_], now: Option<&Now>| call::of_parties(&parties.cards(ids), now);
        let mut first = calls(&primary, now.as_ref());
        let mut then = [second, calls(&escalation, now.as_ref())].concat();
        if !call::is_any_reachable(&first) && !call::is_any_reachable(&then) {
            let contacts = super::contacts(self.matrix, &self.matrix.system(self.system).contacts);
            first = call::with_system(first, &contacts);
            if self.area.is_none() && !call::is_any_reachable(&first) {
                let last = escalate::row_last(self.matrix, self.system, today);
                now = present.of(Some(self.system), primary.iter().chain(&last).copied())?;
                then.extend(calls(&last, now.as_ref()));
            }
        }
        Ok(AlertCall { now, ..self.answer(first, then) })
    }

    /// The answer but for its evidence, policy and time. Whom nobody can reach comes last, and nobody comes twice.
    fn answer(&self, call: Vec<Call>, then: Vec<Call>) -> AlertCall {
        let (matrix, system) = (self.matrix, self.matrix.system(self.system));
        let is_reached = call::is_any_reachable(&call);
        let mut known: Vec<(String, Option<String>, bool)> = Vec::new();
        // A level that waits for its hours is named although the row is called until then.
        let mut is_new = |call: &Call| {
            let call = (call.name.clone(), call.number.clone(), call.waits_for.is_some());
            let is_new = !known.contains(&call);
            known.push(call);
            is_new
        };
        let mut call: Vec<Call> = call.into_iter().filter(&mut is_new).collect();
        let mut then: Vec<Call> = then.into_iter().filter(&mut is_new).collect();
        if !is_reached {
            let first = then.iter().position(Call::is_reachable_now).map(|at| then.remove(at));
            call.splice(0..0, first);
        }
        let is_anyone = call.iter().chain(&then).any(Call::is_reachable_now);
        then.retain(|call| call.is_named() && (call.away_until.is_none() || !is_anyone));
        let first = call.iter().chain(&then).find(|call| call.is_reachable_now());
        AlertCall {
            alert: self.alert.name(),
            ambiguous: false,
            name: first.map(|call| call.name.clone()),
            number: first.and_then(|call| call.number.clone()),
            system: card::system(matrix, self.system),
            area: self.area.map(card::area_name),
            matches: Vec::new(),
            policy: None,
            severity: None,
            levels: Vec::new(),
            areas: if self.area.is_some() { Vec::new() } else { system.areas.iter().map(card::area_name).collect() },
            links: links(matrix, &system.links),
            since: None,
            now: None,
            at: card::at(matrix, self.area.map_or(system.place, |area| area.place)),
            call,
            then,
        }
    }
}

fn add_new(warnings: &mut Vec<Warning>, new: impl IntoIterator<Item = Warning>) {
    for new in new {
        if !warnings.contains(&new) {
            warnings.push(new);
        }
    }
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
