//! What a terminal sees of `own escalate --watch`, which only the reader ends.
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
