//! Whom a path calls: at each level, now, and next.

use std::cell::LazyCell;

use super::{EscalationPath, LevelParty, LevelStep};
use crate::matrix::{Cover, Hours, Kind};
use crate::query::call::{self, Callee};
use crate::query::{Call, Named};

impl EscalationPath {
    /// Whether a level of the path is the active one.
    pub(crate) fn is_active(&self, level: &LevelStep) -> bool {
        self.active.as_ref().is_some_and(|active| (active.number, active.round) == (level.number, level.round))
    }

    /// Adds whom to call now and next. Without a time the path starts at the first of the levels, unless that has to wait;
    /// after the last one, `left` says who remains. A level at which nobody can be reached lets the next one go first that
    /// reaches somebody now, as `at_once` says.
    pub(super) fn with_calls(
        self,
        is_whole: bool,
        next_round: impl FnOnce() -> Vec<LevelStep>,
        at_once: impl Fn(&LevelStep) -> Vec<Call>,
        left: impl Fn(&Self) -> Vec<Call>,
    ) -> Self {
        // Few questions reach the next round.
        let next_round = LazyCell::new(next_round);
        let later = || std::iter::once(()).flat_map(|()| next_round.iter());
        let mut levels: Vec<&LevelStep> = self.levels.iter().collect();
        // One that waits may begin after a later one.
        levels.sort_by_key(|level| level.from_seconds);
        let mut coming = levels.into_iter().chain(later()).filter(|level| level.takes_time());
        let first = match &self.active {
            Some(_) => coming.find(|level| self.is_active(level)),
            None if self.elapsed.is_none() => {
                let first = coming.clone().next().filter(|level| level.waits_until.is_none());
                first.and_then(|_| coming.next())
            }
            // Between two levels, the one before has still the call.
            None if is_whole && self.next_level.is_some() => {
                let begun = coming.clone().take_while(|level| Some(level.from_seconds) <= self.elapsed_seconds).count();
                begun.checked_sub(1).and_then(|before| coming.nth(before))
            }
            None => None,
        };
        // The one level that was asked about, although it isn't active.
        let asked = || self.levels.first().filter(|_| self.levels.len() == 1 && !is_whole);
        let (shows_active, first) = (first.is_some(), first.or_else(asked));
        let is_over = match self.elapsed {
            Some(_) => self.next_level.is_none(),
            None => is_whole && coming.clone().next().is_none(),
        };
        let mut call = match (first, &self.active) {
            (None, _) if is_over => left(&self),
            (None, _) => Vec::new(),
            (Some(_), Some(active)) if shows_active => self.or_system(active.call.clone()),
            // Since it began, somebody else may have come on call.
            (Some(level), None) if shows_active => self.or_system(at_once(level)),
            (Some(level), _) => self.or_system(level.calls()),
        };
        let mut later = coming.clone().filter(|level| call::is_any_reachable(&level.calls()));
        let mut instead = None;
        let is_now = shows_active || is_whole;
        if is_now && !call::is_any_reachable(&call) {
            let now = coming.clone().filter(|level| level.waits_until.is_none()).map(|level| (level, at_once(level)));
            let (level, calls) = now.into_iter().find(|(_, calls)| call::is_any_reachable(calls)).unzip();
            instead = level;
            call.splice(0..0, calls.into_iter().flatten().filter(Call::is_reachable));
        }
        if is_now && !call::is_any_reachable(&call) {
            let is_empty = call.is_empty();
            call.splice(0..0, left(&self).into_iter().filter(|left| is_empty || left.is_reachable()));
        }
        let is_other = |level: &&LevelStep| instead.is_none_or(|instead| !std::ptr::eq(*level, instead));
        let then = match first {
            Some(_) => later.find(is_other).or_else(|| coming.find(is_other)),
            None => coming.find(|level| is_other(level) && Some(level.from_seconds) > self.elapsed_seconds),
        };
        let then = then.map(LevelStep::calls).unwrap_or_default();
        let mut active = self.active.clone();
        if let Some(active) = active.as_mut().filter(|_| shows_active) {
            active.call.clone_from(&call);
        }
        Self { call, then, active, ..self }
    }

    /// Calls, or the addresses of the system if neither they nor the row have an address that works.
    fn or_system(&self, mut calls: Vec<Call>) -> Vec<Call> {
        let works = |call: &Call| call.contact.as_ref().is_some_and(call::works);
        let is_any = calls.iter().any(works) || call::has_address(&self.cells);
        let system = if is_any { Vec::new() } else { call::of_system(&self.contacts) };
        if !system.is_empty() {
            // People on call stay, even without an address.
            calls.retain(Call::is_on_call);
            calls.extend(system);
        }
        calls
    }
}

impl LevelStep {
    /// Whether it is active at some time.
    fn takes_time(&self) -> bool {
        !self.skipped && !self.passed_over
    }

    /// Whether it is active when its time comes: it doesn't wait for hours.
    pub(crate) fn begins_at_once(&self) -> bool {
        self.takes_time() && self.waits_until.is_none()
    }

    /// Whom it calls: those under `call`, and of its contacts those who take these calls, or all if the matrix doesn't say
    /// who does.
    pub(crate) fn called(&self) -> impl Iterator<Item = &LevelParty> {
        let said = self.contacts.iter().any(|party| party.assigned == Some(true) && !party.by_call);
        self.contacts.iter().filter(move |party| !said || party.by_call || party.assigned == Some(true))
    }

    /// The same, with the address to use first.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let begins = self.begins.as_ref().or(self.waits_until.as_ref());
        let waits_for = self.waits_until.as_ref().and(self.waits_for);
        let of_party = |party: &LevelParty| {
            let takes: Vec<Named> =
                party.takes.iter().map(|taken| Named { id: taken.id.clone(), name: taken.name.clone() }).collect();
            let (level, round) = (Some(self.number), Some(self.round));
            let at_level =
                move |call| Call { level, round, begins: begins.cloned(), waits_for, takes: takes.clone(), ..call };
            party.callee(self.hours).calls().into_iter().map(at_level)
        };
        let mut calls = call::each_once(self.called().flat_map(of_party));
        calls.sort_by_key(Call::rank);
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
            away_until: self.away_until.as_ref(),
            is_person: self.kind == Kind::Person,
            on_call: &self.on_call,
            next: &self.next,
            calls_next: self.rota.as_ref().is_some_and(|rota| rota.next),
            reached: self.is_reached(hours),
            // The asker has chosen the hours.
            cover: self.cover.filter(|_| hours.is_none()),
            from: self.reached_from.as_ref(),
        }
    }
}
