//! `own where`: which matrix is asked.

use super::session::{Failure, Session};
use crate::cli;
use crate::matrix::{Matrix, Scope};
use crate::query::whence::whence;

pub(super) fn run(args: &cli::Where, session: &mut Session<'_>) -> Result<(), Failure> {
    let located = session.located()?;
    // Where it would come from can be told even if it is broken.
    let matrix = session.matrix(&Scope::WithoutSystems);
    let answer = whence(&located, session.compiled(&located).as_ref(), matrix.is_ok());
    session.answer(matrix.unwrap_or(&Matrix::default()), answer, &args.output)
}
