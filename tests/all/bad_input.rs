//! Whatever the input: never a panic, always one of the five exit codes, and nothing that a terminal would obey.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use own::Exit;
use proptest::prelude::*;

use crate::hostile::is_hostile;
use crate::run::{Ran, cases, own};

const MATRIX: &str = include_str!("../../data/matrix.yaml");

/// Asks a matrix four of these questions. A matrix that can't be read fails all of them in the same way.
fn ask(first: usize, path: &Path, current_dir: &Path) -> Vec<Ran> {
    let matrix = format!("--matrix={}", path.display());
    let questions: [&[&str]; 11] = [
        &["who"],
        &["who", "postgres", "--format", "json"],
        &["who", "--party", "backend", "--format", "markdown"],
        &["escalate", "postgres", "backup", "--elapsed", "20m"],
        &["escalate", "--format", "csv"],
        &["change", "schema update", "--system", "postgres"],
        &["show", "postgres", "--format", "yaml"],
        &["list", "parties"],
        &["find", "a"],
        &["gaps"],
        &["gaps", "--without", "backend", "--format", "csv"],
    ];
    let questions = questions.iter().cycle().skip(first).step_by(3).take(4);
    questions.map(|words| own(&[words, &[matrix.as_str()][..]].concat(), current_dir)).collect()
}

fn assert_harmless(ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        assert!(!text.contains(is_hostile), "{text:?}");
    }
    // A failed run says why; a good one answers.
    assert!(if ran.exit == Exit::Answered { !ran.stdout.is_empty() } else { !ran.stderr.is_empty() });
}

fn scratch(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(first in 0..11_usize, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (folder, path) = scratch("m.yaml", &bytes);
        for ran in ask(first, &path, folder.path()) {
            assert_harmless(&ran);
            prop_assert_eq!(ran.exit, Exit::BadMatrix);
        }
    }

    #[test]
    fn arbitrary_yaml_like_text(first in 0..11_usize, text in "(version: 1\n)?([ \n:{}\\[\\],&*!|>%@`\"'#a-c\t-]|teams|systems|areas|name|primary|[0-9]){0,120}") {
        let (folder, path) = scratch("m.yaml", text.as_bytes());
        for ran in ask(first, &path, folder.path()) {
            assert_harmless(&ran);
        }
    }

    #[test]
    fn truncated_copies(first in 0..11_usize, at in 0..MATRIX.len()) {
        let (folder, path) = scratch("m.yaml", &MATRIX.as_bytes()[..at]);
        for ran in ask(first, &path, folder.path()) {
            assert_harmless(&ran);
        }
    }

    #[test]
    fn mutated_copies(first in 0..11_usize, changes in prop::collection::vec((0..MATRIX.len(), any::<u8>()), 1..6)) {
        let mut bytes = MATRIX.as_bytes().to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let (folder, path) = scratch("m.yaml", &bytes);
        for ran in ask(first, &path, folder.path()) {
            assert_harmless(&ran);
        }
    }

    #[test]
    fn swapped_lines(first in 0..11_usize, a in 0..400_usize, b in 0..400_usize) {
        let mut lines: Vec<&str> = MATRIX.lines().collect();
        lines.swap(a, b);
        let (folder, path) = scratch("m.yaml", lines.join("\n").as_bytes());
        for ran in ask(first, &path, folder.path()) {
            assert_harmless(&ran);
        }
    }

    #[test]
    fn arbitrary_arguments(args in prop::collection::vec(argument(), 0..7)) {
        let folder = tempfile::tempdir().expect("a folder");
        let ran = own(&args, folder.path());
        for text in [&ran.stdout, &ran.stderr] {
            prop_assert!(!text.contains(is_hostile), "{:?}", text);
        }
    }

    /// A hostile name comes out harmless in every format, and tables stay aligned.
    #[test]
    fn hostile_names(name in hostile(), alias in hostile(), first in 0..5_usize) {
        // An empty name isn't valid.
        prop_assume!(!name.trim().is_empty());
        let text = format!(
            "version: 1\nteams:\n  t: {{ name: {}, aliases: [{}] }}\nsystems:\n  s:\n    name: System\n    owners: {{ system: t }}\n    areas:\n      a: {{ name: Area, primary: t, note: {} }}\n",
            quoted(&name), quoted(&format!("{alias} alias")), quoted(&name),
        );
        let (folder, path) = scratch("m.yaml", text.as_bytes());
        let matrix = format!("--matrix={}", path.display());
        let questions = [&["who", "s", "a"][..], &["who", "s"], &["list", "teams"], &["show", "t"], &["find", "area"]];
        let formats = ["table", "json", "yaml", "csv", "markdown"];
        for (words, format) in questions.into_iter().zip(formats.into_iter().cycle().skip(first)) {
            let ran = own(&[words, &[matrix.as_str(), "--format", format][..]].concat(), folder.path());
            prop_assert_eq!(ran.exit, Exit::Answered, "{}", ran.stderr);
            assert_harmless(&ran);
        }
        let ran = own(&["who", "s", "a", "--field", "primary.name", &matrix], folder.path());
        prop_assert_eq!(ran.stdout.lines().count(), 1, "a name can't forge a line: {:?}", ran.stdout);
        let ran = own(&["who", "s", "a", "--format", "json", &matrix], folder.path());
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        prop_assert_eq!(json["results"][0]["primary"][0]["name"].as_str(), Some(name.as_str()), "JSON keeps the data");
    }
}

/// Words that mean something to `own`, and words that mean nothing to anybody.
fn argument() -> impl Strategy<Value = OsString> {
    let known = prop::sample::select(vec![
        "who",
        "escalate",
        "change",
        "show",
        "list",
        "find",
        "gaps",
        "where",
        "generate",
        "man",
        "help",
        "--help",
        "-h",
        "-V",
        "--version",
        "--system",
        "--area",
        "--topic",
        "--party",
        "--role",
        "--format",
        "json",
        "csv",
        "markdown",
        "yaml",
        "--field",
        "primary.email",
        "--all",
        "--matrix",
        "--color",
        "always",
        "--at",
        "2025-12-18",
        "--elapsed",
        "25m",
        "--since",
        "2026-11-24T02:10:00Z",
        "--level",
        "2",
        "--for",
        "breach",
        "postgres",
        "backup",
        "sqlite",
        "systems",
        "",
        "-",
        "--",
        "=",
        "--system=",
        "completions",
        "bash",
    ]);
    // A lone surrogate half, as Windows may have it, and bytes that aren't UTF-8 have no form in a Rust `String`.
    let bytes = prop::collection::vec(1_u8.., 0..12).prop_map(os_string);
    prop_oneof![4 => known.prop_map(OsString::from), 1 => hostile().prop_map(OsString::from), 1 => bytes]
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// Text with what a matrix should not have in it.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\u{1b}[31m",
        "\u{1b}]0;title\u{7}",
        "\u{9b}2J",
        "\n",
        "\r\n",
        "\t",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{200d}",
        "\u{feff}",
        "\u{ad}",
        "\u{2028}",
        "\u{85}",
        "\u{7f}",
        "数据库",
        "ﷺ",
        "👩‍💻",
        "e\u{301}",
        "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "<script>alert(1)</script>",
        "=cmd()",
        "+1",
        "-1",
        "@x",
        "|",
        "**",
        "`",
        "$(reboot)",
        "\"",
        "'",
        "\\",
        ":",
        "#",
        " ",
        "name",
        "a",
        "\u{e0041}",
        "]]>",
        "[x](javascript:y)",
    ]);
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

/// A text in YAML, with an escape for whatever isn't plain.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    let escaped = |c: char| if plain(c) { c.to_string() } else { format!("\\U{:08x}", u32::from(c)) };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

#[test]
fn bombs_end_in_an_ordinary_error() {
    let mut aliases = String::from("version: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (this, last) in ('b'..='z').zip('a'..) {
        let nine = vec![format!("*{last}"); 9].join(", ");
        writeln!(aliases, "{this}: &{this} [{nine}]").unwrap();
    }
    let deep = [aliases, "{a: ".repeat(120_000), "[".repeat(500_000), "- ".repeat(250_000), "? ".repeat(250_000)];
    for text in deep {
        let (folder, path) = scratch("m.yaml", text.as_bytes());
        let ran = own(&["who", &format!("--matrix={}", path.display())], folder.path());
        assert_eq!(ran.exit, Exit::BadMatrix, "{}", &text[..40]);
        assert!(ran.stderr.contains("m.yaml:"), "says where: {}", ran.stderr);
        assert_harmless(&ran);
    }
}

#[test]
fn paths_that_begin_with_a_dash_are_paths() {
    let (folder, _) = scratch("-m.yaml", MATRIX.as_bytes());
    let ran = own(&["who", "postgres", "backup", "--matrix=-m.yaml"], folder.path());
    assert_eq!(ran.exit, Exit::Answered, "{}", ran.stderr);
}
