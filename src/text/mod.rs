//! Text: made safe to print, compared as names, and the nearest known name.

pub(crate) mod name;
pub(crate) mod nearest;
pub(crate) mod sanitize;
