//! Why a compiled matrix can't be read.

use std::fmt;
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

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "it isn't a compiled matrix",
            Self::OtherVersion => "another version of `own` compiled it",
            Self::Damaged => "it is damaged",
            Self::Unreadable(_) => "it can't be read",
        })
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::Unreadable(error),
        }
    }
}
