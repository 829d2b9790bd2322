//! A party that is called: its people on call, those who hold its role, or itself.

use super::{Call, Next, fastest, first, holders, is_any_reachable, works};
use crate::matrix::{Cover, Kind};
use crate::query::{ContactCard, Holder, Named, PartyCard, PartyNow, ShiftCard, TimeCard};

/// A party that is called, and its state at the moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Callee<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) aliases: &'a [String],
    pub(crate) contacts: &'a [ContactCard],
    /// Who holds a role.
    pub(crate) held_by: &'a [Holder],
    /// The last day of an absence of the person, or of everyone who holds the role.
    pub(crate) away_until: Option<&'a String>,
    pub(crate) is_person: bool,
    pub(crate) on_call: &'a [ShiftCard],
    pub(crate) next: &'a [ShiftCard],
    /// Whether those who are next are called instead of those on call.
    pub(crate) calls_next: bool,
    /// Whether it can be reached; `None` if the matrix doesn't say.
    pub(crate) reached: Option<bool>,
    /// The hours at which it can be reached.
    pub(crate) cover: Option<Cover>,
    pub(crate) from: Option<&'a TimeCard>,
}

impl<'a> Callee<'a> {
    /// A party of a row.
    pub(crate) fn of(party: &'a PartyCard, now: Option<&'a PartyNow>) -> Self {
        Self {
            id: &party.id,
            name: &party.name,
            aliases: &party.aliases,
            contacts: &party.contacts,
            held_by: &party.held_by,
            away_until: party.away_until.as_ref(),
            is_person: party.kind == Kind::Person,
            on_call: now.map(|now| now.on_call.as_slice()).unwrap_or_default(),
            next: now.map(|now| now.next.as_slice()).unwrap_or_default(),
            calls_next: false,
            reached: now.and_then(|now| now.covers),
            cover: party.on_call.as_ref().map(|on_call| on_call.cover),
            from: now.and_then(|now| now.covers_next.as_ref()),
        }
    }

    /// The people on call, and the party itself if none of them has an address that works.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let next = self.next.iter().filter(|_| self.calls_next).map(|shift| self.next_person(shift));
        let on_call = self.on_call.iter().map(|shift| self.person(shift));
        let mut calls: Vec<Call> = next.chain(on_call).collect();
        if !is_any_reachable(&calls) {
            let holders = holders(self.contacts, self.held_by);
            calls.extend(holders.map(|(holder, contact)| self.holder(holder, contact)));
            if calls.is_empty() || fastest(self.contacts).is_some() {
                calls.push(self.itself());
            }
        }
        calls
    }

    /// A role, reached through a person who holds it.
    fn holder(&self, holder: &Holder, contact: &ContactCard) -> Call {
        let through = Some(Named { id: holder.id.clone(), name: holder.name.clone() });
        let call = Call { name: holder.name.clone(), aliases: Vec::new(), through, ..self.at(Some(contact)) };
        call.unless_away(holder.away_until.as_ref())
    }

    fn person(&self, shift: &ShiftCard) -> Call {
        let (until, next) = (shift.until.clone(), self.next_after(shift).map(next));
        Call { until, next, reason: shift.why(), ..self.of_rota(shift) }
    }

    /// A person whose turn is to come.
    fn next_person(&self, shift: &ShiftCard) -> Call {
        Call { turn_from: Some(shift.from.clone()), ..self.of_rota(shift) }
    }

    fn of_rota(&self, shift: &ShiftCard) -> Call {
        let rota = Some(shift.rota.clone());
        Call { name: shift.name.clone(), aliases: shift.aliases.clone(), rota, ..self.at(first(&shift.contacts)) }
    }

    /// Who follows: by the same rota, or if that is the same person, somebody else by another one.
    fn next_after(&self, shift: &ShiftCard) -> Option<&ShiftCard> {
        let same = self.next.iter().find(|next| next.rota == shift.rota);
        let follows = |next: &ShiftCard| shift.until.as_ref().is_none_or(|until| next.from.at <= until.at);
        let other = || self.next.iter().find(|next| next.id != shift.id && follows(next));
        same.filter(|next| next.id != shift.id).or_else(other).or(same)
    }

    fn itself(&self) -> Call {
        let from = self.from.filter(|_| self.reached == Some(false)).cloned();
        let call = Call { from, ..self.at(first(self.contacts)) };
        if self.is_person {
            call.unless_away(self.away_until)
        } else {
            Call { away_until: self.away_until.cloned(), ..call }
        }
    }

    fn at(&self, contact: Option<&ContactCard>) -> Call {
        let number = contact.filter(|contact| works(contact) && self.reached != Some(false));
        Call {
            name: self.name.to_owned(),
            aliases: self.aliases.to_vec(),
            party: Some(Named { id: self.id.to_owned(), name: self.name.to_owned() }),
            party_aliases: self.aliases.to_vec(),
            number: number.map(|contact| contact.address.clone()),
            kind: number.map(|contact| contact.kind),
            cover: self.cover.filter(|cover| self.reached.is_none() && *cover != Cover::AroundTheClock),
            contact: contact.cloned(),
            ..Call::default()
        }
    }
}

fn next(shift: &ShiftCard) -> Next {
    let named = Named { id: shift.id.clone(), name: shift.name.clone() };
    Next { base: named, from: shift.from.clone(), rota: shift.rota.clone() }
}
