//! Fallbacks: who is called when no rota of a party has anyone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};

use super::{DAYS_AHEAD, Layer, Plan, Shift, Taken};
use crate::matrix::{CalendarId, Interval, Matrix, PartyId, Rota, clock};

/// The turns of fallbacks by rota. They follow from all rotas of a party, so each party is computed once.
pub(crate) struct Fallbacks<'m> {
    matrix: &'m Matrix,
    of_party: BTreeMap<(PartyId, CalendarId), ByRota<'m>>,
}

type ByRota<'m> = HashMap<&'m str, Vec<Shift<'m>>>;

impl<'m> Fallbacks<'m> {
    pub(crate) fn new(matrix: &'m Matrix) -> Self {
        Self { matrix, of_party: BTreeMap::new() }
    }

    /// Those of a rota that overlap an interval, which has to be the same for all rotas of a calendar.
    pub(crate) fn of(&mut self, rota: &Rota, within: Interval) -> &[Shift<'m>] {
        let by_rota = || {
            let mut by_rota = ByRota::new();
            for (of, turn) in self.matrix.fallback_turns(rota.party, within) {
                by_rota.entry(of.id.as_str()).or_default().push(turn);
            }
            by_rota
        };
        let of_party = self.of_party.entry((rota.party, rota.calendar)).or_insert_with(by_rota);
        of_party.get(rota.id.as_str()).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Matrix {
    /// Whom the rotas of a party name for a time in which none of them has anyone, each with its rota.
    pub(crate) fn fallback_of(&self, party: PartyId, when: Interval) -> Vec<(&Rota, Shift<'_>)> {
        Plan::new(self, when).fallbacks(party, vec![when])
    }

    /// The turns of the fallbacks of a party that overlap an interval, each with its rota. They aren't cut to it, unless they
    /// last longer than anybody looks.
    pub(crate) fn fallback_turns(&self, party: PartyId, within: Interval) -> Vec<(&Rota, Shift<'_>)> {
        let mut turns = Vec::new();
        if self.rotas_of(party).all(|rota| rota.fallback.is_empty()) {
            return turns;
        }
        for days in &DAYS_AHEAD[..DAYS_AHEAD.len() - 1] {
            let by = SignedDuration::from_hours(i64::from(*days) * 24);
            let from = within.from.saturating_sub(by).unwrap_or(Timestamp::MIN);
            let all = Interval { from, until: within.until.saturating_add(by).unwrap_or(Timestamp::MAX) };
            let plan = Plan::new(self, all);
            let called = self.calling_rotas(party).flat_map(|rota| plan.of_rota(rota)).map(|shift| shift.when);
            let holes = clock::left_by(&[all], called);
            turns = plan.fallbacks(party, holes.into_iter().filter(|hole| hole.and(within).is_some()).collect());
            turns.retain(|(_, turn)| turn.when.and(within).is_some());
            if turns.iter().all(|(_, turn)| all.from < turn.when.from && turn.when.until < all.until) {
                break;
            }
        }
        turns
    }

    /// The rotas in which somebody, or a role that the person holds, can have a turn, and those whose orders name the parties
    /// of such rotas.
    pub(crate) fn rotas_taken_by(&self, id: PartyId) -> Vec<&Rota> {
        let with_roles = std::iter::once(&id).chain(self.roles_of(id));
        let mut known: BTreeSet<&str> =
            with_roles.flat_map(|member| self.rotas_with(*member)).map(|rota| rota.id.as_str()).collect();
        let mut rotas: Vec<&Rota> = self.rotas.iter().filter(|rota| known.contains(rota.id.as_str())).collect();
        let mut at = 0;
        while let Some(rota) = rotas.get(at) {
            let outer = self.rotas_with(rota.party).filter(|outer| outer.party != rota.party);
            let outer: Vec<&Rota> = outer.filter(|outer| known.insert(outer.id.as_str())).collect();
            rotas.extend(outer);
            at += 1;
        }
        rotas
    }

    /// Whether a turn is somebody's own, or that of a role that the person holds.
    pub(crate) fn takes(&self, id: PartyId, shift: &Shift<'_>) -> bool {
        match shift.held_by {
            Some(holder) => [holder, shift.who].contains(&id),
            None => shift.who == id || self.holders(shift.who).contains(&id),
        }
    }

    /// The turns in some rotas that overlap an interval, those of their fallbacks among them, each with its rota. They aren't
    /// cut to it.
    pub(crate) fn turns_in<'m>(
        &'m self,
        rotas: impl IntoIterator<Item = &'m Rota>,
        within: Interval,
    ) -> Vec<(&'m Rota, Shift<'m>)> {
        let mut turns = Vec::new();
        let mut parties = BTreeSet::new();
        for rota in rotas {
            turns.extend(self.whole_shifts(rota, within).into_iter().map(|shift| (rota, shift)));
            parties.extend(Some(rota.party).filter(|_| !rota.fallback.is_empty()));
        }
        for party in parties {
            turns.extend(self.fallback_turns(party, within));
        }
        turns
    }
}

impl<'m> Plan<'m> {
    /// Whom the rotas of a party name for times in which none of them has anyone: the first one with a fallback, and after its
    /// end the next one.
    pub(super) fn fallbacks(&self, party: PartyId, mut holes: Vec<Interval>) -> Vec<(&'m Rota, Shift<'m>)> {
        let mut shifts = Vec::new();
        for rota in self.matrix.rotas_of(party).filter(|rota| !rota.fallback.is_empty()) {
            shifts.extend(self.fallback(rota, &holes).into_iter().map(|shift| (rota, shift)));
            let Some(end) = rota.until else { break };
            holes = holes.into_iter().filter_map(|hole| Interval::new(end.max(hole.from), hole.until)).collect();
        }
        shifts
    }

    /// The people of a fallback who aren't away in some times, until the rota ends.
    pub(super) fn fallback(&self, rota: &'m Rota, holes: &[Interval]) -> Vec<Shift<'m>> {
        let of = Taken::of(self, rota);
        let mut shifts = Vec::new();
        for hole in holes {
            let until = rota.until.unwrap_or(hole.until).min(hole.until);
            let Some(hole) = Interval::new(hole.from, until) else { continue };
            for (when, who) in of.present(hole, &rota.fallback) {
                let shift = Shift {
                    when,
                    who,
                    held_by: None,
                    layer: Layer::Fallback,
                    exception: None,
                    reason: None,
                    instead_of: None,
                    via: None,
                    turn: hole.from,
                };
                of.people(shift, &mut shifts);
            }
        }
        shifts
    }
}
