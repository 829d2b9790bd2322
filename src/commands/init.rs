//! `own init`: a first matrix, with the names that a person types, or a starter to change.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::PathBuf;

use clap::Args;

use super::output_file::unwritable;
use super::{Failure, Session};
use crate::query::things::slug;
use crate::text::name::is_id;
use crate::{Exit, atomic};

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own init
  own init ownership/shop.yaml")]
pub(crate) struct Init {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE", default_value = "ownership.yaml", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
}

const STARTER: &str = include_str!("../../data/starter.yaml");
/// A matrix with names to fill in.
const FIRST: &str = include_str!("../../data/first.yaml");

pub(super) fn run(args: &Init, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let shown = args.file.display();
    let exists = || Failure::misuse(format!("`{shown}` already exists: name another file, `own init FILE`"));
    if args.file.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let (matrix, question) = if session.is_dialogue() {
        let (matrix, system) = asked(session)?;
        (Cow::Owned(matrix), format!("own who {system}; it says itself what is missing"))
    } else {
        (Cow::Borrowed(STARTER), "own who shop checkout".to_owned())
    };
    atomic::create(&args.file, matrix.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(),
        _ => unwritable(&args.file, &error),
    })?;
    session.console.note(&format!("wrote {shown}; ask it: {question}"));
    Ok(Exit::Answered)
}

/// A matrix with the names that the user types, and the id of its system.
fn asked(session: &mut Session<'_>) -> Result<(String, String), Failure> {
    let mut lines = BufReader::new(session.stdin());
    let mut ask = |question: &str, default: &str| {
        session.console.write(&format!("{question} [{default}]: "))?;
        session.console.flush()?;
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Err(Failure::misuse("nothing was written: three answers are needed"));
        }
        // Keys such as the arrows send control characters.
        line.retain(|char| !char.is_control());
        Ok(if line.trim().is_empty() { default.to_owned() } else { line.trim().to_owned() })
    };
    let organisation = ask("Your organisation", "Example")?;
    let system = ask("Your first system", "Web Shop")?;
    let team = ask("The team that owns it", "Web Team")?;
    let (system_id, team_id) = (id(&system, "system"), id(&team, "team"));
    let names = [("TITLE", format!("Ownership at {organisation}")), ("TEAM", team), ("SYSTEM", system)];
    let mut matrix = FIRST.replace("{TEAM_ID}", &team_id).replace("{SYSTEM_ID}", &system_id);
    // The quotes of JSON are YAML's. No name can be taken for another place: each has quotes around it.
    for (place, name) in names.iter().rev() {
        matrix = matrix.replace(&format!(": {{{place}}}\n"), &format!(": {}\n", serde_json::json!(name)));
    }
    Ok((matrix, system_id))
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
        assert!(said.contains("ask it: own who order-service; it says itself what is missing\n"), "{said}");
        let (matrix, _) = written("Acme\nNull\nTrue\n");
        assert!(matrix.contains("  system:\n    name: \"Null\"\n") && matrix.contains("  team:\n"), "{matrix}");
        let (matrix, said) = written("Acme\n");
        assert!(matrix.is_empty() && said.contains("nothing was written"), "{said}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_names_are_a_matrix_that_passes_the_check(names in prop::collection::vec(hostile::text(), 3)) {
            let names = names.into_iter().map(|name| format!("Team {}", name.replace(['\n', '\r'], " "))).collect::<Vec<_>>();
            let (matrix, _) = written(&(names.join("\n") + "\n{SYSTEM}\n"));
            prop_assert!(!matrix.is_empty());
        }
    }
}
