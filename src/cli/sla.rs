//! Arguments of `own sla`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;
use crate::complete::Value;
use crate::matrix::quantity::{NotALength, length_of_time};
use crate::matrix::{Duration, Quantity};

/// What is promised, the downtime it allows, and whether a threshold is passed
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 1 if the threshold is passed.

Examples:
  own sla postgres
  own sla postgres --downtime 20m
  own sla postgres --metric \"response time\" --value 250ms --during 6m")]
pub(crate) struct Sla {
    /// A system: its id, name, alias, or the beginning of one; all systems without it
    #[arg(value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    pub system: Option<String>,
    /// The downtime of this month so far, such as 20m: what is left of what is allowed?
    #[arg(long, value_name = "DURATION", value_parser = length, conflicts_with = "metric")]
    pub downtime: Option<Duration>,
    /// A metric that has a threshold: does the value pass it, and whom does that concern?
    #[arg(long, value_name = "METRIC", value_parser = NonEmptyStringValueParser::new(), requires = "value", add = Value::Metric)]
    pub metric: Option<String>,
    /// What was measured, such as 250ms, 4h or 98.5%
    #[arg(long, value_name = "VALUE", requires = "metric")]
    pub value: Option<Quantity>,
    /// How long it has been so, such as 6m or 1 week
    #[arg(long, value_name = "DURATION", value_parser = length, requires = "value")]
    pub during: Option<Duration>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}

fn length(text: &str) -> Result<Duration, NotALength> {
    length_of_time(text)
}
