//! `own duties`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::query::duties::{Question, duties};

pub(super) fn run(args: cli::Duties, session: &mut Session<'_>) -> Result<(), Failure> {
    let question =
        Question { party: args.party, of_role: args.of_role, system: args.system, every: args.every, kind: args.kind };
    let (matrix, answer) = session.ask(&question.scope(), |matrix| duties(matrix, &question), |_| true)?;
    session.answer(matrix, answer, &args.output)
}
