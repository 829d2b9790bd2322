//! Whatever a file holds, reading it ends without a panic.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

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
