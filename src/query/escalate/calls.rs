//! Whom a path calls: at each level, now, and next.

use std::cell::LazyCell;

use super::{EscalationPath, LevelParty, LevelStep};
use crate::matrix::Cover;
use crate::on_call::Hours;
use crate::query::call::{self, Call, Callee};
use crate::query::card::Named;

impl EscalationPath {
    /// Whether a level of the path is the active one.
    pub(crate) fn is_active(&self, level: &LevelStep) -> bool {
        self.active.as_ref().is_some_and(|active| (active.number, active.round) == (level.number, level.round))
    }

    /// Adds whom to call now and next. Without a time the path starts at the first of the levels; after the last one the
    /// parties of the row are left. A level at which nobody can be reached lets the next one go first.
    pub(super) fn with_calls(self, next_round: impl FnOnce() -> Vec<LevelStep>) -> Self {
        // Few questions reach the next round.
        let next_round = LazyCell::new(next_round);
        let later = || std::iter::once(()).flat_map(|()| next_round.iter());
        let mut coming = self.levels.iter().chain(later()).filter(|level| !level.skipped);
        let first = match &self.active {
            Some(_) => coming.find(|level| self.is_active(level)),
            None if self.elapsed.is_none() => coming.next(),
            None => None,
        };
        // The one level that was asked about, although it isn't active.
        let asked = || self.levels.first().filter(|_| self.levels.len() == 1);
        let (shows_active, first) = (first.is_some(), first.or_else(asked));
        let is_over = first.is_none() && self.next_level.is_none();
        let mut call = match (&self.active, first) {
            (Some(active), Some(_)) if shows_active => self.or_system(active.call.clone()),
            (_, Some(level)) => self.or_system(level.calls()),
            (None, None) if is_over => call::of_row(&self.cells, &self.contacts, self.now.as_ref()),
            _ => Vec::new(),
        };
        let mut later = coming.clone().filter(|level| call::is_any_reachable(&level.calls()));
        if shows_active && !call::is_any_reachable(&call) {
            let instead = later.next().map(LevelStep::calls).unwrap_or_default();
            call.splice(0..0, instead.into_iter().filter(Call::is_reachable));
        }
        if shows_active && !call::is_any_reachable(&call) {
            let row = call::of_row(&self.cells, &[], self.now.as_ref());
            call.splice(0..0, row.into_iter().filter(Call::is_reachable));
        }
        let then = first.and_then(|_| later.next().or_else(|| coming.next()));
        let then = then.map(LevelStep::calls).unwrap_or_default();
        let mut active = self.active.clone();
        if let Some(active) = active.as_mut().filter(|_| shows_active) {
            active.call.clone_from(&call);
        }
        Self { call, then, active, ..self }
    }

    /// Calls, or the addresses of the system if none of them has an address that works.
    fn or_system(&self, mut calls: Vec<Call>) -> Vec<Call> {
        let works = |call: &Call| call.contact.as_ref().is_some_and(|contact| !contact.placeholder);
        let system = if calls.iter().any(works) { Vec::new() } else { call::of_system(&self.contacts) };
        if !system.is_empty() {
            // People on call stay, even without an address.
            calls.retain(Call::is_on_call);
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
        let mut calls: Vec<Call> = Vec::new();
        for party in self.called() {
            for call in party.callee(self.hours).calls() {
                if calls.iter().all(|known| (&known.name, &known.number) != (&call.name, &call.number)) {
                    let (level, round, begins) = (Some(self.number), Some(self.round), self.begins.clone());
                    let takes =
                        party.takes.iter().map(|taken| Named { id: taken.id.clone(), name: taken.name.clone() });
                    calls.push(Call { level, round, begins, takes: takes.collect(), ..call });
                }
            }
        }
        // Nobody waits for one who can't be reached while another one can.
        calls.sort_by_key(|call| !call.is_reachable());
        calls
    }
}

impl LevelParty {
    /// Whether it can be reached: by the clock, or else at the hours that were chosen; `None` if the matrix doesn't say.
    pub(crate) fn is_reached(&self, hours: Option<Hours>) -> Option<bool> {
        let is_off = self.cover.zip(hours).is_some_and(|(cover, hours): (Cover, Hours)| !hours.are_covered(cover));
        self.reached.or(is_off.then_some(false))
    }

    fn callee(&self, hours: Option<Hours>) -> Callee<'_> {
        Callee {
            id: &self.id,
            name: &self.name,
            aliases: &self.aliases,
            contacts: &self.contacts,
            held_by: &self.held_by,
            on_call: &self.on_call,
            next: &self.next,
            reached: self.is_reached(hours),
            from: self.reached_from.as_ref(),
        }
    }
}
