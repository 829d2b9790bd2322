//! `own escalate`: the escalation path, and the position of a moment on it.

mod answer;
mod caveats;
mod concern;
mod plan;

use jiff::{SignedDuration, Timestamp};

use super::area::cells;
use super::fields::Inline;
use super::moment::{Clock, Moment, Toward, Typed, party_now};
use super::party::{Parties, contacts};
use super::rota::stretches;
use super::wording::{all_in, words};
use super::{Answer, Unanswered, card, level, resolve};
use crate::matrix::{Area, Cover, Duration, Level, LevelContact, Matrix, PartyId, Policy, Responsibility, SystemId};
pub(crate) use crate::on_call::Hours;
pub(crate) use answer::{EscalationPath, LevelParty, LevelStep};
use concern::{Concern, Role};
pub(crate) use plan::AnswerBy;
use plan::Stage;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Question {
    /// A system, as typed.
    pub system: Option<String>,
    /// One of its areas, as typed.
    pub area: Option<String>,
    /// Time since the incident began.
    pub elapsed: Option<Duration>,
    /// When the incident began, instead.
    pub since: Option<Typed>,
    /// The time of the asker.
    pub clock: Clock,
    /// How often the path is gone through.
    pub loops: Option<u32>,
    /// Which hours it is, where the asker says so.
    pub hours: Option<Hours>,
    /// One level only, by its number.
    pub level: Option<u32>,
    /// Levels whose scope or triggers speak of this.
    pub speaks_of: Option<String>,
}

/// What is asked, with its names and its times resolved.
struct Asked<'m> {
    matrix: &'m Matrix,
    parties: Parties<'m>,
    policy: &'m Policy,
    system: Option<SystemId>,
    area: Option<&'m Area>,
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
pub(crate) fn escalate(matrix: &Matrix, question: &Question) -> Result<Answer<EscalationPath>, Unanswered> {
    let system = question.system.as_deref().map(|typed| resolve::system(matrix, typed)).transpose()?;
    let area = match (system, question.area.as_deref()) {
        (Some(system), Some(typed)) => Some(resolve::area(matrix, system, typed)?),
        _ => None,
    };
    let policy = policy(matrix, system)?;
    let concern = Concern::of(matrix, policy, system, area);
    let moment = moment(matrix, system, question)?;
    let (begun, elapsed) = begun(moment.as_ref(), question)?;
    let parties = Parties::of(matrix);
    let asked =
        Asked { matrix, parties, policy, system, area, concern, elapsed, chosen: question.hours, moment, begun };
    refuse_loops(policy, question)?;
    let levels = levels(policy, question)?;
    let stages = asked.stages(question.loops);
    let caveats = asked.caveats(&levels, &stages);
    let asked_for = |stage: &&Stage<'_>| levels.iter().any(|level| level.number == stage.level.number);
    let path = EscalationPath {
        levels: stages.iter().filter(asked_for).map(|stage| asked.step(stage, question.speaks_of.as_deref())).collect(),
        ..asked.path(&stages)
    };
    Ok(Answer::new("escalation-path", vec![path], caveats))
}

/// The moment that is asked about; `None` where no time is, and no calendar tells what the present is.
fn moment<'m>(
    matrix: &'m Matrix,
    system: Option<SystemId>,
    question: &Question,
) -> Result<Option<Moment<'m>>, Unanswered> {
    let Some(since) = &question.since else {
        return Moment::new(matrix, system, &question.clock);
    };
    let calendar = matrix.calendar_of_system(system).map(|id| matrix.calendar(id));
    let moment = Moment::with(calendar, &question.clock)?;
    Ok(Some(moment.shown_as_typed(since, &question.clock)))
}

/// When the incident began, and the time since, as far as they are known.
fn begun(
    moment: Option<&Moment<'_>>,
    question: &Question,
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
        let message =
            format!("the incident starts at {}, later than now, {}", moment.card(begun).at, moment.card(moment.at).at);
        Unanswered::misuse(message, vec!["set --at, or correct --since".to_owned()])
    })?;
    Ok((Some(begun), Some(Duration::from_seconds(seconds))))
}

fn refuse_loops(policy: &Policy, question: &Question) -> Result<(), Unanswered> {
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
        hints.push("levels mention:".to_owned());
        let said = policy.levels.iter().flat_map(|level| level.scope.iter().chain(&level.triggers));
        hints.extend(said.map(|words| format!("  {words}")));
    }
    let message = match asked {
        [level] => format!("the scope and triggers of level {} don't mention `{text}`", level.number),
        _ => format!("no level's scope or triggers mention `{text}`"),
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
    /// The path but for its levels.
    fn path(&self, stages: &[Stage<'_>]) -> EscalationPath {
        let (matrix, elapsed, policy) = (self.matrix, self.elapsed, self.policy);
        let active = elapsed.and_then(|at| stages.iter().find(|stage| stage.contains(at)));
        let called = [Responsibility::Primary, Responsibility::Secondary, Responsibility::Escalation];
        let mut of_row: Vec<PartyId> = Vec::new();
        for party in self.area.into_iter().flat_map(|area| called.into_iter().flat_map(|of| area.parties(of))) {
            if !of_row.contains(&party) {
                of_row.push(party);
            }
        }
        let contacts = self.system.map(|id| contacts(matrix, &matrix.system(id).contacts));
        EscalationPath {
            system: self.system.map(|id| card::system(matrix, id)),
            area: self.area.map(card::area_name),
            cells: Inline(cells(&self.parties, self.area)),
            contacts: contacts.unwrap_or_default(),
            elapsed: elapsed.map(|elapsed| elapsed.to_string()),
            elapsed_seconds: elapsed.map(Duration::seconds),
            hours: self.hours_at(self.moment.as_ref().map(|moment| moment.at)),
            now: self.moment.as_ref().map(|moment| moment.now(matrix, of_row)),
            since: self.moment.as_ref().zip(self.begun).map(|(moment, begun)| moment.card(begun)),
            active_level: active.map(|stage| stage.level.number),
            active_round: active.map(|stage| stage.round),
            rounds: policy.repeat + 1,
            when_empty: policy.when_empty,
            next_level: self.next(stages).map(|stage| stage.level.number),
            policy: card::policy_name(policy),
            levels: Vec::new(),
            at: card::at(matrix, policy.place),
        }
    }

    fn step(&self, stage: &Stage<'_>, text: Option<&str>) -> LevelStep {
        let level = stage.level;
        let active = self.elapsed.map(|elapsed| stage.contains(elapsed));
        let left = self
            .elapsed
            .filter(|_| active == Some(true))
            .and_then(|elapsed| stage.until.map(|until| until.saturating_sub(elapsed)));
        let moment_of = |of: Option<Duration>| {
            let (moment, begun) = self.moment.as_ref().zip(self.begun)?;
            Some(moment.card(plan::after(begun, of?)))
        };
        LevelStep {
            base: level::timed(self.matrix, self.policy, level, stage.from, stage.until),
            round: stage.round,
            begins: moment_of(Some(stage.from)),
            ends: moment_of(stage.until),
            answer_by: self.answer_by(stage),
            nobody: stage.nobody,
            uncovered: self.moment.iter().flat_map(|moment| stretches(self.uncovered(stage), moment)).collect(),
            skipped: stage.skipped,
            hours: self.hours_at(stage.at),
            active,
            left: left.map(|left| left.to_string()),
            left_seconds: left.map(Duration::seconds),
            contacts: level.contacts.iter().map(|contact| self.party(contact, stage)).collect(),
            speaks_of_it: text.map(|text| speaks_of(level, text)).unwrap_or_default(),
        }
    }

    fn party(&self, contact: &LevelContact, stage: &Stage<'_>) -> LevelParty {
        let party = self.matrix.party(contact.party);
        let cover = cover(self.matrix, contact);
        let then = self
            .moment
            .as_ref()
            .zip(stage.at)
            .map(|(moment, at)| party_now(self.matrix, contact.party, cover, &moment.moved_to(at)));
        LevelParty {
            id: party.id.clone(),
            name: party.name.clone(),
            aliases: party.aliases.clone(),
            kind: party.kind_name(),
            concerned_as: self.concern.roles(contact).iter().map(Role::in_words).collect(),
            assigned: self.system.map(|_| self.concern.is_assigned(contact)),
            takes: self.parties.cards(&contact.takes),
            cover,
            reached: then.as_ref().and_then(|then| then.covers),
            reached_from: then.as_ref().and_then(|then| then.covers_next.clone()),
            on_call: then.map(|then| then.on_call).unwrap_or_default(),
            contacts: contacts(self.matrix, self.matrix.reached_by(contact)),
            at: card::at(self.matrix, contact.place),
        }
    }
}

/// When a level-contact can be reached: as the level says, or as its team's on-call cover does.
fn cover(matrix: &Matrix, contact: &LevelContact) -> Option<Cover> {
    contact.cover.or_else(|| matrix.party(contact.party).on_call().map(|on_call| on_call.cover))
}
