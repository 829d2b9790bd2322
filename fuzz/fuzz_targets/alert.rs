//! Any text or JSON of an alert, for a matrix with selectors.
#![no_main]

mod run;

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static MATRIX: LazyLock<PathBuf> =
    LazyLock::new(|| run::compiled(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/example"), "", "alert.own"));

fuzz_target!(|data: &[u8]| {
    let args = ["call", "-", "--matrix", MATRIX.to_str().expect("a path")];
    run::own(&args, data.to_vec(), None);
});
