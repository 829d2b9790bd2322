//! `own init`: a starter matrix.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::Args;

use super::{Failure, Session};
use crate::Exit;

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE", default_value = "ownership.yaml", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
}

const STARTER: &str = include_str!("../../data/starter.yaml");

pub(super) fn run(args: &Init, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let shown = args.file.display();
    // `create_new` never overwrites a file, even if it appears in the meantime.
    let write = || File::create_new(&args.file).and_then(|mut file| file.write_all(STARTER.as_bytes()));
    write().map_err(|error| {
        Failure::misuse(if error.kind() == ErrorKind::AlreadyExists {
            format!("`{shown}` already exists: name another file, `own init FILE`")
        } else {
            format!("can't write `{shown}`: {error}")
        })
    })?;
    session.console.note(&format!("wrote {shown}; ask it: own who shop checkout"));
    Ok(Exit::Answered)
}
