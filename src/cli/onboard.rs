//! Arguments of `own onboard`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use super::{Output, date};
use crate::complete::Value;

/// The training of somebody new, with dates, and what there is to carry
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own onboard backend --from 2026-01-05
  own onboard db-admin-lead")]
pub(crate) struct Onboard {
    /// The role or the team that somebody joins; several words need no quotes
    #[arg(value_name = "PARTY", required = true, value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub party: Vec<String>,
    /// The day on which the first week begins; without it the weeks have no dates
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
