//! Arguments of `own escalate`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::{DrawnOutput, Target, When};
use crate::complete::Value;
use crate::matrix::Duration;
use crate::query::moment::Typed;

/// The escalation path: whom to call at each level, and how soon they answer
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own escalate postgres backup --elapsed 25m
  own escalate postgres backup --since 02:10 --zone Europe/Berlin
  own escalate sqlite --off-hours
  own escalate --for \"data breach\"
  own escalate postgres --format mermaid")]
pub(crate) struct Escalate {
    /// What is asked about.
    #[command(flatten)]
    pub target: Target,
    /// Time since the incident began, such as 25m or 1h30m
    #[arg(long, value_name = "DURATION")]
    pub elapsed: Option<Duration>,
    /// When the incident began: a time as for --at; 02:10 is the last one that is over
    #[arg(long, value_name = "TIME", conflicts_with = "elapsed")]
    pub since: Option<Typed>,
    /// When it is asked about.
    #[command(flatten)]
    pub when: When,
    /// How often the path is gone through, where the policy starts again
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub loops: Option<u32>,
    /// Count down on a terminal until Ctrl-C
    #[arg(long, requires = "since", conflicts_with_all = ["at", "format", "field", "all"])]
    pub watch: bool,
    /// Response times in business hours only
    #[arg(long)]
    pub business_hours: bool,
    /// Response times outside business hours only
    #[arg(long, conflicts_with = "business_hours")]
    pub off_hours: bool,
    /// One level only
    #[arg(long, value_name = "N", add = Value::Level)]
    pub level: Option<u32>,
    /// Levels whose scope or triggers speak of this
    #[arg(long = "for", value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub speaks_of: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: DrawnOutput,
}
