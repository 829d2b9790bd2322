//! Whom to call: the people on call, or else the party, each with the address to use first.

mod callee;

use std::collections::HashSet;

use super::{Assigned, Cells, ContactCard, Holder, Named, Now, PartyCard, TimeCard};
use crate::matrix::{AddressKind, Cover, Hours, Kind, Responsibility};
use crate::text::name::{title, words};
pub(crate) use callee::Callee;

answer! {
    /// Somebody to call.
    #[derive(Default)]
    pub(crate) struct Call {
        /// The person on call, or else the party; the label of an address of the system.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// The address to use first: a telephone number, or else the fastest one; `null`: none works, or not at this hour.
        pub number: Option<String>,
        /// The kind of that address.
        pub kind: Option<AddressKind>,
        /// For which party; `null` for an address of the system.
        pub party: Option<Named>,
        /// Other names of that party.
        pub party_aliases: Vec<String>,
        /// The person who holds the role, if the role is reached through that person.
        pub through: Option<Named>,
        /// The cell of the row that names the party, or for which the address of the system is labelled.
        pub responsibility: Option<Responsibility>,
        /// The level that calls the party.
        pub level: Option<u32>,
        /// The round of the path in which it does.
        pub round: Option<u32>,
        /// When that level begins; `null` if it isn't known when the incident began.
        pub begins: Option<TimeCard>,
        /// `business-hours` or `off-hours`, which begin then, and for which that level has to wait; `null`: it doesn't have to.
        pub waits_for: Option<Hours>,
        /// From when the party can be reached, if not now.
        pub from: Option<TimeCard>,
        /// `business-hours` or `off-hours`, if it can be reached only then and no calendar says whether that is now.
        pub cover: Option<Cover>,
        /// The last day of an absence of the person, or of everyone who holds the role; `null`: not away.
        pub away_until: Option<String>,
        /// Until when the person is on call; `null` for the next person, and if nobody follows.
        pub until: Option<TimeCard>,
        /// When the turn of the next person begins, if the level calls that person instead of the one on call.
        pub turn_from: Option<TimeCard>,
        /// The rota that says so.
        pub rota: Option<String>,
        /// Why, unless it is the rule of the rota: `override: holiday`, `stand-in for Ada: holiday`.
        pub reason: Option<String>,
        /// Who is next by the same rota, or by another one if that is the same person.
        pub next: Option<Next>,
        /// Parties whose calls it takes.
        pub takes: Vec<Named>,
        /// The address, which may be a placeholder, or one at which nobody is called, such as a web page.
        pub contact: Option<ContactCard>,
    }
}

answer! {
    /// Who is on call next.
    pub(crate) struct Next: Named {
        /// From when.
        pub from: TimeCard,
        /// The rota that says so.
        pub rota: String,
    }
}

/// Kinds of addresses, the fastest first. Nobody is called at a web page, or by a handle of a forge.
const FASTEST: [AddressKind; 8] = [
    AddressKind::Phone,
    AddressKind::Email,
    AddressKind::Chat,
    AddressKind::Slack,
    AddressKind::Matrix,
    AddressKind::Irc,
    AddressKind::PagerDuty,
    AddressKind::Other,
];

/// Checks whether somebody can be called there.
pub(crate) fn works(contact: &ContactCard) -> bool {
    !contact.placeholder && FASTEST.contains(&contact.kind)
}

/// The address to use first, or else a placeholder for one, or one where nobody is called.
fn first(contacts: &[ContactCard]) -> Option<&ContactCard> {
    fastest(contacts).or_else(|| contacts.iter().find(|contact| contact.placeholder)).or(contacts.first())
}

/// The address to use first, unless none works at all hours.
pub(crate) fn fastest(contacts: &[ContactCard]) -> Option<&ContactCard> {
    let of = |kind: &AddressKind| contacts.iter().find(|contact| contact.kind == *kind && is_for_all_hours(contact));
    FASTEST.iter().find_map(of)
}

/// Whether it is an address that isn't confined to the hours of a level.
pub(crate) fn is_for_all_hours(contact: &ContactCard) -> bool {
    !contact.placeholder && contact.cover.is_none_or(|cover| cover == Cover::AroundTheClock)
}

/// Those who hold a role and can be reached, if the role has no address that works itself; each with the address to use first. Those who are away come last.
fn holders<'a>(contacts: &[ContactCard], held_by: &'a [Holder]) -> impl Iterator<Item = (&'a Holder, &'a ContactCard)> {
    let held_by = if fastest(contacts).is_some() { &[] } else { held_by };
    let of = |is_away: bool| held_by.iter().filter(move |holder| holder.away_until.is_some() == is_away);
    of(false).chain(of(true)).filter_map(|holder| Some((holder, fastest(&holder.contacts)?)))
}

/// The address of a party to use first, and the person who holds the role if it is that person's.
pub(crate) fn fastest_of(party: &PartyCard) -> Option<(&ContactCard, Option<&Holder>)> {
    let own = fastest(&party.contacts).map(|contact| (contact, None));
    own.or_else(|| holders(&party.contacts, &party.held_by).next().map(|(holder, contact)| (contact, Some(holder))))
}

impl Call {
    /// Nobody reaches a person who is away.
    fn unless_away(self, until: Option<&String>) -> Self {
        match until {
            Some(until) => Self { away_until: Some(until.clone()), number: None, kind: None, ..self },
            None => self,
        }
    }

    /// An address of the system itself, with its label as the name.
    pub(crate) fn of_system(contact: &ContactCard) -> Self {
        let number = Some(contact).filter(|contact| works(contact));
        Self {
            name: title(&contact.label),
            number: number.map(|contact| contact.address.clone()),
            kind: number.map(|contact| contact.kind),
            contact: Some(contact.clone()),
            ..Self::default()
        }
    }

    /// Among those who are called at once, the first to call has the least: nobody waits for one who can't be reached while
    /// another one can.
    pub(crate) fn rank(&self) -> (bool, bool, bool) {
        (!self.is_reachable(), self.away_until.is_some(), self.cover.is_some())
    }

    /// Whether somebody answers there, as far as the matrix says.
    pub(crate) fn is_reachable(&self) -> bool {
        self.number.is_some()
    }

    /// Whether somebody answers there now: its level doesn't have to wait.
    pub(crate) fn is_reachable_now(&self) -> bool {
        self.is_reachable() && self.waits_for.is_none()
    }

    /// Whether an answer names it: it can be reached, or the matrix says why not.
    pub(crate) fn is_named(&self) -> bool {
        self.is_reachable() || self.is_on_call() || self.away_until.is_some()
    }

    /// Whether it is somebody on call, who is named even without an address.
    pub(crate) fn is_on_call(&self) -> bool {
        self.rota.is_some()
    }
}

/// Whom to call for a row: its primary, then its secondary, or else its escalation contact; only those whose last day isn't
/// over and who can be reached as far as the matrix says. If none of them has an address that works, the addresses of the
/// system stand in.
pub(crate) fn of_row(row: &Cells<Assigned>, contacts: &[ContactCard], now: Option<&Now>) -> Vec<Call> {
    let of = |responsibility: Responsibility| {
        let current = row[responsibility].iter().filter(|party| party.ended != Some(true));
        let calls = of_parties(current.map(|party| &party.base), now).into_iter();
        calls.map(move |call| Call { responsibility: Some(responsibility), ..call })
    };
    let mut calls: Vec<Call> = of(Responsibility::Primary).chain(of(Responsibility::Secondary)).collect();
    if !is_any_reachable(&calls) {
        calls.extend(of(Responsibility::Escalation));
    }
    if !is_any_reachable(&calls) && !has_address(row) {
        calls.extend(of_system(contacts));
    }
    without_absent(each_once(calls))
}

/// Whether a row names anybody to call who has an address that works.
pub(crate) fn has_address(row: &Cells<Assigned>) -> bool {
    let works = |party: &Assigned| party.ended != Some(true) && fastest_of(&party.base).is_some();
    Responsibility::CALLED.iter().any(|of| row[*of].iter().any(works))
}

/// Calls without those that an earlier one repeats.
pub(crate) fn each_once(calls: impl IntoIterator<Item = Call>) -> Vec<Call> {
    let mut known = HashSet::new();
    calls.into_iter().filter(|call| known.insert((call.name.clone(), call.number.clone()))).collect()
}

/// Calls, with the addresses of their system if none of them reaches anybody, and without people who are away.
pub(crate) fn with_system(mut calls: Vec<Call>, contacts: &[ContactCard]) -> Vec<Call> {
    if !is_any_reachable(&calls) {
        calls.extend(of_system(contacts));
    }
    without_absent(calls)
}

/// Calls, after those whom `own call` names if it names others first.
pub(crate) fn led_by(first: &[Call], calls: Vec<Call>) -> Vec<Call> {
    let number = |calls: &[Call]| calls.first().and_then(|call| call.number.clone());
    if number(first) == number(&calls) {
        return without_absent(each_once(calls));
    }
    let others = calls.into_iter().filter(|call| first.iter().all(|first| first.name != call.name));
    without_absent(each_once(first.iter().cloned().chain(others)))
}

/// Calls without people who are away, unless nobody else can be reached.
pub(crate) fn without_absent(mut calls: Vec<Call>) -> Vec<Call> {
    if is_any_reachable(&calls) {
        calls.retain(|call| call.is_reachable() || call.away_until.is_none());
    }
    calls
}

/// Whether a party is only reached through people who are away.
pub(crate) fn is_absent(party: &PartyCard) -> bool {
    party.away_until.is_some() && (party.kind == Kind::Person || fastest(&party.contacts).is_none())
}

/// Whether anybody answers, as far as the matrix says.
pub(crate) fn is_any_reachable(calls: &[Call]) -> bool {
    calls.iter().any(Call::is_reachable)
}

/// Those of some parties who can be reached or are on call, as far as the matrix says.
pub(crate) fn of_parties<'p>(parties: impl IntoIterator<Item = &'p PartyCard>, now: Option<&Now>) -> Vec<Call> {
    let mut calls = each_once(calls_of(parties, now).filter(Call::is_named));
    calls.sort_by_key(Call::rank);
    calls
}

/// Those of some parties whose addresses reach nobody, such as web pages.
pub(crate) fn without_number<'p>(parties: impl IntoIterator<Item = &'p PartyCard>, now: Option<&Now>) -> Vec<Call> {
    let is_page = |contact: &ContactCard| !contact.placeholder && !works(contact);
    let has_page = |call: &Call| call.contact.as_ref().is_some_and(is_page);
    each_once(calls_of(parties, now).filter(|call| !call.is_named() && has_page(call)))
}

fn calls_of<'p>(parties: impl IntoIterator<Item = &'p PartyCard>, now: Option<&Now>) -> impl Iterator<Item = Call> {
    let told = move |party: &PartyCard| now.and_then(|now| now.of(&party.id));
    parties.into_iter().flat_map(move |party| Callee::of(party, told(party)).calls())
}

/// The addresses of a system: those labelled for its primary and its secondary, or else all of them.
pub(crate) fn of_system(contacts: &[ContactCard]) -> Vec<Call> {
    let labelled = |of: Responsibility| {
        let fits = move |contact: &&ContactCard| words(&contact.label).any(|word| word == of.as_str());
        contacts.iter().filter(fits).map(move |contact| Call { responsibility: Some(of), ..Call::of_system(contact) })
    };
    let calls = labelled(Responsibility::Primary).chain(labelled(Responsibility::Secondary));
    let calls: Vec<Call> = calls.filter(Call::is_reachable).collect();
    if !calls.is_empty() {
        return calls;
    }
    contacts.iter().map(Call::of_system).filter(Call::is_reachable).collect()
}
