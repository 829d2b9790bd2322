//! Containers of raw types. A fault inside one spoils nothing beside it.

use std::marker::PhantomData;

use super::decode::{Decode, Field, Mapping, refuse, unshared};
use super::leaf::Acceptance;
use super::node::{Entry, Value};
use super::{Form, Leaf, Node, Span, Text};
use crate::diagnostic::{Findings, Rule};

/// A mapping and its place.
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// A value that may be missing. Only the JSON Schema and `validate` know whether it is required.
#[derive(Default)]
pub(crate) enum Slot<T, const REQUIRED: bool = false> {
    /// The key is missing.
    #[default]
    Absent,
    /// The value has a fault, which is recorded: it isn't missing.
    Faulty,
    Given(T),
}

/// A large mapping that is rarely there. Boxed, because a matrix has a million places for one.
pub(crate) struct Rare<T>(Option<Box<T>>);

/// A value that must be there.
pub(crate) type Required<T> = Slot<T, true>;

/// Several values. A single value is a list of one.
pub(crate) struct Items<T, const REQUIRED: bool = false> {
    list: Vec<T>,
    faulty: bool,
}

/// Several values. At least one is required.
pub(crate) type RequiredItems<T> = Items<T, true>;

/// A mapping whose keys the author chooses, in order of the file. `K` tells the JSON Schema which keys are valid.
pub(crate) struct Entries<T, K = ()> {
    list: Vec<(Text, T)>,
    /// Boxed, since it is nearly always `None`.
    faulty: Option<Box<Faulty>>,
    keys: PhantomData<K>,
}

/// Keys of faulty entries; none if there is something else than a mapping.
#[derive(Default)]
struct Faulty(Vec<Text>);

/// Findings of `own check` that are accepted: code of the rule → reason.
pub(crate) type Acceptances = Entries<Leaf<Acceptance>, Rule>;

/// A mapping that may be written as the value of its first field.
#[derive(Default)]
pub(crate) struct Short<T>(pub(crate) T);

impl<T, const REQUIRED: bool> Slot<T, REQUIRED> {
    /// The value, if it is there and without fault.
    pub(crate) fn get(&self) -> Option<&T> {
        if let Self::Given(value) = self { Some(value) } else { None }
    }

    /// As [`Self::get`], by value.
    pub(crate) fn into_option(self) -> Option<T> {
        if let Self::Given(value) = self { Some(value) } else { None }
    }

    /// Checks whether nothing is there, so that it may be reported as missing.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Checks whether something with a fault is there.
    pub(crate) fn is_faulty(&self) -> bool {
        matches!(self, Self::Faulty)
    }
}

impl<T> Rare<T> {
    /// The mapping, if it is there and without fault.
    pub(crate) fn into_option(self) -> Option<T> {
        self.0.map(|value| *value)
    }
}

/// The value of a slot, without its place.
pub(crate) fn value<F: Form, const REQUIRED: bool>(slot: Slot<Leaf<F>, REQUIRED>) -> Option<F::Value> {
    slot.into_option().map(|leaf| leaf.value)
}

impl<T, const REQUIRED: bool> Items<T, REQUIRED> {
    /// The values without fault.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.list.iter()
    }

    /// Checks whether nothing is there, so that it may be reported as missing.
    pub(crate) fn is_absent(&self) -> bool {
        self.list.is_empty() && !self.faulty
    }

    /// Checks whether no value has a fault.
    pub(crate) fn is_whole(&self) -> bool {
        !self.faulty
    }

    /// All values; `None` if one has a fault.
    pub(crate) fn all(self) -> Option<Vec<T>> {
        (!self.faulty).then_some(self.list)
    }
}

impl<T, K> Entries<T, K> {
    /// The entries without fault, each key once.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (Text, T)> {
        self.list.iter()
    }

    /// Checks whether nothing is there.
    pub(crate) fn is_absent(&self) -> bool {
        self.list.is_empty() && self.faulty.is_none()
    }

    /// Keys of faulty entries: a reference to one isn't unknown.
    pub(crate) fn faulty_keys(&self) -> &[Text] {
        self.faulty.as_deref().map_or(&[], |faulty| &faulty.0)
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T, const REQUIRED: bool> Default for Items<T, REQUIRED> {
    fn default() -> Self {
        Self { list: Vec::new(), faulty: false }
    }
}

impl<T, K> Default for Entries<T, K> {
    fn default() -> Self {
        Self { list: Vec::new(), faulty: None, keys: PhantomData }
    }
}

impl<T, const REQUIRED: bool> IntoIterator for Items<T, REQUIRED> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<T, K> IntoIterator for Entries<T, K> {
    type Item = (Text, T);
    type IntoIter = std::vec::IntoIter<(Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a, T, K> IntoIterator for &'a Entries<T, K> {
    type Item = &'a (Text, T);
    type IntoIter = std::slice::Iter<'a, (Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: Node<'_>, faults: &mut Findings) -> Option<Self> {
        let span = node.span;
        T::decode(node, faults).map(|value| Self { value, span })
    }
}

impl<T: Mapping> Decode for Short<T> {
    fn decode(Node { span, value }: Node<'_>, faults: &mut Findings) -> Option<Self> {
        match unshared(value) {
            value @ (Value::Scalar { .. } | Value::List(_)) => {
                let mut short = Self::default();
                short.0.set(T::KEYS.first()?, Node { span, value }, faults);
                Some(short)
            }
            value => T::decode(Node { span, value }, faults).map(Short),
        }
    }
}

impl<T: Decode> Decode for Items<T> {
    fn decode(node: Node<'_>, faults: &mut Findings) -> Option<Self> {
        Some(Self::field(node, faults))
    }
}

impl<T: Decode, K> Decode for Entries<T, K> {
    fn decode(node: Node<'_>, faults: &mut Findings) -> Option<Self> {
        let entries = Self::field(node, faults);
        entries.faulty.is_none().then_some(entries)
    }
}

impl<T: Decode, const REQUIRED: bool> Field for Slot<T, REQUIRED> {
    fn field(node: Node<'_>, faults: &mut Findings) -> Self {
        T::decode(node, faults).map_or(Self::Faulty, Self::Given)
    }
}

impl<T: Decode> Field for Rare<T> {
    fn field(node: Node<'_>, faults: &mut Findings) -> Self {
        Self(T::decode(node, faults).map(Box::new))
    }
}

impl<T: Decode, const REQUIRED: bool> Field for Items<T, REQUIRED> {
    fn field(Node { span, value }: Node<'_>, faults: &mut Findings) -> Self {
        let nodes = match unshared(value) {
            Value::List(nodes) => nodes,
            value => vec![Node { span, value }],
        };
        let mut items = Self { list: Vec::with_capacity(nodes.len()), faulty: false };
        for node in nodes {
            let item = T::decode(node, faults);
            items.faulty |= item.is_none();
            items.list.extend(item);
        }
        items
    }
}

impl<T: Decode, K> Field for Entries<T, K> {
    fn field(Node { span, value }: Node<'_>, faults: &mut Findings) -> Self {
        let mut entries = Self::default();
        match unshared(value) {
            Value::Map(nodes) => {
                entries.list.reserve_exact(nodes.len());
                for Entry { key, value, repeated } in nodes {
                    let key = Text { value: key.text.into_owned(), span: key.span };
                    match T::decode(value, faults) {
                        None => entries.faulty.get_or_insert_default().0.push(key),
                        Some(value) if !repeated => entries.list.push((key, value)),
                        Some(_) => {}
                    }
                }
            }
            value => {
                refuse::<()>("a mapping", span, &value, faults);
                entries.faulty = Some(Box::default());
            }
        }
        entries
    }
}
