//! The tree that a text of YAML becomes: values with their places.

use std::borrow::Cow;
use std::rc::Rc;

use super::Span;
use crate::diagnostic::{Finding, Findings, Rule, quoted};

/// A value and its place.
#[derive(Debug, Clone)]
pub(crate) struct Node<'t> {
    pub(super) span: Span,
    pub(super) value: Value<'t>,
}

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Value<'t> {
    /// Text; `plain` if it has no quotes, so that it can be null.
    Scalar { text: Cow<'t, str>, plain: bool },
    /// A list.
    List(Vec<Node<'t>>),
    /// A mapping, in order.
    Map(Vec<Entry<'t>>),
    /// A list or mapping with an anchor: one copy for all its aliases.
    Shared(Rc<Value<'t>>),
    /// A value whose fault was reported.
    Faulty,
}

/// One entry of a mapping.
#[derive(Debug, Clone)]
pub(super) struct Entry<'t> {
    pub(super) key: Key<'t>,
    pub(super) value: Node<'t>,
    /// True if the same key is above it in the mapping; that fault is recorded.
    pub(super) repeated: bool,
}

/// The key of an entry.
#[derive(Debug, Clone)]
pub(super) struct Key<'t> {
    pub(super) span: Span,
    pub(super) text: Cow<'t, str>,
}

/// The kind of a mapping, as a message calls it.
pub(super) const A_MAPPING: &str = "a mapping";

impl Value<'_> {
    /// Checks whether it is null: nothing, `~` or `null`, without quotes.
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Scalar { text, plain: true } if matches!(text.as_ref(), "" | "~" | "null"))
    }

    /// Its kind, as a message calls it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Scalar { .. } if self.is_null() => "nothing",
            Self::Scalar { .. } | Self::Faulty => "text",
            Self::List(_) => "a list",
            Self::Map(_) => A_MAPPING,
            Self::Shared(value) => value.kind(),
        }
    }
}

/// The entries of a small mapping, at most.
const SMALL: usize = 16;

/// Marks repeated keys and records each as a fault.
pub(super) fn mark_repeated(entries: &mut [Entry<'_>], faults: &mut Findings) {
    // In a small mapping, comparing each key with each costs less than sorting.
    let stands_above =
        |(at, entry): (usize, &Entry<'_>)| entries[..at].iter().any(|other| other.key.text == entry.key.text);
    if entries.len() <= SMALL && !entries.iter().enumerate().any(stands_above) {
        return;
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_unstable_by(|a, b| (&entries[*a].key.text, a).cmp(&(&entries[*b].key.text, b)));
    // The first of those with the same key.
    let mut first = 0;
    for (position, &index) in order.iter().enumerate() {
        if position == 0 || entries[index].key.text != entries[first].key.text {
            first = index;
            continue;
        }
        let original = entries[first].key.span;
        let entry = &mut entries[index];
        entry.repeated = true;
        let message = format!("duplicate key {}", quoted(&entry.key.text));
        faults.push(
            Finding::at(Rule::DuplicateKey, entry.key.span, message)
                .label("given again")
                .related(original, "first given here"),
        );
    }
}
