//! Who is on call by a rota at an instant, and when people are away.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::plan::Plan;
use super::shift::{Shift, cut};
use super::stint;
use crate::matrix::clock::{self, Interval};
use crate::matrix::{Away, Matrix, PartyId, Rota, RotaHours};

/// Search limits for the next shift, in days. It is nearly always within the first one: most turns last a week or less. The
/// others are for longer turns, for rotas that begin later, for calendars with long holidays, and for one person who is
/// replaced some day.
pub(crate) const DAYS_AHEAD: [u32; 4] = [9, 60, 400, 4_000];

impl Matrix {
    /// The shifts of a rota within an interval, by their start and cut to it. No person has two at a time.
    pub(crate) fn shifts_of<'m>(&'m self, rota: &'m Rota, within: Interval) -> Vec<Shift<'m>> {
        self.whole_shifts(rota, within).into_iter().filter_map(|shift| cut(shift, within)).collect()
    }

    /// The shifts that overlap an interval, by their start. They aren't cut to it.
    pub(crate) fn whole_shifts<'m>(&'m self, rota: &'m Rota, within: Interval) -> Vec<Shift<'m>> {
        let mut shifts = Plan::around(self, rota, within).of_rota(rota);
        shifts.retain(|shift| shift.when.and(within).is_some());
        shifts
    }

    /// The hours of a rota in an interval; `None` if it covers all of them.
    pub(crate) fn hours_of(&self, rota: &Rota, within: Interval) -> Option<Vec<Interval>> {
        stint::hours(rota, self.calendar(rota.calendar), within)
    }

    /// Who is on call at an instant, until the next change, and who is next.
    pub(crate) fn turn<'m>(&'m self, rota: &'m Rota, at: Timestamp) -> Turn<'m> {
        let mut turn = Turn::default();
        for days in DAYS_AHEAD {
            let ahead = at.saturating_add(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MAX);
            turn = self.turn_until(rota, at, ahead);
            if !turn.next.is_empty() || !self.may_change(rota, ahead) {
                break;
            }
        }
        turn
    }

    /// Whether somebody else may come on call after an instant.
    pub(super) fn may_change(&self, rota: &Rota, after: Timestamp) -> bool {
        let zone = &self.calendar(rota.calendar).zone;
        let events = stint::starts(rota, zone).chain(rota.until);
        let events = events.chain(rota.temporary.iter().map(|temporary| temporary.when.until));
        let mut events = events.chain(rota.overrides.iter().map(|stands_in| stands_in.when.until));
        if rota.until.is_some_and(|until| until <= after) {
            return false;
        }
        let [order] = rota.order.as_slice() else { return true };
        let is_alone = order.who.iter().all(|turn| Some(turn) == order.who.first());
        let changes = |member: PartyId| {
            let away = self.away(member, zone, Interval { from: after, until: Timestamp::MAX });
            !away.is_empty() || self.rotas_of(member).next().is_some()
        };
        !is_alone
            || !matches!(rota.hours, RotaHours::All | RotaHours::Weekly(_))
            || events.any(|event| event >= after)
            || order.who.first().into_iter().flatten().any(|member| changes(*member))
    }

    /// Like [`Self::turn`], but looks only until an instant.
    fn turn_until<'m>(&'m self, rota: &'m Rota, at: Timestamp, ahead: Timestamp) -> Turn<'m> {
        let Some(within) = Interval::new(at, ahead) else { return Turn::default() };
        let mut turn = Turn::default();
        for shift in self.whole_shifts(rota, within) {
            // Consecutive shifts of one person are one turn.
            let same = |now: &&mut Shift<'_>| now.who == shift.who && now.when.until == shift.when.from;
            if shift.when.contains(at) {
                turn.now.push(shift);
            } else if let Some(now) = turn.now.iter_mut().find(same) {
                now.when.until = shift.when.until;
            } else if turn.next.first().is_none_or(|next| next.when.from == shift.when.from) {
                turn.next.push(shift);
            } else if turn.now.iter().all(|now| now.when.until < shift.when.from) {
                break;
            }
        }
        turn
    }

    /// When a person is away, or everyone who holds a role, by the clock of a zone; sorted and apart.
    pub(crate) fn away(&self, party: PartyId, zone: &TimeZone, within: Interval) -> Vec<Interval> {
        // Only a crafted matrix has a role that a role holds.
        let of_person = |person: PartyId| {
            let away = self.party(person).away().iter();
            clock::union(away.filter_map(|away| days(away, zone)?.and(within)))
        };
        match self.holders(party) {
            [] => of_person(party),
            holders => all(holders.iter().map(|holder| of_person(*holder))),
        }
    }

    /// When all of some people are away.
    pub(crate) fn all_away(&self, people: &[PartyId], zone: &TimeZone, within: Interval) -> Vec<Interval> {
        all(people.iter().map(|person| self.away(*person, zone, within)))
    }

    /// Why a person is away at an instant.
    pub(super) fn reason_of_absence(&self, party: PartyId, zone: &TimeZone, at: Timestamp) -> Option<&str> {
        let away = |away: &&Away| days(away, zone).is_some_and(|days| days.contains(at));
        self.party(party).away().iter().find(away)?.reason.as_deref()
    }
}

/// The times that are in all of some lists.
fn all(lists: impl Iterator<Item = Vec<Interval>>) -> Vec<Interval> {
    let both = |all: Vec<Interval>, one: Vec<Interval>| all.iter().flat_map(|all| clock::both(*all, &one)).collect();
    lists.reduce(both).unwrap_or_default()
}

/// The days of an absence.
fn days(away: &Away, zone: &TimeZone) -> Option<Interval> {
    let end = away.until.tomorrow().ok()?;
    let [from, until] = [away.from, end].map(|day| clock::midnight(zone, day));
    Interval::new(from?, until?)
}

/// Who is on call at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Turn<'m> {
    /// Empty if nobody is on call.
    pub now: Vec<Shift<'m>>,
    /// Empty if nobody follows: one person is on call without an end, or the rota has ended.
    pub next: Vec<Shift<'m>>,
}
