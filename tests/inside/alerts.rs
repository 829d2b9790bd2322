//! The alerts in `tests/alerts`: which system, area and person each is about.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::alert::alerts;
use crate::compiled::{self, Compiled, Origin};
use crate::matrix::{Matrix, Scope};
use crate::query::alert::{AlertCall, AlertQuestion, alert};
use crate::query::moment::Clock;
use crate::query::{Unanswered, ask};

/// A system that no alert is about.
const UNRELATED: &str = "systems:\n  unrelated:\n    name: Unrelated Thing\n    aliases: [quux]\n    owners: { technical: ops }\n    \
    selectors:\n      hosts: [\"quux-*\", \"*.quux.example\"]\n      paths: [\"quux/**\"]\n      urls: [\"https://quux.example/**\"]\n      \
    repositories: [quux/quux]\n      labels: [{ service: quux }]\n      words: [quux frobnicates]\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/alerts")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn matrix(more: &str) -> Matrix {
    let files = [("matrix.yaml", text("../golden/matrices/alerts.yaml")), ("more.yaml", more.to_owned())];
    let files = files.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text));
    crate::source::from_texts(files).unwrap()
}

fn asked(text: &str) -> AlertQuestion {
    let clock = Clock { now: "2026-11-28T02:22:00Z".parse().unwrap(), ..Clock::default() };
    AlertQuestion { alerts: alerts(text), clock, ..AlertQuestion::default() }
}

fn answer(matrix: &Matrix, text: &str) -> String {
    let one = |call: &AlertCall| {
        let area = call.area.as_ref().map(|area| format!("/{}", area.id)).unwrap_or_default();
        let mark = if call.ambiguous { "? " } else { "" };
        format!("{mark}{}{area}, {}", call.system.id, call.name.as_deref().unwrap_or("nobody"))
    };
    match alert(matrix, &asked(text)) {
        Ok(called) => {
            let mut calls: Vec<String> = called.answer.results.iter().map(one).collect();
            if called.answer.results.iter().any(|call| call.ambiguous) {
                calls.sort();
            }
            calls.join("; ")
        }
        Err(_) => "-".to_owned(),
    }
}

/// Everything that is said about an alert.
fn whole_answer(matrix: &Matrix, text: &str) -> String {
    format!("{:#?}", alert(matrix, &asked(text)))
}

fn expected() -> BTreeMap<String, String> {
    let lines = text("expected.txt");
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(": ").unwrap()).map(|(name, said)| (name.to_owned(), said.to_owned())).collect()
}

#[test]
fn each_alert_calls_the_right_person() {
    let alone = matrix("");
    let actual: BTreeMap<String, String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "expected.txt")
        .map(|name| (name.clone(), answer(&alone, &text(&name))))
        .collect();
    assert_eq!(actual, expected());
    let beside = matrix(UNRELATED);
    let compiled = Compiled::in_memory(compiled::write(&beside, &Origin::default()).unwrap()).unwrap();
    for (name, said) in actual {
        let written = text(&name);
        assert_eq!(answer(&beside, &written), said, "{name}, beside an unrelated system");
        let question = asked(&written);
        let load = |scope: &Scope| -> Result<Matrix, Unanswered> {
            Ok(Matrix { files: beside.files.clone(), ..compiled.matrix(scope).unwrap() })
        };
        let (scope, wider) = (question.scope(), question.wider_scope());
        let part = ask(&scope, wider.as_ref(), load, |matrix| alert(matrix, &question), |_| true);
        let part = format!("{:#?}", part.map(|(_, called)| called));
        assert_eq!(part, whole_answer(&beside, &written), "{name}, from a compiled matrix");
    }
}

#[test]
fn the_start_of_an_alert_moves_along_the_path() {
    let matrix = matrix("");
    let called = |text: &str| alert(&matrix, &asked(text)).unwrap().answer.results.remove(0);
    let late = called(&text("alertmanager.json").replace("02:10:00", "01:10:00"));
    assert_eq!(late.name.as_deref(), Some("Operations"));
    // Of several, the oldest counts.
    let both = |first: &str, second: &str| {
        let one =
            |time| format!("{{\"labels\":{{\"service\":\"booking-db\"}},\"startsAt\":\"2026-11-28T{time}:00Z\"}}");
        called(&format!("[{},{}]", one(first), one(second))).name.unwrap()
    };
    assert_eq!((both("01:10", "02:20"), both("02:20", "01:10")), ("Operations".to_owned(), "Operations".to_owned()));
    assert_eq!(both("02:20", "02:21"), "Database Team");
    // A start in the future is a mistake of the sender.
    let future = called(&text("alertmanager.json").replace("2026-11-28T02:10", "2027-11-28T02:10"));
    assert_eq!(future.name.as_deref(), Some("Database Team"));
}

#[test]
fn hostile_texts_find_what_a_reader_sees_or_nothing() {
    let matrix = matrix("");
    let database = "booking-db, Database Team";
    let texts = [
        // Invisible characters and escape sequences are removed.
        ("db-\u{200b}prod-3 down", database),
        ("db-prod\u{ad}-3 down", database),
        ("\u{202e}db-prod-3 down\u{202c}", database),
        ("db-\u{1b}[31mprod\u{1b}[0m-3 down", database),
        ("\u{1b}]8;;https://web-1.example/\u{7}db-prod-3\u{1b}]8;;\u{7}", database),
        ("\u{9b}31mdb-prod-3", database),
        ("\u{feff}{\"instance\":\"db-prod-3\"}", database),
        // Letters that look alike or are written backwards are others.
        ("db-\u{440}rod-3", "-"),
        ("\u{ff44}\u{ff42}-prod-3", "-"),
        ("db-prod-3\u{301} down", "-"),
        ("\u{202e}3-dorp-bd", "-"),
        // Only the host and the path of a URL are evidence.
        ("https://db-prod-3@evil.example/x", "-"),
        ("https://evil.example/?host=db-prod-3", "-"),
        ("https://evil.example/#db-prod-3", "-"),
        ("https://user:password@shop.nordlicht.example/", "shop, Web Team"),
        // Patterns and options are text.
        ("*", "-"),
        (".*", "-"),
        ("--host=db-prod-3", database),
        ("/srv/../services/shop/../../etc/passwd", "-"),
    ];
    for (text, said) in texts {
        assert_eq!(answer(&matrix, text), said, "{text:?}");
    }
}

#[test]
fn names_with_values_are_labels_however_a_line_lists_them() {
    let matrix = matrix("");
    let (backup, payments) = ("booking-db/backup, Database Team", "payments, Payments Team");
    let texts = [
        ("alertname: PgBackupFailed, env: prod", backup),
        ("alertname: PgBackupFailed | env: prod", backup),
        ("[alertname: PgBackupFailed] (env: prod)", backup),
        ("alertname:PgBackupFailed env:prod", backup),
        ("alertname：PgBackupFailed，env：prod", backup),
        // Labels go before hosts.
        ("service: payments, web-1 is down", payments),
        ("service:payments web-1", payments),
        ("web-1 is down, service: payments", payments),
        ("**Service:** x **service:** payments - web-1", payments),
        ("service: payments, booking-db", "? booking-db, Database Team; ? payments, Payments Team"),
        ("disk full on host:web-1", "shop, Web Team"),
        ("host:web-1:9100", "shop, Web Team"),
        ("web-1:checkout is slow", "shop/checkout, Web Team"),
        ("web-frontend:latest crashed", "-"),
        ("alertname::PgBackupFailed env::prod 12:30 fe80::1", "-"),
        // The line says more than that the alert is over.
        ("service: payments, status: resolved", payments),
    ];
    for (text, said) in texts {
        assert_eq!(answer(&matrix, text), said, "{text:?}");
    }
    assert!(!alerts("web-1 is down, status: resolved")[0].is_over && alerts("web-1\nstatus: resolved")[0].is_over);
}

#[test]
fn a_runbook_on_a_line_leaves_the_rest_of_it() {
    let matrix = matrix("");
    let (shop, wiki) = ("shop, Web Team", "https://wiki.nordlicht.example/x");
    let texts = [
        (format!("Runbook: {wiki} Host: web-1"), shop),
        (format!("Dashboard: {wiki} - web-1 down"), shop),
        (format!("Runbook: {wiki} | Host: web-1 | x"), shop),
        ("Query: up{job=\"mx1.nordlicht.example\"} == 0, host: web-1".to_owned(), shop),
        (format!("Runbook: {wiki}, {wiki}/y"), "-"),
        (format!("Runbook: {wiki} - https://shop.nordlicht.example/x is down"), shop),
        ("Runbook: restart web-1".to_owned(), "-"),
        ("runbook:web-1".to_owned(), "-"),
        (format!("<{wiki}|Runbook: web-1> for db-prod-3"), "booking-db, Database Team"),
        // The host may be at the end of a log's own format.
        ("10.0.0.9 - - \"GET /x HTTP/1.1\" 500 12 \"-\" \"curl/8\" \"shop.nordlicht.example\" a=b".to_owned(), shop),
    ];
    for (text, said) in texts {
        assert_eq!(answer(&matrix, &text), said, "{text:?}");
    }
}

#[test]
fn signs_and_texts_of_all_scripts_separate_hosts() {
    let matrix = matrix("");
    let (start, end) = ("“‘„«（【…•▶⚠€—，。🔥", "”’“»）】…•▶⚠€—，。：🔥\u{0}\u{7}");
    for (before, after) in start.chars().zip(start.chars()).chain(end.chars().map(|after| (' ', after))) {
        let text = format!("x{before}db-prod-3{after}cart abandoned");
        assert_eq!(answer(&matrix, &text), "booking-db, Database Team", "{text:?}");
    }
    let texts = [
        ("主机db-prod-3宕机", "booking-db, Database Team"),
        ("서버db-prod-3가 다운", "booking-db, Database Team"),
        // Parts of other names.
        ("主机-db-prod-3", "-"),
        ("db-prod-3.例え", "-"),
        ("x\u{2010}db-prod-3", "-"),
        ("db-prod-3\u{2011}x", "-"),
        ("db-prod-3．x", "-"),
    ];
    for (text, said) in texts {
        assert_eq!(answer(&matrix, text), said, "{text:?}");
    }
}

#[test]
fn a_host_may_be_beside_what_is_on_it() {
    let matrix = matrix("");
    let texts = [
        ("node/db-prod-3 cart abandoned", "booking-db, Database Team"),
        (r"\\db-prod-3\backup cart abandoned", "booking-db, Database Team"),
        (r"db-prod-3\SQLEXPRESS", "booking-db, Database Team"),
        ("db-prod-3:/var/lib is full", "booking-db, Database Team"),
        ("web-1/checkout is CRITICAL", "shop/checkout, Web Team"),
        // Repositories, folders and drives.
        ("web-1/checkout is slow", "-"),
        ("apps/web-1", "-"),
        (r"web-1\main.rs", "-"),
        (r"C:\web-1\X", "-"),
    ];
    for (text, said) in texts {
        assert_eq!(answer(&matrix, text), said, "{text:?}");
    }
}

#[test]
fn a_large_text_is_read_in_part_and_never_repeated_in_full() {
    let matrix = matrix("");
    for piece in [
        "{\"a\":",
        "[",
        "\"",
        "/",
        "\\",
        "https://a/",
        "a=b ",
        "h.example ",
        "@a ",
        "\u{1b}[",
        "a: ",
        "a:b ",
        "主a-1",
        "—",
    ] {
        let text = piece.repeat(100_000);
        let refused = alert(&matrix, &asked(&text)).err().unwrap();
        let said = format!("{refused:?}");
        assert!(said.len() < 5_000, "{piece:?}: {} bytes", said.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_ends_the_program(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24), noise in ".{0,20}") {
        thread_local!(static MATRIX: Matrix = matrix(""));
        let text = pieces.concat() + &noise;
        let _ = MATRIX.with(|matrix| alert(matrix, &asked(&text)));
    }
}

const PIECES: [&str; 38] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    "=",
    "://",
    "https://",
    "\u{1b}[31m",
    "\u{1b}]8;;",
    "\u{200b}",
    "#",
    "@",
    "+49",
    "/",
    "\\",
    "..",
    "*",
    "db-prod-3",
    "service",
    "payments",
    "\"alerts\":[{",
    "{\"a\":\"{\\\"b\\\":1}\"}",
    "\"GET /x HTTP/1.1\"",
    " ",
    "\n",
    "é",
    "点検",
    "\u{0}",
    "C:\\a\\b:12",
    "a@b",
    "<https://x|y>",
    ",",
    "host: ",
    "service:",
    "主",
    "—",
];
