//! Addresses.

use super::escalation;
use crate::matrix::{Matrix, Member};
use crate::query::card::{self, At, ContactCard, Named};
use crate::query::things::{ContactOf, Thing, contacts};
use crate::text::name;

answer! {
    /// An address, on its own page.
    pub(crate) struct ContactPage {
        /// `contact`.
        pub kind: &'static str,
        /// Its id: whose it is, and its label.
        pub id: String,
        /// Its label as words.
        pub name: String,
        /// The system whose address it is.
        pub system: Option<Named>,
        /// The party whose address it is.
        pub party: Option<Named>,
        /// The person whose address it is.
        pub person: Option<Named>,
        /// The escalation level at which the party is called there.
        pub level: Option<Named>,
        /// The address.
        pub contact: ContactCard,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn page(matrix: &Matrix, thing: &Thing, of: ContactOf, index: usize) -> ContactPage {
    let plain = card::contact(matrix, &contacts(matrix, of)[index]);
    let (mut system, mut party, mut person, mut level, mut contact) = (None, None, None, None, plain);
    match of {
        ContactOf::System(id) => system = Some(card::system_name(matrix, id)),
        ContactOf::Party(id) => party = Some(card::party_name(matrix, id)),
        ContactOf::Person(id) => person = Some(card::member_name(matrix, Member::Person(id))),
        ContactOf::Level(policy, number, at) => {
            let policy = &matrix.policies[policy];
            let call = &policy.levels[number].contacts[at];
            party = Some(card::party_name(matrix, call.party));
            let id = format!("{}/{}", policy.id, policy.levels[number].number);
            level = Some(Named { id, name: policy.levels[number].name.clone() });
            contact = escalation::contacts(matrix, call).swap_remove(index);
        }
    }
    let name = name::title(&contact.label);
    ContactPage {
        kind: "contact",
        id: thing.id.clone(),
        name,
        system,
        party,
        person,
        level,
        at: contact.at.clone(),
        contact,
    }
}
