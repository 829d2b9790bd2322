//! Options of every command that answers: how it writes the answer.

use clap::builder::{EnumValueParser, NonEmptyStringValueParser, PossibleValue};
use clap::{Args, ValueEnum};

use super::names::Names;
use crate::render::Format;

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Output options")]
pub(crate) struct Output<F: ValueEnum + Clone + Send + Sync + 'static = Format> {
    /// The format of the answer
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = EnumValueParser::<F>::new())]
    pub format: F,
    /// Print the values of one field, one per line; an unknown NAME lists the fields, a backslash is doubled, a line break is \n
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "format", add = Names::Field)]
    pub field: Option<String>,
    /// With --field: print all values if there are several
    #[arg(long, requires = "field")]
    pub all: bool,
    /// With --field: print raw values, each with a NUL after it, for xargs -0
    #[arg(short = '0', long, requires = "field")]
    pub null: bool,
    /// True if to print the complete page: for commands with --full.
    #[arg(skip)]
    pub full: bool,
}

/// Formats of an answer, and those that only some answers have.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AnyFormat<F> {
    Answer(Format),
    Special(F),
}

pub(super) type DrawnFormat = AnyFormat<Drawing>;

/// A language of pictures.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Drawing {
    /// A Mermaid flowchart, which GitHub and many wikis draw
    Mermaid,
    /// A DOT graph, for Graphviz
    Dot,
}

impl<F: ValueEnum + Copy + 'static> ValueEnum for AnyFormat<F> {
    fn value_variants<'a>() -> &'a [Self] {
        let special = F::value_variants().iter().copied().map(Self::Special);
        // clap wants a static list, and a generic type can't have one.
        Vec::leak(Format::value_variants().iter().copied().map(Self::Answer).chain(special).collect())
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Answer(format) => format.to_possible_value(),
            Self::Special(format) => format.to_possible_value(),
        }
    }
}

impl Output<DrawnFormat> {
    /// The same options of an answer as text, or the language to draw it in.
    pub(super) fn into_text(self) -> Result<Output, Drawing> {
        match self.format {
            DrawnFormat::Answer(format) => {
                Ok(Output { format, field: self.field, all: self.all, null: self.null, full: self.full })
            }
            DrawnFormat::Special(language) => Err(language),
        }
    }
}
