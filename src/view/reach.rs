//! Whom to reach, and where: one address for each, and each address once.

use std::collections::HashSet;

use super::{Contact, Line, Meaning, Run, moment, phrase};
use crate::matrix::{AddressKind, Kind};
use crate::query::call::{self, Next};
use crate::query::{Assigned, Call, ContactCard, Named, Now, Owner, PartyCard, PartyNow, TimeCard};
use crate::text::name;
use crate::text::sanitize::width;

/// Somebody who has no address.
const NO_CONTACT: &str = "no contact in the matrix";

/// Columns of a name. A longer one gives way to an alias.
const NAME: usize = 20;

/// Addresses shown so far, and those who have none at this moment.
pub(super) struct Reach<'a> {
    now: Option<&'a Now>,
    shown: HashSet<String>,
    unreachable: HashSet<String>,
}

/// A name, or an alias if it doesn't fit.
pub(super) fn fitting<'n>(name: &'n str, aliases: &'n [String]) -> &'n str {
    let alias = aliases.first().filter(|alias| width(name) > NAME && width(alias) < width(name));
    alias.map_or(name, String::as_str)
}

/// A party by the name that fits: with its alias if there is room, or else by its alias.
pub(super) fn short_name(name: &str, aliases: &[String]) -> String {
    match aliases.first() {
        Some(alias) if width(name) + width(alias) + 3 <= NAME => format!("{name} ({alias})"),
        _ => fitting(name, aliases).to_owned(),
    }
}

/// A party by the name that fits.
fn named(card: &PartyCard) -> Line {
    let name = short_name(&card.name, &card.aliases);
    phrase::mention(&card.id, &name, &card.aliases, card.kind == Kind::Placeholder)
}

/// A party whose last day is over: nobody calls it.
fn ended(card: &PartyCard) -> Contact {
    Contact { name: named(card), ..Contact::default() }
}

impl<'a> Reach<'a> {
    pub(super) fn new(now: Option<&'a Now>) -> Self {
        Self { now, shown: HashSet::new(), unreachable: HashSet::new() }
    }

    fn now_of(&self, party: &PartyCard) -> Option<&'a PartyNow> {
        self.now?.of(&party.id)
    }

    /// A time as short as it can be said at the moment of the answer.
    pub(super) fn time(&self, time: &TimeCard) -> String {
        moment::short(time, self.now.map(|now| &now.time))
    }

    /// The fastest address that works, unless it has been shown.
    pub(super) fn address(&mut self, contact: Option<&ContactCard>) -> Line {
        let Some(contact) = contact.filter(|contact| !self.shown.contains(&contact.address)) else {
            return Line::new();
        };
        self.shown.insert(contact.address.clone());
        vec![phrase::address(contact)]
    }

    /// Whom to call first, and whom then if they don't answer.
    pub(super) fn call_then(&mut self, calls: &[Call]) -> Vec<Contact> {
        let mut rows = Vec::new();
        for group in calls.chunk_by(|one, other| one.responsibility == other.responsibility) {
            let label = if rows.is_empty() { "call" } else { "then" };
            rows.extend(labelled(label, self.calls(group)));
        }
        rows
    }

    /// Whom to call, until when, and who is next by the same rota.
    fn calls(&mut self, calls: &[Call]) -> Vec<Contact> {
        let mut rows = Vec::new();
        for call in calls {
            let Some(row) = self.call(call) else { continue };
            let level = call.level.map(|level| format!("level {level}"));
            let until = call.until.as_ref().map(|until| format!("until {}", self.time(until)));
            let mut row = row.noted(level.into_iter().chain(until).map(Run::plain));
            let next = call.next.as_ref();
            if let Some(next) = next.filter(|next| next.name == call.name) {
                row.aside = joined([row.aside, format!("again from {}", self.time(&next.from))]);
            }
            rows.push(row);
            rows.extend(next.filter(|next| next.name != call.name).map(|next| self.next(call, next)));
        }
        rows
    }

    /// Somebody to call; `None` if the address, or that there is none, has been shown.
    pub(super) fn call(&mut self, call: &Call) -> Option<Contact> {
        // Who is called until a level begins may be called by it, too.
        let waits = call.waits_for.and(call.contact.as_ref()).filter(|_| call.is_reachable());
        let address = match waits {
            Some(contact) => vec![phrase::address(contact)],
            None => self.address(call.contact.as_ref().filter(|_| call.is_reachable())),
        };
        if address.is_empty() && (call.is_reachable() || self.unreachable.contains(&call.name)) {
            return None;
        }
        let away = || call.away_until.iter().map(|until| away_until(until)).collect();
        let (address, note) = if address.is_empty() { self.unreachable(call) } else { (address, away()) };
        let name = vec![Run::strong(short_name(&call.name, &call.aliases))];
        let turn = call.turn_from.as_ref().map(|from| format!("next on call from {}", self.time(from)));
        let cover = call.cover.map(|cover| format!("in {}", cover.spoken()));
        let aside = joined([turn.unwrap_or_default(), cover.unwrap_or_default(), aside(call)]);
        let placeholder = call.from.is_none() && call.contact.as_ref().is_some_and(|contact| contact.placeholder);
        let not_to_use = placeholder.then(|| call.name.clone());
        Some(Contact { name, address, note, aside, not_to_use, ..Contact::default() })
    }

    /// Why a call reaches nobody.
    fn unreachable(&mut self, call: &Call) -> (Line, Line) {
        self.unreachable.insert(call.name.clone());
        if let Some(until) = &call.away_until {
            let address = call.contact.as_ref().filter(|contact| !contact.placeholder);
            // A later level may call them when they are back.
            let address = address.filter(|contact| !self.shown.contains(&contact.address));
            return (address.map(phrase::address).into_iter().collect(), vec![away_until(until)]);
        }
        match (&call.from, &call.contact) {
            (Some(from), _) => (Line::new(), vec![Run::caution(format!("from {}", self.time(from)))]),
            (None, Some(contact)) if contact.placeholder => not_to_dial(contact),
            (None, Some(to)) if !call::works(to) => {
                (vec![phrase::address(to)], vec![Run::caution("no number or mail")])
            }
            (None, Some(_)) => (Line::new(), vec![Run::caution("not at these hours")]),
            (None, None) => (Line::new(), vec![Run::caution(NO_CONTACT)]),
        }
    }

    /// Who is on call for a party, or that nobody can be reached, or where its rota is.
    pub(super) fn present(&mut self, label: &str, party: &PartyNow) -> Vec<Contact> {
        let mut rows = Vec::new();
        for shift in &party.on_call {
            let note = shift.until.iter().map(|until| Run::plain(format!("until {}", self.time(until)))).collect();
            let fastest = call::fastest(&shift.contacts);
            let missing = || vec![Run::new(NO_CONTACT, Meaning::Missing)];
            let address = fastest.map_or_else(missing, |contact| self.address(Some(contact)));
            let rank = shift.rank().map(|kind| kind.to_string());
            let aside = joined([rank.unwrap_or_default(), shift.why().unwrap_or_default()]);
            let name = vec![Run::strong(fitting(&shift.name, &shift.aliases))];
            rows.push(Contact { name, address, note, aside, ..Contact::default() });
        }
        if party.covers == Some(false) {
            rows.push(Contact { name: self.away(party), ..Contact::default() });
        }
        let link = party.rota_link.iter().map(|link| vec![Run::plain("rota: "), Run::mark(link)]);
        rows.extend(link.map(|name| Contact { name, ..Contact::default() }));
        labelled(label, rows)
    }

    /// Parties that can be reached later, each with its time.
    pub(super) fn later(&self) -> Vec<Contact> {
        let parties = self.now.into_iter().flat_map(|now| &now.parties);
        let later = parties.filter(|party| party.covers == Some(false) && party.covers_next.is_some());
        let row = |party: &PartyNow| Contact {
            name: vec![Run::strong(&party.name)],
            note: self.away(party),
            ..Contact::default()
        };
        later.map(row).collect()
    }

    /// From when a party can be reached.
    fn away(&self, party: &PartyNow) -> Line {
        let from = party.covers_next.as_ref().map(|next| format!("from {}", self.time(next)));
        vec![Run::caution(from.unwrap_or_else(|| "not at this hour".to_owned()))]
    }

    /// Who is next on call after somebody.
    pub(super) fn next(&self, call: &Call, next: &Next) -> Contact {
        let name = vec![Run::plain("next "), Run::plain(&next.name)];
        let follows = call.until.as_ref().is_some_and(|until| until.at == next.from.at);
        let from = (!follows).then(|| Run::plain(format!("from {}", self.time(&next.from))));
        Contact { name, note: from.into_iter().collect(), ..Contact::default() }
    }

    /// The parties of a row, the label before the first.
    pub(super) fn parties(&mut self, label: &str, parties: &[PartyCard]) -> Vec<Contact> {
        if parties.is_empty() {
            return labelled(
                label,
                vec![Contact { name: vec![Run::new(phrase::NOT_SAID, Meaning::Missing)], ..Contact::default() }],
            );
        }
        labelled(label, parties.iter().map(|party| self.party(party)).collect())
    }

    /// The parties of an owner role, the label before the first.
    pub(super) fn owners(&mut self, label: &str, owner: &Owner) -> Vec<Contact> {
        if owner.ended == Some(true) {
            return labelled(label, owner.owner.iter().map(ended).collect());
        }
        self.parties(label, &owner.owner)
    }

    /// The parties of a cell, the label before the first.
    pub(super) fn cell(&mut self, label: &str, parties: &[Assigned]) -> Vec<Contact> {
        let row = |party: &Assigned| {
            let contact = if party.ended == Some(true) { ended(party) } else { self.party(party) };
            contact.noted(phrase::terms_of(party).map(Run::plain))
        };
        let rows: Vec<Contact> = parties.iter().map(row).collect();
        if rows.is_empty() { self.parties(label, &[]) } else { labelled(label, rows) }
    }

    fn party(&mut self, card: &PartyCard) -> Contact {
        let told = self.now_of(card);
        let name = named(card);
        let fastest = call::fastest_of(card);
        let placeholder = card.contacts.iter().find(|contact| contact.placeholder && fastest.is_none());
        let away = told.filter(|told| told.covers == Some(false));
        let absent = card.away_until.as_deref().filter(|_| call::is_absent(card)).map(away_until);
        let (address, note) = match (away, placeholder) {
            _ if absent.is_some() => (Line::new(), Line::new()),
            (Some(away), _) => (Line::new(), self.away(away)),
            (None, Some(contact)) => not_to_dial(contact),
            (None, None) => {
                let (contact, holder) = fastest.unzip();
                let holder = holder.flatten().map(|holder| Run::plain(&holder.name));
                (self.address(contact.or(card.contacts.first())), holder.into_iter().collect())
            }
        };
        let until = card.away_until.as_deref().map(away_until);
        let external = told.and_then(|told| told.rota_link.as_ref()).map(|_| Run::plain("external rota"));
        let stands_for = card.stands_for.iter().map(|whom| Run::plain(format!("stands for {whom}")));
        let aside = if away.is_some() || absent.is_some() { String::new() } else { self.cover(card) };
        let not_to_use = placeholder.filter(|_| away.is_none()).map(|_| card.name.clone());
        let contact = Contact { name, address, note, aside, not_to_use, ..Contact::default() };
        contact.noted(until.into_iter().chain(external).chain(stands_for))
    }

    /// When a party is on call, and on which channel or for what.
    fn cover(&mut self, card: &PartyCard) -> String {
        let cover = card.on_call.as_ref().map(|on_call| on_call.cover.spoken().to_owned());
        let chat = self.chat(card).or_else(|| card.on_call.as_ref()?.purpose.clone());
        cover.into_iter().chain(chat).collect::<Vec<_>>().join(", ")
    }

    /// The channel of a party that also has a faster address.
    fn chat(&mut self, card: &PartyCard) -> Option<String> {
        let is_chat = |contact: &&ContactCard| contact.kind.is_chat() && !contact.placeholder;
        let chat = card.contacts.iter().find(is_chat).map(|contact| contact.address.clone());
        let chat = chat.filter(|chat| !self.shown.contains(chat));
        self.shown.extend(chat.clone());
        chat
    }

    /// A system's own addresses that no party has shown.
    pub(super) fn contacts(&mut self, contacts: &[ContactCard]) -> Vec<Contact> {
        let mut rows = Vec::new();
        for contact in contacts.iter().filter(|contact| !self.shown.contains(&contact.address)) {
            let name = vec![Run::plain(name::title(&contact.label))];
            let (address, note) =
                if contact.placeholder { not_to_dial(contact) } else { (vec![phrase::address(contact)], Line::new()) };
            rows.push(Contact { name, address, note, ..Contact::default() });
        }
        self.shown.extend(contacts.iter().map(|contact| contact.address.clone()));
        labelled("contacts", rows)
    }
}

/// That somebody is away.
fn away_until(until: &str) -> Run {
    Run::caution(format!("away until {until}"))
}

/// Notes in one, without those that say nothing.
pub(super) fn joined<const N: usize>(notes: [String; N]) -> String {
    notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What else to know of somebody to call.
fn aside(call: &Call) -> String {
    let party = call.party.as_ref().map(|party| party.id.as_str());
    let (own, others): (Vec<&Named>, Vec<_>) = call.takes.iter().partition(|taken| Some(taken.id.as_str()) == party);
    let others: Vec<&str> = others.into_iter().map(|taken| taken.name.as_str()).collect();
    let also = if own.is_empty() { "" } else { "also " };
    let takes = (!others.is_empty()).then(|| format!("{also}for {}", others.join(", ")));
    let role = call
        .through
        .as_ref()
        .and(call.party.as_ref())
        .map(|role| format!("for {}", fitting(&role.name, &call.party_aliases)));
    role.into_iter().chain(call.reason.clone()).chain(takes).collect::<Vec<_>>().join(", ")
}

/// An address that only holds the place of one.
pub(super) fn not_to_dial(contact: &ContactCard) -> (Line, Line) {
    let verb = if contact.kind == AddressKind::Phone { "dial" } else { "use" };
    (
        vec![Run::new(&contact.address, Meaning::Address { placeholder: true })],
        vec![Run::caution(format!("placeholder, don't {verb}"))],
    )
}

/// The rows with a label before the first.
pub(super) fn labelled(label: &str, mut rows: Vec<Contact>) -> Vec<Contact> {
    rows.iter_mut().take(1).for_each(|first| label.clone_into(&mut first.label));
    rows
}
