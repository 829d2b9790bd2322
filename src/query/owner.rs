//! Who owns a system, as every answer shows it.

use jiff::civil::Date;

use super::{At, Named, Now, Parties, PartyCard, SystemCard, Through, card};
use crate::matrix::{Matrix, Ownership, SystemId};

answer! {
    /// Who owns a system in one owner role.
    pub(crate) struct Owner {
        /// The system.
        pub system: SystemCard,
        /// The owner role: `system`, `data` …
        pub role: String,
        /// Its printed name.
        pub title: String,
        /// The owners.
        pub owner: Vec<PartyCard>,
        /// What the ownership is confined to.
        pub note: Option<String>,
        /// The last day of the ownership.
        pub until: Option<String>,
        /// Whether that day is over: then nobody calls the owners for this. `null` without such a day, and in answers that
        /// are of no day.
        pub ended: Option<bool>,
        /// The parent that names the owner, where the system inherits it.
        pub inherited_from: Option<Named>,
        /// The roles and teams through which the person that is asked about is an owner; empty where no person is.
        pub through: Vec<Through>,
        /// The moment that is asked about, and the owners then; `null` without a calendar, unless a time was asked about,
        /// and in an answer that says it once for several owners.
        pub now: Option<Now>,
        /// Where the matrix says so.
        pub at: At,
    }
}

/// An ownership, without a moment. `from` is the system that names it; `today` tells whether it has ended.
pub(crate) fn owner(
    matrix: &Parties<'_>,
    system: SystemId,
    from: SystemId,
    ownership: &Ownership,
    today: Option<Date>,
) -> Owner {
    Owner { owner: matrix.cards(&ownership.parties), ..role(matrix, system, from, ownership, today) }
}

/// An ownership without its parties.
pub(crate) fn role(
    matrix: &Matrix,
    system: SystemId,
    from: SystemId,
    ownership: &Ownership,
    today: Option<Date>,
) -> Owner {
    Owner {
        system: card::system(matrix, system),
        role: ownership.role.clone(),
        title: ownership.title(),
        owner: Vec::new(),
        note: ownership.note.clone(),
        until: ownership.until.map(|until| until.to_string()),
        ended: ownership.until.and(today).map(|today| ownership.has_ended(today)),
        inherited_from: (from != system).then(|| card::system_name(matrix, from)),
        through: Vec::new(),
        now: None,
        at: card::at(matrix, ownership.place),
    }
}

/// The owners of a system, the inherited ones last.
pub(crate) fn owners(matrix: &Parties<'_>, id: SystemId, today: Option<Date>) -> Vec<Owner> {
    matrix.owners(id).into_iter().map(|(from, ownership)| owner(matrix, id, from, ownership, today)).collect()
}
