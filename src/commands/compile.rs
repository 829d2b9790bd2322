//! `own compile`: a matrix in its compiled form.

use std::path::PathBuf;

use super::output_file::{replace, spare_others};
use super::{Args, Exit, Failure, Session};
use crate::compiled::MAGIC;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own compile -o matrix.own
  own compile ownership/ -o /srv/own/matrix.own",
    after_help = "Use FILE like the YAML: --matrix FILE, or OWN_MATRIX. Only the version of own that wrote it can read it. Trust it like a program: its checksums find damage, not malice. On a single machine you don't need it, because own caches the compiled matrix by itself."
)]
pub(crate) struct Compile {
    /// A YAML file, or a folder of them, instead of the matrix that `own where` shows
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// The file to write, completely or not at all
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: PathBuf,
    /// Replace FILE even if own didn't write it
    #[arg(long)]
    pub force: bool,
}

pub(super) fn run(args: Compile, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.spare(args.path.clone(), &args.output)?;
    spare_others(&args.output, args.force, "own compile", |bytes| bytes.starts_with(&MAGIC))?;
    let bytes = session.compile(args.path)?;
    replace(&args.output, &bytes)?;
    session.console.note(&format!("wrote {}", args.output.display()));
    Ok(Exit::Answered)
}
