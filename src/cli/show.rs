//! Arguments of `own show`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use super::{DrawnOutput, date};
use crate::complete::Value;

/// All that the matrix says of one system, party, level, category …
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own show postgres
  own show db-admin-lead
  own show level 2
  own show duckdb --from 2026-01-05
  own show document --as-of 2025-12-19
  own show security --format dot")]
pub(crate) struct Show {
    /// A system, party, person, area, level, change category, topic, duty … or `document`; several words need no quotes
    #[arg(value_name = "THING", required = true, value_parser = NonEmptyStringValueParser::new(), add = Value::Thing)]
    pub thing: Vec<String>,
    /// Which kind of thing, where the name fits several
    #[arg(long, value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Value::Kind)]
    pub kind: Option<String>,
    /// The day on which the first week begins, of a migration or of the onboarding
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// How it is written.
    #[command(flatten)]
    pub output: DrawnOutput,
}
