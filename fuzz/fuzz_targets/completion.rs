//! Any command line to complete, about the built-in matrix.
#![no_main]

mod run;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static MATRIX: LazyLock<String> = LazyLock::new(|| run::compiled("built-in"));

fuzz_target!(|data: &[u8]| {
    let Some((shell, line)) = data.split_first() else { return };
    let Ok(line) = std::str::from_utf8(line) else { return };
    let shell = ["bash", "zsh", "fish", "elvish"][usize::from(*shell) % 4];
    let words: Vec<&str> = ["--", "own"].into_iter().chain(line.split(' ')).collect();
    run::own(&words, Vec::new(), Some(run::Completing { shell, matrix: MATRIX.as_str() }));
});
