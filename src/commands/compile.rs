//! `own compile`: a matrix in its compiled form.

use std::path::PathBuf;

use clap::Args;

use super::output_file::replace;
use super::{Failure, Session};
use crate::Exit;

#[derive(Debug, Args)]
#[command(
    after_help = "Use FILE like the YAML: --matrix FILE, or OWN_MATRIX. Only the version of own that wrote it can read it. Trust it like a program: its checksums find damage, not malice. On a single machine you don't need it, because own caches the compiled matrix by itself.

Examples:
  own compile -o matrix.own
  own compile ownership/ -o /srv/own/matrix.own"
)]
pub(crate) struct Compile {
    /// A YAML file, or a folder of them, instead of the matrix that `own where` shows
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// The file to write, completely or not at all
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: PathBuf,
}

pub(super) fn run(args: Compile, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.spare(args.path.clone(), &args.output)?;
    let bytes = session.compile(args.path)?;
    let shown = args.output.display().to_string();
    let written = replace(&args.output, &bytes);
    written.map_err(|error| Failure::misuse(format!("can't write `{shown}`: {error}")))?;
    session.console.note(&format!("wrote {shown}"));
    Ok(Exit::Answered)
}
