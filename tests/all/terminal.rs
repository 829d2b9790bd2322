//! What a terminal sees: of `own escalate --watch`, which only the reader ends, of long answers, and of long work.
//!
//! Python gives it a terminal. Where there is none, the test is skipped by name; with `OWN_TEST_REQUIRE_ALL=1` that is a
//! failure.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::programs::{is_there, runs};

/// How a program ended, and what the terminal has of it.
#[derive(Deserialize)]
struct Ended {
    /// Its exit code; of a program that a signal ended, the signal below zero.
    status: i32,
    /// What it had drawn when Ctrl-C was pressed.
    drawn: String,
    /// What came after.
    after: String,
    /// Whether the terminal's settings are as they were.
    as_before: bool,
    /// Whether a process of it is still there.
    processes_left: bool,
}

#[test]
fn ctrl_c_ends_the_countdown_and_leaves_the_terminal_as_it_was() {
    if !is_there("python3", runs("python3")) {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let last_line = "Ctrl-C ends it";
    let mut python = Command::new("python3");
    python.arg(root.join("tests/terminal/ctrl_c.py")).arg(last_line).arg(env!("CARGO_BIN_EXE_own"));
    python.arg("--matrix").arg(root.join("data/example"));
    python.args(["escalate", "booking-db", "backup", "--since", "02:10", "--watch"]);
    // What is kept of the matrix is left on purpose.
    python.env("OWN_CACHE", "off");
    python.env("HOME", folder.path()).env("TMPDIR", folder.path()).env("TERM", "xterm").current_dir(folder.path());
    let output = python.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let ended: Ended = serde_json::from_slice(&output.stdout).unwrap();

    // A shell tells it as 130, and ends the script that it stands in.
    assert_eq!(ended.status, -2);
    assert!(ended.as_before, "the settings of the terminal are others");
    assert!(!ended.processes_left);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "a file is left");
    // The countdown stays on the screen, and what comes next stands below it.
    assert!(ended.drawn.contains("Database on Call") && ended.drawn.ends_with("\r\n"), "{:?}", ended.drawn);
    assert_eq!(ended.after, "^C");
    // The cursor was never hidden, no other screen was shown, and no colour is left on.
    assert!(!ended.drawn.contains("\u{1b}[?"), "{:?}", ended.drawn);
    let last_colour = ended.drawn.rsplit("\u{1b}[").find(|sequence| sequence.split('m').next().is_some_and(is_colour));
    assert!(last_colour.is_none_or(|sequence| sequence.starts_with("0m")), "{:?}", ended.drawn);
}

fn is_colour(codes: &str) -> bool {
    !codes.is_empty() && codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')
}

/// What a terminal of some rows gets of `own`; `None` without Python.
fn screen(rows: u16, feed: &[&str], environment: &[(&str, &str)], arguments: &[&str]) -> Option<String> {
    if !is_there("python3", runs("python3")) {
        return None;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut python = Command::new("python3");
    python.arg(root.join("tests/terminal/screen.py")).arg(rows.to_string()).args(feed).arg("--");
    python.arg(env!("CARGO_BIN_EXE_own")).args(arguments).current_dir(root.join("data/example"));
    python.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("OWN_CACHE", "off").env("TERM", "xterm");
    let output = python.envs(environment.iter().copied()).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n"))
}

#[test]
fn only_a_text_longer_than_the_screen_goes_through_the_pager() {
    let paged = |rows, pager: &str| {
        screen(
            rows,
            &[],
            &[("OWN_PAGER", pager)],
            &["--matrix", ".", "--color", "never", "--hyperlink", "never", "list", "parties"],
        )
    };
    let Some(whole) = paged(100, "sed s/^/>/") else { return };
    assert!(!whole.contains('>') && whole.lines().count() > 8, "{whole}");
    let prefixed = format!(">{}", whole.trim_end().replace('\n', "\n>")) + "\n";
    assert_eq!(paged(8, "sed s/^/>/"), Some(prefixed));
    // Without one, and with one that can't be started or fails, the answer is the same.
    for pager in ["", "cat", "/nowhere/pager", "false"] {
        assert_eq!(paged(8, pager).as_ref(), Some(&whole), "{pager}");
    }
    let lines = u16::try_from(whole.lines().count()).unwrap();
    assert_eq!(paged(lines, "sed s/^/>/").map(|text| text.starts_with('>')), Some(true), "the prompt has no row");
    assert_eq!(paged(lines + 1, "sed s/^/>/"), Some(whole));
}

#[test]
fn a_place_on_a_terminal_is_a_link_to_its_file() {
    let shown = |term, arguments: &[&str]| {
        let all = ["--matrix", ".", "--color", "never", "--at", "2026-11-29 03:00"];
        screen(100, &[], &[("TERM", term)], &[&all, arguments, &["who", "booking-db", "backup"]].concat())
    };
    let Some(linked) = shown("xterm", &[]) else { return };
    let plain = shown("dumb", &[]).unwrap();
    let start = linked.find("\u{1b}]8;;file://").expect("a link");
    let (target, rest) = linked[start..].split_once("\u{1b}\\").unwrap();
    let (place, _) = rest.split_once("\u{1b}]8;;\u{1b}\\").unwrap();
    let (file, line) = place.split_once(':').unwrap();
    assert!(target.ends_with(&format!("/data/example/{file}#{line}")), "{target} of {place}");
    assert_eq!(linked.replace(&format!("{target}\u{1b}\\"), "").replace("\u{1b}]8;;\u{1b}\\", ""), plain);
    assert!(plain.contains(place) && !plain.contains('\u{1b}'), "{plain:?}");
    assert_eq!(shown("xterm", &["--hyperlink", "never"]), Some(plain.clone()));
    assert_eq!(shown("dumb", &["--hyperlink", "always"]), Some(linked));
    // Lines of a commit may be elsewhere by now.
    assert_eq!(shown("xterm", &["--rev", "HEAD"]).map(|text| text.contains("]8;;")), Some(false));
}

#[test]
fn long_work_says_what_it_does_until_it_prints_something() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let matrix = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/starter.yaml");
    let (pipe, matrix) = (pipe.to_str().unwrap(), matrix.to_str().unwrap());
    let doing = "own: reading the matrix … 1 s";
    let feed = [pipe, matrix, doing];
    let arguments = ["--matrix", pipe, "--color", "never", "who", "shop", "checkout", "--field", "primary.id"];
    let Some(shown) = screen(20, &feed, &[], &arguments) else { return };
    let (progress, answer) = shown.rsplit_once("\r\u{1b}[K").unwrap();
    assert!(progress.starts_with(&format!("\r\u{1b}[K{doing}")) && answer.starts_with("web\n"), "{shown:?}");
}
