//! Arguments of `own list`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;
use crate::complete::Value;

/// Everything of one kind, one a line
#[derive(Debug, Args)]
pub(crate) struct List {
    /// systems, areas, topics, parties, teams, roles, people, rotas, levels, changes, duties …
    #[arg(value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Value::Kind)]
    pub kind: String,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
