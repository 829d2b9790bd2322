//! What a compiled matrix was made of.

use serde::{Deserialize, Serialize};

/// What a compiled matrix was made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// The names of its files, as shown to people when it was made.
    pub(crate) files: Vec<String>,
    /// The file or folder that it was read from, as a path in bytes; empty for the built-in matrix, and outside the cache.
    pub(crate) place: Vec<u8>,
    /// When it was made, in seconds since 1970; 0 if nobody asks.
    pub(crate) made: i64,
    /// The files and folders to compare before it is used; empty for the built-in matrix, and outside the cache.
    pub(crate) sources: Vec<Source>,
}

/// A file or folder that a matrix was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// Its path below the matrix's place, in bytes; empty for the place itself.
    pub(crate) below: Vec<u8>,
    /// What it was when it was read.
    pub(crate) identity: Identity,
}

/// What tells a file or folder from another, and from itself after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    /// Whether it is a folder.
    pub(crate) folder: bool,
    /// The device that it is on.
    pub(crate) device: u64,
    /// Its number there.
    pub(crate) inode: u64,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// When it was modified: seconds since 1970, and nanoseconds.
    pub(crate) modified: (i64, i64),
    /// When it was changed, its name and permissions included.
    pub(crate) changed: (i64, i64),
}
