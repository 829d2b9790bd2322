//! Programs that some tests need: a browser, Graphviz, Python, shells.
//!
//! A test without its program is skipped by name. With `OWN_TEST_REQUIRE_ALL=1` it fails.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether a program is there. If not, says so and lets the test be skipped.
pub(crate) fn is_there(what: &str, there: bool) -> bool {
    if !there {
        assert!(std::env::var_os("OWN_TEST_REQUIRE_ALL").is_none_or(|all| all != "1"), "{what} is not installed");
        // The test harness would capture a macro's output.
        std::io::stderr().write_all(format!("skipped: {what} is not installed\n").as_bytes()).unwrap();
    }
    there
}

pub(crate) fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok()
}

/// Whether everything that the scripts in `tests/browser` need is there. `npm ci` in that folder installs their packages.
pub(crate) fn browser() -> bool {
    let chromium = std::env::var("OWN_TEST_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    is_there("node", runs("node"))
        && is_there("chromium", runs(&chromium))
        && is_there("what `npm ci` in tests/browser installs", folder().join("node_modules/playwright-core").exists())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

/// Runs a script of `tests/browser` on files.
pub(crate) fn script(name: &str, files: &[PathBuf]) {
    let output = Command::new("node").arg(folder().join(name)).args(files).stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&said));
}
