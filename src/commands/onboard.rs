//! `own onboard`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::matrix::Scope;
use crate::query::Typed;
use crate::query::onboard::{Newcomer, onboard};

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own onboard backend --from 2026-01-05
  own onboard db-admin-lead")]
pub(crate) struct Onboard {
    /// The role or the team of the newcomer; several words need no quotes
    #[arg(value_name = "PARTY", required = true, value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Vec<String>,
    /// The first day of the first week; without it the weeks have no dates
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<Typed>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Onboard, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    let from = args.from.as_ref().map(|from| session.clock().date(Some(from), matrix)).transpose()?;
    let question = Newcomer { party: args.party.join(" "), from };
    let answer = onboard(&session.current(matrix), &question)?;
    session.answer(matrix, answer, &args.output)
}
