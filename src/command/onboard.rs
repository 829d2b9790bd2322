//! `own onboard`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::onboard::{Question, onboard};

pub(super) fn run(args: &cli::Onboard, session: &mut Session<'_>) -> Result<(), Failure> {
    let question = Question { party: args.party.join(" "), from: args.from };
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = onboard(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
