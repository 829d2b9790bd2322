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

    /// Whether it takes `x-…` keys.
    const EXTENDED: bool = false;

    /// Sets the field of a key, which is one of `KEYS`.
    fn set(&mut self, key: &str, node: Node<'_>, faults: &mut Findings);

    /// Adds what an `x-…` key says.
    fn extend(&mut self, _said: (Text, Anything)) {}
}

/// Declares mappings of YAML: structs whose fields are [`Field`]s. A field's key is its name, or follows `as`. The last field
/// takes `x-…` keys if it follows `..`.
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
        $(#[cfg_attr(test, schemars(extend("patternProperties" = $crate::source::schema::$extensions())))])?
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
                const EXTENDED: bool = true;

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
                    if is_extension::<Self>(&key.text) {
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
    let is_known = |key: &str| known.contains(&key) || is_extension::<T>(key);
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
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::render::Screen;
    use crate::render::snippet::render as render_all;
    use crate::source::container::{Entries, Items, Short, Slot, Spanned};
    use crate::source::raw;
    use crate::source::text::{SourceFile, Sources, marked_places};
    use crate::source::yaml::parse;

    mappings! {
        /// Every container.
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

        /// A mapping that may be short.
        struct Inner {
            first: Items<Text>,
            second: Slot<Text>,
        }
    }

    fn decoded<T: Mapping>(text: &str) -> (T, Findings) {
        let mut faults = Findings::default();
        let value = parse(0, text, &mut faults).and_then(|node| T::decode(node, &mut faults)).unwrap_or_default();
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
    fn a_key_without_a_value_is_to_be_removed() {
        for nothing in ["", "~", "null", "!!null", "# comment"] {
            for key in ["one", "deep", "many", "structs", "texts", "lists", "shorts", "spanned_short"] {
                let (_, faults): (Sample, _) = decoded(&format!("{key}: {nothing}\n"));
                let faults: Vec<_> =
                    faults.sorted().into_iter().map(|fault| (fault.rule, fault.help.clone())).collect();
                assert_eq!(faults, [(Rule::WrongShape, Some(EMPTY.to_owned()))], "{key}: {nothing}");
            }
        }
        check(
            "many: [a, «~»]\ntexts: {a«:» , b: x}\nstructs: [«null»]\nlists: {c«:» , d: [«~»]}",
            &[
                "expected text, found nothing",
                "expected text, found nothing",
                "expected a mapping, found nothing",
                "expected text, found nothing",
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
        assert!(sample.one.is_faulty() && sample.deep.is_faulty() && !sample.lists.is_absent());
        assert!(!sample.many.is_absent());
        assert_eq!(texts(&sample.many), ["fine"]);
        let structs: Vec<_> = sample.structs.iter().collect();
        assert_eq!(structs.len(), 1, "the one whose own shape is right is kept");
        assert!(!structs[0].value.first.is_absent() && structs[0].value.second.is_faulty());
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
                "the tag `!env` isn't allowed here",
                "merge keys are not part of YAML 1.2",
                "unknown anchor `y`",
                "unknown anchor `z`",
            ],
        );
        assert!(sample.one.is_faulty() && sample.deep.get().unwrap().value.second.is_faulty());
        assert!(!sample.many.is_absent() && !sample.texts.is_absent());
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
        assert!(file.systems.iter().count() > 1 && file.teams.iter().count() > 1);
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
  |
  = help: write `name: …`

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
 --> ownership.yaml:7:7
  |
7 |       backup: { primary: db-admin, secondry: a }
  |       ------ first given here

error[unknown-key]: unknown key `a`
 --> ownership.yaml:8:28
  |
8 |       backup: { primary: { a: b } }
  |                            ^
  |
  = help: known keys here: party, note, until

error[wrong-shape]: expected a mapping, found a list
 --> ownership.yaml:9:13
  |
9 |     owners: [system]
  |             ^^^^^^^^
  |
  = help: write `owners: { some-key: some-id }`

6 errors in 1 file
";

    /// Decodes and renders any text, which mustn't panic or take long.
    fn render(text: &str, colour: bool) -> String {
        let sources = Sources(vec![SourceFile::new("ownership.yaml", text)]);
        let (file, faults) = decoded::<raw::File>(&sources.0[0].text);
        assert!(file.systems.faulty_keys().is_empty() || !faults.is_empty());
        render_all(&faults.sorted(), &sources, 100, &Screen::new(None, colour))
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
        let half = 100_000;
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
            assert!(!render(&text, false).is_empty(), "{:?}", &text[..20]);
        }
    }
}
