//! Arguments of `own duties`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;
use crate::complete::Value;

/// What is to be done, how often, by whom
#[derive(Debug, Args)]
#[command(after_help = "Filters combine; the most frequent comes first.

Examples:
  own duties --party db-admin --every daily
  own duties --kind audit
  own duties --for security-officer
  own duties --system sqlite --every weekly --field task --all")]
pub(crate) struct Duties {
    /// Those that this party does, takes part in, or gets a report of
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub party: Option<String>,
    /// Those of this role, of the team that it belongs to, and of what it leads or chairs
    #[arg(long = "for", value_name = "ROLE", value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub of_role: Option<String>,
    /// Those of this system
    #[arg(long, value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    pub system: Option<String>,
    /// How often: real-time, daily, weekly, monthly, quarterly, annual, ongoing …
    #[arg(long, value_name = "CADENCE", value_parser = NonEmptyStringValueParser::new(), add = Value::Cadence)]
    pub every: Option<String>,
    /// Which kind: operation, monitoring, report, meeting, training, documentation, knowledge, review, or audit with the
    /// internal and external ones
    #[arg(long, value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Value::DutyKind)]
    pub kind: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
