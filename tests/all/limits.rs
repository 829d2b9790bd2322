//! Limits: an ordinary error beyond them, and a row in the documentation for each.

use std::fs;

use own::Exit;

use crate::run::{Ran, own};

const HEAD: &str = "version: 1\nteams: { a: { name: A } }\nsystems: { s: { name: S, owners: { service: a } } }\n";

fn asked(words: &[&str], yaml: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ownership.yaml"), yaml).unwrap();
    own(words, folder.path())
}

fn assert_refused(yaml: &str, why: &str) {
    let ran = asked(&["who", "s"], yaml);
    assert_eq!(ran.exit, Exit::BadMatrix, "{}", ran.stderr);
    assert!(ran.stderr.contains(why), "{}", ran.stderr);
}

#[test]
fn a_party_has_at_most_a_thousand_rotas() {
    let rotas = |count: usize| {
        let rota = |at: usize| {
            format!("  r{at}: {{ for: a, handover: {{ time: '09:00' }}, order: [p], start: 2026-01-05 }}\n")
        };
        let rotas = (0..count).map(rota).collect::<Vec<_>>().concat();
        format!("{HEAD}calendar: {{ time_zone: Europe/Berlin }}\npeople: {{ p: {{ name: P }} }}\nrotas:\n{rotas}")
    };
    assert_eq!(asked(&["show", "s"], &rotas(1000)).exit, Exit::Answered);
    assert_refused(&rotas(1001), "more than 1000 rotas are for the party of rota `r1000`");
}

#[test]
fn calendars_take_over_at_most_a_million_holidays() {
    let calendars = |count: usize| {
        let holidays = "12-25, ".repeat(2000);
        let base = format!("  base: {{ time_zone: Europe/Berlin, holidays: [{holidays}] }}\n");
        let extending: Vec<String> = (0..count).map(|at| format!("  c{at}: {{ extends: base }}\n")).collect();
        format!("{HEAD}calendars:\n{base}{}", extending.concat())
    };
    assert_eq!(asked(&["show", "s"], &calendars(500)).exit, Exit::Answered);
    assert_refused(&calendars(501), "calendars take over more than 1000000 hours and holidays");
}

#[test]
fn a_name_has_at_most_a_thousand_bytes() {
    let named = |length: usize| HEAD.replace("name: S,", &format!("name: S{},", "x".repeat(length - 1)));
    assert_eq!(asked(&["show", "s"], &named(1000)).exit, Exit::Answered);
    assert_refused(&named(1001), "a name has at most 1000 bytes");
}

/// Values of three bytes would take a hundred times their size in memory.
#[test]
#[cfg_attr(debug_assertions, ignore = "reading so many takes half a minute without optimisation: `.ci/release` does")]
fn a_file_has_at_most_so_many_values() {
    let list = |count: usize| format!("version: 1\nx: [{}a]\n", "a,".repeat(count));
    assert_refused(&list(2_700_000), "too many values");
}

#[test]
fn a_question_has_at_most_a_thousand_words_but_an_alert_may_be_long() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |words: &[&str], count: usize| {
        let text = "s ".repeat(count);
        own(&[words, &[text.as_str(), "--matrix", "built-in"][..]].concat(), folder.path())
    };
    for words in [&["who"][..], &["change"], &["find"]] {
        assert!(!ask(words, 990).stderr.contains("more than"), "{words:?}");
        let ran = ask(words, 1001);
        assert_eq!(
            (ran.exit, ran.stderr.as_str()),
            (Exit::WrongUse, "own: more than 1000 words: ask a shorter question\n")
        );
    }
    assert!(!ask(&["call"], 5000).stderr.contains("more than"));
}

#[test]
fn every_limit_is_documented() {
    let read = |path: &str| fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (code, table) = (read("src/limits.rs"), read("docs/src/reference/limits.md"));
    let mut limits = 0;
    for line in code.lines().filter(|line| line.contains("pub(crate) const ")) {
        let value = line.rsplit("= ").next().unwrap().trim_end_matches(';');
        let shown = match value.split_once(" << ") {
            Some((number, "20")) => format!("{number} MiB"),
            _ => value.replace('_', ","),
        };
        assert!(table.contains(&shown), "{line}");
        limits += 1;
    }
    assert!(limits > 10);
}
