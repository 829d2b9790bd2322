//! A compiled matrix with some bytes changed. Checksums always match here: see `compiled/store.rs`.
#![no_main]

mod run;

use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

const QUESTIONS: [&[&str]; 8] = [
    &["who", "booking", "checkout"],
    &["who", "boking"],
    &["list", "systems"],
    &["escalate", "booking-db", "--elapsed", "20m", "--at", "2026-11-28 02:00"],
    &["call", "db-prod-3: replication lag", "--at", "2026-11-28 02:00"],
    &["rota", "platform", "--at", "2026-11-28 02:00"],
    &["show", "database"],
    &["gaps"],
];

fn base() -> &'static (PathBuf, Vec<u8>) {
    static BASE: OnceLock<(PathBuf, Vec<u8>)> = OnceLock::new();
    BASE.get_or_init(|| {
        let path = PathBuf::from(run::compiled(run::EXAMPLE));
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
