//! The turns of a rota as people take them: those who are there, somebody else for those who are away, and by overrides.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::shift::{cut, joined};
use super::{Layer, Plan, Shift, Stint};
use crate::limits::OVERLAPPING;
use crate::matrix::{Contact, Interval, OnAbsence, Override, PartyId, Rota, clock};

/// Which holder of a role takes its turns when.
type Held = Rc<[(Interval, PartyId)]>;

/// A rota whose turns people take.
pub(super) struct Taken<'p, 'm> {
    plan: &'p Plan<'m>,
    rota: &'m Rota,
    zone: &'m TimeZone,
    away: RefCell<HashMap<PartyId, Rc<[Interval]>>>,
    held: RefCell<HashMap<PartyId, Held>>,
}

impl<'p, 'm> Taken<'p, 'm> {
    pub(super) fn of(plan: &'p Plan<'m>, rota: &'m Rota) -> Self {
        let zone = &plan.matrix.calendar(rota.calendar).zone;
        Self { plan, rota, zone, away: RefCell::default(), held: RefCell::default() }
    }

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

    /// Who of the holders of a role takes its turns when: the first who isn't away, of those with an address if there are any.
    fn held(&self, role: PartyId) -> Held {
        let of = || {
            let is_reached = |holder: &PartyId| {
                let contacts = &self.plan.matrix.party(*holder).contacts;
                !contacts.iter().all(Contact::is_placeholder)
            };
            let (reached, others): (Vec<PartyId>, Vec<PartyId>) =
                self.plan.matrix.reached_through(role).iter().copied().partition(is_reached);
            let mut left = vec![Interval { from: Timestamp::MIN, until: Timestamp::MAX }];
            let mut held = Vec::new();
            for holder in reached.into_iter().chain(others) {
                let away = self.away(holder);
                held.extend(clock::left_by(&left, away.iter().copied()).into_iter().map(|when| (when, holder)));
                left = left.into_iter().flat_map(|left| clock::both(left, &away)).collect();
                if left.is_empty() {
                    break;
                }
            }
            held.sort_unstable();
            held.into()
        };
        Rc::clone(self.held.borrow_mut().entry(role).or_insert_with(of))
    }

    /// The shifts in a stretch of somebody's turn: of the people on call, if it is a party with rotas, and of those who hold
    /// it, if it is a role without an address of its own.
    pub(super) fn people(&self, shift: Shift<'m>, shifts: &mut Vec<Shift<'m>>) {
        let matrix = self.plan.matrix;
        if shift.who != self.rota.party && matrix.rotas_of(shift.who).next().is_some() {
            let inner = self.plan.of_party(shift.who);
            let inner = inner.iter().filter_map(|inner| Some((shift.when.and(inner.when)?, inner)));
            shifts.extend(inner.map(|(when, inner)| Shift {
                when,
                who: inner.who,
                held_by: inner.held_by,
                via: Some(shift.who),
                ..shift
            }));
        } else if !matrix.reached_through(shift.who).is_empty() {
            let held = self.held(shift.who);
            let first = held.partition_point(|(when, _)| when.until <= shift.when.from);
            let held = held[first..].iter().take_while(|(when, _)| when.from < shift.when.until);
            let held = held.filter_map(|(when, holder)| Some((shift.when.and(*when)?, *holder)));
            shifts.extend(held.map(|(when, holder)| Shift { when, held_by: Some(holder), ..shift }));
        } else {
            shifts.push(shift);
        }
    }

    /// The shifts of those who take a turn: for each who is away the next in order who isn't, unless the rota leaves a gap.
    pub(super) fn take(&self, stint: &Stint<'m>, shifts: &mut Vec<Shift<'m>>) {
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
                    self.people(shift, shifts);
                } else if steps_in && let Some(who) = next.find(|person| taken.insert(*person)) {
                    let reason = self.plan.matrix.reason_of_absence(*person, self.zone, when.from);
                    let shift = Shift { who, layer: Layer::StandIn, reason, instead_of: Some(*person), ..shift };
                    self.people(shift, shifts);
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
    pub(super) fn overridden(&self, shifts: Vec<Shift<'m>>, hours: Option<&[Interval]>) -> Vec<Shift<'m>> {
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
                held_by: None,
                via: None,
                turn: stands_in.when.from,
            };
            self.people(shift, &mut shifts);
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
