//! `own gaps`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::query::gaps::{Gaps, Question, gaps};

pub(super) fn run(args: cli::Gaps, session: &mut Session<'_>) -> Result<(), Failure> {
    let question = Question { system: args.system, without: args.without, today: Some(session.today()) };
    let (matrix, answer) = session.ask(&question.scope(), |matrix| gaps(matrix, &question), |_| true)?;
    match answer {
        Gaps::Coverage(answer) => session.answer(matrix, *answer, &args.output),
        Gaps::Without(answer) => session.answer(matrix, *answer, &args.output),
    }
}
