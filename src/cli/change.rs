//! Arguments of `own change`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;
use crate::complete::Value;

/// The category that a change falls in, its approval, and whom to notify
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own change \"schema update\"
  own change schema update --system postgres
  own change --category emergency
  own change --form schema update --system postgres > request.md")]
pub(crate) struct Change {
    /// The change in a few words; several words need no quotes
    #[arg(value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub text: Vec<String>,
    /// The system to be changed: adds who does it and who approves it there
    #[arg(long, value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    pub system: Option<String>,
    /// An area of the system, instead of finding it by the text; may be given several times
    #[arg(long, value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), requires = "system", add = Value::Area)]
    pub area: Vec<String>,
    /// Write a change request to be filled in, as Markdown with front matter
    #[arg(long, requires = "system")]
    pub form: bool,
    /// A category, instead of finding it by the text
    #[arg(long, value_name = "CATEGORY", value_parser = NonEmptyStringValueParser::new(), add = Value::Category)]
    pub category: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
