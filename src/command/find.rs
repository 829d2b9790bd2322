//! `own find`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::find::find;

pub(super) fn run(args: &cli::Find, session: &mut Session<'_>) -> Result<(), Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = find(matrix, &args.text.join(" "))?;
    session.answer(matrix, answer, &args.output)
}
