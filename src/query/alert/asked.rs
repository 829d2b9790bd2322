//! Whom to call for a system or an area, and from when on.

use jiff::Timestamp;
use jiff::civil::Date;

use super::AlertQuestion;
use super::answer::{AlertCall, LevelName};
use crate::alert::Alert;
use crate::matrix::{Area, Matrix, Responsibility, SystemId};
use crate::query::escalate::{self, EscalationPath, LevelStep, path};
use crate::query::unanswered::Why;
use crate::query::{
    Call, Caveats, Code, Now, Parties, Present, Typed, Unanswered, Warning, call, card, contacts, links,
};

/// Warnings of a path that change nothing about whom to call now.
const IN_PATHS: [Code; 5] = [
    Code::NamesNobody,
    Code::EscalationSkipsLevels,
    Code::EscalationIsNotApproval,
    Code::SlowerThanServiceLevel,
    Code::ResponseOutlastsWindow,
];

/// Alerts, and the system and area that they are about.
pub(super) struct Asked<'m> {
    pub(super) matrix: &'m Matrix,
    pub(super) question: &'m AlertQuestion,
    pub(super) alerts: &'m [&'m Alert],
    pub(super) system: SystemId,
    pub(super) area: Option<&'m Area>,
}

impl Asked<'_> {
    pub(super) fn call(&self, warnings: &mut Vec<Warning>) -> Result<AlertCall, Unanswered> {
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
        add_new(warnings, self.said_of_row(today));
        self.of_row(&parties, &mut present, second, today)
    }

    /// What is to be said of the system and of those whom it calls without a path.
    fn said_of_row(&self, today: Date) -> Vec<Warning> {
        let mut caveats = Caveats::default();
        caveats.system(self.matrix, self.system);
        match self.area {
            Some(area) => caveats.ended(self.matrix, &area.assignments, today),
            None => caveats.ended_in(self.matrix, self.system, today),
        }
        for of in Responsibility::CALLED {
            for party in escalate::row_parties(self.matrix, Some(self.system), self.area, (of, Some(today))) {
                caveats.party(self.matrix, party);
                caveats.absence(self.matrix, party, today);
            }
        }
        caveats.into_warnings()
    }

    /// The escalation path, or none if the matrix gives no policy. The time of an alert that lies in the future is left out.
    fn path(&self, warnings: &mut Vec<Warning>) -> Result<Option<EscalationPath>, Unanswered> {
        let (elapsed, typed) = (self.question.elapsed, self.question.since.clone());
        let stated = self.began().filter(|_| typed.is_none() && elapsed.is_none());
        let severity = self.severity(warnings);
        let ask = |since| {
            let clock = self.question.clock.clone();
            let severity = severity.clone();
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
            Err(unanswered) if unanswered.why == Why::NamesNobody => Ok(None),
            Err(unanswered) => Err(unanswered),
        }
    }

    /// When the oldest of the alerts began.
    fn began(&self) -> Option<Typed> {
        let began = self.alerts.iter().filter_map(|alert| alert.began.as_deref());
        // One without a zone can't be compared with others.
        let oldest = began.min_by_key(|began| began.parse::<Timestamp>().map_or((true, None), |at| (false, Some(at))));
        oldest?.parse().ok()
    }

    /// The severity that the question or else the alerts and their labels name.
    fn severity(&self, warnings: &mut Vec<Warning>) -> Option<String> {
        if self.question.severity.is_some() {
            return self.question.severity.clone();
        }
        let mut caveats = Caveats::default();
        let given = &self.question.evidence;
        let severity = escalate::severity_of(self.matrix, self.system, self.alerts, given, &mut caveats);
        add_new(warnings, caveats.into_warnings());
        severity
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
        let answer = self.answer(of_level, then.concat(), path.then);
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
        let of_row = |of| escalate::row_parties(self.matrix, Some(self.system), self.area, (of, Some(today)));
        let primary = of_row(Responsibility::Primary);
        let escalation = self.area.into_iter().flat_map(|area| area.current(Responsibility::Escalation, today));
        let escalation: Vec<_> = escalation.collect();
        let mut now = present.of(Some(self.system), primary.iter().chain(&escalation).copied())?;
        let calls = |ids: &[_], now: Option<&Now>| call::of_parties(&parties.cards(ids), now);
        let mut first = calls(&primary, now.as_ref());
        let mut then = [second, calls(&escalation, now.as_ref())].concat();
        if !call::is_any_reachable(&first) && !call::is_any_reachable(&then) {
            let contacts = contacts(self.matrix, &self.matrix.system(self.system).contacts);
            let mut row = [primary.clone(), of_row(Responsibility::Secondary), escalation].concat();
            first = call::with_system(first, &contacts);
            if self.area.is_none() && !call::is_any_reachable(&first) {
                let last = escalate::row_last(self.matrix, self.system, today);
                now = present.of(Some(self.system), primary.iter().chain(&last).copied())?;
                then.extend(calls(&last, now.as_ref()));
                row.extend(last);
            }
            if !call::is_any_reachable(&first) && !call::is_any_reachable(&then) {
                first.extend(call::without_number(&parties.cards(&row), now.as_ref()));
            }
        }
        Ok(AlertCall { now, ..self.answer(first, then, Vec::new()) })
    }

    /// The answer but for its evidence, policy and time. Whom nobody can reach comes last, and nobody comes twice. `later` are
    /// those of a level that begins later, and as they are then.
    fn answer(&self, call: Vec<Call>, then: Vec<Call>, later: Vec<Call>) -> AlertCall {
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
        let first = call.iter().chain(&then).find(|call| call.is_reachable_now()).cloned();
        then.extend(later.into_iter().filter(is_new));
        then.retain(|call| match &first {
            Some(_) => call.is_named() && call.away_until.is_none(),
            None => call.is_named() || call.from.is_some(),
        });
        AlertCall {
            alert: self.alerts.first().and_then(|alert| alert.name()),
            ambiguous: false,
            name: first.as_ref().map(|call| call.name.clone()),
            number: first.and_then(|call| call.number),
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
