//! What answers say of parties, systems and addresses: the same words in every answer.

use crate::matrix::{self, AddressKind, Area, Matrix, PartyId, PartyKind, SystemId};

answer! {
    /// A place in the files of the matrix.
    pub(crate) struct At {
        /// File, as shown to people.
        pub file: String,
        /// Line, from 1.
        pub line: u32,
        /// Column in characters, from 1.
        pub column: u32,
    }
}

answer! {
    /// Something by its id and its name.
    pub(crate) struct Named {
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
    }
}

answer! {
    /// A system, in short.
    pub(crate) struct SystemCard {
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// What it is.
        pub kind: Option<String>,
        /// `active` or `deprecated`.
        pub status: &'static str,
        /// The system that it is part of.
        pub part_of: Option<Named>,
    }
}

answer! {
    /// An address.
    pub(crate) struct ContactCard {
        /// Its label, such as `primary-on-call`.
        pub label: String,
        /// `email`, `phone`, `chat`, `url` or `other`.
        pub kind: &'static str,
        /// The address, as written.
        pub address: String,
        /// Whether it only holds the place of an address.
        pub placeholder: bool,
        /// `24/7` or `business-hours`; `null` where the matrix doesn't say.
        pub cover: Option<&'static str>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// On-call cover.
    pub(crate) struct OnCallCard {
        /// `24/7` or `business-hours`.
        pub cover: &'static str,
        /// What it is called for.
        pub purpose: Option<String>,
        /// What holds at other hours, in words.
        pub otherwise: Option<String>,
    }
}

answer! {
    /// A party, and how to reach it.
    pub(crate) struct PartyCard {
        /// Its id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// `team`, `role`, `group` or `placeholder`.
        pub kind: &'static str,
        /// Whether the matrix says more of it than its name.
        pub described: bool,
        /// For whom a placeholder stands.
        pub stands_for: Option<String>,
        /// Its first e-mail address that is real.
        pub email: Option<String>,
        /// Its first telephone number that is real.
        pub phone: Option<String>,
        /// On-call cover of a team.
        pub on_call: Option<OnCallCard>,
        /// Its own addresses, then those under which escalation levels call it.
        pub contacts: Vec<ContactCard>,
    }
}

/// Where something stands.
pub(crate) fn at(matrix: &Matrix, place: matrix::Place) -> At {
    let file = matrix.files.get(place.file as usize).cloned().unwrap_or_default();
    At { file, line: place.line, column: place.column }
}

/// A system, in short.
pub(crate) fn system(matrix: &Matrix, id: SystemId) -> SystemCard {
    let system = matrix.system(id);
    SystemCard {
        id: system.id.clone(),
        name: system.name.clone(),
        kind: system.kind.clone(),
        status: system.status.as_str(),
        part_of: system.part_of.map(|whole| system_name(matrix, whole)),
    }
}

/// A system by id and name.
pub(crate) fn system_name(matrix: &Matrix, id: SystemId) -> Named {
    let system = matrix.system(id);
    Named { id: system.id.clone(), name: system.name.clone() }
}

/// An area by id and name.
pub(crate) fn area_name(area: &Area) -> Named {
    Named { id: area.id.clone(), name: area.name.clone() }
}

/// A party by id and name.
pub(crate) fn party_name(matrix: &Matrix, id: PartyId) -> Named {
    let party = matrix.party(id);
    Named { id: party.id.clone(), name: party.name.clone() }
}

/// An address.
pub(crate) fn contact(matrix: &Matrix, contact: &matrix::Contact) -> ContactCard {
    ContactCard {
        label: contact.label.clone(),
        kind: contact.kind.as_str(),
        address: contact.address.clone(),
        placeholder: contact.is_placeholder(),
        cover: None,
        at: at(matrix, contact.place),
    }
}

/// An escalation policy by id and name.
pub(crate) fn policy_name(policy: &matrix::Policy) -> Named {
    Named { id: policy.id.clone(), name: policy.name.clone().unwrap_or_else(|| crate::text::name::title(&policy.id)) }
}

/// A rota by id and name.
pub(crate) fn rota_name(rota: &matrix::Rota) -> Named {
    Named { id: rota.id.clone(), name: rota.name.clone().unwrap_or_else(|| crate::text::name::title(&rota.id)) }
}

/// Somebody who can have a turn, by id and name.
pub(crate) fn member_name(matrix: &Matrix, id: matrix::Member) -> Named {
    match id {
        matrix::Member::Party(id) => party_name(matrix, id),
        matrix::Member::Person(id) => {
            let person = matrix.person(id);
            Named { id: person.id.clone(), name: person.name.clone() }
        }
    }
}

/// Addresses, in the order of the matrix.
pub(crate) fn contacts(matrix: &Matrix, contacts: &[matrix::Contact]) -> Vec<ContactCard> {
    contacts.iter().map(|contact| self::contact(matrix, contact)).collect()
}

/// A party, and how to reach it.
pub(crate) fn party(matrix: &Matrix, id: PartyId) -> PartyCard {
    let party = matrix.party(id);
    let contacts = addresses(matrix, id);
    let first = |kind: AddressKind| {
        let real = |contact: &&ContactCard| contact.kind == kind.as_str() && !contact.placeholder;
        contacts.iter().find(real).map(|contact| contact.address.clone())
    };
    PartyCard {
        id: party.id.clone(),
        name: party.name.clone(),
        aliases: party.aliases.clone(),
        kind: party.kind_name(),
        described: party.described,
        stands_for: match &party.kind {
            PartyKind::Placeholder(stands_for) => stands_for.clone(),
            _ => None,
        },
        email: first(AddressKind::Email),
        phone: first(AddressKind::Phone),
        on_call: party.on_call().map(on_call),
        contacts,
    }
}

/// On-call cover.
pub(crate) fn on_call(on_call: &matrix::OnCall) -> OnCallCard {
    OnCallCard { cover: on_call.cover.as_str(), purpose: on_call.purpose.clone(), otherwise: on_call.otherwise.clone() }
}

/// A party's own addresses, then those under which escalation levels call it, labelled `level-1` and so on.
fn addresses(matrix: &Matrix, id: PartyId) -> Vec<ContactCard> {
    let mut cards = contacts(matrix, &matrix.party(id).contacts);
    for (policy, level, call) in matrix.calls(id) {
        for address in &call.contacts {
            let label = match policy.id.as_str() {
                "default" => format!("level-{}", level.number),
                other => format!("{other}-level-{}", level.number),
            };
            let cover = call.cover.map(matrix::Cover::as_str);
            cards.push(ContactCard { label, cover, ..contact(matrix, address) });
        }
    }
    cards
}
