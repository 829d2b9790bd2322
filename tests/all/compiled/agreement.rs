//! Fast and slow agree.

use std::fs;
use std::path::Path;

use own::Exit;
use proptest::prelude::*;
use serde_json::Value;

use super::matrices::{Choices, asked, line, matrix, question};
use crate::run::{cases, compile, own, with, with_input, words};

/// The YAML, under the name that an answer from the compiled matrix shows.
const YAML: &str = "m.own:m.yaml";

/// Writes a matrix as YAML and compiled.
fn write(yaml: &str, folder: &Path) {
    fs::write(folder.join("m.yaml"), yaml).unwrap();
    compile("m.yaml", "m.own", folder);
    fs::rename(folder.join("m.yaml"), folder.join(YAML)).unwrap();
}

fn agree(args: &[String], folder: &Path) -> Exit {
    let asked = |matrix: &str| own(&[args, &words(&["--matrix", matrix])].concat(), folder);
    let (mut slow, fast) = (asked(YAML), asked("m.own"));
    // Commands to copy name the file.
    slow.stderr = slow.stderr.replace(&format!("--matrix {YAML} "), "--matrix m.own ");
    assert_eq!(slow, fast, "{args:?}\n{}", fs::read_to_string(folder.join(YAML)).unwrap());
    slow.exit
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(16), failure_persistence: None, ..ProptestConfig::default() })]

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
            prop_assert_eq!(completed(YAML), completed("m.own"), "{:?}", line);
        }
    }
}

/// The second question panicked: the children of the first one's systems were remembered.
#[test]
fn a_batch_forgets_the_children_of_the_last_question() {
    let folder = tempfile::tempdir().unwrap();
    let systems = "whole: { name: Whole, areas: { a: { name: A } } }\n  part: { name: Part, part_of: whole }\n  \
        other: { name: Other, areas: { b: { name: B } } }";
    write(&format!("version: 1\nsystems:\n  {systems}\n"), folder.path());
    let batch = words(&["who", "--batch", "--matrix", "m.own"]);
    let answers = with_input(&batch, folder.path(), "whole\tnone\nother\tnone\n".to_owned()).stdout;
    assert!(answers.lines().count() == 2 && answers.contains("Other has no area"), "{answers}");
}

/// A part of the matrix had only one of the two areas, and it answered for both.
#[test]
fn an_area_of_two_systems_is_not_the_only_one_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let of = "areas: { db-backup: { name: DB Backup } }";
    let systems =
        format!("db: {{ name: DB }}\n  shop: {{ name: Shop, part_of: db, {of} }}\n  lake: {{ name: Lake, {of} }}");
    write(&format!("version: 1\nteams: {{ ops: {{ name: Ops }} }}\nsystems:\n  {systems}\n"), folder.path());
    assert_eq!(agree(&words(&["who", "--system=db backup"]), folder.path()), Exit::NothingFits);
    for file in [YAML, "m.own"] {
        let batch = words(&["who", "--batch", "--matrix", file]);
        let answers = with_input(&batch, folder.path(), "db backup\n".to_owned()).stdout;
        assert!(answers.contains("no system is called `db backup`"), "{answers}");
    }
}

/// A part of the matrix had one of the two systems whose names begin so, and its area was proposed.
#[test]
fn an_area_is_proposed_only_of_the_one_system_whose_name_begins_so() {
    let folder = tempfile::tempdir().unwrap();
    let systems = "first: { name: SQL Archive }\n  sql-lite: { name: Lite, areas: { a: { name: One, topic: t } } }\n  \
        third: { name: Third, areas: { b: { name: SQL } } }";
    write(&format!("version: 1\nsystems:\n  {systems}\n"), folder.path());
    assert_eq!(agree(&words(&["who", "--system=SQL, one", "--area=a", "--topic=t"]), folder.path()), Exit::NothingFits);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(8), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn many_questions_are_answered_like_each_of_them(seed in any::<u64>()) {
        let mut choices = Choices(seed);
        let folder = tempfile::tempdir().unwrap();
        let yaml = matrix(&mut choices);
        write(&yaml, folder.path());
        let questions: Vec<Vec<(&str, String)>> = (0..20).map(|_| asked(&mut choices)).collect();
        let line = |question: &Vec<(&str, String)>| {
            let parts = question.iter().map(|(name, text)| ((*name).to_owned(), Value::String(text.clone())));
            Value::Object(parts.collect()).to_string() + "\n"
        };
        for file in [YAML, "m.own"] {
            let batch = words(&["who", "--batch", "--at=2025-06-01", "--matrix", file]);
            let input = questions.iter().map(line).collect();
            let answers = with_input(&batch, folder.path(), input).stdout;
            prop_assert_eq!(answers.lines().count(), questions.len());
            for (question, answer) in questions.iter().zip(answers.lines()) {
                let options = question.iter().map(|(name, text)| format!("--{name}={text}"));
                let others = ["who", "--format=json", "--at=2025-06-01", "--matrix", file].map(str::to_owned);
                let alone = own(&others.into_iter().chain(options).collect::<Vec<_>>(), folder.path());
                let answer: Value = serde_json::from_str(answer).unwrap();
                match answer.get("error") {
                    None => {
                        prop_assert_eq!(alone.exit, Exit::Answered, "{:?}\n{}\n{}", question, alone.stderr, yaml);
                        prop_assert_eq!(serde_json::from_str::<Value>(&alone.stdout).unwrap(), answer);
                    }
                    Some(error) => {
                        prop_assert_eq!(&error["exit"], &Value::from(alone.exit as u8));
                        let mut alone = serde_json::from_str::<Value>(&alone.stderr).unwrap();
                        // The nearest selector would take a look at the whole matrix for each question.
                        if question.iter().any(|(name, _)| *name == "path") && error["hints"] == Value::Array(Vec::new()) {
                            alone["error"]["hints"] = Value::Array(Vec::new());
                        }
                        prop_assert_eq!(alone, answer);
                    }
                }
            }
        }
    }
}

#[test]
fn names_that_change_their_letters_in_lower_case_are_found_in_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = "version: 1\nsystems: { ik: { name: İK }, ab: { name: A and B } }\n\
                changes: { standard: { name: Standard, risk: low, examples: [Log rotation] } }\n";
    write(yaml, folder.path());
    for text in ["log rotation İK", "log rotation a and b", "log rotation A & B", "log rotation"] {
        agree(&words(&["change", text]), folder.path());
    }
}

/// Both runs of a question see the same second.
const AT: &str = "--at=2026-11-25T10:00:00Z";

#[test]
fn the_example_and_the_document_at_hand_agree_with_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for (source, questions) in [
        (
            "matrix.yaml",
            [
                &["who", "postgres", "backup"][..],
                &["show", "postgres"],
                &["escalate", "sqlite"],
                &["change", "schema update"],
            ],
        ),
        (
            "example",
            [
                &["who", "booking"],
                &["who", "booking-db", "backup"],
                &["rota", "platform", "--from=2026-11-25T00:00:00Z", "--format=csv"],
                &["escalate", "booking-db"],
            ],
        ),
    ] {
        let copy = format!("m.own:{source}");
        for name in [source, &copy] {
            let copied =
                std::process::Command::new("cp").arg("-r").args([data.join(source), folder.path().join(name)]).status();
            assert!(copied.unwrap().success());
        }
        compile(source, "m.own", folder.path());
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
            let asked =
                |matrix: &str| own(&[&words(question)[..], &words(&[AT, "--matrix", matrix])].concat(), folder.path());
            let (slow, fast) = (asked(&copy), asked("m.own"));
            assert_ne!(slow.exit, Exit::BadMatrix);
            assert_eq!(slow, fast, "{question:?}");
        }
    }
}
