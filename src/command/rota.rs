//! `own rota`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::rota::{Question, rota};

pub(super) fn run(args: cli::Rota, session: &mut Session<'_>) -> Result<(), Failure> {
    let clock = session.clock(args.zone);
    let question = Question { party: args.party.join(" "), from: args.from, days: args.days, clock };
    let matrix = session.matrix(&Scope::WithoutSystems)?;
    let answer = rota(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
