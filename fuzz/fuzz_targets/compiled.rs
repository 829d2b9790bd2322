//! A compiled matrix with some bytes changed. Checksums always match here: see `compiled/store.rs`.
#![no_main]

mod run;

use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

const QUESTIONS: [&[&str]; 6] = [
    &["who", "postgresql", "backup"],
    &["list", "systems"],
    &["who", "postgersql"],
    &["escalate", "sqlite", "--elapsed", "20m"],
    &["show", "db-admin"],
    &["gaps"],
];

fn base() -> &'static (PathBuf, Vec<u8>) {
    static BASE: OnceLock<(PathBuf, Vec<u8>)> = OnceLock::new();
    BASE.get_or_init(|| {
        let path = run::compiled("built-in", "", "base.own");
        let bytes = std::fs::read(&path).expect("a compiled matrix");
        (path.with_file_name("changed.own"), bytes)
    })
}

fuzz_target!(|data: &[u8]| {
    let (path, bytes) = base();
    let Some((question, changes)) = data.split_first() else { return };
    let mut bytes = bytes.clone();
    for change in changes.chunks_exact(4) {
        let at = usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
        let at = at % bytes.len();
        bytes[at] = change[3];
    }
    std::fs::write(path, bytes).expect("a changed matrix");
    let question = QUESTIONS[usize::from(*question) % QUESTIONS.len()];
    let args = [question, &["--matrix", path.to_str().expect("a path")]].concat();
    run::own(&args, Vec::new(), None);
});
