//! Readers while editors change a matrix: no answer is older than its process, and none mixes states of two files.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::matrices::Choices;

const READERS: u32 = 3;
/// Versions to write, unless `OWN_TEST_RACES` is another number.
const VERSIONS: u32 = 150;

/// A folder with two files of the same version, or the first one newer by one.
struct Matrix(TempDir);

impl Matrix {
    fn new() -> Self {
        let matrix = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(matrix.path("m/.store")).unwrap();
        for name in ["a", "b"] {
            write(&matrix.path(&format!("m/{name}.yaml")), name, 0);
        }
        matrix
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a version of one file as one of several kinds of editors would.
    fn edit(&self, name: &str, version: u32, choices: &mut Choices) {
        let file = self.path(&format!("m/{name}.yaml"));
        let beside = self.path(&format!("m/.{name}.new"));
        if choices.once_in(3) {
            let mut open = File::options().write(true).open(&file).unwrap();
            open.seek(SeekFrom::Start(text(name, 0).find("v000000").unwrap() as u64)).unwrap();
            open.write_all(format!("v{version:06}").as_bytes()).unwrap();
            open.set_modified(long_ago()).unwrap();
        } else if choices.once_in(2) {
            write(&beside, name, version);
            fs::rename(beside, file).unwrap();
        } else {
            let target = format!(".store/{name}{}", version % 3);
            write(&beside, name, version);
            fs::rename(&beside, self.path("m").join(&target)).unwrap();
            symlink(target, &beside).unwrap();
            fs::rename(beside, file).unwrap();
        }
    }

    fn own(&self, arguments: &[&str]) -> Output {
        let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
        own.env_clear().env("XDG_CACHE_HOME", self.path("cache")).env("OWN_MATRIX", self.path("m"));
        own.args(arguments).output().unwrap()
    }

    /// Checks whether this version is in the cache. Nothing is cached of a file that was changed a moment ago.
    fn is_cached(&self) -> bool {
        self.own(&["where", "--field", "compiled.current"]).stdout == b"true\n"
    }

    /// The versions of both files, as a process answers.
    fn ask(&self) -> (u32, u32) {
        let output = self.own(&["list", "systems", "--field", "name"]);
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let numbers: Vec<u32> = text.lines().map(|line| line[2..].parse().unwrap()).collect();
        let [a, b] = numbers[..] else { panic!("{text}") };
        (a, b)
    }
}

/// Without a trace in size or time of change.
fn write(path: &Path, name: &str, version: u32) {
    let mut file = File::create(path).unwrap();
    file.write_all(text(name, version).as_bytes()).unwrap();
    file.set_modified(long_ago()).unwrap();
}

fn text(name: &str, version: u32) -> String {
    let padding = "#".repeat(5000);
    let first = if name == "a" { "version: 1\n" } else { "" };
    format!("{first}# {padding}\nsystems: {{ {name}: {{ name: {name}v{version:06} }} }}\n")
}

/// Whole seconds would be taken for a file system that counts no parts of them.
fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 1)
}

#[test]
fn no_answer_is_stale_or_torn() {
    let versions = std::env::var("OWN_TEST_RACES").map_or(VERSIONS, |number| number.parse().unwrap());
    let matrix = Matrix::new();
    let (begun, done) = (AtomicU32::new(0), AtomicU32::new(0));
    std::thread::scope(|scope| {
        let reader = || {
            scope.spawn(|| {
                while done.load(Ordering::SeqCst) < versions {
                    let before = done.load(Ordering::SeqCst);
                    let (a, b) = matrix.ask();
                    let after = begun.load(Ordering::SeqCst);
                    let is_fresh = before <= b && a <= after;
                    assert!(is_fresh && (b == a || b + 1 == a), "{before} <= {b} <= {a} <= {after}");
                }
            })
        };
        let readers: Vec<_> = (0..READERS).map(|_| reader()).collect();
        let mut choices = Choices(5);
        for version in 1..=versions {
            begun.store(version, Ordering::SeqCst);
            for name in ["a", "b"] {
                matrix.edit(name, version, &mut choices);
            }
            done.store(version, Ordering::SeqCst);
            // The next version comes at once, or when the readers have put this one into the cache. The number of answers
            // didn't tell: a fast machine gave them before the file was old enough.
            while version < versions && version % 6 == 0 && !matrix.is_cached() {
                assert!(!readers.iter().any(std::thread::ScopedJoinHandle::is_finished), "a reader has failed");
            }
        }
    });
    assert_eq!(matrix.ask(), (versions, versions));
    assert!(matrix.path("cache/own").exists(), "nothing was ever in the cache");
}
