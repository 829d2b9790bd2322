//! Arguments of `own who`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::{Output, Target, When};
use crate::complete::Value;

/// Who is responsible: each party with its contacts and on-call cover
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own who postgres backup
  own who --area backup
  own who --party backend --role primary
  own who postgres --field contacts.primary-on-call
  printf 'postgres\\tbackup\\n' | own who --batch

With --batch each line is a system, or a system and an area with a tab between them, or a JSON object with any of system, area, topic, party and role. Each is answered by one line, in order; a question without an answer by one with `error`. The exit code is 1 if there is such a one. The matrix is read once, at the start.")]
pub(crate) struct Who {
    /// What is asked about.
    #[command(flatten)]
    pub target: Target,
    /// Rows of one topic, whatever the area is called in each system
    #[arg(long, value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = Value::Topic)]
    pub topic: Option<String>,
    /// Rows that name this team, role, group or placeholder
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub party: Option<String>,
    /// Rows in which this is filled: primary, secondary, escalation, approval …; or an owner role such as data
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new(), add = Value::Role)]
    pub role: Option<String>,
    /// When it is asked about.
    #[command(flatten)]
    pub when: When,
    /// Read questions from standard input, and answer each with a line of JSON
    #[arg(long, conflicts_with_all = ["system", "area", "system_option", "area_option", "topic", "party", "role", "format", "field", "all"])]
    pub batch: bool,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
