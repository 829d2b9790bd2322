//! All rotas of a party: who is on call, when nobody is, and when several people are.

use jiff::Timestamp;

use super::hours::Hours;
use super::shift::{Shift, Turn};
use crate::matrix::clock::{self, Interval};
use crate::matrix::{CalendarId, Cover, Matrix, PartyId, Place, Rota, RotaCover, SystemId};

/// A time in which two rotas of a party, or two exceptions of one rota, name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overlap {
    pub when: Interval,
    pub first: Place,
    pub second: Place,
}

/// Reachability of a party at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Covered,
    NotCovered {
        /// The next instant at which it can be reached, if that is known.
        next: Option<Timestamp>,
    },
    /// The matrix doesn't say.
    Unknown,
}

impl Matrix {
    /// The calendar of a party: its own, that of the team that a role belongs to, or the default one.
    pub(crate) fn calendar_of_party(&self, id: PartyId) -> Option<CalendarId> {
        let party = self.party(id);
        let of_team = || party.team_of_role().and_then(|team| self.party(team).calendar);
        party.calendar.or_else(of_team).or_else(|| self.default_calendar())
    }

    /// The calendar for questions about a system: its own or that of a parent, then that of its escalation policy, then the
    /// default one.
    pub(crate) fn calendar_of_system(&self, system: Option<SystemId>) -> Option<CalendarId> {
        let own = system.and_then(|id| self.lineage(id).find_map(|id| self.system(id).calendar));
        let of_policy = || self.policy_of(system).and_then(|policy| policy.calendar);
        own.or_else(of_policy).or_else(|| self.default_calendar())
    }

    /// The cover of a party: as stated, or that of its rotas.
    pub(crate) fn cover_of(&self, party: PartyId) -> Option<Cover> {
        let stated = self.party(party).on_call().map(|on_call| on_call.cover);
        let of_rota = |rota: &Rota| match rota.hours.cover() {
            RotaCover::AroundTheClock => Some(Cover::AroundTheClock),
            RotaCover::BusinessHours => Some(Cover::BusinessHours),
            RotaCover::Weekly => None,
        };
        // The widest cover is the first.
        stated.or_else(|| self.rotas_of(party).filter_map(of_rota).min())
    }

    /// Who is on call at an instant by each rota of a party.
    pub(crate) fn turns_of(&self, party: PartyId, at: Timestamp) -> impl Iterator<Item = (&Rota, Turn<'_>)> {
        self.rotas_of(party).map(move |rota| (rota, rota.turn(self.calendar(rota.calendar), at)))
    }

    /// Checks whether a party can be reached at an instant, from its rotas, or else from its cover and its calendar.
    /// `cover` replaces
    /// the party's own.
    pub(crate) fn reach(&self, party: PartyId, cover: Option<Cover>, at: Timestamp) -> Reach {
        let turns: Vec<Turn<'_>> = self.turns_of(party, at).map(|(_, turn)| turn).collect();
        if turns.iter().any(|turn| turn.now.is_some()) {
            return Reach::Covered;
        }
        if !turns.is_empty() {
            let next = turns.iter().filter_map(|turn| turn.next).map(|shift| shift.when.from).min();
            return Reach::NotCovered { next };
        }
        let cover = cover.or_else(|| self.party(party).on_call().map(|on_call| on_call.cover));
        match (cover, self.calendar_of_party(party).map(|id| self.calendar(id))) {
            (Some(Cover::AroundTheClock), _) => Reach::Covered,
            (Some(Cover::BusinessHours), Some(calendar)) if calendar.standing(at).hours == Hours::Business => {
                Reach::Covered
            }
            (Some(Cover::BusinessHours), Some(calendar)) => Reach::NotCovered { next: calendar.next_change(at) },
            (Some(Cover::BusinessHours), None) | (None, _) => Reach::Unknown,
        }
    }

    /// When a party can't be reached according to [`Self::reach`], in order. `None` if the matrix doesn't say.
    pub(crate) fn unreached(&self, party: PartyId, cover: Option<Cover>, within: Interval) -> Option<Vec<Interval>> {
        let mut rotas = self.rotas_of(party).peekable();
        if rotas.peek().is_some() {
            let shifts = rotas.flat_map(|rota| self.shifts_of(rota, within)).map(|shift| shift.when);
            return Some(left_by(&[within], shifts));
        }
        let cover = cover.or_else(|| self.party(party).on_call().map(|on_call| on_call.cover))?;
        match (cover, self.calendar_of_party(party)) {
            (Cover::AroundTheClock, _) => Some(Vec::new()),
            (Cover::BusinessHours, Some(id)) => {
                Some(left_by(&[within], self.calendar(id).business_hours_within(within)))
            }
            (Cover::BusinessHours, None) => None,
        }
    }

    /// When nobody is on call in the hours that a party with rotas must cover: its business hours if its cover says so, or
    /// else all hours.
    pub(crate) fn gaps_of(&self, party: PartyId, within: Interval) -> Vec<Interval> {
        if self.rotas_of(party).next().is_none() {
            return Vec::new();
        }
        let cover = self.party(party).on_call().map(|on_call| on_call.cover);
        let calendar = self.calendar_of_party(party).map(|id| self.calendar(id));
        let open = match (cover, calendar) {
            (Some(Cover::BusinessHours), Some(calendar)) => calendar.business_hours_within(within),
            _ => vec![within],
        };
        let shifts = self.rotas_of(party).flat_map(|rota| self.shifts_of(rota, within)).map(|shift| shift.when);
        left_by(&open, shifts)
    }

    /// When two rotas of a party, or two exceptions of one rota, have somebody on call, in order.
    pub(crate) fn overlaps_of(&self, party: PartyId, within: Interval) -> Vec<Overlap> {
        let turns = self
            .rotas_of(party)
            .flat_map(|rota| self.shifts_of(rota, within).into_iter().map(|shift| (shift.when, rota.place)));
        let mut overlaps = overlaps(turns.collect());
        for rota in self.rotas_of(party) {
            let inside = |(when, place): (Interval, Place)| Some((when.and(within)?, place));
            let overrides = rota.overrides.iter().map(|stands_in| (stands_in.when, stands_in.place));
            let temporary = rota.temporary.iter().map(|temporary| (temporary.when, temporary.place));
            overlaps.extend(self::overlaps(overrides.filter_map(inside).collect()));
            overlaps.extend(self::overlaps(temporary.filter_map(inside).collect()));
        }
        overlaps.sort_by_key(|overlap| overlap.when);
        overlaps
    }

    /// The shifts of a rota within an interval.
    pub(crate) fn shifts_of<'m>(&'m self, rota: &'m Rota, within: Interval) -> Vec<Shift<'m>> {
        rota.shifts(self.calendar(rota.calendar), within)
    }
}

/// Subtracts intervals from others, which are sorted and don't overlap.
fn left_by(open: &[Interval], others: impl IntoIterator<Item = Interval>) -> Vec<Interval> {
    let left = clock::without(open.iter().map(|open| (*open, ())), &clock::union(others));
    left.into_iter().map(|(when, ())| when).collect()
}

/// When two of some intervals overlap that have different places, joined while the places stay the same. Of several at once
/// only two are named.
fn overlaps(mut turns: Vec<(Interval, Place)>) -> Vec<Overlap> {
    turns.sort_unstable();
    let mut overlaps: Vec<Overlap> = Vec::new();
    let mut longest: Option<(Interval, Place)> = None;
    for (turn, place) in turns {
        let other = longest.filter(|(_, other)| *other != place);
        if let Some((when, other)) = other.and_then(|(longest, other)| Some((longest.and(turn)?, other))) {
            let (first, second) = (place.min(other), place.max(other));
            let last = overlaps.last_mut().filter(|last| (last.first, last.second) == (first, second));
            match last.filter(|last| last.when.until >= when.from) {
                Some(last) => last.when.until = last.when.until.max(when.until),
                None => overlaps.push(Overlap { when, first, second }),
            }
        }
        if longest.is_none_or(|(longest, _)| longest.until < turn.until) {
            longest = Some((turn, place));
        }
    }
    overlaps
}
