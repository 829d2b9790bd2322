//! Positions in the source.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in the files of a matrix. The default, line 0, is no place at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Index into [`super::Matrix::files`].
    pub file: u32,
    /// Line, counted from 1; lines end with LF, CRLF or a lone CR, as YAML has it.
    pub line: u32,
    /// Column in characters, counted from 1; a tab is one character.
    pub column: u32,
    /// Column behind the last character; for a value of several lines, behind the last one of its first line.
    pub end_column: u32,
}

/// A value with its position in the source. Prints as the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Placed<T> {
    /// The value.
    pub value: T,
    /// Position in the source.
    pub place: Place,
}

/// A value without a position, for tests.
#[cfg(test)]
impl<T> From<T> for Placed<T> {
    fn from(value: T) -> Self {
        Self { value, place: Place::default() }
    }
}

impl<T: fmt::Display> fmt::Display for Placed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
