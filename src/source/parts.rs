//! The parts of a value, one after the other, as `decode` hands them to serde.

use std::vec::IntoIter;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess};

use super::decode::{Decoder, Stop, located};
use super::node::{Entry, Key, Node, Value};
use super::text::Span;
use crate::diagnostic::finding::Findings;

/// File, line, column, end column, value.
pub(super) struct SpannedParts<'t, 'f> {
    decoder: Option<Decoder<'t, 'f>>,
    given: usize,
}

impl<'t, 'f> SpannedParts<'t, 'f> {
    pub(super) fn new(decoder: Decoder<'t, 'f>) -> Self {
        Self { decoder: Some(decoder), given: 0 }
    }
}

impl<'de> SeqAccess<'de> for SpannedParts<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(decoder) = &self.decoder else { return Ok(None) };
        let Span { file, line, column, end_column } = decoder.node.span;
        if let Some(number) = [file, line, column, end_column].get(self.given) {
            self.given += 1;
            return seed.deserialize(number.into_deserializer()).map(Some);
        }
        self.decoder.take().map(|decoder| located(seed, decoder)).transpose()
    }
}

/// One value, or none if it is faulty: here, and only here, a recorded error is dropped.
pub(super) struct OneTried<'t, 'f>(Option<Decoder<'t, 'f>>);

impl<'t, 'f> OneTried<'t, 'f> {
    pub(super) fn new(decoder: Decoder<'t, 'f>) -> Self {
        Self(Some(decoder))
    }
}

impl<'de> SeqAccess<'de> for OneTried<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        Ok(self.0.take().and_then(|decoder| located(seed, decoder).ok()))
    }
}

/// The items of a list.
pub(super) struct ItemParts<'t, 'f> {
    nodes: IntoIter<Node<'t>>,
    faults: &'f mut Findings,
}

impl<'t, 'f> ItemParts<'t, 'f> {
    pub(super) fn new(nodes: Vec<Node<'t>>, faults: &'f mut Findings) -> Self {
        Self { nodes: nodes.into_iter(), faults }
    }
}

impl<'de> SeqAccess<'de> for ItemParts<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        self.nodes.next().map(|node| located(seed, Decoder::new(node, self.faults))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.nodes.len())
    }
}

/// For each entry its key, whether that is repeated, and its value.
pub(super) struct EntryParts<'t, 'f> {
    entries: IntoIter<Entry<'t>>,
    next: Option<(Option<bool>, Node<'t>)>,
    faults: &'f mut Findings,
}

impl<'t, 'f> EntryParts<'t, 'f> {
    pub(super) fn new(entries: Vec<Entry<'t>>, faults: &'f mut Findings) -> Self {
        Self { entries: entries.into_iter(), next: None, faults }
    }
}

impl<'de> SeqAccess<'de> for EntryParts<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        match self.next.take() {
            None => {
                let Some(Entry { key: Key { span, text }, value, repeated }) = self.entries.next() else {
                    return Ok(None);
                };
                self.next = Some((Some(repeated), value));
                let key = Node { span, value: Value::Scalar { text, plain: false } };
                located(seed, Decoder::new(key, self.faults)).map(Some)
            }
            Some((Some(repeated), value)) => {
                self.next = Some((None, value));
                seed.deserialize(repeated.into_deserializer()).map(Some)
            }
            Some((None, value)) => located(seed, Decoder::new(value, self.faults)).map(Some),
        }
    }
}

/// The fields of a struct.
pub(super) struct Fields<'t, 'f> {
    entries: IntoIter<Entry<'t>>,
    value: Option<Node<'t>>,
    faults: &'f mut Findings,
}

impl<'t, 'f> Fields<'t, 'f> {
    pub(super) fn new(entries: Vec<Entry<'t>>, faults: &'f mut Findings) -> Self {
        Self { entries: entries.into_iter(), value: None, faults }
    }
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(Entry { key, value, .. }) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        let name: StrDeserializer<'_, Stop> = key.text.as_ref().into_deserializer();
        seed.deserialize(name).map(Some).map_err(|stop| stop.record(key.span, self.faults))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        let Some(value) = self.value.take() else { return Err(Stop::custom("expected a value behind a key")) };
        located(seed, Decoder::new(value, self.faults))
    }
}
