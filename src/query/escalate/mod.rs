//! `own escalate`: the escalation path, and the position of a moment on it.

mod answer;
mod calls;
mod caveats;
mod concern;
mod levels;
mod plan;
mod policy;
mod row;
mod severity;
mod step;

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::area::cells;
use super::fields::Inline;
use super::moment::Toward;
use super::{
    Answer, Asker, Call, Caveats, Choice, Clock, Code, Moment, Parties, Typed, Unanswered, call, card, choose,
    contacts, resolve, target,
};
use crate::alert::Alert;
use crate::matrix::{Area, Duration, Evidence, Hours, Matrix, PartyId, Policy, Responsibility, Scope, SystemId};
pub(crate) use answer::{ActiveLevel, EscalationPath, LevelParty, LevelStep};
use concern::Concern;
use levels::levels;
pub(crate) use plan::AnswerBy;
use plan::Stage;
use policy::{no_policy_for, policy};
use row::RowPolicy;
pub(crate) use row::{last as row_last, parties as row_parties};
pub(crate) use severity::severity_of;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Incident {
    /// A system, as typed.
    pub system: Option<String>,
    /// One of its areas, as typed.
    pub area: Option<String>,
    /// Selects the system, instead of its name.
    pub evidence: Vec<Evidence>,
    /// Time since the incident began.
    pub elapsed: Option<Duration>,
    /// When the incident began, instead.
    pub since: Option<Typed>,
    /// How severe it is, where the system's policy depends on that.
    pub severity: Option<String>,
    /// The time of the asker.
    pub clock: Clock,
    /// How often the path is gone through.
    pub loops: Option<u32>,
    /// Which hours it is, where the asker says so.
    pub hours: Option<Hours>,
    /// One level only, by its number.
    pub level: Option<u32>,
    /// Levels that mention this.
    pub sought: Option<Sought>,
}

impl Incident {
    /// What of a matrix it is about.
    pub(crate) fn scope(&self) -> Scope {
        match self.evidence.as_slice() {
            [] => Scope::of_target(self.system.as_deref(), self.area.as_deref()),
            evidence => Scope::of_evidence(evidence),
        }
    }
}

/// What levels are sought by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sought {
    /// Words of their scope or triggers.
    Subject(String),
    /// Words of their authority.
    Authority(String),
}

/// What is asked, with its names and its times resolved.
struct Asked<'m> {
    matrix: &'m Matrix,
    parties: Parties<'m>,
    policy: &'m Policy,
    system: Option<SystemId>,
    area: Option<&'m Area>,
    today: Date,
    concern: Concern<'m>,
    elapsed: Option<Duration>,
    /// The hours that the asker chose.
    chosen: Option<Hours>,
    /// The moment that is asked about.
    moment: Option<Moment<'m>>,
    /// When the incident began.
    begun: Option<Timestamp>,
}

/// Answers `own escalate`.
pub(crate) fn escalate(matrix: &Matrix, question: &Incident) -> Result<Answer<EscalationPath>, Unanswered> {
    let mut selected = Caveats::default();
    let choice = row_of(matrix, question, &mut selected)?;
    let (system, area) = choice.as_ref().map_or((None, None), |choice| (Some(choice.system), choice.area));
    let severity = match (&question.severity, system) {
        (None, Some(id)) => severity_of(matrix, id, &[&Alert::default()], &question.evidence, &mut selected),
        (chosen, _) => chosen.clone(),
    };
    let mut answer = path(matrix, system, area, &Incident { severity, ..question.clone() })?;
    answer.warnings.splice(0..0, selected.into_warnings());
    answer.matched.extend(choice.into_iter().flat_map(|choice| choice.matched));
    Ok(answer)
}

/// The path of a system, of one of its areas, or of nobody in particular. The names in the question don't matter.
pub(crate) fn path(
    matrix: &Matrix,
    system: Option<SystemId>,
    area: Option<&Area>,
    question: &Incident,
) -> Result<Answer<EscalationPath>, Unanswered> {
    let today = question.clock.today_of(system, matrix)?;
    let severe = system.zip(question.severity.as_deref()).and_then(|(id, of)| matrix.system(id).policy_for(of));
    let policy = match severe {
        Some(of) => matrix.policy(of.policy),
        None => policy(matrix, system, today, &question.clock)?,
    };
    let row = RowPolicy::of(matrix, policy, system, area, Some(today));
    let policy = &row.policy;
    let concern = Concern::of(matrix, policy, system, area, today);
    let moment = moment(matrix, system, policy, question)?;
    let (begun, elapsed) = begun(moment.as_ref(), question)?;
    let parties = Parties::on(matrix, Some(today));
    let asked =
        Asked { matrix, parties, policy, system, area, today, concern, elapsed, chosen: question.hours, moment, begun };
    refuse_loops(policy, question)?;
    let levels = levels(matrix, policy, question)?;
    let stages = asked.stages(question.loops);
    let mut caveats = asked.caveats(&levels, &stages);
    let called = area.into_iter().flat_map(|area| Responsibility::CALLED.into_iter().flat_map(|of| area.cell(of)));
    caveats.ended(matrix, called, today);
    for (_, ownership) in system.filter(|_| area.is_none()).into_iter().flat_map(|id| matrix.owners(id)) {
        caveats.ended_owners(matrix, ownership, today);
    }
    if let (Some(severity), None, Some(id)) = (&question.severity, severe, system) {
        no_policy_for(matrix, id, severity, &mut caveats);
    }
    for party in &row.in_no_level {
        let party = matrix.party(*party);
        let words = "in no level of the policy, called first at level 1";
        caveats.add_of(Code::PrimaryInNoLevel, words, &party.name, card::at(matrix, party.place));
    }
    let asked_for = |stage: &&Stage<'_>| levels.iter().any(|level| level.number == stage.level.number);
    let steps = |stage| asked.step(stage, question.sought.as_ref());
    let all: Vec<LevelStep> = stages.iter().map(steps).collect();
    let active = asked.active(&stages, &all);
    let is_whole = levels.len() == policy.levels.len();
    let levels = stages.iter().zip(all).filter(|(stage, _)| asked_for(stage)).map(|(_, step)| step).collect();
    let next_round = || if question.loops.is_none() && is_whole { asked.next_round(&stages) } else { Vec::new() };
    let severity = severe.map(|of| of.severity.clone());
    let path = EscalationPath { active, severity, levels, ..asked.path(&stages) }.with_calls(
        is_whole,
        next_round,
        |level| asked.at_once(level, &stages),
        |path| asked.left(path, &stages),
    );
    Ok(Answer::new("escalation-path", vec![path], caveats))
}

/// The system and the area that are asked about.
fn row_of<'m>(
    matrix: &'m Matrix,
    question: &Incident,
    caveats: &mut Caveats,
) -> Result<Option<Choice<'m>>, Unanswered> {
    let typed = question.area.as_deref();
    let named = |system: SystemId, area: Option<&str>| {
        area.map(|area| resolve::area(matrix, system, area, Asker::Escalate)).transpose()
    };
    if !question.evidence.is_empty() {
        let choice = choose(matrix, &severity::selecting(matrix, &question.evidence), caveats)?;
        let area = named(choice.system, typed)?.or(choice.area);
        return Ok(Some(Choice { area, ..choice }));
    }
    let Some(system) = question.system.as_deref() else { return Ok(None) };
    let target = target(matrix, system, typed, Asker::Escalate)?;
    let area = named(target.system, target.area)?;
    Ok(Some(Choice { system: target.system, area, matched: Vec::new() }))
}

/// The moment that is asked about; `None` where no time is, and no calendar tells what the present is.
fn moment<'m>(
    matrix: &'m Matrix,
    system: Option<SystemId>,
    policy: &Policy,
    question: &Incident,
) -> Result<Option<Moment<'m>>, Unanswered> {
    // A policy for a severity may be the only one with a calendar.
    let calendar = matrix.calendar_of_system(system).or(policy.calendar).map(|id| matrix.calendar(id));
    let Some(since) = &question.since else {
        let present = || Moment::new(matrix, system, &question.clock);
        return calendar.map_or_else(present, |of| Moment::with(Some(of), &question.clock).map(Some));
    };
    let moment = Moment::with(calendar, &question.clock)?;
    Ok(Some(moment.shown_as_typed(since, &question.clock)))
}

/// When the incident began, and the time since, as far as they are known.
fn begun(
    moment: Option<&Moment<'_>>,
    question: &Incident,
) -> Result<(Option<Timestamp>, Option<Duration>), Unanswered> {
    let (Some(moment), Some(since)) = (moment, &question.since) else {
        let seconds = question.elapsed.map(|elapsed| i64::try_from(elapsed.seconds()).unwrap_or(i64::MAX));
        let begun = moment
            .zip(seconds)
            .and_then(|(moment, seconds)| moment.at.checked_sub(SignedDuration::from_secs(seconds)).ok());
        return Ok((begun, question.elapsed));
    };
    let begun = moment.instant(since, &question.clock, Toward::Past)?;
    let seconds = u64::try_from(moment.at.as_second() - begun.as_second()).map_err(|_| {
        let message = format!(
            "the incident starts at {}, later than now, {}",
            moment.card(begun).shown,
            moment.card(moment.at).shown
        );
        Unanswered::misuse(message, vec!["set --at, or correct --since".to_owned()])
    })?;
    Ok((Some(begun), Some(Duration::from_seconds(seconds))))
}

fn refuse_loops(policy: &Policy, question: &Incident) -> Result<(), Unanswered> {
    let most = policy.repeat + 1;
    match question.loops {
        Some(loops) if loops > most => {
            let name = card::policy_name(policy).name;
            let message = match policy.repeat {
                0 => format!("{name} doesn't repeat"),
                _ => format!("{name} has {most} rounds"),
            };
            Err(Unanswered::misuse(message, vec![format!("use --loops {most}, or leave it out")]))
        }
        _ => Ok(()),
    }
}

impl Asked<'_> {
    /// The path but for its levels.
    fn path(&self, stages: &[Stage<'_>]) -> EscalationPath {
        let (matrix, elapsed, policy) = (self.matrix, self.elapsed, self.policy);
        let mut of_row: Vec<PartyId> = match (self.area, self.system) {
            (Some(area), _) => Responsibility::CALLED.iter().flat_map(|of| area.parties(*of)).collect(),
            (None, system) => row::parties(matrix, system, None, (Responsibility::Primary, Some(self.today))),
        };
        let mut known = HashSet::new();
        of_row.retain(|party| known.insert(*party));
        let contacts = self.system.map(|id| contacts(matrix, &matrix.system(id).contacts));
        EscalationPath {
            system: self.system.map(|id| card::system(matrix, id)),
            area: self.area.map(card::area_name),
            cells: Inline(cells(&self.parties, self.area, Some(self.today))),
            contacts: contacts.unwrap_or_default(),
            elapsed: elapsed.map(|elapsed| elapsed.to_string()),
            elapsed_seconds: elapsed.map(Duration::seconds),
            hours: self.hours_at(self.moment.as_ref().map(|moment| moment.at)),
            now: self.moment.as_ref().map(|moment| moment.now(matrix, of_row)),
            since: self.moment.as_ref().zip(self.begun).map(|(moment, begun)| moment.card(begun)),
            call: Vec::new(),
            then: Vec::new(),
            active: None,
            rounds: policy.repeat + 1,
            when_empty: policy.when_empty,
            next_level: self.next(stages).map(|stage| stage.level.number),
            policy: card::policy_name(policy),
            severity: None,
            levels: Vec::new(),
            at: card::at(matrix, policy.place),
        }
    }

    /// Whom to call when no level does: the row, or the owners of a system; or else the levels once more; or else those of a
    /// system whom no level calls.
    fn left(&self, path: &EscalationPath, stages: &[Stage<'_>]) -> Vec<Call> {
        let mut calls = self.of_row(path);
        let begin = |level: &&LevelStep| !level.passed_over && level.waits_until.is_none();
        if !call::is_any_reachable(&calls) {
            let mut levels = path.levels.iter().filter(begin).map(|level| self.at_once(level, stages));
            calls.extend(levels.find(|calls| call::is_any_reachable(calls)).unwrap_or_default());
        }
        if let (Some(system), None, false) = (self.system, self.area, call::is_any_reachable(&calls)) {
            calls.extend(self.of_parties(&row::last(self.matrix, system, self.today)));
        }
        call::each_once(calls)
    }

    fn of_row(&self, path: &EscalationPath) -> Vec<Call> {
        let (Some(system), None) = (self.system, self.area) else {
            return call::of_row(&path.cells, &path.contacts, path.now.as_ref());
        };
        let of = |of| row::parties(self.matrix, Some(system), None, (of, Some(self.today)));
        let parties = [of(Responsibility::Primary), of(Responsibility::Secondary)].concat();
        call::with_system(self.of_parties(&parties), &path.contacts)
    }

    fn of_parties(&self, parties: &[PartyId]) -> Vec<Call> {
        let now = self.moment.as_ref().map(|moment| moment.now(self.matrix, parties.iter().copied()));
        call::of_parties(&self.parties.cards(parties), now.as_ref())
    }

    /// The active level, and whom to call now.
    fn active(&self, stages: &[Stage<'_>], steps: &[LevelStep]) -> Option<ActiveLevel> {
        let elapsed = self.elapsed?;
        let at = stages.iter().position(|stage| stage.contains(elapsed))?;
        let (stage, step) = (stages.get(at)?, steps.get(at)?);
        let left = stage.until.map(|until| until.saturating_sub(elapsed));
        let skipped = steps.iter().zip(stages).take(at).filter(|(_, before)| before.skipped && self.is_current(before));
        let reached = skipped.flat_map(|(step, _)| step.calls()).filter(Call::is_reachable);
        Some(ActiveLevel {
            number: step.number,
            round: step.round,
            name: step.name.clone(),
            from: step.from.clone(),
            until: step.until.clone(),
            left: left.map(|left| left.to_string()),
            left_seconds: left.map(Duration::seconds),
            call: call::each_once(reached.chain(step.calls())),
        })
    }
}
