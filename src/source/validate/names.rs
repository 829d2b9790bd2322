//! Names and aliases, which differ among siblings.

use std::collections::BTreeMap;

use super::super::{Items, Required, Span, Text};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::limits::NAME_BYTES;
use crate::text::name;

/// The names and aliases of one kind of thing. Siblings with the same name would make every question ambiguous.
pub(super) struct Names {
    kind: &'static str,
    /// By key and parent: the id of the thing, and the place of the name.
    taken: BTreeMap<(String, Option<String>), (String, Span)>,
}

impl Names {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, taken: BTreeMap::new() }
    }

    /// The id of the only thing with a name.
    pub(super) fn sole(&self, text: &str) -> Option<&str> {
        let key = name::key(text);
        let from = self.taken.range((key.clone(), None)..);
        let mut ids = from.take_while(|((name, _), _)| *name == key).map(|(_, (id, _))| id.as_str());
        let first = ids.next()?;
        ids.all(|id| id == first).then_some(first)
    }

    /// Enters the names of another file.
    pub(super) fn absorb(&mut self, other: Self, faults: &mut Findings) {
        for (name, (id, span)) in other.taken {
            let (first, place) = self.taken.entry(name).or_insert_with(|| (id.clone(), span));
            if *first != id {
                faults.push(duplicate(self.kind, &id, first, &id, span, *place));
            }
        }
    }

    /// Enters id, name and aliases of one thing. Only the names of its siblings have to be different.
    pub(super) fn enter(
        &mut self,
        id: &Text,
        name: &Required<Text>,
        aliases: &Items<Text>,
        parent: Option<&str>,
        faults: &mut Findings,
    ) {
        let kind = self.kind;
        // The name often says the same as the id; an alias that repeats either is redundant.
        for text in std::iter::once(id).chain(name.get()).chain(aliases.iter()) {
            limit(text, faults);
            let (first, place) = self
                .taken
                .entry((name::key(&text.value), parent.map(str::to_owned)))
                .or_insert_with(|| (id.value.clone(), text.span));
            if *first != id.value {
                faults.push(duplicate(kind, &text.value, first, &id.value, text.span, *place));
            }
        }
    }
}

/// Refuses a name that is too long to be repeated in every answer.
pub(super) fn limit(name: &Text, faults: &mut Findings) {
    if name.value.len() > NAME_BYTES {
        let message = format!("a name has at most {NAME_BYTES} bytes");
        faults.abandon(Finding::at(Rule::BadValue, name.span, message).help("put the rest into `description`"));
    }
}

/// A name that two siblings have.
fn duplicate(kind: &str, name: &str, first: &str, second: &str, at: Span, other: Span) -> Finding {
    let message = format!("`{name}` names two: {kind} `{first}` and {kind} `{second}`");
    let help = "ids, names and aliases must differ in more than spelling; drop one or make it longer";
    Finding::at(Rule::DuplicateName, at, message).related(other, "the first one").help(help)
}
