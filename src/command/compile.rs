//! `own compile`: a matrix in the form that is asked fastest.

use super::failure::Failure;
use super::file::replace_with;
use super::session::Session;
use crate::cli;

pub(super) fn run(args: cli::Compile, session: &mut Session<'_>) -> Result<(), Failure> {
    session.spare(args.path.clone(), &args.output)?;
    let matrix = session.compilable(args.path)?;
    let shown = args.output.display().to_string();
    let written = replace_with(&args.output, |file| matrix.write(file));
    written.map_err(|error| Failure::Usage(format!("can't write `{shown}`: {error}")))?;
    session.note(&format!("wrote {shown}"));
    Ok(())
}
