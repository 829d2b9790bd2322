//! `own rota`.

use super::diff::side;
use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::matrix::Scope;
use crate::query::diff::moves;
use crate::query::rota::{TurnSpan, TypedMonth, fairness, rota};
use crate::query::{Typed, resolve};
use crate::source::git;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own rota db-admin
  own rota db-admin --from \"mon 09:00\" --days 30",
    after_help = "More examples:
  own rota anke --from 2026-12-01
  own rota --me --month
  own rota db-admin --month 2026-12
  own rota db-admin --fairness --from 2026-01-01
  own rota db-admin --against HEAD
  own rota db-admin --field shifts.name --all"
)]
pub(crate) struct Rota {
    /// A team or another party, or a person who takes turns; several words need no quotes
    #[arg(value_name = "NAME", required_unless_present_any = ["against", "me"], value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Vec<String>,
    /// Your own turns: you are the person with the e-mail address of `git config user.email`
    #[arg(long, conflicts_with = "party")]
    pub me: bool,
    /// Show a month as a calendar; default: this month
    #[arg(long, value_name = "YYYY-MM", num_args = 0..=1, default_missing_value = "this", conflicts_with_all = ["against", "from", "days"])]
    pub month: Option<TypedMonth>,
    /// Count hours, nights (midnight to 06:00), weekends and holidays of each person in the rotas, from today for a year
    #[arg(long, conflicts_with_all = ["against", "month"])]
    pub fairness: bool,
    /// Show only the shifts that move, against the matrix of a revision, a date or a path
    #[arg(long, value_name = "REV|FILE", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true, conflicts_with = "from")]
    pub against: Option<String>,
    /// The start: a time like that of --at; default: now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub from: Option<Typed>,
    /// The number of days [default: 14; 90 with --against; 365 with --fairness]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub days: Option<u32>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Rota, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let clock = session.clock();
    let party = if args.me { me(session)? } else { args.party.join(" ") };
    if let Some(against) = &args.against {
        let scope = Scope::WithoutSystems;
        let (old, new) = (side(Some(against), &scope, session)?, side(None, &scope, session)?);
        let matrix = new.0;
        let party = Some(party.as_str()).filter(|party| !party.is_empty());
        return session.answer(matrix, moves(old, new, party, &clock, args.days)?, &args.output);
    }
    let days = args.days.unwrap_or(if args.fairness { 365 } else { 14 });
    let question = TurnSpan { party, from: args.from, days, month: args.month, clock };
    let scope = Scope::WithoutSystems;
    if args.fairness {
        let (matrix, answer) = session.ask(&scope, |matrix| fairness(matrix, &question), |_| true)?;
        return session.answer(matrix, answer, &args.output);
    }
    let (matrix, answer) = session.ask(&scope, |matrix| rota(matrix, &question), |_| true)?;
    session.answer(matrix, answer, &args.output)
}

/// The id of the person whose e-mail address git knows.
fn me(session: &Session<'_>) -> Result<String, Failure> {
    let Some(email) = git::user_email(&session.folder()) else {
        let message = "git knows no e-mail address of yours: set it with `git config --global user.email ADDRESS`, or name \
                       yourself: own rota NAME";
        return Err(Failure::misuse(message));
    };
    let matrix = session.matrix(&Scope::WithoutSystems)?;
    Ok(matrix.party(resolve::person_by_email(matrix, &email)?).id.clone())
}
