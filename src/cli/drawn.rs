//! Options of the commands whose answer can be drawn.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Output;
use crate::complete::Value;
use crate::render::Format;

/// Options of a command whose answer can be drawn.
#[derive(Debug, Args)]
pub(crate) struct DrawnOutput {
    /// How the answer is written
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: DrawnFormat,
    /// Print bare values of one field, one a line, such as contacts.address
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "format", add = Value::Field)]
    pub field: Option<String>,
    /// With --field: print all values, where there are several
    #[arg(long, requires = "field")]
    pub all: bool,
}

/// How an answer is written that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DrawnFormat {
    /// Text for people
    Table,
    /// JSON, with all that the table says
    Json,
    /// YAML, with the same data as JSON
    Yaml,
    /// Comma-separated values with a header
    Csv,
    /// GitHub Markdown
    Markdown,
    /// A Mermaid flowchart, which GitHub and many wikis draw
    Mermaid,
    /// A DOT graph, for Graphviz
    Dot,
}

/// A language of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// Mermaid.
    Mermaid,
    /// DOT.
    Dot,
}

impl DrawnOutput {
    /// How it is drawn, or else how it is written.
    pub(crate) fn written(self) -> Result<Output, Drawing> {
        let format = match self.format {
            DrawnFormat::Table => Format::Table,
            DrawnFormat::Json => Format::Json,
            DrawnFormat::Yaml => Format::Yaml,
            DrawnFormat::Csv => Format::Csv,
            DrawnFormat::Markdown => Format::Markdown,
            DrawnFormat::Mermaid => return Err(Drawing::Mermaid),
            DrawnFormat::Dot => return Err(Drawing::Dot),
        };
        Ok(Output { format, field: self.field, all: self.all })
    }
}
