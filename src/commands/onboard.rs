//! `own onboard`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use super::{Failure, Names, Output, Session, date};
use crate::Exit;
use crate::matrix::Scope;
use crate::query::onboard::{Question, onboard};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own onboard backend --from 2026-01-05
  own onboard db-admin-lead")]
pub(crate) struct Onboard {
    /// The role or the team of the newcomer; several words need no quotes
    #[arg(value_name = "PARTY", required = true, value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Vec<String>,
    /// The first day of the first week; without it the weeks have no dates
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Onboard, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let question = Question { party: args.party.join(" "), from: args.from };
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = onboard(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
