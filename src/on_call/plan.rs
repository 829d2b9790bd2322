//! Computes shifts from a rota: who is on call when.
//!
//! The orders of a rota produce turns without end. Temporary rules replace them for some time, and the result is cut to the
//! hours of the rota ([`super::stint`]). Then people take the turns: somebody steps in for those who are away, and a party
//! with rotas means its people on call. Overrides replace what is left.
//!
//! A hand-over is an instant: see [`clock::instant`] for times that a clock skips or repeats. If a zone skips the whole day
//! of a shift, the shift is left out, and the next person's turn follows.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::shift::{cut, joined};
use super::{Layer, Shift, Stint, stint};
use crate::limits::{NESTED_ROTAS, OVERLAPPING};
use crate::matrix::{Interval, Matrix, OnAbsence, Override, PartyId, Rota, clock};

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
        let of = self.taken(rota);
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

    pub(super) fn taken(&self, rota: &'m Rota) -> OfRota<'_, 'm> {
        OfRota { plan: self, rota, zone: &self.matrix.calendar(rota.calendar).zone, away: RefCell::default() }
    }

    /// The shifts of the people in a stretch of somebody's turn: of the people on call, if it is a party with rotas.
    pub(super) fn people(&self, shift: Shift<'m>, for_: PartyId, shifts: &mut Vec<Shift<'m>>) {
        if shift.who == for_ || self.matrix.rotas_of(shift.who).next().is_none() {
            shifts.push(shift);
            return;
        }
        let inner = self.of_party(shift.who);
        let inner = inner.iter().filter_map(|inner| Some((shift.when.and(inner.when)?, inner.who)));
        shifts.extend(inner.map(|(when, who)| Shift { when, who, via: Some(shift.who), ..shift }));
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

/// A rota whose turns people take.
pub(super) struct OfRota<'p, 'm> {
    plan: &'p Plan<'m>,
    rota: &'m Rota,
    zone: &'m TimeZone,
    away: RefCell<HashMap<PartyId, Rc<[Interval]>>>,
}

impl<'m> OfRota<'_, 'm> {
    fn away(&self, party: PartyId) -> Rc<[Interval]> {
        let mut away = self.away.borrow_mut();
        let of = || self.plan.matrix.away(party, self.zone, self.plan.within).into();
        Rc::clone(away.entry(party).or_insert_with(of))
    }

    fn is_away(&self, party: PartyId, at: Timestamp) -> bool {
        let away = self.away(party);
        away.get(away.partition_point(|away| away.until <= at)).is_some_and(|away| away.contains(at))
    }

    /// Cuts a stretch of time where one of some people leaves or comes back.
    fn cuts(&self, when: Interval, people: impl IntoIterator<Item = PartyId>) -> Vec<Interval> {
        let mut edges = BTreeSet::from([when.from, when.until]);
        for person in people {
            let away = self.away(person);
            let first = away.partition_point(|away| away.until <= when.from);
            let inside = away[first..].iter().take_while(|away| away.from < when.until);
            edges.extend(inside.flat_map(|away| [away.from, away.until]).filter(|edge| when.contains(*edge)));
        }
        clock::between(&edges).collect()
    }

    /// Which of some people are there when, in a stretch of time.
    pub(super) fn present(&self, when: Interval, people: &'m [PartyId]) -> Vec<(Interval, PartyId)> {
        let cuts = self.cuts(when, people.iter().copied()).into_iter();
        let here = |when: Interval| {
            people.iter().filter(move |who| !self.is_away(**who, when.from)).map(move |who| (when, *who))
        };
        cuts.flat_map(here).collect()
    }

    /// The shifts of those who take a turn: for each who is away the next in order who isn't, unless the rota leaves a gap.
    fn take(&self, stint: &Stint<'m>, shifts: &mut Vec<Shift<'m>>) {
        let Some(people) = stint.people() else { return };
        let is_ever_away = |person: &PartyId| !self.away(*person).is_empty();
        let steps_in = people.iter().any(is_ever_away) && self.rota.on_absence == OnAbsence::Next;
        let others = if steps_in { stint.order } else { &[] };
        let everyone = people.iter().chain(others.iter().flatten()).copied();
        let cuts = if people.iter().any(is_ever_away) { self.cuts(stint.when, everyone) } else { vec![stint.when] };
        for when in cuts {
            let is_here = |person: &PartyId| !self.is_away(*person, when.from);
            let mut next = stint.following().filter(|person| is_here(person) && !people.contains(person));
            let mut taken = BTreeSet::new();
            for person in people {
                let shift = Shift { when, ..stint.shift(*person) };
                if is_here(person) {
                    self.plan.people(shift, self.rota.party, shifts);
                } else if steps_in && let Some(who) = next.find(|person| taken.insert(*person)) {
                    let reason = self.plan.matrix.reason_of_absence(*person, self.zone, when.from);
                    let shift = Shift { who, layer: Layer::StandIn, reason, instead_of: Some(*person), ..shift };
                    self.plan.people(shift, self.rota.party, shifts);
                }
            }
        }
    }

    /// The times of an override, by who of its people is there.
    fn times(&self, stands_in: &Override, hours: Option<&[Interval]>) -> Vec<Interval> {
        let Some(when) = stands_in.when.and(self.plan.within) else { return Vec::new() };
        let within = match hours.filter(|_| !stands_in.all_hours) {
            Some(hours) => clock::both(when, hours),
            None => vec![when],
        };
        within.into_iter().flat_map(|when| self.cuts(when, stands_in.who.iter().copied())).collect()
    }

    /// Checks whether all people of an override are away, so that it doesn't apply.
    fn is_void(&self, stands_in: &Override, at: Timestamp) -> bool {
        !stands_in.who.is_empty() && stands_in.who.iter().all(|person| self.is_away(*person, at))
    }

    /// Replaces shifts in the times of overrides.
    fn overridden(&self, shifts: Vec<Shift<'m>>, hours: Option<&[Interval]>) -> Vec<Shift<'m>> {
        let numbered = self.rota.overrides.iter().enumerate();
        let times = numbered.flat_map(|(number, of)| self.times(of, hours).into_iter().map(move |when| (number, when)));
        let (mut segments, mut replaced, mut first) = (Vec::new(), Vec::new(), 0);
        clock::each_holding(times, |when, open| {
            while shifts.get(first).is_some_and(|shift| shift.when.until <= when.from) {
                first += 1;
            }
            let before = shifts[first..].iter().take_while(|shift| shift.when.from < when.until);
            self.segment(when, open, before.filter_map(|shift| cut(*shift, when)).collect(), &mut replaced);
            segments.push(when);
        });
        if segments.is_empty() {
            return shifts;
        }
        let left = clock::without(shifts.into_iter().map(|shift| (shift.when, shift)), &clock::union(segments));
        joined(left.into_iter().map(|(when, shift)| Shift { when, ..shift }).chain(replaced).collect())
    }

    /// The shifts of a time in which the same overrides apply.
    fn segment(&self, when: Interval, open: &BTreeSet<usize>, before: Vec<Shift<'m>>, replaced: &mut Vec<Shift<'m>>) {
        let newest = open.iter().rev().filter_map(|number| self.rota.overrides.get(*number)).take(OVERLAPPING);
        let (void, newest): (Vec<&Override>, Vec<_>) = newest.partition(|of| self.is_void(of, when.from));
        let newest = newest.into_iter();
        // One that replaces everybody hides those before it.
        let visible = newest.clone().position(|of| of.replaces.is_none()).map_or(usize::MAX, |hiding| hiding + 1);
        let mut visible: Vec<&Override> = newest.take(visible).collect();
        visible.reverse();
        let mut shifts = before;
        if let Some((of, whose)) = void.first().and_then(|of| Some((of, of.who.first()?))) {
            let is_theirs = |shift: &&mut Shift<'_>| of.replaces.is_none_or(|replaced| shift.is_of(replaced));
            for shift in shifts.iter_mut().filter(|shift| shift.instead_of.is_none()).filter(is_theirs) {
                shift.reason = self.plan.matrix.reason_of_absence(*whose, self.zone, when.from);
                (shift.layer, shift.instead_of) = (Layer::StandIn, Some(*whose));
            }
        }
        for stands_in in visible {
            shifts = match stands_in.replaces {
                Some(whose) => {
                    let pieces = pieces(when, &shifts).into_iter();
                    pieces.flat_map(|(when, shifts)| self.replace(stands_in, whose, when, shifts)).collect()
                }
                None => self.stand_in(stands_in, when),
            };
            shifts.sort_by_key(|shift| shift.when);
        }
        replaced.append(&mut shifts);
    }

    /// Replaces one person in a time in which the same people are on call, or everyone if that person isn't.
    fn replace(
        &self,
        stands_in: &'m Override,
        whose: PartyId,
        when: Interval,
        mut shifts: Vec<Shift<'m>>,
    ) -> Vec<Shift<'m>> {
        let is_there = shifts.iter().any(|shift| shift.is_of(whose));
        shifts.retain(|shift| is_there && !shift.is_of(whose));
        shifts.append(&mut self.stand_in(stands_in, when));
        shifts
    }

    /// The shifts of the people of an override in a part of its time.
    fn stand_in(&self, stands_in: &'m Override, when: Interval) -> Vec<Shift<'m>> {
        let mut shifts = Vec::new();
        for who in stands_in.who.iter().copied().filter(|who| !self.is_away(*who, when.from)) {
            let shift = Shift {
                when,
                who,
                layer: Layer::Override,
                exception: Some(stands_in.place),
                reason: stands_in.reason.as_deref(),
                instead_of: stands_in.replaces,
                via: None,
                turn: stands_in.when.from,
            };
            self.plan.people(shift, self.rota.party, &mut shifts);
        }
        shifts
    }
}

/// Cuts a stretch of time where somebody comes or goes, each part with its shifts.
fn pieces<'m>(when: Interval, shifts: &[Shift<'m>]) -> Vec<(Interval, Vec<Shift<'m>>)> {
    let edges = shifts.iter().flat_map(|shift| [shift.when.from, shift.when.until]);
    let edges: BTreeSet<Timestamp> = edges.filter(|edge| when.contains(*edge)).chain([when.from, when.until]).collect();
    let mut first = 0;
    let piece = |when: Interval| {
        while shifts.get(first).is_some_and(|shift| shift.when.until <= when.from) {
            first += 1;
        }
        let meeting = shifts[first..].iter().take_while(|shift| shift.when.from < when.until);
        (when, meeting.filter_map(|shift| cut(*shift, when)).collect())
    };
    clock::between(&edges).map(piece).collect()
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
