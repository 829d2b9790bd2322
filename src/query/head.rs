//! What the page of anything begins with.

use super::card::at;
use super::{At, Thing};
use crate::matrix::{Kind, Matrix, Place};

answer! {
    /// What the page of anything begins with.
    pub(crate) struct Head {
        /// What kind of thing it is.
        pub kind: Kind,
        /// Its id, with the ids of what it belongs to before it.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Position in the source.
        pub at: At,
    }
}

impl Head {
    /// The head of something.
    pub(crate) fn new(matrix: &Matrix, kind: Kind, id: String, name: &str, place: Place) -> Self {
        Self { kind, id, name: name.to_owned(), at: at(matrix, place) }
    }

    /// The head of one of the things of a matrix.
    pub(crate) fn of(matrix: &Matrix, thing: &Thing) -> Self {
        Self::new(matrix, thing.kind, thing.id.clone(), &thing.name, thing.place)
    }
}
