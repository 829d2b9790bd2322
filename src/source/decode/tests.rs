mod any_text;

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
            let faults: Vec<_> = faults.sorted().into_iter().map(|fault| (fault.rule, fault.help.clone())).collect();
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
  = help: write `owners: { service: some-id }`

6 errors in 1 file
";

/// Decodes and renders any text, which mustn't panic or take long.
fn render(text: &str, colour: bool) -> String {
    let sources = Sources(vec![SourceFile::new("ownership.yaml", text)]);
    let (file, faults) = decoded::<raw::File>(&sources.0[0].text);
    assert!(file.systems.faulty_keys().is_empty() || !faults.is_empty());
    render_all(&faults.sorted(), &sources, 100, &Screen::new(None, colour))
}
