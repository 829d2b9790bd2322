//! `own list`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::list::list;

pub(super) fn run(args: &cli::List, session: &mut Session<'_>) -> Result<(), Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = list(matrix, &args.kind)?;
    session.answer(matrix, answer, &args.output)
}
