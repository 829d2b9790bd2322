//! Compiled matrices that somebody crafted, with valid checksums: refused, or answered harmlessly.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::choices::Choices;
use super::{host, own};
use crate::Exit;
use crate::compiled::UNCHECKED;

/// How many files to try: thirty times as many with `OWN_TEST_THOROUGH=1`.
const FILES: usize = 1000;
const QUESTIONS: [&[&str]; 14] = [
    &["who", "booking"],
    &["who", "booking-db", "backup", "--full"],
    &["who", "bokking"],
    &["who", "--area", "backup", "--format=json"],
    &["who", "--party", "platform"],
    &["escalate", "booking", "--elapsed=20m"],
    &["rota", "platform"],
    &["change", "restart booking"],
    &["show", "booking-db"],
    &["list", "systems"],
    &["find", "data"],
    &["duties", "--format=csv"],
    &["gaps"],
    &["render", "html"],
];

/// Changes some bytes as an attacker or a broken disk would.
fn mutate(choices: &mut Choices, bytes: &mut [u8]) {
    for _ in 0..=choices.below(3) {
        let at = choices.below(bytes.len());
        match choices.below(6) {
            0 => bytes[at] ^= 1 << choices.below(8),
            1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][choices.below(5)],
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at] = bytes[at].wrapping_sub(1),
            4 => {
                let until = bytes.len().min(at + 9);
                bytes[at..until].fill(0xff);
            }
            _ => {
                let length = choices.below(40).min(bytes.len() - at);
                let from = choices.below(bytes.len() - length);
                bytes.copy_within(from..from + length, at);
            }
        }
    }
}

/// Runs `own` with a matrix, and returns how it ended and how many bytes it had at most.
fn ask(question: &[&str], matrix: &Path) -> (Exit, u64) {
    let host = host(None);
    let matrix = ["--at=2026-11-25T10:00Z", "--matrix", matrix.to_str().unwrap()];
    let arguments: Vec<OsString> = ["own"].iter().chain(question).chain(&matrix).map(OsString::from).collect();
    let mut exit = Exit::Answered;
    let measured = allocation_counter::measure(|| {
        exit = crate::run(arguments, &host, &mut std::io::sink(), &mut std::io::sink());
    });
    (exit, measured.bytes_max)
}

#[test]
fn a_crafted_file_is_refused_or_answers_harmlessly() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crafted.own");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example");
    let good = {
        let compiled = folder.path().join("good.own");
        own(&["compile", example.to_str().unwrap(), "-o", compiled.to_str().unwrap()]);
        fs::read(compiled).unwrap()
    };
    fs::write(&file, &good).unwrap();
    UNCHECKED.set(true);
    let usual: Vec<u64> = QUESTIONS.iter().map(|question| ask(question, &file).1).collect();
    let thorough = std::env::var_os("OWN_TEST_THOROUGH").is_some_and(|thorough| thorough == "1");
    let (mut choices, mut refused, mut answered) = (Choices(8), 0, 0);
    for number in 0..FILES * if thorough { 30 } else { 1 } {
        let mut bytes = good.clone();
        mutate(&mut choices, &mut bytes);
        fs::write(&file, &bytes).unwrap();
        let question = number % QUESTIONS.len();
        let (exit, mut most) = ask(QUESTIONS[question], &file);
        // Parsing a command line takes memory of its own, and a page is longer than what it says.
        // serde reserves at most 1 MiB for the items that a list announces.
        let limit = usual[question] + (10 * bytes.len() as u64).max(1 << 20);
        if most > limit {
            // The first use of a cache of the process, such as a time zone, isn't the file's: it doesn't come twice.
            most = ask(QUESTIONS[question], &file).1;
        }
        assert!(most <= limit, "{number}, {:?}: {most} bytes instead of {}", QUESTIONS[question], usual[question]);
        refused += u32::from(exit == Exit::BadMatrix);
        answered += u32::from(exit == Exit::Answered);
    }
    UNCHECKED.set(false);
    assert!(refused > 100 && answered > 100, "{refused} refused, {answered} answered");
}
