//! The HTML page in Chromium.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::programs::{browser, script};

/// A matrix whose every text is an attack.
const HOSTILE: &str = include_str!("../browser/hostile.yaml");

/// A team whose secondary rota hands over less often.
const SECONDARY: &str = "version: 1
calendar: { time_zone: Europe/Berlin }
teams: { web: { name: Web } }
people:
  ana: { name: Ana, contacts: { phone: +49 40 66969 101 } }
  bob: { name: Bob, contacts: { phone: +49 40 66969 102 } }
rotas:
  first: { for: web, handover: { time: \"09:00\" }, start: 2026-01-05, order: [ana] }
  second: { for: web, kind: secondary, handover: { day: mon, time: \"09:00\" }, start: 2026-01-05, order: [bob] }
";

/// A file that `own` wrote.
fn rendered(folder: &TempDir, name: &str, arguments: &[&str]) -> PathBuf {
    let file = folder.path().join(name);
    let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
    own.env_clear().current_dir(folder.path()).args(["render", "html", "--at", "2026-01-10", "-o"]).arg(&file);
    let output = own.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    file
}

#[test]
fn the_page_answers_by_keyboard_and_is_accessible() {
    if browser() {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        script("page.mjs", &[rendered(&folder, "page.html", &[])]);
    }
}

#[test]
fn the_page_shows_who_is_on_call_at_the_moment_of_its_reader() {
    if browser() {
        let folder = TempDir::new().unwrap();
        let matrix = format!("{}/data/example", env!("CARGO_MANIFEST_DIR"));
        let secondary = folder.path().join("secondary.yaml");
        fs::write(&secondary, SECONDARY).unwrap();
        let pages = [("example.html", matrix), ("secondary.html", secondary.display().to_string())];
        script("shifts.mjs", &pages.map(|(name, matrix)| rendered(&folder, name, &["--matrix", &matrix])));
    }
}

#[test]
fn no_number_address_or_word_breaks() {
    if browser() {
        let folder = TempDir::new().unwrap();
        for (name, matrix) in [("example.html", "data/example"), ("built-in.html", "data/matrix.yaml")] {
            let matrix = format!("{}/{matrix}", env!("CARGO_MANIFEST_DIR"));
            script("lines.mjs", &[rendered(&folder, name, &["--matrix", &matrix])]);
        }
    }
}

#[test]
fn a_hostile_matrix_is_a_harmless_page() {
    if browser() {
        let folder = TempDir::new().unwrap();
        let matrix = folder.path().join("hostile.yaml");
        fs::write(&matrix, HOSTILE).unwrap();
        script("hostile.mjs", &[rendered(&folder, "hostile.html", &["--matrix", &matrix.to_string_lossy()])]);
    }
}
