//! The compiled matrix: a file from which a question reads what it is about, and nothing else.
//!
//! ```text
//! head       magic, layout, length, where the contents are        head
//! systems    one record each                                      write, read
//! table      where each record is, with its checksum
//! shared     what all systems share: the matrix without them
//! origin     what it was made of                                  origin
//! lists      systems of a key that has several                    index
//! stretches  transducers from sorted keys to systems or lists
//! table      where each stretch is, with its checksum
//! firsts     a transducer from first keys to stretches
//! contents   where all of this is
//! ```
//!
//! A [`Scope`](crate::matrix::Scope) says which systems a question is about; [`Compiled::matrix`] finds them by their keys
//! (`keys`) and puts them into the same type that the YAML is read into. Which file is used when is not told here, but in
//! `source`.

mod broken;
mod head;
mod index;
mod keys;
mod layout;
mod origin;
mod read;
mod slips;
mod store;
mod write;

pub(crate) use broken::Broken;
pub(crate) use head::MAGIC;
pub(crate) use layout::fingerprint;
pub(crate) use origin::{Identity, Origin, Source};
pub(crate) use read::Compiled;
pub(crate) use write::write;
