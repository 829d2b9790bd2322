//! One level of the path: when it begins, and whom it calls then.

use jiff::Timestamp;

use super::concern::Role;
use super::levels::mentions;
use super::plan::{self, Stage};
use super::{Asked, LevelParty, LevelStep, Sought};
use crate::matrix::{Duration, LevelContact};
use crate::query::moment::contact_now;
use crate::query::party::{away_until, holders};
use crate::query::rota::stretches;
use crate::query::{Call, Moment, PartyNow, card, contacts, level};

impl Asked<'_> {
    /// The levels of the round after the last one of some stages, if the path starts again.
    pub(super) fn next_round(&self, stages: &[Stage<'_>]) -> Vec<LevelStep> {
        let Some(last) = stages.last().filter(|last| self.elapsed.is_some() && last.round <= self.policy.repeat) else {
            return Vec::new();
        };
        let stages = self.stages(Some(last.round + 1));
        stages.iter().filter(|stage| stage.round > last.round).map(|stage| self.step(stage, None)).collect()
    }

    /// Whether a level is described at the moment that is asked about: it is active, or it was skipped on the way to the
    /// active one and somebody may have come on call since.
    pub(super) fn is_current(&self, stage: &Stage<'_>) -> bool {
        self.elapsed.is_some_and(|elapsed| {
            let lasts = stage.round_until.is_none_or(|until| elapsed < until);
            stage.contains(elapsed) || (stage.skipped && stage.from <= elapsed && lasts)
        })
    }

    pub(super) fn step(&self, stage: &Stage<'_>, sought: Option<&Sought>) -> LevelStep {
        let now = self.moment.as_ref().map(|moment| moment.at).filter(|_| self.is_current(stage));
        self.step_at(stage, now, sought)
    }

    /// Whom a level calls if its turn comes now instead of later.
    pub(super) fn at_once(&self, level: &LevelStep, stages: &[Stage<'_>]) -> Vec<Call> {
        let now = self.moment.as_ref().map(|moment| moment.at);
        let Some(stage) = stages.iter().find(|stage| stage.level.number == level.number) else { return Vec::new() };
        let (round, begins) = (level.round, level.begins.clone());
        LevelStep { round, begins, waits_until: None, ..self.step_at(stage, now, None) }.calls()
    }

    /// A level as it is now, or if that doesn't matter, when it begins.
    fn step_at(&self, stage: &Stage<'_>, now: Option<Timestamp>, sought: Option<&Sought>) -> LevelStep {
        let level = stage.level;
        let moment_of = |of: Option<Duration>| {
            let (moment, begun) = self.moment.as_ref().zip(self.begun)?;
            Some(moment.card(plan::after(begun, of?)))
        };
        let waits = |(moment, at): &(&Moment<'_>, Timestamp)| stage.passed_over || *at > moment.at;
        LevelStep {
            base: level::timed(self.matrix, self.policy, level, stage.from, stage.until),
            round: stage.round,
            begins: moment_of(Some(stage.from)),
            ends: moment_of(stage.until),
            answer_by: self.answer_by(stage),
            nobody: now.map_or(stage.nobody, |now| self.nobody_at(level, now)),
            uncovered: self.moment.iter().flat_map(|moment| stretches(self.uncovered(stage), moment)).collect(),
            skipped: stage.skipped,
            waits_until: self.moment.as_ref().zip(stage.waits_until).filter(waits).map(|(moment, at)| moment.card(at)),
            passed_over: stage.passed_over,
            hours: self.hours_at(stage.at),
            contacts: level.contacts.iter().map(|contact| self.party(contact, stage, now)).collect(),
            speaks_of_it: sought.map(|sought| mentions(level, sought)).unwrap_or_default(),
        }
    }

    fn party(&self, contact: &LevelContact, stage: &Stage<'_>, now: Option<Timestamp>) -> LevelParty {
        let party = self.matrix.party(contact.party);
        let described = |at: Option<Timestamp>| {
            let (moment, at) = self.moment.as_ref().zip(at)?;
            Some(contact_now(self.matrix, contact, &moment.moved_to(at)))
        };
        let then = described(now.or(stage.at));
        let moment = self.moment.as_ref().zip(now.or(stage.at)).map(|(moment, at)| moment.moved_to(at));
        let day = Some(moment.map_or(self.today, |moment| moment.day()));
        let on_call = |state: &Option<PartyNow>| state.as_ref().map(|state| state.on_call.clone()).unwrap_or_default();
        let before = now.map(|_| on_call(&described(stage.at))).unwrap_or_default();
        LevelParty {
            id: party.id.clone(),
            name: party.name.clone(),
            aliases: party.aliases.clone(),
            kind: party.kind_name(),
            rota: contact.rota.map(|call| level::rota(self.matrix, call)),
            concerned_as: self.concern.roles(contact).iter().map(Role::in_words).collect(),
            assigned: self.system.map(|_| self.concern.is_assigned(contact)),
            takes: self.parties.cards(&contact.takes),
            cover: self.matrix.cover_at_level(contact),
            by_call: contact.by_call,
            reached: then.as_ref().and_then(|then| then.covers),
            reached_from: then.as_ref().and_then(|then| then.covers_next.clone()),
            on_call_before: if before == on_call(&then) { Vec::new() } else { before },
            on_call: on_call(&then),
            next: then.map(|then| then.next).unwrap_or_default(),
            contacts: contacts(self.matrix, self.matrix.reached_by(contact)),
            held_by: holders(self.matrix, contact.party, day),
            away_until: away_until(self.matrix, contact.party, day),
            at: card::at(self.matrix, contact.place),
        }
    }
}
