//! `own rota`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::{Failure, Names, Output, Session};
use crate::Exit;
use crate::matrix::Scope;
use crate::query::moment::Typed;
use crate::query::rota::{TurnSpan, rota};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own rota db-admin
  own rota db-admin --from \"mon 09:00\" --days 30
  own rota anke --from 2026-12-01
  own rota db-admin --field shifts.name --all")]
pub(crate) struct Rota {
    /// A team or another party, or a person who takes turns; several words need no quotes
    #[arg(value_name = "NAME", required = true, value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Vec<String>,
    /// The start: a time like that of --at; default: now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub from: Option<Typed>,
    /// The number of days
    #[arg(long, value_name = "N", default_value = "14", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub days: u32,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Rota, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let clock = session.clock();
    let question = TurnSpan { party: args.party.join(" "), from: args.from, days: args.days, clock };
    let matrix = session.matrix(&Scope::WithoutSystems)?;
    let answer = rota(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
