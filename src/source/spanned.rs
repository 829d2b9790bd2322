//! What raw types are made of: values that know their place, and containers that a fault inside doesn't spoil.
//!
//! They deserialise only from `decode`: each asks for a newtype of a name that no YAML can have, and is answered with
//! `none` (nothing is there), `unit` (something was, and its fault is recorded) or a sequence of its parts. So it is
//! `decode` alone that drops errors, and it records each before.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::text::Span;

/// Newtype names by which the containers are told from other types.
pub(super) mod name {
    pub(in super::super) const SPANNED: &str = "$own::Spanned";
    pub(in super::super) const SLOT: &str = "$own::Slot";
    pub(in super::super) const ITEMS: &str = "$own::Items";
    pub(in super::super) const ENTRIES: &str = "$own::Entries";
    pub(in super::super) const SHORT: &str = "$own::Short";
    pub(in super::super) const TRIED: &str = "$own::Tried";
}

/// A value and its place.
#[derive(Debug, Default, Clone)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// Any text that is there, quoted or not: numbers and dates too, as they are written.
pub(crate) type Text = Spanned<String>;

/// A value that may be missing.
#[derive(Debug, Default, Clone)]
pub(crate) enum Slot<T> {
    /// The key is missing, or nothing stands behind it.
    #[default]
    Absent,
    /// Something stands there; it has a fault, which is recorded: nobody shall report it as missing.
    Faulty,
    /// The value.
    Given(T),
}

/// Several values. One value stands for a list of one, nothing for an empty list.
#[derive(Debug, Clone)]
pub(crate) struct Items<T> {
    list: Vec<T>,
    faulty: bool,
}

/// Entries under keys of the author's choice, in order of the file.
#[derive(Debug, Clone)]
pub(crate) struct Entries<T> {
    list: Vec<(Text, T)>,
    pub(super) repeated: Vec<(Text, T)>,
    faulty_keys: Vec<Text>,
    faulty: bool,
}

/// A mapping for whose first field a bare text or list may stand.
#[derive(Debug, Default, Clone)]
pub(crate) struct Short<T>(pub T);

/// What became of a value: none if it had a fault, which is recorded.
struct Tried<T>(Option<T>);

impl<T> Slot<T> {
    /// The value, if it is there and without fault.
    pub(crate) fn get(&self) -> Option<&T> {
        self.as_ref().into_option()
    }

    /// The value by itself, if it is there and without fault.
    pub(crate) fn into_option(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Faulty => None,
        }
    }

    /// The same over a reference.
    pub(crate) fn as_ref(&self) -> Slot<&T> {
        match self {
            Self::Given(value) => Slot::Given(value),
            Self::Faulty => Slot::Faulty,
            Self::Absent => Slot::Absent,
        }
    }

    /// Whether nothing is there, so that it may be reported as missing.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether something with a fault is there.
    pub(crate) fn is_faulty(&self) -> bool {
        matches!(self, Self::Faulty)
    }
}

impl<T> Items<T> {
    /// The values without fault.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.list.iter()
    }

    /// Whether there is no value without fault. Reported as missing only if not [faulty](Self::is_faulty).
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a value was left out because of a fault.
    pub(crate) fn is_faulty(&self) -> bool {
        self.faulty
    }
}

impl<T> Entries<T> {
    /// The entries without fault, each key once.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (Text, T)> {
        self.list.iter()
    }

    /// Whether there is no entry without fault. Reported as missing only if not [faulty](Self::is_faulty).
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Keys whose entries were left out because of a fault: what refers to them isn't unknown.
    pub(crate) fn faulty_keys(&self) -> &[Text] {
        &self.faulty_keys
    }

    /// Whether something was left out because of a fault: an entry, or the whole, which was no mapping.
    pub(crate) fn is_faulty(&self) -> bool {
        self.faulty || !self.faulty_keys.is_empty()
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { list: Vec::new(), faulty: false }
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { list: Vec::new(), repeated: Vec::new(), faulty_keys: Vec::new(), faulty: false }
    }
}

impl<T> IntoIterator for Items<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Items<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Entries<T> {
    type Item = (Text, T);
    type IntoIter = std::vec::IntoIter<(Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a (Text, T);
    type IntoIter = std::slice::Iter<'a, (Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Makes a container from the answer of `decode`.
trait Assemble<'de>: Sized {
    /// From its parts.
    fn parts<A: SeqAccess<'de>>(parts: A) -> Result<Self, A::Error>;

    /// Where nothing is.
    fn nothing() -> Option<Self> {
        None
    }

    /// Where something with a recorded fault is.
    fn faulty() -> Option<Self> {
        None
    }
}

struct Assembler<T>(PhantomData<T>);

impl<'de, T: Assemble<'de>> Visitor<'de> for Assembler<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that comes from `decode`")
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        T::nothing().ok_or_else(|| E::custom("expected something, found nothing"))
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::faulty().ok_or_else(|| E::custom("expected something, found a fault"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, parts: A) -> Result<T, A::Error> {
        T::parts(parts)
    }
}

/// The next part, which is there unless `decode` and this file disagree.
fn part<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(parts: &mut A) -> Result<T, A::Error> {
    parts.next_element()?.ok_or_else(|| A::Error::custom("expected one part more"))
}

impl<'de, T: Deserialize<'de>> Assemble<'de> for Spanned<T> {
    fn parts<A: SeqAccess<'de>>(mut parts: A) -> Result<Self, A::Error> {
        let (file, line, column, end_column) =
            (part(&mut parts)?, part(&mut parts)?, part(&mut parts)?, part(&mut parts)?);
        Ok(Self { span: Span { file, line, column, end_column }, value: part(&mut parts)? })
    }
}

impl<'de, T: Deserialize<'de>> Assemble<'de> for Tried<T> {
    fn parts<A: SeqAccess<'de>>(mut parts: A) -> Result<Self, A::Error> {
        parts.next_element().map(Self)
    }
}

impl<'de, T: Deserialize<'de>> Assemble<'de> for Slot<T> {
    fn parts<A: SeqAccess<'de>>(mut parts: A) -> Result<Self, A::Error> {
        Ok(parts.next_element()?.map_or(Self::Faulty, Self::Given))
    }

    fn nothing() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<'de, T: Deserialize<'de>> Assemble<'de> for Items<T> {
    fn parts<A: SeqAccess<'de>>(mut parts: A) -> Result<Self, A::Error> {
        let mut items = Self { list: Vec::with_capacity(parts.size_hint().unwrap_or(0)), faulty: false };
        while let Some(Tried(item)) = parts.next_element()? {
            items.faulty |= item.is_none();
            items.list.extend(item);
        }
        Ok(items)
    }

    fn nothing() -> Option<Self> {
        Some(Self::default())
    }
}

impl<'de, T: Deserialize<'de>> Assemble<'de> for Entries<T> {
    fn parts<A: SeqAccess<'de>>(mut parts: A) -> Result<Self, A::Error> {
        let mut entries = Self::default();
        while let Some(key) = parts.next_element::<Text>()? {
            let repeated: bool = part(&mut parts)?;
            match part(&mut parts)? {
                Tried(None) => entries.faulty_keys.push(key),
                Tried(Some(value)) if repeated => entries.repeated.push((key, value)),
                Tried(Some(value)) => entries.list.push((key, value)),
            }
        }
        Ok(entries)
    }

    fn nothing() -> Option<Self> {
        Some(Self::default())
    }

    fn faulty() -> Option<Self> {
        Some(Self { faulty: true, ..Self::default() })
    }
}

macro_rules! assembled {
    ($($container:ident: $name:ident),*) => {$(
        impl<'de, T: Deserialize<'de>> Deserialize<'de> for $container<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_newtype_struct(name::$name, Assembler(PhantomData))
            }
        }
    )*};
}

assembled!(Spanned: SPANNED, Tried: TRIED, Slot: SLOT, Items: ITEMS, Entries: ENTRIES);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Inner<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Inner<T> {
            type Value = T;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a mapping, or what stands for its first field")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
                T::deserialize(deserializer)
            }
        }

        deserializer.deserialize_newtype_struct(name::SHORT, Inner(PhantomData)).map(Short)
    }
}
