//! The compiled matrix: a file from which a question reads only what it needs.
//!
//! ```text
//! head       magic, fingerprint, length, the location of the contents   head
//! systems    a record for each, and a table of their pieces             records
//! names      the same: what each system is called
//! parties    the same
//! shared     the rest of the matrix
//! origin     the files that it was compiled from                        origin
//! lists      the systems of each key with several                       index
//! blocks     sorted keys, each with a system or a list
//! firsts     the first key of each block
//! contents   the locations of all these
//! ```
//!
//! A [`Scope`](crate::matrix::Scope) says which systems a question is about. [`Compiled::matrix`] finds them by their keys
//! (`keys`, `lookup`), adds the parties that they name, and returns the same type as the YAML. `source` decides which file is used.

mod block;
mod broken;
mod choices;
mod edit_distance;
mod head;
mod ids;
mod index;
mod keys;
mod lookup;
mod many;
mod origin;
mod read;
mod records;
mod row;
mod selectors;
mod store;
mod write;

pub(crate) use broken::Broken;
pub(crate) use head::{FINGERPRINT, MAGIC};
pub(crate) use many::Many;
pub(crate) use origin::{Identity, Origin, Source};
pub(crate) use read::Compiled;
pub(crate) use records::Stored;
#[cfg(test)]
pub(crate) use store::tests::UNCHECKED;
pub(crate) use write::{write, write_with};

use index::{Index, Search};
use keys::{Keys, Space};
use records::Records;
use row::Rows;
use store::{Piece, Store};
