//! A party as every answer shows it, and how to reach it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use jiff::civil::Date;
use serde::ser::SerializeStruct;

use super::card::{self, at};
use super::fields::{Definitions, Object};
use super::{At, Named, Shape, call};
use crate::matrix::{self, AddressKind, Cover, Kind, Matrix, PartyId, PartyKind};

answer! {
    /// An address.
    pub(crate) struct ContactCard {
        /// Its label, such as `primary-on-call`.
        pub label: String,
        /// `email`, `phone`, `chat`, `slack`, `matrix`, `irc`, `pagerduty`, `github`, `gitlab`, `url` or `other`.
        pub kind: AddressKind,
        /// The address, as written.
        pub address: String,
        /// Whether it only holds the place of an address.
        pub placeholder: bool,
        /// `24/7`, `business-hours` or `off-hours`; `null` where the matrix doesn't say.
        pub cover: Option<Cover>,
        /// Position in the source.
        pub at: At,
    }

    /// On-call cover.
    pub(crate) struct OnCallCard {
        /// `24/7`, `business-hours` or `off-hours`.
        pub cover: Cover,
        /// What it is called for.
        pub purpose: Option<String>,
        /// What holds at other hours, in words.
        pub otherwise: Option<String>,
    }

    /// A person who holds a role.
    pub(crate) struct Holder: Named {
        /// The last day of an absence; `null`: not away, or the answer is of no day.
        pub away_until: Option<String>,
        /// The person's addresses.
        pub contacts: Vec<ContactCard>,
    }

    /// What answers say of a party.
    pub(crate) struct PartyDetails {
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// `team`, `role`, `person`, `organisation`, `group` or `placeholder`.
        pub kind: Kind,
        /// `vendor`, `customer` …, of an organisation.
        pub organisation: Option<String>,
        /// Who holds a role. Without an address of its own, the role is reached through them.
        pub held_by: Vec<Holder>,
        /// The last day of an absence of a person, or of everyone who holds a role; `null`: not away, or the answer is of no
        /// day.
        pub away_until: Option<String>,
        /// Whether the matrix says more of it than its name.
        pub described: bool,
        /// Whom a placeholder represents, in words.
        pub stands_for: Option<String>,
        /// Its first e-mail address that is real; of a role without an address that works, that of a holder who isn't away.
        pub email: Option<String>,
        /// Its first telephone number that is real; of a role without an address that works, that of a holder who isn't away.
        pub phone: Option<String>,
        /// On-call cover of a team.
        pub on_call: Option<OnCallCard>,
        /// Its own addresses, then those under which escalation levels call it.
        pub contacts: Vec<ContactCard>,
    }
}

/// A party, and how to reach it. Answers name the same few parties many times, so copies share their details.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartyCard(Rc<PartyDetails>);

object! { PartyCard }

impl Object for PartyCard {
    fn add_shapes(object: &mut Vec<(&'static str, Shape)>) {
        PartyDetails::add_shapes(object);
    }

    fn add_schemas(properties: &mut Definitions, definitions: &mut Definitions) {
        PartyDetails::add_schemas(properties, definitions);
    }

    fn serialize_fields<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        self.0.serialize_fields(object)
    }
}

impl Deref for PartyCard {
    type Target = PartyDetails;

    fn deref(&self) -> &PartyDetails {
        &self.0
    }
}

/// A matrix with the parties that an answer has named so far.
pub(crate) struct Parties<'m> {
    matrix: &'m Matrix,
    /// The day on which somebody may be away.
    pub(crate) day: Option<Date>,
    cards: RefCell<BTreeMap<PartyId, PartyCard>>,
}

impl<'m> Parties<'m> {
    /// The parties of a matrix.
    pub(crate) fn of(matrix: &'m Matrix) -> Self {
        Self::on(matrix, None)
    }

    /// The same on a day.
    pub(crate) fn on(matrix: &'m Matrix, day: Option<Date>) -> Self {
        Self { matrix, day, cards: RefCell::default() }
    }

    /// A party, and how to reach it.
    pub(crate) fn card(&self, id: PartyId) -> PartyCard {
        self.cards.borrow_mut().entry(id).or_insert_with(|| party(self.matrix, id, self.day)).clone()
    }

    /// Parties, in the same order.
    pub(crate) fn cards(&self, ids: &[PartyId]) -> Vec<PartyCard> {
        ids.iter().map(|id| self.card(*id)).collect()
    }
}

impl<'m> Deref for Parties<'m> {
    type Target = &'m Matrix;

    fn deref(&self) -> &&'m Matrix {
        &self.matrix
    }
}

/// An address.
pub(crate) fn contact(matrix: &Matrix, contact: &matrix::Contact) -> ContactCard {
    ContactCard {
        label: contact.label.clone(),
        kind: contact.kind,
        address: contact.address.clone(),
        placeholder: contact.is_placeholder(),
        cover: None,
        at: at(matrix, contact.place),
    }
}

/// Addresses, in the order of the matrix.
pub(crate) fn contacts(matrix: &Matrix, contacts: &[matrix::Contact]) -> Vec<ContactCard> {
    contacts.iter().map(|contact| self::contact(matrix, contact)).collect()
}

/// A party, and how to reach it.
fn party(matrix: &Matrix, id: PartyId, day: Option<Date>) -> PartyCard {
    let party = matrix.party(id);
    let (contacts, held_by) = (addresses(matrix, id), holders(matrix, id, day));
    let present = held_by.iter().filter(|holder| holder.away_until.is_none() && call::fastest(&contacts).is_none());
    let reached: Vec<&ContactCard> = contacts.iter().chain(present.flat_map(|holder| &holder.contacts)).collect();
    let first = |kind: AddressKind| {
        let real = |contact: &&&ContactCard| contact.kind == kind && call::is_for_all_hours(contact);
        reached.iter().find(real).map(|contact| contact.address.clone())
    };
    let (email, phone) = (first(AddressKind::Email), first(AddressKind::Phone));
    PartyCard(Rc::new(PartyDetails {
        id: party.id.clone(),
        name: party.name.clone(),
        aliases: party.aliases.clone(),
        kind: party.kind_name(),
        organisation: match &party.kind {
            PartyKind::Organisation(kind) => kind.clone(),
            _ => None,
        },
        held_by,
        away_until: away_until(matrix, id, day),
        described: party.described,
        stands_for: match &party.kind {
            PartyKind::Placeholder(stands_for) => stands_for.clone(),
            _ => None,
        },
        email,
        phone,
        on_call: on_call(matrix, id),
        contacts,
    }))
}

/// The last day of an absence of a person, or of everyone who holds a role.
pub(crate) fn away_until(matrix: &Matrix, id: PartyId, day: Option<Date>) -> Option<String> {
    let party = matrix.party(id);
    let until = day.filter(|_| party.is_person() || party.role().is_some()).and_then(|day| matrix.away_until(id, day));
    until.map(|until| until.to_string())
}

/// The people who hold a role.
pub(crate) fn holders(matrix: &Matrix, role: PartyId, day: Option<Date>) -> Vec<Holder> {
    let holder = |id: &PartyId| Holder {
        base: card::party_name(matrix, *id),
        away_until: away_until(matrix, *id, day),
        contacts: contacts(matrix, &matrix.party(*id).contacts),
    };
    matrix.holders(role).iter().map(holder).collect()
}

/// The on-call cover that is stated, or what the rotas of the party make of it.
pub(crate) fn on_call(matrix: &Matrix, id: PartyId) -> Option<OnCallCard> {
    let stated = matrix.party(id).on_call()?;
    let cover = matrix.cover_of(id).unwrap_or(stated.cover);
    Some(OnCallCard { cover, purpose: stated.purpose.clone(), otherwise: stated.otherwise.clone() })
}

/// A party's own addresses, then those under which escalation levels call it, labelled `level-1` and so on.
fn addresses(matrix: &Matrix, id: PartyId) -> Vec<ContactCard> {
    let mut cards = contacts(matrix, &matrix.party(id).contacts);
    for (policy, level, call) in matrix.calls(id) {
        for address in &call.contacts {
            let policy = if policy.is_default() { String::new() } else { format!("{}-", policy.id) };
            let label = format!("{policy}level-{}", level.number);
            let cover = call.cover;
            cards.push(ContactCard { label, cover, ..contact(matrix, address) });
        }
    }
    cards
}
