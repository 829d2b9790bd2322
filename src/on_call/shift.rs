//! Shifts: who is on call when, and what says so.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::matrix::{Interval, PartyId, Place};

/// One turn of a party or person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift<'m> {
    pub when: Interval,
    pub who: PartyId,
    /// The holder who takes it, if it is the turn of a role without an address of its own.
    pub held_by: Option<PartyId>,
    /// The rule or exception behind it.
    pub layer: Layer,
    /// The place of the exception; `None` for the rule.
    pub exception: Option<Place>,
    pub reason: Option<&'m str>,
    /// Whose turn it is, if another one takes it.
    pub instead_of: Option<PartyId>,
    /// The party in the order whose person on call it is.
    pub via: Option<PartyId>,
    /// Start of its whole turn.
    pub turn: Timestamp,
}

words! {
    /// The layer that says who is on call: of several, the last.
    pub(crate) enum Layer {
        /// The rule of the rota.
        Rule = "rule",
        /// Another rule for some time.
        Temporary = "temporary",
        /// The next in order, for somebody who is away.
        StandIn = "stand-in",
        /// An override.
        Override = "override",
        /// Who is called if no rota has anyone.
        Fallback = "fallback",
    }
}

impl Shift<'_> {
    /// Who is called: the holder of a role, or else who has the turn.
    pub(crate) fn person(&self) -> PartyId {
        self.held_by.unwrap_or(self.who)
    }

    /// Checks whether a party takes it, or has its turn.
    pub(crate) fn is_of(&self, party: PartyId) -> bool {
        [Some(self.who), self.held_by, self.via, self.instead_of].contains(&Some(party))
    }
}

/// Cuts a shift to an interval.
pub(super) fn cut(shift: Shift<'_>, within: Interval) -> Option<Shift<'_>> {
    shift.when.and(within).map(|when| Shift { when, ..shift })
}

/// Joins parts of one turn of one person, and shifts of one person that overlap. By their start.
pub(super) fn joined(shifts: Vec<Shift<'_>>) -> Vec<Shift<'_>> {
    let mut people: BTreeMap<PartyId, Vec<Shift<'_>>> = BTreeMap::new();
    for shift in shifts {
        people.entry(shift.who).or_default().push(shift);
    }
    let mut joined: Vec<Shift<'_>> = Vec::new();
    for mut shifts in people.into_values() {
        shifts.sort_by_key(|shift| shift.when);
        let first = joined.len();
        for shift in shifts {
            let is_part = |last: &&mut Shift<'_>| {
                let same = Shift { when: last.when, ..shift } == **last;
                shift.when.from < last.when.until || (shift.when.from == last.when.until && same)
            };
            match joined[first..].last_mut().filter(is_part) {
                Some(last) => last.when.until = last.when.until.max(shift.when.until),
                None => joined.push(shift),
            }
        }
    }
    joined.sort_by_key(|shift| shift.when);
    joined
}
