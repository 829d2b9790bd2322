//! Addresses.

use crate::matrix::Matrix;
use crate::query::things::{ContactOf, contacts};
use crate::query::{ContactCard, Head, Named, Thing, card, party};

answer! {
    /// An address, on its own page.
    pub(crate) struct ContactPage: Head {
        /// The system whose address it is.
        pub system: Option<Named>,
        /// The party whose address it is.
        pub party: Option<Named>,
        /// The escalation level at which the party is called there.
        pub level: Option<Named>,
        /// The address.
        pub contact: ContactCard,
    }
}

pub(super) fn page(matrix: &Matrix, thing: &Thing, of: ContactOf, index: usize) -> ContactPage {
    let mut page = ContactPage {
        base: Head::of(matrix, thing),
        system: None,
        party: None,
        level: None,
        contact: party::contact(matrix, &contacts(matrix, of)[index]),
    };
    match of {
        ContactOf::System(id) => page.system = Some(card::system_name(matrix, id)),
        ContactOf::Party(id) => page.party = Some(card::party_name(matrix, id)),
        ContactOf::Level(policy, number, at) => {
            let policy = matrix.policy(policy);
            let level = &policy.levels[number];
            let call = &level.contacts[at];
            page.party = Some(card::party_name(matrix, call.party));
            page.level = Some(card::level_name(policy, level));
            page.contact.cover = call.cover;
        }
    }
    page
}
