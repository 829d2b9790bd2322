//! `own init`: a first matrix, with the names that a person types, or a starter to change.

use std::borrow::Cow;
use std::fs::{self, Metadata};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use super::output_file::unwritable;
use super::{Args, Failure, Session};
use crate::check::{self, Beside, Settings};
use crate::diagnostic::Severity;
use crate::query::things::slug;
use crate::source::{self, SourceFile, Sources};
use crate::text::name::is_id;
use crate::text::shell;
use crate::{Exit, atomic};

/// The file that is found without being named.
const FILE: &str = "ownership.yaml";

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own init
  own init ownership/shop.yaml")]
pub(crate) struct Init {
    /// The file to write, with its folders; it must not exist yet, or be empty
    #[arg(value_name = "FILE", default_value = FILE, value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
}

const STARTER: &str = include_str!("../../data/starter.yaml");
/// A matrix with names to fill in.
const FIRST: &str = include_str!("../../data/first.yaml");

/// The questions, each with the answer that an empty line stands for.
const QUESTIONS: [(&str, &str); 3] =
    [("Your organisation", "Example"), ("Your first system", "Web Shop"), ("The team that owns it", "Web Team")];

pub(super) fn run(args: &Init, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if args.file == Path::new("-") {
        return Err(Failure::misuse(
            "`own init` writes a file: name it, `own init FILE`, or `./-` if that is its name",
        ));
    }
    let shown = args.file.display();
    let exists = |path: &Path| {
        Failure::misuse(format!("`{}` already exists: name another file, `own init FILE`", path.display()))
    };
    // The message about an empty matrix names this command.
    let is_empty = |there: &Metadata| there.is_file() && there.len() == 0;
    let there = args.file.symlink_metadata().ok();
    if there.as_ref().is_some_and(|there| !is_empty(there)) {
        return Err(exists(&args.file));
    }
    if let Some(twin) = source::twin(&args.file) {
        return Err(exists(&twin));
    }
    let (matrix, question) = if session.is_dialogue() {
        // Before the questions rather than behind them: the file, or the first of its folders that is missing.
        let is_there = |folder: &Path| folder.as_os_str().is_empty() || folder.exists();
        let first = args.file.ancestors().find(|path| path.parent().is_none_or(is_there)).unwrap_or(&args.file);
        atomic::can_create(first).map_err(|error| unwritable(&args.file, &error))?;
        let (matrix, system) = asked(session)?;
        (Cow::Owned(matrix), format!("{system}; its `accept` lists what is missing"))
    } else {
        (Cow::Borrowed(STARTER), "shop checkout".to_owned())
    };
    if let Some(folder) = args.file.parent().filter(|folder| !folder.exists()) {
        fs::create_dir_all(folder).map_err(|error| unwritable(&args.file, &error))?;
    }
    let write = if there.is_some() { atomic::replace } else { atomic::create };
    write(&args.file, matrix.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(&args.file),
        _ => unwritable(&args.file, &error),
    })?;
    // Another file, or another matrix that is named, isn't the one that is found here.
    let is_found = args.file == Path::new(FILE) && session.variable("OWN_MATRIX").is_none_or(|named| named.is_empty());
    let named = if is_found { String::new() } else { format!("--matrix {} ", shell::word(&shown.to_string())) };
    session.console.note(&format!("wrote {shown}; ask it: own {named}who {question}"));
    Ok(Exit::Answered)
}

/// A matrix with the names that the user types, and the id of its system.
fn asked(session: &mut Session<'_>) -> Result<(String, String), Failure> {
    let mut lines = BufReader::new(session.stdin());
    let mut names = QUESTIONS.map(|(_, default)| default.to_owned());
    for (number, (question, default)) in QUESTIONS.into_iter().enumerate() {
        loop {
            session.console.write(&format!("{question} [{default}]: "))?;
            session.console.flush()?;
            let mut line = Vec::new();
            if lines.read_until(b'\n', &mut line)? == 0 {
                return Err(Failure::misuse("nothing was written: three answers are needed"));
            }
            let line = String::from_utf8_lossy(&line);
            let name = if line.trim().is_empty() { default } else { line.trim() };
            name.clone_into(&mut names[number]);
            if !name.contains(char::is_control) && passes(&filled(&names), session)? {
                break;
            }
            session.console.write("That can't be a name here; try another.\n")?;
        }
    }
    Ok((filled(&names), id(&names[1], "system")))
}

/// The matrix with the answers.
fn filled([organisation, system, team]: &[String; 3]) -> String {
    let mut matrix = FIRST.replace("{TEAM_ID}", &id(team, "team")).replace("{SYSTEM_ID}", &id(system, "system"));
    // The quotes of JSON are YAML's. No name can be taken for another place: each has quotes around it.
    for (place, name) in [("TITLE", &format!("Ownership at {organisation}")), ("TEAM", team), ("SYSTEM", system)] {
        matrix = matrix.replace(&format!(": {{{place}}}\n"), &format!(": {}\n", serde_json::json!(name)));
    }
    matrix
}

/// Checks whether `own check` passes a matrix.
fn passes(matrix: &str, session: &Session<'_>) -> Result<bool, Failure> {
    let survey = source::surveyed(Sources(vec![SourceFile::new(FILE, matrix)]));
    let today = session.today(&survey.matrix)?;
    let found = check::check(&survey, &Settings::default(), today, &Beside::default());
    Ok(found.iter().all(|finding| finding.severity == Severity::Note))
}

/// An id for a name, or another one where the name has no letters for it, or the YAML means something else by it.
fn id(name: &str, instead: &str) -> String {
    let is_text = |id: &str| serde_saphyr::from_str::<bool>(id).is_err() && id != "null";
    Some(slug(name)).filter(|id| is_id(id) && is_text(id)).unwrap_or_else(|| instead.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::ffi::OsString;

    use crate::text::sanitize::hostile;
    use crate::{Exit, Host};
    use proptest::prelude::*;

    /// The matrix that `own init` writes on a terminal after some answers, and what it prints.
    fn written(answers: &str) -> (String, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("m.yaml");
        // The error of an empty matrix names `own init`, which once refused to fill it.
        std::fs::write(&file, "").unwrap();
        let answers = answers.to_owned();
        let host = Host {
            variable: Box::new(|_| None),
            current_dir: Ok(folder.path().to_owned()),
            config_dir: Box::new(|| None),
            stdin: Box::new(move || Box::new(std::io::Cursor::new(answers.clone()))),
            stdin_is_terminal: Box::new(|| true),
            cache_dir: Box::new(|| None),
            stdout_is_terminal: true,
            stderr_is_terminal: false,
            size: Box::new(|| None),
        };
        let arguments = [OsString::from("own"), "init".into(), file.clone().into()];
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let exit = crate::run(arguments, &host, &mut stdout, &mut stderr);
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(exit == Exit::Answered, !text.is_empty());
        if exit == Exit::Answered {
            let arguments = ["own", "check"].map(OsString::from).into_iter().chain([file.into()]);
            let (mut found, mut said) = (Vec::new(), Vec::new());
            let exit = crate::run(arguments, &host, &mut found, &mut said);
            assert_eq!(exit, Exit::Answered, "{text}\n{}", String::from_utf8_lossy(&found));
        }
        (text, String::from_utf8([stdout, stderr].concat()).unwrap())
    }

    #[test]
    fn three_answers_are_a_matrix() {
        let (matrix, said) = written("Acme\nOrder Service\n\n");
        for line in ["title: \"Ownership at Acme\"", "  order-service:\n    name: \"Order Service\"", "  web-team:"] {
            assert!(matrix.contains(line), "{matrix}");
        }
        assert!(said.contains("The team that owns it [Web Team]: "), "{said}");
        assert!(said.contains("who order-service; its `accept` lists what is missing\n"), "{said}");
        let (matrix, _) = written("Acme\nNull\nTrue\n");
        assert!(matrix.contains("  system:\n    name: \"Null\"\n") && matrix.contains("  team:\n"), "{matrix}");
        for refused in ["nobody", "TBD", "?", "a\u{1b}[A", "\u{fffe}", &"long ".repeat(300)] {
            let (matrix, said) = written(&format!("Acme\n{refused}\nOrders\n\n"));
            assert!(matrix.contains("  orders:\n") && said.contains("try another"), "{refused}: {said}");
        }
        let (matrix, said) = written("Acme\n");
        assert!(matrix.is_empty() && said.contains("nothing was written"), "{said}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_names_are_a_matrix_that_passes_the_check(names in prop::collection::vec(hostile::text(), 3)) {
            let lines = names.iter().map(|name| name.replace(['\n', '\r'], " ") + "\n");
            // A refused name is asked again, and an empty line is always accepted.
            let (matrix, _) = written(&(lines.collect::<String>() + "\n\n\n"));
            prop_assert!(!matrix.is_empty());
        }
    }
}
