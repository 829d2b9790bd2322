//! Output that ends up in the log of a CI job, which obeys some lines.

use std::fs;

use own::Exit;

use crate::run::{own, words};

/// Every text of it would be a command.
const MATRIX: &str = "\
version: 1
document: { organisation: \"::error::organisation\", title: \"##[error]title\" }
teams:
  t: { name: \"::error::team\", contacts: { \"::label::\": \"##[error]chat\" }, on_call: { cover: 24/7 } }
  u: { name: \"##vso[task.x]team\" }
systems:
  s:
    name: \"  ::warning::system\"
    description: \"::a::\\n::b::\\n ##[group]c\"
    owners: { \"::role::\": t }
    areas:
      a: { name: \"::notice::area\", primary: t, secondary: u, note: \"C:\\\\n\\n::stop::\" }
changes:
  standard: { name: \"::error::category\", risk: low, examples: [\"::add-mask::word\"] }
";
/// Its lines are commands too.
const BROKEN: &str = "\
version: 1
teams:
  ::error::t: { name: T, on_call: { cover: 24x7 } }
  ##[error]u
  u: { nam: \"##[error]x\" }
   ::warning::v: { lead: nobody }
";

/// Lines that a CI system would obey.
fn obeyed(log: &str) -> Vec<&str> {
    let is_command =
        |line: &&str| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[");
    log.lines().filter(is_command).collect()
}

#[test]
fn no_text_of_a_matrix_is_a_command() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("m.yaml"), MATRIX).unwrap();
    let commands: [&[&str]; 15] = [
        &["who", "s", "a"],
        &["who", "s", "--full"],
        &["who", "::nobody::"],
        &["show", "s"],
        &["show", "t"],
        &["list", "systems"],
        &["list", "parties"],
        &["find", "error"],
        &["change", "::add-mask::word"],
        &["escalate", "s", "a"],
        &["gaps"],
        &["check"],
        &["where"],
        &["##[error]"],
        &["::error::"],
    ];
    let mut answered = 0;
    for command in commands {
        for format in ["table", "json", "yaml", "csv", "markdown"] {
            let ran = own(&words(&[command, &["--format", format, "--matrix", "m.yaml"]].concat()), folder.path());
            answered += u32::from(!ran.stdout.is_empty());
            for text in [&ran.stdout, &ran.stderr] {
                assert!(obeyed(text).is_empty(), "{command:?} as {format}: {:?}", obeyed(text));
            }
        }
    }
    assert!(answered > 50, "{answered}");
    let document = own(&words(&["render", "markdown", "--matrix", "m.yaml"]), folder.path()).stdout;
    assert!(document.contains("::warning::system") && obeyed(&document).is_empty(), "{:?}", obeyed(&document));
    let github = own(&words(&["check", "--format", "github", "--matrix", "m.yaml"]), folder.path()).stdout;
    assert!(github.starts_with("::") && !github.contains("##[") && !github.contains("##vso["), "{github}");
}

#[test]
fn no_line_of_a_broken_matrix_is_a_command() {
    let folder = tempfile::tempdir().unwrap();
    for text in [BROKEN, &MATRIX.replace("  u: {", "  u: { nam: X,"), &MATRIX.replace("cover: 24/7", "cover: 24x7")] {
        fs::write(folder.path().join("m.yaml"), text).unwrap();
        for words in [&["check"][..], &["check", "--fix"], &["who", "s"], &["check", "--format=json"]] {
            let ran = own(&[words, &["--matrix", "m.yaml"]].concat(), folder.path());
            assert_ne!(ran.exit, Exit::Answered, "{words:?}");
            for text in [&ran.stdout, &ran.stderr] {
                assert!(obeyed(text).is_empty(), "{words:?}: {:?}", obeyed(text));
            }
        }
    }
}

#[test]
fn a_field_is_a_line_or_raw() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("m.yaml"), MATRIX).unwrap();
    let ask = |options: &[&str]| {
        own(&[&["who", "s", "a", "--matrix", "m.yaml", "--field", "note"], options].concat(), folder.path()).stdout
    };
    assert_eq!(ask(&[]), "C:\\\\n\\n::stop::\n");
    for null in ["--null", "-0"] {
        assert_eq!(ask(&[null]), "C:\\n\n::stop::\0");
    }
    let all = ["list", "parties", "--matrix", "m.yaml", "--field", "name"];
    assert_eq!(own(&all, folder.path()).stdout, "\\u{3a}:error::team\n#\\u{23}vso[task.x]team\n");
    assert_eq!(own(&[&all[..], &["-0"]].concat(), folder.path()).stdout, "::error::team\0##vso[task.x]team\0");
}
