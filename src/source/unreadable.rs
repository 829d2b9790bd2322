//! Files and folders that can't be read.

use std::{fmt, io};

use crate::text::sanitize::shown;

/// Why one file or folder can't be read.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The file or folder, as shown to people.
    pub(crate) name: String,
    /// The problem and what to do, in one line.
    pub(crate) what: String,
    /// The system's error.
    pub(crate) cause: Option<io::Error>,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", shown(&self.name), self.what)
    }
}
