//! The compiled matrix: a file from which a question reads what it is about, and nothing else.
//!
//! ```text
//! head       magic, fingerprint, length, where the contents are   head
//! systems    one record each, and a table of where it is           records
//! names      the same: what each system is called
//! parties    the same
//! shared     the rest of the matrix
//! origin     what it was made of                                  origin
//! lists      systems of a key that has several                    index
//! stretches  transducers from sorted keys to systems or lists
//! table      where each stretch is, with its checksum
//! firsts     a transducer from first keys to stretches
//! contents   where all of this is
//! ```
//!
//! A [`Scope`](crate::matrix::Scope) says which systems a question is about; [`Compiled::matrix`] finds them by their keys
//! (`keys`, `lookup`), adds the parties that they name, and puts them into the same type that the YAML is read into. Which file is used when is not told here, but in
//! `source`.

mod broken;
mod head;
mod index;
mod keys;
mod lookup;
mod many;
mod origin;
mod read;
mod records;
mod slips;
mod store;
mod systems;
mod write;

pub(crate) use broken::Broken;
pub(crate) use head::{FINGERPRINT, MAGIC};
pub(crate) use many::Many;
pub(crate) use origin::{Identity, Origin, Source};
pub(crate) use read::Compiled;
pub(crate) use systems::{Aside, Systems};
pub(crate) use write::{in_memory, write, write_with};
