//! Any text or JSON of an alert, for a matrix with selectors.
#![no_main]

mod run;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static MATRIX: LazyLock<String> = LazyLock::new(|| run::compiled(run::EXAMPLE));

fuzz_target!(|data: &[u8]| {
    let args = ["call", "-", "--matrix", &MATRIX];
    run::own(&args, data.to_vec(), None);
});
