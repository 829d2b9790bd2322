//! Names and aliases, which differ among siblings.

use std::collections::HashMap;

use super::super::container::{Items, Required};
use super::super::leaf::Text;
use super::super::text::Span;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::{Finding, Findings};
use crate::text::name;

/// The names and aliases of one kind of thing. Siblings with the same name would make every question ambiguous.
pub(super) struct Names {
    kind: &'static str,
    /// By key and parent: the id of the thing, and the place of the name.
    taken: HashMap<(String, Option<String>), (String, Span)>,
}

impl Names {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, taken: HashMap::new() }
    }

    /// The id of the only thing with a name.
    pub(super) fn sole(&self, text: &str) -> Option<&str> {
        let key = name::key(text);
        let mut ids = self.taken.iter().filter(|((name, _), _)| *name == key).map(|(_, (id, _))| id.as_str());
        let first = ids.next()?;
        ids.all(|id| id == first).then_some(first)
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
            let (first, place) = self
                .taken
                .entry((name::key(&text.value), parent.map(str::to_owned)))
                .or_insert_with(|| (id.value.clone(), text.span));
            if *first != id.value {
                let message = format!("`{}` names two: {kind} `{first}` and {kind} `{}`", text.value, id.value);
                let help = "ids, names and aliases must differ in more than spelling; drop one or make it longer";
                let fault = Finding::at(Rule::DuplicateName, text.span, message).related(*place, "the first one");
                faults.push(fault.help(help));
            }
        }
    }
}
