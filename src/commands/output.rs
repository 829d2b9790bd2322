//! Options of every command that answers: how it writes the answer.

use clap::builder::{EnumValueParser, NonEmptyStringValueParser, PossibleValue};
use clap::{Args, ValueEnum};

use super::names::Names;
use crate::render::Format;

#[derive(Debug, Default, Args)]
pub(crate) struct Output<F: ValueEnum + Clone + Send + Sync + 'static = Format> {
    /// The format of the answer
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = EnumValueParser::<F>::new())]
    pub format: F,
    /// Print the bare values of one field, one per line, such as contacts.address
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "format", add = Names::Field)]
    pub field: Option<String>,
    /// With --field: print all values if there are several
    #[arg(long, requires = "field")]
    pub all: bool,
}

/// Formats of an answer that can be drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DrawnFormat {
    Text(Format),
    Drawing(Drawing),
}

/// A language of pictures.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Drawing {
    /// A Mermaid flowchart, which GitHub and many wikis draw
    Mermaid,
    /// A DOT graph, for Graphviz
    Dot,
}

impl ValueEnum for DrawnFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Text(Format::Table),
            Self::Text(Format::Json),
            Self::Text(Format::Yaml),
            Self::Text(Format::Csv),
            Self::Text(Format::Markdown),
            Self::Drawing(Drawing::Mermaid),
            Self::Drawing(Drawing::Dot),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Text(format) => format.to_possible_value(),
            Self::Drawing(language) => language.to_possible_value(),
        }
    }
}

impl Output<DrawnFormat> {
    /// The same options of an answer as text, or the language to draw it in.
    pub(super) fn into_text(self) -> Result<Output, Drawing> {
        match self.format {
            DrawnFormat::Text(format) => Ok(Output { format, field: self.field, all: self.all }),
            DrawnFormat::Drawing(language) => Err(language),
        }
    }
}
