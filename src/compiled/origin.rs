//! The files that a matrix was compiled from.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// The names of its files, as shown to people at that time.
    pub(crate) files: Vec<String>,
    /// The file or folder that it was read from, as a path in bytes; empty for the built-in matrix, and outside the cache.
    pub(crate) place: Vec<u8>,
    /// When it was compiled, or committed if it is the matrix of a commit, in seconds since 1970; 0 if that doesn't matter.
    pub(crate) made: i64,
    /// The files and folders to compare before it is used; empty for the built-in matrix, and outside the cache.
    pub(crate) sources: Vec<Source>,
}

/// A file or folder that a matrix was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// Its path below the matrix's place, in bytes; empty for the place itself.
    pub(crate) below: Vec<u8>,
    pub(crate) identity: Identity,
}

/// Differs between two files or folders, and after a change of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    pub(crate) folder: bool,
    pub(crate) device: u64,
    pub(crate) inode: u64,
    pub(crate) size: u64,
    /// Seconds since 1970 and nanoseconds.
    pub(crate) modified: (i64, i64),
    /// As `modified`, but a change of the name or permissions also counts.
    pub(crate) changed: (i64, i64),
}
