//! Files and folders that can't be read.

use std::{fmt, io};

use crate::text::sanitize::shown;

/// Why a matrix can't be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// At least one, in order of the files.
    pub(crate) problems: Vec<Problem>,
}

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

impl From<Problem> for Unreadable {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(formatter, "{separator}{problem}")?;
            if let Some(cause) = &problem.cause {
                write!(formatter, "\n  cause: {cause}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", shown(&self.name), self.what)
    }
}

impl std::error::Error for Unreadable {}
