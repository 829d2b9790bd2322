//! Arguments of `own gaps`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;
use crate::complete::Value;

/// What is missing, who carries how much, and what would be left without somebody
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own gaps
  own gaps postgres
  own gaps --without backend
  own gaps --field total.primary.share")]
pub(crate) struct Gaps {
    /// A system, with its parts: its id, name, alias, or the beginning of one; all systems without it
    #[arg(value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    pub system: Option<String>,
    /// What would be left without this party; only it is taken away, its lead and its members stay
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub without: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
