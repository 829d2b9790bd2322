//! `own rota`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::diff::side;
use super::{Failure, Names, Output, Session};
use crate::Exit;
use crate::matrix::Scope;
use crate::query::diff::moves;
use crate::query::moment::Typed;
use crate::query::rota::{TurnSpan, rota};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own rota db-admin
  own rota db-admin --from \"mon 09:00\" --days 30
  own rota anke --from 2026-12-01
  own rota db-admin --against HEAD
  own rota db-admin --field shifts.name --all")]
pub(crate) struct Rota {
    /// A team or another party, or a person who takes turns; several words need no quotes
    #[arg(value_name = "NAME", required_unless_present = "against", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Vec<String>,
    /// Show only the shifts that move, against the matrix of a revision, a date or a path
    #[arg(long, value_name = "REV|FILE", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true, conflicts_with = "from")]
    pub against: Option<String>,
    /// The start: a time like that of --at; default: now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub from: Option<Typed>,
    /// The number of days [default: 14; 90 with --against]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub days: Option<u32>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Rota, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let clock = session.clock();
    let party = args.party.join(" ");
    if let Some(against) = &args.against {
        let scope = Scope::WithoutSystems;
        let (old, new) = (side(Some(against), &scope, session)?, side(None, &scope, session)?);
        let matrix = new.0;
        let party = Some(party.as_str()).filter(|party| !party.is_empty());
        return session.answer(matrix, moves(old, new, party, &clock, args.days)?, &args.output);
    }
    let question = TurnSpan { party, from: args.from, days: args.days.unwrap_or(14), clock };
    let matrix = session.matrix(&Scope::WithoutSystems)?;
    let answer = rota(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
