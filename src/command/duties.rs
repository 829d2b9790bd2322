//! `own duties`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::duties::{Question, duties};

pub(super) fn run(args: cli::Duties, session: &mut Session<'_>) -> Result<(), Failure> {
    let question =
        Question { party: args.party, of_role: args.of_role, system: args.system, every: args.every, kind: args.kind };
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = duties(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
