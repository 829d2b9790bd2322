//! `own compile`: a matrix in the form that is asked fastest.

use super::file::replace_with;
use super::session::{Failure, Session};
use crate::cli;
use crate::source;

pub(super) fn run(args: cli::Compile, session: &mut Session<'_>) -> Result<(), Failure> {
    let survey = session.survey(args.path)?;
    if !survey.faults.is_empty() {
        return Err(session.refused(&survey.into_report()));
    }
    let shown = args.output.display().to_string();
    let written = replace_with(&args.output, |file| source::compile(&survey.matrix, file));
    written.map_err(|error| Failure::Usage(format!("can't write `{shown}`: {error}")))?;
    session.note(&format!("wrote {shown}"));
    Ok(())
}
