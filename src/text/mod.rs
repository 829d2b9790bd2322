//! Text: made safe to print, compared as names, the nearest known name, and enums of words.

#[macro_use]
pub(crate) mod word;

pub(crate) mod address;
pub(crate) mod name;
pub(crate) mod nearest;
pub(crate) mod percent;
pub(crate) mod sanitize;
pub(crate) mod shell;
pub(crate) mod stem;
pub(crate) mod target;

use std::fmt;

/// A text in the wrong form, with a sentence about the correct one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrongForm(pub &'static str);

impl fmt::Display for WrongForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for WrongForm {}
