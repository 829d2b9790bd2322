//! Computes shifts from a rota: who is on call when.
//!
//! The orders of a rota produce turns without end. Temporary rules replace them for some time, and the result is cut to the
//! hours of the rota ([`super::stint`]). Then people take the turns ([`super::taken`]): somebody steps in for those who are
//! away, a party with rotas means its people on call, and a role its holder. Overrides replace what is left.
//!
//! A hand-over is an instant: see [`instant`](crate::matrix::clock::instant) for times that a clock skips or repeats. If a zone skips the whole day
//! of a shift, the shift is left out, and the next person's turn follows.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};

use super::shift::{cut, joined};
use super::{Shift, Taken, stint};
use crate::limits::NESTED_ROTAS;
use crate::matrix::{Interval, Matrix, PartyId, Rota};

/// How far outside of an interval the start and the end of an override are searched. One that lasts longer is cut there.
const OVERRIDE: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The shifts of parties in an interval, each computed once.
pub(super) struct Plan<'m> {
    pub(super) matrix: &'m Matrix,
    pub(super) within: Interval,
    known: RefCell<HashMap<PartyId, Rc<[Shift<'m>]>>>,
    depth: Cell<usize>,
}

impl<'m> Plan<'m> {
    pub(super) fn new(matrix: &'m Matrix, within: Interval) -> Self {
        Self { matrix, within, known: RefCell::default(), depth: Cell::default() }
    }

    /// For a longer interval: a shift of the rota can begin one hand-over earlier, and that of an override as long before as the
    /// override lasts.
    pub(super) fn around(matrix: &'m Matrix, rota: &Rota, within: Interval) -> Self {
        let handovers = rota.temporary.iter().map(|temporary| &temporary.handover).chain([&rota.handover]);
        let longest = handovers.map(|handover| handover.every.longest_days()).max().unwrap_or_default().max(7);
        let around = SignedDuration::from_hours(24 * i64::from(longest + 2));
        let longer = |by: SignedDuration| Interval {
            from: within.from.saturating_sub(by).unwrap_or(within.from),
            until: within.until.saturating_add(by).unwrap_or(within.until),
        };
        let (mut all, most) = (longer(around), longer(OVERRIDE));
        for of in rota.overrides.iter().filter_map(|of| of.when.and(most).filter(|when| when.and(within).is_some())) {
            all = Interval { from: all.from.min(of.from), until: all.until.max(of.until) };
        }
        Self::new(matrix, all)
    }

    /// The shifts of a rota, by their start. They may begin before the interval, and end after it.
    pub(super) fn of_rota(&self, rota: &'m Rota) -> Vec<Shift<'m>> {
        let calendar = self.matrix.calendar(rota.calendar);
        let hours = stint::hours(rota, calendar, self.within);
        let stints = stint::stints(rota, calendar, hours.as_deref(), self.within);
        let of = Taken::of(self, rota);
        let mut shifts = Vec::new();
        for stint in &stints {
            of.take(stint, &mut shifts);
        }
        let shifts = of.overridden(joined(shifts), hours.as_deref());
        match rota.until {
            Some(until) => {
                let life = Interval { from: Timestamp::MIN, until };
                shifts.into_iter().filter_map(|shift| cut(shift, life)).collect()
            }
            None => shifts,
        }
    }

    /// The shifts of all rotas of a party.
    pub(super) fn of_party(&self, party: PartyId) -> Rc<[Shift<'m>]> {
        if let Some(known) = self.known.borrow().get(&party) {
            return Rc::clone(known);
        }
        // Only a crafted matrix has a party in the orders of its own rotas, or so many above one another.
        let nothing: Rc<[Shift<'m>]> = Rc::new([]);
        self.known.borrow_mut().insert(party, Rc::clone(&nothing));
        self.depth.set(self.depth.get() + 1);
        let shifts = if self.depth.get() > NESTED_ROTAS { nothing } else { self.roster(party).into() };
        self.depth.set(self.depth.get() - 1);
        self.known.borrow_mut().insert(party, Rc::clone(&shifts));
        shifts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One rota whose order has many teams, each with its own rota; and a chain of rotas in which each has the next team in its order.
    #[test]
    fn a_team_in_an_order_means_its_people_however_many_there_are_and_as_deep_as_they_may_nest() {
        let wide = 2 * NESTED_ROTAS;
        let rota = |id: &str, order: &str| {
            format!("  {id}: {{ for: {id}, handover: {{ time: '09:00' }}, order: [{order}], start: 2026-01-05 }}\n")
        };
        let names: Vec<String> = (0..wide).map(|number| format!("t{number}")).collect();
        let chain: Vec<String> = (0..NESTED_ROTAS).map(|number| format!("c{number}")).collect();
        let mut teams = String::new();
        let mut rotas = rota("wide", &names.join(", "));
        for name in &names {
            rotas += &rota(name, "ana");
        }
        for pair in chain.windows(2) {
            rotas += &rota(&pair[0], &pair[1]);
        }
        rotas += &rota(&chain[NESTED_ROTAS - 1], "ana");
        for name in names.iter().chain(&chain).map(String::as_str).chain(["wide"]) {
            teams.extend(["  ", name, ": { name: ", name, " }\n"]);
        }
        let text = format!(
            "version: 1\ncalendar: {{ time_zone: UTC }}\npeople: {{ ana: {{ name: Ana }} }}\nteams:\n{teams}rotas:\n{rotas}"
        );
        let matrix: Matrix = crate::source::from_texts([("m.yaml".to_owned(), text)]).unwrap();
        let from: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        let days = i64::try_from(wide).unwrap();
        let within = Interval { from, until: from + SignedDuration::from_hours(24 * days) };
        for id in ["wide", "c0"] {
            let party = (0..).map(PartyId).zip(&matrix.parties).find(|(_, party)| party.id == id).unwrap().0;
            let shifts = Plan::new(&matrix, within).of_party(party);
            assert!(shifts.iter().all(|shift| matrix.party(shift.who).id == "ana"), "{id}");
            assert_eq!(matrix.uncovered(party, within), [], "{id}");
        }
    }
}
