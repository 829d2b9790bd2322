//! `own rota`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::{Failure, Names, Output, Session, zone};
use crate::Exit;
use crate::matrix::Scope;
use crate::query::moment::{NotSpoken, Spoken, Typed};
use crate::query::rota::{Question, rota};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own rota db-admin
  own rota db-admin --from \"mon 09:00\" --days 30
  own rota anke --from 2026-12-01
  own rota db-admin --field shifts.name --all")]
pub(crate) struct Rota {
    /// A team, role or group, or a person who takes turns; several words need no quotes
    #[arg(value_name = "NAME", required = true, value_parser = NonEmptyStringValueParser::new(), add = Names::Member)]
    pub party: Vec<String>,
    /// The start: 2026-11-24, RFC 3339, "2026-11-24 03:00", +2h, "tomorrow 03:00", "sat 03:00"; default: now
    #[arg(long, value_name = "TIME", value_parser = from)]
    pub from: Option<Typed>,
    /// The number of days
    #[arg(long, value_name = "N", default_value = "14", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub days: u32,
    /// The time zone for input and output, instead of the calendar's
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub zone: Option<TimeZone>,
    #[command(flatten)]
    pub output: Output,
}

/// A time, or a day from its beginning on.
fn from(text: &str) -> Result<Typed, String> {
    match crate::source::date(text.trim()) {
        Some(day) => {
            Ok(Typed { text: text.trim().to_owned(), spoken: Spoken::Civil(day.to_datetime(Time::midnight())) })
        }
        None => text.parse().map_err(|error: NotSpoken| format!("{error}, or 2026-11-24 for all of a day")),
    }
}

pub(super) fn run(args: Rota, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let clock = session.clock(args.zone);
    let question = Question { party: args.party.join(" "), from: args.from, days: args.days, clock };
    let matrix = session.matrix(&Scope::WithoutSystems)?;
    let answer = rota(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
