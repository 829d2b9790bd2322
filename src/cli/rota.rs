//! Arguments of `own rota`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::tz::TimeZone;

use super::{Output, zone};
use crate::complete::Value;
use crate::query::moment::Typed;

/// Who is on call for a party, turn by turn
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own rota db-admin
  own rota db-admin --from \"mon 09:00\" --days 30
  own rota db-admin --field shifts.name --all")]
pub struct Rota {
    /// A team, role or group; several words need no quotes
    #[arg(value_name = "PARTY", required = true, value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub party: Vec<String>,
    /// From when on: RFC 3339, "2026-11-24 03:00", +2h, "tomorrow 03:00", "sat 03:00"; now without it
    #[arg(long, value_name = "TIME")]
    pub from: Option<Typed>,
    /// For how many days
    #[arg(long, value_name = "N", default_value = "14", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub days: u32,
    /// The zone in which times are typed and shown, instead of the calendar's
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub zone: Option<TimeZone>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
