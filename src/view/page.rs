//! What an answer looks like to a person, before any syntax: headings, facts, tables and a timeline.
//!
//! Answers build a [`Page`] once; `table` and `markdown` only supply their syntax. Text in it is as the matrix has
//! it: each format makes it harmless in its own way.

/// A whole page, top to bottom.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// What the page, or what follows, is about; 1 for the page, 2 for a part of it.
    Heading(u8, Vec<Run>),
    /// Label and value, one fact a row; a value may have several lines.
    Facts(Vec<(String, Vec<Line>)>),
    /// A table. Each cell has one or more lines.
    Table(Table),
    /// Stops in time, first to last.
    Timeline(Timeline),
    /// Plain lines of text.
    Text(Vec<Line>),
    /// A whole document in Markdown, written by a template: it is shown as it stands, and ends with a line feed.
    Document(String),
}

/// A line: pieces of text, each with its style.
pub(crate) type Line = Vec<Run>;

/// A piece of text and how it should stand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The text, as the matrix has it.
    pub text: String,
    /// How it stands out.
    pub style: Style,
}

/// How a piece of text stands out. Never the only bearer of meaning: a pipe has no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    /// As it is.
    #[default]
    Plain,
    /// Names that were asked for.
    Strong,
    /// Places, ids and asides.
    Faint,
    /// Something to act on now: an address, the active level.
    Mark,
    /// Something missing or doubtful.
    Caution,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    /// Column headings.
    pub header: Vec<String>,
    /// Rows of cells; each row has as many cells as the header.
    pub rows: Vec<Vec<Vec<Line>>>,
}

/// Stops in time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Timeline {
    /// The stops, first to last.
    pub stops: Vec<Stop>,
}

/// One stop of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stop {
    /// When it begins, such as `15m`.
    pub at: String,
    /// What it is, such as "Level 2: Team Lead".
    pub title: Line,
    /// Set on the stop that is active now: what to say of it, such as "now: 25m elapsed, 5m left".
    pub now: Option<String>,
    /// Label and value, one fact a row.
    pub facts: Vec<(String, Vec<Line>)>,
}

impl Run {
    /// Text in a style.
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// Plain text.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Style::Plain)
    }

    /// Text that was asked for.
    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self::new(text, Style::Strong)
    }

    /// An aside.
    pub(crate) fn faint(text: impl Into<String>) -> Self {
        Self::new(text, Style::Faint)
    }

    /// Something to act on.
    pub(crate) fn mark(text: impl Into<String>) -> Self {
        Self::new(text, Style::Mark)
    }

    /// Something missing or doubtful.
    pub(crate) fn caution(text: impl Into<String>) -> Self {
        Self::new(text, Style::Caution)
    }
}
