//! `own blame`.

use super::log::{Typing, resolved};
use super::{Args, Exit, Failure, Output, Session, Target};
use crate::query::Answer;
use crate::query::diff;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own blame postgres
  own blame postgres backup",
    after_help = "More examples:
  own blame postgres --format csv

The history is that of HEAD, or of --rev, along the first parents."
)]
pub(crate) struct Blame {
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Blame, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let (system, area) = args.target.into_parts(false)?;
    let typing = Typing { system: system.as_deref(), area: area.as_deref(), party: None };
    let (located, revision) = session.start()?;
    let (matrix, asked) = resolved(&typing, &located, session)?;
    let Some(system) = asked.system.clone() else {
        return Err(Failure::misuse("name a system: own blame SYSTEM"));
    };
    let history = session.history(&revision, &asked.subject())?;
    let moment = session.moment(matrix)?;
    let blame = diff::blame(matrix, system, asked.area.as_ref(), &history.commits, &moment);
    session.answer(matrix, Answer::new("blame", vec![blame], diff::caveats(&history)), &args.output)
}
