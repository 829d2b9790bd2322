//! Whom to reach, and where: one address for each, and each address once.

use super::{moment, phrase};
use crate::matrix::{AddressKind, Cover, Kind};
use crate::query::moment::{Now, PartyNow, ShiftCard, TimeCard};
use crate::query::party::{ContactCard, PartyCard};
use crate::text::name;
use crate::view::page::{Contact, Line, Meaning, Run};

/// Columns of a name. A longer one gives way to an alias.
const NAME: usize = 20;

/// Kinds of addresses, the fastest first. Nobody is called at a web page.
const FASTEST: [AddressKind; 4] = [AddressKind::Phone, AddressKind::Email, AddressKind::Chat, AddressKind::Other];

/// Addresses and times shown so far.
pub(super) struct Reach<'a> {
    now: Option<&'a Now>,
    shown: Vec<String>,
}

/// A party by the name that fits: with its alias if there is room, or else by its alias.
pub(super) fn short_name(name: &str, aliases: &[String]) -> String {
    let columns = |text: &str| text.chars().count();
    match aliases.first() {
        Some(alias) if columns(name) > NAME && columns(alias) < columns(name) => alias.clone(),
        Some(alias) if columns(name) + columns(alias) + 3 <= NAME => format!("{name} ({alias})"),
        _ => name.to_owned(),
    }
}

impl<'a> Reach<'a> {
    pub(super) fn new(now: Option<&'a Now>) -> Self {
        Self { now, shown: Vec::new() }
    }

    fn now_of(&self, party: &PartyCard) -> Option<&'a PartyNow> {
        self.now?.parties.iter().find(|told| told.id == party.id)
    }

    /// A time as short as it can be said at the moment of the answer.
    pub(super) fn time(&self, time: &TimeCard) -> String {
        moment::short(time, self.now.map(|now| &now.time))
    }

    /// The fastest address that works, unless it has been shown.
    fn address(&mut self, contacts: &[ContactCard]) -> Line {
        let of = |kind: &AddressKind| contacts.iter().find(|contact| contact.kind == *kind && !contact.placeholder);
        let Some(contact) = FASTEST.iter().find_map(of) else { return Line::new() };
        if self.shown.contains(&contact.address) {
            return Line::new();
        }
        self.shown.push(contact.address.clone());
        vec![phrase::address(contact)]
    }

    /// Those who are on call, or else the party itself; nobody where no address works.
    pub(super) fn call(
        &mut self,
        (name, aliases): (&str, &[String]),
        contacts: &[ContactCard],
        shifts: &[ShiftCard],
    ) -> Vec<Contact> {
        let mut rows = Vec::new();
        for shift in shifts {
            let address = self.address(&shift.contacts);
            if !address.is_empty() {
                let note = vec![Run::plain(format!("until {}", self.time(&shift.until)))];
                let aside = moment::reason(shift).unwrap_or_default();
                rows.push(Contact { name: vec![Run::strong(&shift.name)], address, note, aside, ..Contact::default() });
            }
        }
        if rows.is_empty() {
            let address = self.address(contacts);
            let name = vec![Run::strong(short_name(name, aliases))];
            rows.extend((!address.is_empty()).then(|| Contact { name, address, ..Contact::default() }));
        }
        rows
    }

    /// Whom to call for some parties at the moment, and who is next.
    pub(super) fn call_now(&mut self, parties: &[PartyCard]) -> Vec<Contact> {
        let mut rows = Vec::new();
        for party in parties {
            let told = self.now_of(party);
            if told.is_some_and(|told| told.covers == Some(false)) {
                continue;
            }
            let shifts = told.map(|told| told.on_call.as_slice()).unwrap_or_default();
            let called = self.call((&party.name, &party.aliases), &party.contacts, shifts);
            let next = told.and_then(|told| told.next.first()).filter(|_| !called.is_empty() && !shifts.is_empty());
            rows.extend(called);
            rows.extend(next.map(|next| {
                let overlaps = shifts.iter().all(|shift| shift.until.at != next.from.at);
                let from = overlaps.then(|| Run::plain(format!("from {}", self.time(&next.from))));
                let name = vec![Run::plain("next "), Run::plain(&next.name)];
                Contact { name, note: from.into_iter().collect(), ..Contact::default() }
            }));
        }
        rows
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

    fn party(&mut self, card: &PartyCard) -> Contact {
        let told = self.now_of(card);
        let name = phrase::mention(&card.id, &short_name(&card.name, &card.aliases), card.kind == Kind::Placeholder);
        let placeholder = card.contacts.first().filter(|_| card.contacts.iter().all(|contact| contact.placeholder));
        let away = told.filter(|told| told.covers == Some(false));
        let (address, mut note) = match (away, placeholder) {
            (Some(away), _) => {
                let from = away.covers_next.as_ref().map(|next| format!("from {}", self.time(next)));
                (Line::new(), vec![Run::caution(from.unwrap_or_else(|| "not at this hour".to_owned()))])
            }
            (None, Some(contact)) => not_to_dial(contact),
            (None, None) => (self.address(&card.contacts), Line::new()),
        };
        note.extend(told.and_then(|told| told.rota_link.as_ref()).map(|_| Run::plain("rota kept elsewhere")));
        note.extend(card.stands_for.iter().map(|whom| Run::plain(format!("stands for {whom}"))));
        let aside = if away.is_some() { String::new() } else { self.cover(card) };
        Contact { name, address, note, aside, ..Contact::default() }
    }

    /// When a party is on call, and on which channel or for what.
    fn cover(&mut self, card: &PartyCard) -> String {
        let cover = card.on_call.as_ref().map(|on_call| match on_call.cover {
            Cover::BusinessHours => "business hours".to_owned(),
            Cover::AroundTheClock => "24/7".to_owned(),
        });
        let chat = self.chat(card).or_else(|| card.on_call.as_ref()?.purpose.clone());
        cover.into_iter().chain(chat).collect::<Vec<_>>().join(", ")
    }

    /// The channel of a party that also has a faster address.
    fn chat(&mut self, card: &PartyCard) -> Option<String> {
        let is_chat = |contact: &&ContactCard| contact.kind == AddressKind::Chat && !contact.placeholder;
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
