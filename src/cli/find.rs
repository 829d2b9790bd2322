//! Arguments of `own find`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;

/// Everything whose name or text fits, saying which kind it is
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// Words that must all occur; several words need no quotes
    #[arg(value_name = "TEXT", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub text: Vec<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
