//! `own init`: a starter matrix.

use std::io::ErrorKind;
use std::path::PathBuf;

use clap::Args;

use super::output_file::unwritable;
use super::{Failure, Session};
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

pub(super) fn run(args: &Init, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let shown = args.file.display();
    atomic::create(&args.file, STARTER.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::misuse(format!("`{shown}` already exists: name another file, `own init FILE`"))
        }
        _ => unwritable(&args.file, &error),
    })?;
    session.console.note(&format!("wrote {shown}; ask it: own who shop checkout"));
    Ok(Exit::Answered)
}
