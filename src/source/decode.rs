//! The tree of YAML into raw types, through serde, with every fault recorded and none lost.
//!
//! serde stops at an error. Here an error is recorded where it comes up, at the place of the innermost value, and
//! travels on only as far as the next container of `spanned`, which goes on without that value. Errors are dropped in
//! [`OneTried`], for the whole in [`decode`], and nowhere else. So the structs among the raw types have fields of the
//! types `Slot`, `Items` and `Entries`: any other takes the rest of its struct along when it is faulty.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::rc::Rc;

use serde::Deserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Visitor};
use serde::forward_to_deserialize_any;

use super::node::{Entry, Key, Node, Value, mark_repeated};
use super::parts::{EntryParts, Fields, ItemParts, OneTried, SpannedParts};
use super::spanned::name;
use super::text::Span;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::{Finding, Findings, quoted};
use crate::text::nearest::{nearest, sole};

/// Decodes a tree. What is wrong with it is added to the faults; the rest is there.
pub(crate) fn decode<T: DeserializeOwned + Default>(node: Node<'_>, faults: &mut Findings) -> T {
    located(PhantomData, Decoder::new(node, faults)).unwrap_or_default()
}

/// Decodes one value and records what is wrong with it at its place, unless something inside of it was at fault.
pub(super) fn located<'de, S: DeserializeSeed<'de>>(seed: S, decoder: Decoder<'_, '_>) -> Result<S::Value, Stop> {
    let Decoder { node, faults, short } = decoder;
    let span = node.span;
    seed.deserialize(Decoder { node, faults: &mut *faults, short }).map_err(|stop| stop.record(span, faults))
}

/// Why decoding a value stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// A fault that is recorded.
    Recorded,
    /// A fault that isn't yet, because whoever found it doesn't know the place.
    Said(String),
}

impl Stop {
    pub(super) fn record(self, span: Span, faults: &mut Findings) -> Self {
        if let Self::Said(message) = self {
            faults.push(Finding::at(Rule::WrongShape, span, message));
        }
        Self::Recorded
    }
}

impl Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Recorded => "a fault that is recorded",
            Self::Said(message) => message,
        })
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: Display>(message: T) -> Self {
        Self::Said(message.to_string())
    }
}

/// Decodes one value.
pub(super) struct Decoder<'t, 'f> {
    pub(super) node: Node<'t>,
    faults: &'f mut Findings,
    /// Whether the value may stand for the first field of the struct that is asked for.
    short: bool,
}

impl<'t, 'f> Decoder<'t, 'f> {
    pub(super) fn new(node: Node<'t>, faults: &'f mut Findings) -> Self {
        Self { node, faults, short: false }
    }

    /// Refuses the value, in a reader's words. The fault is recorded.
    fn expected(self, wanted: &str) -> Stop {
        if let Value::Faulty = self.node.value {
            return Stop::Recorded;
        }
        let message = format!("expected {wanted}, found {}", self.node.value.kind());
        Stop::Said(message).record(self.node.span, self.faults)
    }

    /// The entries of the struct that is asked for: those with a known key, each once.
    fn fields(self, known: &[&'static str]) -> Result<Vec<Entry<'t>>, Stop> {
        let Self { node: Node { span, value }, faults, short } = self;
        let entries = match (unshared(value), known.first()) {
            (Value::Map(entries), _) => entries,
            (value @ (Value::Scalar { .. } | Value::List(_)), Some(first)) if short => {
                let key = Key { span, text: (*first).into() };
                return Ok(vec![Entry { key, value: Node { span, value }, repeated: false }]);
            }
            (value, _) => return Err(Decoder::new(Node { span, value }, faults).expected("a mapping")),
        };
        // Mostly all is well, and nothing has to be looked into.
        if entries.iter().all(|entry| !entry.repeated && known.contains(&entry.key.text.as_ref())) {
            return Ok(entries);
        }
        // How many keys stand for each known one: themselves, or by a slip.
        let mut meant: BTreeMap<&str, usize> = BTreeMap::new();
        let slips: Vec<Option<&'static str>> = entries.iter().map(|entry| stands_for(&entry.key.text, known)).collect();
        slips.iter().flatten().for_each(|key| *meant.entry(key).or_default() += 1);
        let mut fields: Vec<Entry<'t>> = Vec::with_capacity(entries.len());
        let mut merged = BTreeSet::new();
        for (entry, slip) in entries.into_iter().zip(slips) {
            let same = |field: &Entry<'_>| field.key.text == entry.key.text;
            if !known.contains(&entry.key.text.as_ref()) {
                let beyond_doubt = slip.filter(|slip| meant.get(slip) == Some(&1));
                faults.push(unknown_key(&entry.key, known, beyond_doubt));
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
        Ok(fields)
    }
}

/// Adds the entries or items under a repeated key to those above it, so that faults among them are found too, and what
/// refers to them isn't reported as unknown. Other values stay as the first one has them.
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

/// A value that has no other owner.
fn unshared(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Shared(shared) => Rc::try_unwrap(shared).unwrap_or_else(|shared| (*shared).clone()),
        value => value,
    }
}

/// The known key that a key is, or is a slip for.
fn stands_for(key: &str, known: &[&'static str]) -> Option<&'static str> {
    known.iter().copied().find(|known| *known == key).or_else(|| sole(key, known.iter().copied()))
}

/// A key that isn't known. The known one that it is a slip for takes its place, if there is one and nothing else does.
fn unknown_key(key: &Key<'_>, known: &[&'static str], slip: Option<&'static str>) -> Finding {
    let fault = Finding::at(Rule::UnknownKey, key.span, format!("unknown key {}", quoted(&key.text)));
    let fault = fault.fix_if(&key.text, slip);
    match nearest(&key.text, known.iter().copied()) {
        Some(meant) => fault.help(format!("did you mean `{meant}`?")),
        None => fault.help(format!("known keys here: {}", known.join(", "))),
    }
}

impl<'de> Deserializer<'de> for Decoder<'_, '_> {
    type Error = Stop;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, asked: &'static str, visitor: V) -> Result<V::Value, Stop> {
        match asked {
            name::SPANNED => visitor.visit_seq(SpannedParts::new(self)),
            name::SHORT => visitor.visit_newtype_struct(Self { short: true, ..self }),
            name::SLOT | name::ITEMS | name::ENTRIES if self.node.value.is_null() => visitor.visit_none(),
            name::SLOT | name::TRIED => visitor.visit_seq(OneTried::new(self)),
            name::ITEMS => self.items(visitor),
            name::ENTRIES => self.entries(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let Self { node, faults, short } = self;
        let fields = Decoder { node, faults: &mut *faults, short }.fields(known)?;
        visitor.visit_map(Fields::new(fields, faults))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.node.value {
            Value::Scalar { text, .. } if !self.node.value.is_null() => visitor.visit_string(text.into_owned()),
            _ => Err(self.expected("text")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.node.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    /// Everything is text until `validate` says otherwise: `1.0` is an edition, `24/7` a cover.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_string(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf unit unit_struct seq tuple
        tuple_struct map enum identifier
    }
}

impl<'de> Decoder<'_, '_> {
    /// A list, or one value that stands for a list of one.
    fn items<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Node { span, value } = self.node;
        let nodes = match unshared(value) {
            Value::List(nodes) => nodes,
            value => vec![Node { span, value }],
        };
        visitor.visit_seq(ItemParts::new(nodes, self.faults))
    }

    /// A mapping with keys of the author's choice. That it is something else is recorded, and no reason to stop.
    fn entries<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Node { span, value } = self.node;
        match unshared(value) {
            Value::Map(entries) => visitor.visit_seq(EntryParts::new(entries, self.faults)),
            value => {
                Decoder::new(Node { span, value }, self.faults).expected("a mapping");
                visitor.visit_unit()
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::render::snippet::render as render_all;
    use crate::source::raw;
    use crate::source::spanned::{Entries, Items, Short, Slot, Spanned, Text};
    use crate::source::text::{SourceFile, Sources, marked_places};
    use crate::source::yaml::parse;

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Sample {
        one: Slot<Text>,
        deep: Slot<Spanned<Inner>>,
        many: Items<Text>,
        structs: Items<Spanned<Inner>>,
        texts: Entries<Text>,
        lists: Entries<Items<Text>>,
        shorts: Entries<Short<Inner>>,
        spanned_short: Slot<Spanned<Short<Inner>>>,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Inner {
        first: Items<Text>,
        second: Slot<Text>,
    }

    fn decoded<T: DeserializeOwned + Default>(text: &str) -> (T, Findings) {
        let mut faults = Findings::default();
        let value = parse(0, text, &mut faults).map(|node| decode(node, &mut faults)).unwrap_or_default();
        (value, faults)
    }

    fn said(Span { line, column, end_column, .. }: Span, message: &str) -> String {
        format!("{line}:{column}-{end_column} {message}")
    }

    /// Decodes a text after a check that it has these faults, at the places that it marks.
    fn check(text: &str, messages: &[&str]) -> Sample {
        let (clean, places) = marked_places(text);
        let (sample, faults) = decoded(&clean);
        let found: Vec<_> =
            faults.sorted().iter().map(|fault| said(fault.span.unwrap_or_default(), &fault.message)).collect();
        let expected: Vec<_> = places.iter().zip(messages).map(|(place, message)| said(*place, message)).collect();
        assert_eq!(found, expected);
        assert_eq!(places.len(), messages.len());
        sample
    }

    fn texts(items: &Items<Text>) -> Vec<&str> {
        items.iter().map(|item| item.value.as_str()).collect()
    }

    fn keys<'a, T: 'a>(entries: impl IntoIterator<Item = &'a (Text, T)>) -> Vec<&'a str> {
        entries.into_iter().map(|(key, _)| key.value.as_str()).collect()
    }

    #[test]
    fn text_is_whatever_is_written() {
        for text in ["1.0", "99.9%", "no", "2025-09-18", "0x1F", "+1-XXX", "Null", "Yes"] {
            let sample = check(&format!("one: {text}"), &[]);
            assert_eq!(sample.one.get().unwrap().value, text);
        }
        for quoted in ["''", "\"\"", "!!str", "'~'", "'null'", "!!str ~"] {
            assert!(check(&format!("one: {quoted}"), &[]).one.get().is_some(), "{quoted} is text");
        }
    }

    #[test]
    fn nothing_is_nothing() {
        for nothing in ["", "~", "null", "!!null", "# comment"] {
            let all = ["one", "deep", "many", "structs", "texts", "lists", "shorts", "spanned_short"];
            let text = all.map(|key| format!("{key}: {nothing}\n")).concat();
            let sample = check(&text, &[]);
            assert!(sample.one.is_absent() && sample.deep.is_absent() && sample.spanned_short.is_absent());
            assert!(sample.many.is_empty() && !sample.many.is_faulty());
            assert!(sample.texts.is_empty() && !sample.texts.is_faulty());
        }
        check(
            "many: [a, «~»]\ntexts: {a«:» , b: x}\nstructs: [«null»]\nlists: {c: , d: [«~»]}",
            &[
                "expected text, found nothing",
                "expected text, found nothing",
                "expected a mapping, found nothing",
                "expected text, found nothing",
            ],
        );
    }

    #[test]
    fn one_value_stands_for_a_list_of_one() {
        let sample = check("many: a\nstructs: {second: b}\nlists: {x: c, y: [d, e]}", &[]);
        assert_eq!(texts(&sample.many), ["a"]);
        assert_eq!(sample.structs.iter().next().unwrap().value.second.get().unwrap().value, "b");
        let lists: Vec<_> = sample.lists.iter().map(|(key, list)| (key.value.as_str(), texts(list))).collect();
        assert_eq!(lists, [("x", vec!["c"]), ("y", vec!["d", "e"])]);
    }

    #[test]
    fn a_short_value_stands_for_the_first_field() {
        let text = "shorts:\n  a: x\n  b: [x, y]\n  c: {first: z, second: w}\n  d: {}\nspanned_short: v";
        let sample = check(text, &[]);
        let firsts: Vec<_> = sample.shorts.iter().map(|(_, Short(inner))| texts(&inner.first)).collect();
        assert_eq!(firsts, [vec!["x"], vec!["x", "y"], vec!["z"], vec![]]);
        let Spanned { value: Short(inner), span } = sample.spanned_short.get().unwrap();
        assert_eq!((texts(&inner.first), span.line, span.column), (vec!["v"], 6, 16));
        check(
            "shorts: {a: {«y»: z}}\nspanned_short: {first: [«{q: w}»], second: u}",
            &["unknown key `y`", "expected text, found a mapping"],
        );
    }

    #[test]
    fn wrong_kinds_are_said_in_a_readers_words_and_hide_nothing() {
        let text = "\
one: «[a, b]»
deep: «text»
many:
  - «x: y»
  - fine
  - «- z»
structs: [«a», {first: [«{}»], second: «[]»}, «[b]»]
texts:
  good: a
  bad: «[c]»
lists: «[a]»
shorts: {a: {second: «[c]»}, b: {first: ok}}
";
        let sample = check(
            text,
            &[
                "expected text, found a list",
                "expected a mapping, found text",
                "expected text, found a mapping",
                "expected text, found a list",
                "expected a mapping, found text",
                "expected text, found a mapping",
                "expected text, found a list",
                "expected a mapping, found a list",
                "expected text, found a list",
                "expected a mapping, found a list",
                "expected text, found a list",
            ],
        );
        assert!(sample.one.is_faulty() && sample.deep.is_faulty() && sample.lists.is_faulty());
        assert!(sample.many.is_faulty());
        assert_eq!(texts(&sample.many), ["fine"]);
        let structs: Vec<_> = sample.structs.iter().collect();
        assert_eq!(structs.iter().count(), 1, "the one whose own shape is right is kept");
        assert!(structs[0].value.first.is_faulty() && structs[0].value.second.is_faulty());
        assert_eq!(keys(&sample.texts), ["good"]);
        assert_eq!(sample.texts.faulty_keys()[0].value, "bad");
        assert_eq!(sample.shorts.iter().count(), 2);
    }

    #[test]
    fn all_unknown_keys_are_reported_and_the_rest_is_decoded() {
        let text = "«oen»: a\none: b\n«many_»: [c]\ndeep: {«seconds»: d, second: e, «\"x y\"»: {f: g}}\n«zzz»: h\n";
        let messages = ["unknown key `oen`", "unknown key `many_`", "unknown key `seconds`", "unknown key `x y`"];
        let sample = check(text, &[messages.as_slice(), &["unknown key `zzz`"]].concat());
        assert_eq!(sample.one.get().unwrap().value, "b");
        assert_eq!(sample.deep.get().unwrap().value.second.get().unwrap().value, "e");

        let (_, faults) = decoded::<Sample>(&marked_places(text).0);
        let help: Vec<_> = faults.sorted().iter().map(|fault| fault.help.clone().unwrap()).collect();
        assert_eq!(help[1], "did you mean `many`?");
        assert_eq!(help[2], "did you mean `second`?");
        assert_eq!(help[3], "known keys here: first, second");
    }

    #[test]
    fn a_repeated_key_hides_nothing() {
        let text = "\
texts: {a: x, «a»: «[y]»}
lists: {b: [«{}»]}
«lists»: {c: d, «b»: [«{}»], «c»: e}
many: [f]
«many»: [«[g]», h]
one: i
«one»: j
deep: {second: k, «second»: l, «typo»: m}
shorts:
«shorts»: {n: o}
";
        let sample = check(
            text,
            &[
                "duplicate key `a`",
                "expected text, found a list",
                "expected text, found a mapping",
                "duplicate key `lists`",
                "duplicate key `b`",
                "expected text, found a mapping",
                "duplicate key `c`",
                "duplicate key `many`",
                "expected text, found a list",
                "duplicate key `one`",
                "duplicate key `second`",
                "unknown key `typo`",
                "duplicate key `shorts`",
            ],
        );
        assert_eq!(keys(&sample.lists), ["b", "c"]);
        assert_eq!(keys(&sample.lists.repeated), ["b", "c"]);
        assert_eq!(texts(&sample.many), ["f", "h"]);
        assert_eq!(sample.one.get().unwrap().value, "i");
        assert_eq!(sample.deep.get().unwrap().value.second.get().unwrap().value, "k");
        assert_eq!(keys(&sample.shorts), ["n"]);
    }

    #[test]
    fn what_is_wrong_in_yaml_itself_is_reported_once() {
        let text = "one: «*x»\ndeep: {second: «!env» A, «<<»: {first: b}}\nmany: [«*y», c]\ntexts: {d: «*z»}\n";
        let sample = check(
            text,
            &[
                "unknown anchor `x`",
                "the tag `!env` has no use here",
                "merge keys are not part of YAML 1.2",
                "unknown anchor `y`",
                "unknown anchor `z`",
            ],
        );
        assert!(sample.one.is_faulty() && sample.deep.get().unwrap().value.second.is_faulty());
        assert!(sample.many.is_faulty() && sample.texts.is_faulty());
    }

    #[test]
    fn faults_behind_aliases_are_said_once() {
        let text = "deep: &d {second: &t same, «typo»: x}\nstructs: [*d, *d]\none: *t\nmany: [*t, «*d»]\n";
        let sample = check(text, &["unknown key `typo`", "expected text, found a mapping"]);
        assert_eq!(sample.structs.iter().count(), 2);
        assert_eq!(sample.one.get().unwrap().span.line, 1, "text stands where it is written");
    }

    #[test]
    fn a_matrix_that_is_no_mapping_is_one_fault() {
        check("«- a»\n- b\n", &["expected a mapping, found a list"]);
        check("«a»", &["expected a mapping, found text"]);
    }

    #[test]
    fn a_whole_matrix_is_decoded() {
        let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/matrix.yaml")).unwrap();
        let (file, faults) = decoded::<raw::File>(&text);
        assert!(faults.is_empty(), "{:?}", faults.sorted());
        assert!(!file.systems.is_empty() && !file.teams.is_empty() && !file.escalation.is_empty());
        let (key, system) = file.systems.iter().next().unwrap();
        let line = text.lines().nth(key.span.line as usize - 1).unwrap();
        assert_eq!(line.trim(), format!("{}:", key.value));
        assert!(system.name.get().is_some());
    }

    #[test]
    fn a_broken_matrix_shows_every_fault() {
        let text = "\
version: 1
teams:
  db-admin: { name: [DB Admin], leed: x }
systems:
  postgresql:
    areas:
      backup: { primary: db-admin, secondry: a }
      backup: { primary: { a: b } }
    owners: [system]
";
        assert_eq!(render(text, false), BROKEN);
    }

    const BROKEN: &str = "\
error[wrong-shape]: expected text, found a list
 --> ownership.yaml:3:21
  |
3 |   db-admin: { name: [DB Admin], leed: x }
  |                     ^^^^^^^^^^

error[unknown-key]: unknown key `leed`
 --> ownership.yaml:3:33
  |
3 |   db-admin: { name: [DB Admin], leed: x }
  |                                 ^^^^
  |
  = help: did you mean `lead`?

error[unknown-key]: unknown key `secondry`
 --> ownership.yaml:7:36
  |
7 |       backup: { primary: db-admin, secondry: a }
  |                                    ^^^^^^^^
  |
  = help: did you mean `secondary`?

error[duplicate-key]: duplicate key `backup`
 --> ownership.yaml:8:7
  |
8 |       backup: { primary: { a: b } }
  |       ^^^^^^ given again
  |
 ::: ownership.yaml:7:7
  |
7 |       backup: { primary: db-admin, secondry: a }
  |       ------ first given here

error[wrong-shape]: expected text, found a mapping
 --> ownership.yaml:8:26
  |
8 |       backup: { primary: { a: b } }
  |                          ^^^^^^^^

error[wrong-shape]: expected a mapping, found a list
 --> ownership.yaml:9:13
  |
9 |     owners: [system]
  |             ^^^^^^^^

6 errors in 1 file
";

    /// Decodes and renders; whatever is written may be wrong, and nothing may panic or take long.
    fn render(text: &str, colour: bool) -> String {
        let sources = Sources(vec![SourceFile::new("ownership.yaml", text)]);
        let (file, faults) = decoded::<raw::File>(&sources.0[0].text);
        assert!(!file.systems.is_faulty() || !faults.is_empty());
        render_all(&faults.sorted(), &sources, 100, colour)
    }

    const SEED: &str = "\
version: 1
teams:
  a: &a { name: [x, 'y'], lead: \"b\" }
systems:
  p:
    areas:
      - *a
      q: >-
        r
        s
    owners: {t: {party: u}}
channels: {v: }
";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_decoded_without_panic(text in "(?s).{0,200}") {
            render(&text, true);
        }

        #[test]
        fn any_yaml_is_decoded_without_panic(
            text in "([ \\-\\[\\]{},:?&*!|>'\"#%@~<a\n\t\r\u{85}\u{2028}é漢\0]|: |- |\n  |&a |\\*a|teams: |systems: |name){0,80}"
        ) {
            render(&text, true);
        }

        #[test]
        fn any_mutation_is_decoded_without_panic(
            at in 0usize..SEED.len(), delete in 0usize..20, insert in "(?s).{0,5}"
        ) {
            let mut text = SEED.to_owned();
            text.replace_range(at..(at + delete).min(SEED.len()), &insert);
            render(&text, true);
        }
    }

    /// Every level refers to the one above it so many times.
    fn alias_bomb(levels: usize, fan: usize) -> String {
        let mut text = "a0: &a0 [x]\n".to_owned();
        for level in 1..levels {
            let aliases = vec![format!("*a{}", level - 1); fan].join(", ");
            writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
        }
        text
    }

    /// A guard against an input that never ends or grows without bound; how fast each one is, the benchmarks say.
    #[test]
    fn hostile_input_ends() {
        let half = 250_000;
        let long_text = format!("a: &a \"\\x41{}\"\nmany: [{}*a]\n", "x".repeat(half / 2), "*a, ".repeat(half / 8));
        let steps = (0..3000).map(|depth| " ".repeat(depth % 600)).collect::<Vec<_>>().join("a:\n");
        for text in [
            "{a: ".repeat(half / 2),
            "{a:".repeat(half / 2),
            "[".repeat(half * 2),
            "- ".repeat(half),
            "? ".repeat(half),
            "a: ".repeat(half),
            steps,
            alias_bomb(30, 10),
            alias_bomb(60, 100),
            alias_bomb(9, 9).replace("a8", "systems"),
            long_text,
            "&a ".repeat(half),
            "'".repeat(half * 2),
            "a: 1\n".repeat(half / 5),
            "systems: {}\n".repeat(half / 12),
            "x: &a {}\n".repeat(half / 9),
            "!a ".repeat(half),
            "#".repeat(half * 2),
            "\"\\".repeat(half),
            "one: {two: [three, {four: five}]}\n".repeat(half / 30),
        ] {
            let start = Instant::now();
            let out = render(&text, false);
            let taken = start.elapsed();
            assert!(!out.is_empty());
            assert!(taken < Duration::from_mins(2), "{taken:?} for {:?}", &text[..20]);
        }
    }
}
