//! The names of a thing, and how well a text matches them.

use super::{Area, Change, Party, System};
use crate::text::name::{begins_otherwise, key, run_starts, word_starts};

/// The names of a thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Called<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its full name.
    pub name: &'a str,
    /// Other names.
    pub aliases: &'a [String],
}

macro_rules! called {
    ($($type:ident)*) => {
        $(impl<'a> From<&'a $type> for Called<'a> {
            fn from(thing: &'a $type) -> Self {
                Self { id: &thing.id, name: &thing.name, aliases: &thing.aliases }
            }
        })*
    };
}

called! { Area Change Party System }

/// How well a name fits what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// The beginning of an id, an alias or a word in the name.
    Prefix,
    /// The id, the name or an alias, but for spelling.
    Exact,
}

impl Called<'_> {
    /// How well it fits a text whose [`key`] is given.
    pub(crate) fn fit(&self, typed: &str) -> Option<Fit> {
        if typed.is_empty() {
            return None;
        }
        let mut begins = false;
        for name in [self.id, self.name].into_iter().chain(self.aliases.iter().map(String::as_str)) {
            if begins_otherwise(name, typed) {
                continue;
            }
            match key(name).strip_prefix(typed) {
                Some("") => return Some(Fit::Exact),
                rest => begins |= rest.is_some(),
            }
        }
        // The first word begins where the name does.
        let words = word_starts(self.name).skip(1).chain(self.aliases.iter().flat_map(|alias| run_starts(alias)));
        let mut words = words.filter(|rest| !begins_otherwise(rest, typed));
        begins = begins || words.any(|rest| key(rest).starts_with(typed));
        begins.then_some(Fit::Prefix)
    }
}
