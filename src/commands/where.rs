//! `own where`: which matrix is used, and what would make `own` work better.

use super::{Args, Exit, Failure, Output, Session, doctor};
use crate::matrix::{Matrix, Scope};
use crate::query::locate::locate;

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own where
  own where --field place")]
pub(crate) struct Where {
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Where, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let located = session.located()?;
    let compiled = session.compiled(&located);
    // Only this command reports damage in an explicitly compiled file before a question needs the damaged part.
    let by_hand = compiled.as_ref().is_some_and(|compiled| compiled.current.is_none());
    let scope = if by_hand { Scope::Whole } else { Scope::WithoutSystems };
    // Shows the location even of a broken matrix.
    let matrix = session.matrix(&scope);
    let checkups = doctor::checkups(&located, session);
    let answer = locate(&located, compiled.as_ref(), checkups, matrix.is_ok());
    session.answer(matrix.unwrap_or(&Matrix::default()), answer, &args.output)
}
