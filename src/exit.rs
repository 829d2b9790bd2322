//! Exit codes: the only place in which they exist.

use std::process::ExitCode;

use crate::query::unanswered::Why;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// The question was answered.
    Answered = 0,
    /// Nothing fits: unknown or ambiguous. Also findings of a check, and an answer that could not be written.
    NothingFits = 1,
    /// The command line is wrong.
    WrongUse = 2,
    /// The matrix can't be read or isn't valid.
    BadMatrix = 3,
    /// The row exists, but the matrix names nobody for what was asked.
    NamesNobody = 4,
}

impl From<Why> for Exit {
    fn from(why: Why) -> Self {
        match why {
            Why::NothingFits => Self::NothingFits,
            Why::NamesNobody => Self::NamesNobody,
            Why::WrongUse => Self::WrongUse,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
