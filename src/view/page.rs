//! An answer as a person sees it, before any syntax: headings, facts, tables and a timeline.
//!
//! Each answer builds a [`Page`] once. It says what each piece of text means, and every format derives its looks from
//! that: colour in a terminal, emphasis in Markdown, links and chips in HTML. Text is as the matrix has it: each format
//! sanitizes it in its own way.

use super::contact::Contact;

/// A whole page, top to bottom.
pub(crate) type Page = Vec<Block>;

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading; 1 for the page, 2 for a part of it.
    Heading(u8, Vec<Run>),
    /// Label and value, one fact a row; a value may have several lines.
    Facts(Vec<(String, Vec<Line>)>),
    /// Whom to reach, in columns, with space between groups.
    Contacts(Vec<Vec<Contact>>),
    /// A table. Each cell has one or more lines.
    Table(Table),
    /// Stops in time, first to last.
    Timeline(Timeline),
    /// Plain lines of text.
    Text(Vec<Line>),
    /// A whole document in Markdown, written by a template: it is shown as it stands, and ends with a line feed.
    Document(String),
    /// Blocks that a reader may unfold, with a title.
    Fold(String, Vec<Block>),
}

/// A line: pieces of text, each with its style.
pub(crate) type Line = Vec<Run>;

/// A piece of text and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The text, as the matrix has it.
    pub text: String,
    /// Its meaning.
    pub meaning: Meaning,
}

/// The meaning of a piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Meaning {
    /// Nothing in particular.
    #[default]
    Plain,
    /// The subject of a question or a row.
    Strong,
    /// An aside.
    Faint,
    /// Something to act on now, such as the active level.
    Mark,
    /// Something doubtful.
    Caution,
    /// "The matrix doesn't say", where it should.
    Missing,
    /// "The matrix doesn't say", where it needn't.
    Blank,
    /// An id, for those who type it.
    Id,
    /// A file and a line.
    Place,
    /// An instant, by RFC 3339.
    Time(String),
    /// The name of the thing that the page, the section, the stop or the row is about. Its anchor is unique.
    Name(String),
    /// A mention of another thing, by its anchor.
    Link(String),
    /// A mention of a party. Its alias stands in for the name if there is no room.
    Party { id: String, placeholder: bool, alias: Option<String> },
    /// An address of somebody.
    Address { placeholder: bool },
}

/// Style of a piece of text. It never carries meaning alone: a pipe has no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    /// As it is.
    #[default]
    Plain,
    /// Names that were asked for.
    Strong,
    /// Ids and asides.
    Faint,
    /// Places, which look like asides and may be links.
    Place,
    /// Something to act on now: an address, the active level.
    Mark,
    /// Something missing or doubtful.
    Caution,
}

impl Meaning {
    /// Style of this meaning in plain text.
    pub(crate) fn style(&self) -> Style {
        match self {
            Self::Plain | Self::Link(_) | Self::Time(_) => Style::Plain,
            Self::Strong | Self::Name(_) | Self::Party { .. } => Style::Strong,
            Self::Faint | Self::Blank | Self::Id => Style::Faint,
            Self::Place => Style::Place,
            Self::Mark | Self::Address { placeholder: false } => Style::Mark,
            Self::Caution | Self::Missing | Self::Address { placeholder: true } => Style::Caution,
        }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    /// Column headings.
    pub header: Vec<String>,
    /// Rows of cells; each row has as many cells as the header.
    pub rows: Vec<Vec<Vec<Line>>>,
}

/// A table with groups of rows, which a reader may filter. Its groups are made one by one.
pub(crate) struct Matrix<'d> {
    /// Column headings.
    pub header: Vec<String>,
    /// The titles of the groups.
    pub titles: Vec<&'d str>,
    /// The groups, each with rows.
    pub groups: Box<dyn Iterator<Item = Group> + 'd>,
}

/// Blocks that are made one by one.
pub(crate) type Blocks<'d> = Box<dyn Iterator<Item = Block> + 'd>;

/// Rows that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Group {
    /// Their common part.
    pub title: Vec<Line>,
    /// Other words by which a reader may look for it.
    pub words: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Row {
    /// Its cells. If there are fewer than headings, the last one takes the rest of the row.
    pub cells: Vec<Vec<Line>>,
    /// Other words by which a reader may look for it.
    pub words: String,
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
    /// Its title, such as "Level 2: Team Lead".
    pub title: Line,
    /// Set on the stop that is active now: what to say of it, such as "now: 25m elapsed, 5m left".
    pub now: Option<String>,
    /// Label and value, one fact a row.
    pub facts: Vec<(String, Vec<Line>)>,
}

/// A page of its own, for a browser.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// Its title.
    pub title: String,
    /// Short facts below the title.
    pub about: Vec<String>,
    /// The date that it was made for.
    pub date: String,
    /// False if it leaves out addresses.
    pub contacts: bool,
    /// Key facts.
    pub notice: Vec<Line>,
    /// How it was made.
    pub foot: String,
    /// Numbers of parties by anchor: those of a team share one, and with it a colour.
    pub tones: std::collections::HashMap<String, usize>,
    /// Where links can lead. A link to a thing that the page doesn't show is plain text.
    pub anchors: std::collections::HashSet<String>,
}

/// Lines with a line for each line of their texts that isn't empty.
pub(super) fn split(lines: &mut Vec<Line>) {
    if lines.iter().flatten().all(|run| !run.text.contains('\n')) {
        return;
    }
    let mut all: Vec<Line> = Vec::new();
    for line in lines.drain(..) {
        let mut begins = true;
        for run in line {
            for (index, text) in run.text.split('\n').enumerate() {
                begins |= index > 0;
                if text.is_empty() {
                    continue;
                }
                let run = Run::new(text, run.meaning.clone());
                match all.last_mut().filter(|_| !begins) {
                    Some(last) => last.push(run),
                    // Exactly one: there may be millions.
                    None => all.push(vec![run]),
                }
                begins = false;
            }
        }
    }
    *lines = all;
}

impl Block {
    /// Splits cells and facts where their texts have line breaks.
    pub(crate) fn split_lines(mut self) -> Self {
        match &mut self {
            Self::Facts(facts) => facts.iter_mut().for_each(|(_, lines)| split(lines)),
            Self::Table(table) => table.rows.iter_mut().flatten().for_each(split),
            Self::Fold(_, blocks) => *blocks = std::mem::take(blocks).into_iter().map(Self::split_lines).collect(),
            _ => {}
        }
        self
    }

    /// The first rows of a table, and how many more there are.
    pub(crate) fn shortened(mut self, limit: usize) -> Self {
        if let Self::Table(table) = &mut self {
            let more = table.rows.len().saturating_sub(limit);
            if more > 0 {
                table.rows.truncate(limit);
                let mut last = vec![Vec::new(); table.header.len()];
                last.first_mut().into_iter().for_each(|cell| cell.push(vec![Run::faint(format!("and {more} more"))]));
                table.rows.push(last);
            }
        }
        self
    }

    /// A line of text.
    pub(crate) fn line(run: Run) -> Self {
        Self::Text(vec![vec![run]])
    }
}

impl Run {
    /// Text with a meaning.
    pub(crate) fn new(text: impl Into<String>, meaning: Meaning) -> Self {
        Self { text: text.into(), meaning }
    }

    /// Plain text.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Plain)
    }

    /// Text that was asked for.
    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Strong)
    }

    /// An aside.
    pub(crate) fn faint(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Faint)
    }

    /// A file and a line.
    pub(crate) fn place(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Place)
    }

    /// Something to act on.
    pub(crate) fn mark(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Mark)
    }

    /// Something doubtful.
    pub(crate) fn caution(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Caution)
    }

    /// A mention of another thing, by its anchor.
    pub(crate) fn link(text: impl Into<String>, to: impl Into<String>) -> Self {
        Self::new(text, Meaning::Link(to.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_too_long_ends_with_the_number_of_the_others() {
        let table = |count| Table {
            header: vec!["a".into(), "b".into()],
            rows: vec![vec![vec![vec![Run::plain("x")]]; 2]; count],
        };
        assert_eq!(Block::Table(table(3)).shortened(3), Block::Table(table(3)));
        let Block::Table(short) = Block::Table(table(4)).shortened(3) else { unreachable!() };
        assert_eq!(short.rows[3], [vec![vec![Run::faint("and 1 more")]], vec![]]);
    }
}
