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
