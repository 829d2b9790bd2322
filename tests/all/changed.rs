//! The age of a calendar is that of the matrix.

use std::fs::File;
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use crate::revision::Repository;

const MATRIX: &str = "\
version: 1
document: { title: Shop, updated: 2026-01-15 }
teams: { red: { name: Red } }
duties: [{ kind: audit, task: Log, by: red, every: daily }]
";

/// Its stamp, its change and its sequence number.
fn age(calendar: &str) -> Vec<&str> {
    let of = |name: &str| calendar.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"].map(of).to_vec()
}

fn set_modified(repository: &Repository, second: u64) {
    let file = File::options().write(true).open(repository.path("ownership.yaml")).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).unwrap();
}

#[test]
fn a_calendar_is_as_old_as_the_last_change_of_the_matrix() {
    let Some(repository) = Repository::new() else { return };
    let calendar = |words: &[&str]| {
        let ran = repository.own(&[&["generate", "ics", "--from", "2026-03-01"], words].concat());
        assert_eq!(ran.0, 0, "{}", ran.2);
        ran.1
    };
    let second_of_commit = 1_769_940_000;
    repository.write("ownership.yaml", MATRIX);
    repository.commit("2026-02-01T10:00:00Z");
    repository.write("other.txt", "not the matrix");
    repository.commit("2026-02-02T10:00:00Z");
    let committed = calendar(&[]);
    assert_eq!(age(&committed), ["20260201T100000Z", "20260201T100000Z", "192103200"]);
    // A copy of the same matrix gives the same file, whenever it was written.
    set_modified(&repository, second_of_commit + 999_999);
    assert_eq!(calendar(&[]), committed);
    assert_eq!(calendar(&["--rev", "HEAD"]), committed);
    // On Windows, git writes other line ends into the working tree.
    repository.write("ownership.yaml", &MATRIX.replace('\n', "\r\n"));
    set_modified(&repository, second_of_commit + 999_999);
    assert_eq!(calendar(&[]), committed);

    repository.write("ownership.yaml", &MATRIX.replace("Log", "Logs"));
    set_modified(&repository, second_of_commit + 60);
    assert_eq!(age(&calendar(&[])), ["20260201T100100Z", "20260201T100100Z", "192103260"]);
    assert_eq!(calendar(&["--rev", "HEAD"]), committed);
    repository.commit("2026-02-01T11:00:00Z");
    assert_eq!(age(&calendar(&[]))[0], "20260201T110000Z");
}

#[test]
fn a_matrix_without_files_is_as_old_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let read = |text: &str| {
        let file = folder.path().join("m.yaml");
        std::fs::write(&file, text).unwrap();
        let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
        own.args(["generate", "ics", "--matrix", "-", "--from", "2026-03-01"]).stdin(File::open(file).unwrap());
        String::from_utf8(own.output().unwrap().stdout).unwrap()
    };
    assert_eq!(age(&read(MATRIX)), ["20260115T000000Z", "20260115T000000Z", "190598400"]);
    let undated = MATRIX.replace(", updated: 2026-01-15", "");
    assert_eq!(age(&read(&undated)), ["19700101T000000Z", "19700101T000000Z", "0"]);
}
