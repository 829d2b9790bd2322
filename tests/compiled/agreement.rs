//! Fast and slow agree.

use std::fs;
use std::path::Path;

use own::Exit;
use proptest::prelude::*;

use crate::matrices::{Choices, line, matrix, question};
use crate::run::{compile, own, with, words};

/// Writes a matrix as YAML and compiled.
fn write(yaml: &str, folder: &Path) {
    fs::write(folder.join("m.yaml"), yaml).unwrap();
    compile("m.yaml", "m.own", folder);
}

fn agree(args: &[String], folder: &Path) -> Exit {
    let asked = |matrix: &str| own(&[args, &words(&["--matrix", matrix])].concat(), folder);
    let (slow, fast) = (asked("m.yaml"), asked("m.own"));
    assert_eq!(slow, fast, "{args:?}");
    slow.exit
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn questions_are_answered_alike(seed in any::<u64>()) {
        let mut choices = Choices(seed);
        let folder = tempfile::tempdir().unwrap();
        let yaml = matrix(&mut choices);
        write(&yaml, folder.path());
        let exits: Vec<Exit> = (0..40).map(|_| agree(&question(&mut choices), folder.path())).collect();
        prop_assert!(!exits.contains(&Exit::BadMatrix), "{yaml}");
    }

    #[test]
    fn lines_are_completed_alike(seed in any::<u64>()) {
        let mut choices = Choices(seed);
        let folder = tempfile::tempdir().unwrap();
        write(&matrix(&mut choices), folder.path());
        for _ in 0..30 {
            let line = line(&mut choices);
            let completed = |matrix: &str| {
                let matrix = folder.path().join(matrix).display().to_string();
                let args = [&words(&["--"]), &line[..]].concat();
                with(&args, folder.path(), &[("COMPLETE", "fish"), ("OWN_MATRIX", &matrix)], None)
            };
            prop_assert_eq!(completed("m.yaml"), completed("m.own"), "{:?}", line);
        }
    }
}

#[test]
fn the_example_and_the_document_at_hand_agree_with_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for (source, questions) in [
        ("matrix.yaml", [&["who", "postgres", "backup"][..], &["escalate", "sqlite"], &["change", "schema update"]]),
        (
            "example",
            [&["who", "booking"], &["rota", "platform", "--from=2026-11-25T00:00Z"], &["escalate", "booking-db"]],
        ),
    ] {
        let source = data.join(source).display().to_string();
        compile(&source, "m.own", folder.path());
        let others: [&[&str]; 8] = [
            &["list", "systems"],
            &["gaps"],
            &["sla"],
            &["duties"],
            &["find", "data"],
            &["render", "markdown"],
            &["render", "html"],
            &["who", "--topic", "backup", "--format", "json"],
        ];
        for question in questions.into_iter().chain(others) {
            let asked = |matrix: &str| {
                own(
                    &[&words(question)[..], &words(&["--as-of=2026-11-25", "--matrix", matrix])].concat(),
                    folder.path(),
                )
            };
            let (slow, fast) = (asked(&source), asked("m.own"));
            assert_ne!(slow.exit, Exit::BadMatrix);
            assert_eq!(slow, fast, "{question:?}");
        }
    }
}
