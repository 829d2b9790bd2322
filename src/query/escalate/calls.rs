//! Whom a path calls: at each level, now, and next.

use super::{ActiveLevel, EscalationPath, LevelParty, LevelStep};
use crate::matrix::Cover;
use crate::on_call::Hours;
use crate::query::call::{self, Call, Callee};
use crate::query::card::Named;

impl EscalationPath {
    /// Whether a level of the path is the active one.
    pub(crate) fn is_active(&self, level: &LevelStep) -> bool {
        self.active.as_ref().is_some_and(|active| (active.number, active.round) == (level.number, level.round))
    }

    /// Adds whom to call now and next. Without a time the path starts at the first of the levels.
    pub(super) fn with_calls(self) -> Self {
        let mut open = self.levels.iter().filter(|level| !level.skipped);
        let first = match &self.active {
            Some(_) => open.find(|level| self.is_active(level)),
            None if self.elapsed.is_none() => open.next(),
            None => None,
        };
        // The one level that was asked about, although it isn't active.
        let asked = || self.levels.first().filter(|_| self.levels.len() == 1);
        let first = first.or_else(asked);
        let active = self.active.clone().map(|active| ActiveLevel { call: self.or_system(active.call), ..active });
        let call = match &active {
            Some(active) if first.is_some_and(|level| self.is_active(level)) => active.call.clone(),
            _ => self.or_system(first.map(LevelStep::calls).unwrap_or_default()),
        };
        let then = first.and_then(|_| open.next()).map(LevelStep::calls).unwrap_or_default();
        Self { call, then, active, ..self }
    }

    /// Calls, or the addresses of the system if none of them has an address that works.
    fn or_system(&self, mut calls: Vec<Call>) -> Vec<Call> {
        let works = |call: &Call| call.contact.as_ref().is_some_and(|contact| !contact.placeholder);
        let system = if calls.iter().any(works) { Vec::new() } else { call::of_system(&self.contacts) };
        if !system.is_empty() {
            // People on call stay, even without an address.
            calls.retain(|call| call.rota.is_some());
            calls.extend(system);
        }
        calls
    }
}

impl LevelStep {
    /// Whom it calls: those under `call`, and of its contacts those who take these calls, or all if the matrix doesn't say
    /// who does.
    pub(crate) fn called(&self) -> impl Iterator<Item = &LevelParty> {
        let said = self.contacts.iter().any(|party| party.assigned == Some(true) && !party.by_call);
        self.contacts.iter().filter(move |party| !said || party.by_call || party.assigned == Some(true))
    }

    /// The same, with the address to use first.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let call = |party: &LevelParty, call| Call {
            level: Some(self.number),
            takes: party.takes.iter().map(|taken| Named { id: taken.id.clone(), name: taken.name.clone() }).collect(),
            ..call
        };
        self.called()
            .flat_map(|party| party.callee(self.hours).calls().into_iter().map(|one| call(party, one)))
            .collect()
    }
}

impl LevelParty {
    fn callee(&self, hours: Option<Hours>) -> Callee<'_> {
        let off = (self.cover, hours) == (Some(Cover::BusinessHours), Some(Hours::Off));
        Callee {
            id: &self.id,
            name: &self.name,
            aliases: &self.aliases,
            contacts: &self.contacts,
            on_call: &self.on_call,
            next: &self.next,
            reached: self.reached.or(off.then_some(false)),
            from: self.reached_from.as_ref(),
        }
    }
}
