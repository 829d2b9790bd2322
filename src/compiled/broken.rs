//! Why a compiled matrix can't be read.

use std::io;

/// Why a compiled matrix can't be used. If it is in the cache, the YAML is read instead.
#[derive(Debug)]
pub(crate) enum Broken {
    /// Not a compiled matrix.
    Foreign,
    OtherVersion,
    /// Cut off or changed.
    Damaged,
    Unreadable(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::Unreadable(error),
        }
    }
}
