//! `own who`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::query::who::{Question, Who, who};

pub(super) fn run(args: cli::Who, session: &mut Session<'_>) -> Result<(), Failure> {
    if args.batch {
        return super::batch::run(args.when, session);
    }
    let (system, area) = args.target.into_parts().map_err(Failure::Usage)?;
    let clock = session.clock(args.when.zone);
    let question =
        Question { system, area, topic: args.topic, party: args.party, role: args.role, at: args.when.at, clock };
    let matrix = session.matrix(&question.scope())?;
    match who(matrix, &question)? {
        Who::Rows(answer) => session.answer(matrix, answer, &args.output),
        Who::Owners(answer) => session.answer(matrix, answer, &args.output),
        Who::System(answer) => session.answer(matrix, *answer, &args.output),
    }
}
