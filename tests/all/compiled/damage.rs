//! Whatever becomes of a compiled matrix: the right answer, or an ordinary error.

use std::fs;

use own::Exit;

use super::matrices::{Choices, matrix};
use crate::run::{Ran, compile, own, with, words};

const QUESTIONS: [&[&str]; 30] = [
    &["who", "post"],
    &["who", "ab"],
    &["who", "db"],
    &["who", "data"],
    &["who", "post", "ab"],
    &["who", "potsgres"],
    &["who", "--area", "backup", "--role", "data"],
    &["who", "--party", "dev", "--format=json"],
    &["who", "--party", "dev-lead"],
    &["who", "--party", "ops"],
    &["who", "--party", "data"],
    &["who", "--party", "owner"],
    &["who", "--topic", "backup"],
    &["who", "--topic", "recovery"],
    &["who", "--topic", "back-up"],
    &["show", "sql-lite"],
    &["who", "--topic", "data-access"],
    &["who", "--area", "ab"],
    &["who", "--area", "apfel"],
    &["who", "--area", "equipe"],
    &["who", "--area", "recovery"],
    &["who", "--area", "data"],
    &["escalate", "ab"],
    &["call", "ask a@b.example"],
    &["call", "+44 161 496 0101"],
    &[
        "call",
        "--host=db-1.x",
        "--path=a/b/c",
        "--repo=x.org/a/b",
        "--url=https://db-1.x/a/b",
        "--label=a=b",
        "--label=b=a",
    ],
    &["call", "restores of the data backup"],
    &["who", "--party", "ada"],
    &["who", "--party", "bo"],
    &["list", "systems"],
];

/// Every which byte is damaged.
const STEP: usize = 37;

/// Asks a file all questions.
fn ask(folder: &std::path::Path, name: &str) -> Vec<Ran> {
    QUESTIONS.iter().map(|question| own(&words(&[question, &["--matrix", name][..]].concat()), folder)).collect()
}

/// What completes any name of a system: the names alone are read.
fn complete(folder: &std::path::Path, name: &str) -> Ran {
    with(&words(&["--", "own", "who", "--matrix", name, ""]), folder, &[("COMPLETE", "fish")], None)
}

/// Fails unless a damaged file gives what the whole one does, or an error that says so.
fn is_right_or_refused(damaged: &[Ran], whole: &[Ran], what: &str) {
    for (damaged, whole) in damaged.iter().zip(whole) {
        let refused = damaged.exit == Exit::BadMatrix && damaged.stdout.is_empty() && damaged.stderr.contains("d.own");
        assert!(refused || damaged == whole, "{what}: {damaged:?}");
    }
}

#[test]
fn neither_a_flipped_byte_nor_a_missing_end_changes_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("m.yaml"), matrix(&mut Choices(7))).unwrap();
    compile("m.yaml", "d.own", folder);
    let (whole, bytes) = (ask(folder, "d.own"), fs::read(folder.join("d.own")).unwrap());
    assert!(whole.iter().all(|ran| ran.exit != Exit::BadMatrix), "{whole:?}");
    let completed = complete(folder, "d.own");
    let nothing = complete(folder, "none.own");
    assert!(!completed.stdout.is_empty() && completed != nothing, "{completed:?}");
    let mut refused = 0;
    for at in (0..bytes.len()).step_by(STEP) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(folder.join("d.own"), &flipped).unwrap();
        let damaged = ask(folder, "d.own");
        // Completion has no way to say so, and names nothing.
        let names = complete(folder, "d.own");
        assert!(names == completed || names == nothing, "byte {at}: {names:?}");
        let is_refused = damaged.iter().any(|ran| ran.exit == Exit::BadMatrix) || names != completed;
        refused += usize::from(is_refused);
        is_right_or_refused(&damaged, &whole, &format!("byte {at}"));
    }
    // Nearly all of it is read by one of the questions.
    assert!(refused * STEP > bytes.len() * 9 / 10, "{refused} of {}", bytes.len() / STEP);
    for length in (0..bytes.len()).step_by(61) {
        fs::write(folder.join("d.own"), &bytes[..length]).unwrap();
        is_right_or_refused(&ask(folder, "d.own"), &whole, &format!("cut to {length}"));
    }
}
