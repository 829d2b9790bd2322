//! The tree of YAML into raw types, with every fault recorded and none lost.
//!
//! A fault is recorded at the innermost value that has it. The container around it goes on without that value.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::extension::{Anything, is_extension};
use super::node::{A_MAPPING, Entry, Value, mark_repeated};
use super::{Node, Span, Text, example};
use crate::diagnostic::{Finding, Findings, Rule, quoted};
use crate::text::nearest::{nearest, sole};

/// What to do about null. In YAML, ` #` starts a comment, and a comma in `{ }` ends a text.
const EMPTY: &str = "remove the key, or give it a value; quote a text that has a comma or a `#`";

/// What to do about an unknown key without a value: it is often the second piece of a value.
const PIECE: &str =
    "give it a value, or remove it; write several values as a list, `[one, two]`, and quote a text that has a comma";

/// A type of value.
pub(crate) trait Decode: Sized {
    /// The value of a node; `None` if it has a fault, which is recorded.
    fn decode(node: Node<'_>, faults: &mut Findings) -> Option<Self>;
}

/// A type of field: a container that can also be absent or faulty.
pub(crate) trait Field: Default {
    /// The field of a node.
    fn field(node: Node<'_>, faults: &mut Findings) -> Self;
}

/// A struct with a field for each key, declared by [`mappings`].
pub(crate) trait Mapping: Default {
    const NAME: &'static str;
    const KEYS: &'static [&'static str];

    /// Sets the field of a key, which is one of `KEYS`.
    fn set(&mut self, key: &str, node: Node<'_>, faults: &mut Findings);

    /// Keeps what an `x-…` key says, if it has a place for it.
    fn extend(&mut self, _said: (Text, Anything)) {}
}

/// Declares mappings of YAML: structs whose fields are [`Field`]s. A field's key is its name, or follows `as`. The last field
/// keeps `x-…` keys if it follows `..`.
macro_rules! mappings {
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    ($($(#[$about:meta])* struct $name:ident {
        $($(#[$doc:meta])* $field:ident $(as $key:literal)?: $type:ty,)* $(.. $extensions:ident,)?
    })*) => {$(
        // Fields are named after their keys.
        #[allow(clippy::struct_field_names)]
        #[derive(Default)]
        #[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
        #[cfg_attr(test, schemars(extend("patternProperties" = $crate::source::schema::extensions())))]
        $(#[$about])*
        pub(crate) struct $name {
            $($(#[$doc])* $(#[cfg_attr(test, schemars(rename = $key))])? pub(crate) $field: $type,)*
            $(#[cfg_attr(test, schemars(skip))] pub(crate) $extensions: $crate::source::extension::Extensions,)?
        }

        impl $crate::source::decode::Mapping for $name {
            const NAME: &'static str = stringify!($name);
            const KEYS: &'static [&'static str] = &[$(mappings!(@key $field $($key)?)),*];

            fn set(
                &mut self,
                key: &str,
                node: $crate::source::node::Node<'_>,
                faults: &mut $crate::diagnostic::Findings,
            ) {
                match key {
                    $(mappings!(@key $field $($key)?) => {
                        self.$field = $crate::source::decode::Field::field(node, faults);
                    })*
                    _ => {}
                }
            }

            $(
                fn extend(
                    &mut self,
                    said: ($crate::source::leaf::Text, $crate::source::extension::Anything),
                ) {
                    self.$extensions.push(said);
                }
            )?
        }
    )*};
}

pub(super) use mappings;

impl<T: Mapping> Decode for T {
    fn decode(Node { span, value }: Node<'_>, faults: &mut Findings) -> Option<Self> {
        match unshared(value) {
            Value::Map(entries) => {
                let mut mapping = Self::default();
                for Entry { key, value, .. } in known_entries::<Self>(entries, faults) {
                    let before = faults.len();
                    if is_extension(&key.text) {
                        if let Some(said) = Anything::decode(value, faults) {
                            mapping.extend((Text { value: key.text.into_owned(), span: key.span }, said));
                        }
                        continue;
                    }
                    mapping.set(&key.text, value, faults);
                    faults.help_since(before, Rule::WrongShape, |fault| write(Self::NAME, &key.text, fault));
                }
                Some(mapping)
            }
            value => refuse("a mapping", span, &value, faults),
        }
    }
}

/// The correct form of a value.
fn write(mapping: &str, key: &str, fault: &Finding) -> Option<String> {
    let quote = if fault.message.ends_with(A_MAPPING) { "; quote a text that has a `: `" } else { "" };
    Some(format!("write `{}`{quote}", example::of(mapping, key)?))
}

/// Records that another kind of value was expected.
pub(super) fn refuse<T>(wanted: &str, span: Span, value: &Value<'_>, faults: &mut Findings) -> Option<T> {
    let help = match value {
        Value::Faulty => return None,
        value if value.is_null() => Some(EMPTY),
        _ => None,
    };
    let message = format!("expected {wanted}, found {}", value.kind());
    faults.push(Finding::at(Rule::WrongShape, span, message).help_if(help));
    None
}

/// The entries with a known key, each key once.
fn known_entries<'t, T: Mapping>(entries: Vec<Entry<'t>>, faults: &mut Findings) -> Vec<Entry<'t>> {
    let known = T::KEYS;
    let is_known = |key: &str| known.contains(&key) || is_extension(key);
    // Usually all is well.
    if entries.iter().all(|entry| !entry.repeated && is_known(&entry.key.text)) {
        return entries;
    }
    // A typo is only fixed if nothing else is meant by the same key.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let meant: Vec<Option<&'static str>> = entries.iter().map(|entry| meant_key(&entry.key.text, known)).collect();
    meant.iter().flatten().for_each(|key| *counts.entry(key).or_default() += 1);
    let mut fields: Vec<Entry<'t>> = Vec::with_capacity(entries.len());
    let mut merged = BTreeSet::new();
    for (entry, meant) in entries.into_iter().zip(meant) {
        let same = |field: &Entry<'_>| field.key.text == entry.key.text;
        if !is_known(&entry.key.text) {
            let fault = unknown_key(&entry, known, meant.filter(|meant| counts.get(meant) == Some(&1)));
            let is_piece = entry.value.value.is_null() && meant.is_none();
            faults.push(if is_piece { fault.help(PIECE) } else { fault });
        } else if let Some(index) = entry.repeated.then(|| fields.iter().position(same)).flatten() {
            merge(&mut fields[index].value, entry.value);
            merged.insert(index);
        } else {
            fields.push(entry);
        }
    }
    for index in merged {
        if let Value::Map(entries) = &mut fields[index].value.value {
            mark_repeated(entries, faults);
        }
    }
    fields
}

/// Adds the entries or items under a repeated key to those above it, so that their faults are found too, and references to
/// them aren't unknown. Of other values the first one stays.
fn merge<'t>(first: &mut Node<'t>, again: Node<'t>) {
    let value = unshared(std::mem::replace(&mut first.value, Value::Faulty));
    first.value = match (value, unshared(again.value)) {
        (Value::Map(mut entries), Value::Map(more)) => {
            entries.extend(more);
            Value::Map(entries)
        }
        (Value::List(mut items), Value::List(more)) => {
            items.extend(more);
            Value::List(items)
        }
        (value, more) if value.is_null() => more,
        (value, _) => value,
    };
}

/// A value with no other owner.
pub(super) fn unshared(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Shared(shared) => Rc::try_unwrap(shared).unwrap_or_else(|shared| (*shared).clone()),
        value => value,
    }
}

/// Keys that people write for others, or that were renamed.
const RENAMED: [(&str, &str); 2] = [("to", "until"), (STATUS, "lifecycle")];

/// The former key for the lifecycle of a system, and its word for production.
const STATUS: &str = "status";
const ACTIVE: &str = "active";

/// The known key that a key is, or is a typo of.
fn meant_key(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let key = RENAMED.iter().find(|(former, _)| *former == key).map_or(key, |(_, new)| new);
    known.iter().copied().find(|known| *known == key).or_else(|| sole(key, known.iter().copied()))
}

fn unknown_key(Entry { key, value, .. }: &Entry<'_>, known: &[&'static str], fix: Option<&'static str>) -> Finding {
    let fault = Finding::at(Rule::UnknownKey, key.span, format!("unknown key {}", quoted(&key.text)));
    let is_active = matches!(&value.value, Value::Scalar { text, .. } if text == ACTIVE);
    let fault = fault.fix_if(&key.text, fix);
    let fault = if key.text == STATUS && is_active { fault.fix_also(value.span, ACTIVE, "production") } else { fault };
    match meant_key(&key.text, known).or_else(|| nearest(&key.text, known.iter().copied())) {
        Some(meant) => fault.help(format!("did you mean `{meant}`?")),
        None => fault.help(format!("known keys here: {}", known.join(", "))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
