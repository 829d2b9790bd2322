//! Facts of a page: a label and what is said under it.

use super::super::phrase;
use crate::query::card::{At, Named};
use crate::query::show::Mention;
use crate::view::page::{Block, Line, Run};

/// Facts as they are collected. Optional ones are left out where the matrix says nothing; the others say so.
#[derive(Default)]
pub(crate) struct Facts(Vec<(String, Vec<Line>)>);

impl Facts {
    /// Lines; left out if there are none.
    pub(crate) fn lines(mut self, label: &str, lines: Vec<Line>) -> Self {
        if !lines.is_empty() {
            self.0.push((label.to_owned(), lines));
        }
        self
    }

    /// Lines; said to be missing if there are none.
    pub(crate) fn lines_or_silence(self, label: &str, lines: Vec<Line>) -> Self {
        let lines = if lines.is_empty() { vec![silence()] } else { lines };
        self.lines(label, lines)
    }

    /// A text; left out if there is none.
    pub(crate) fn text(self, label: &str, text: Option<&str>) -> Self {
        self.lines(label, text.into_iter().flat_map(paragraphs).collect())
    }

    /// A text; said to be missing if there is none.
    pub(crate) fn text_or_silence(self, label: &str, text: Option<&str>) -> Self {
        self.lines_or_silence(label, text.into_iter().flat_map(paragraphs).collect())
    }

    /// Texts, one a line; left out if there are none.
    pub(crate) fn texts(self, label: &str, texts: &[String]) -> Self {
        self.lines(label, texts.iter().map(|text| vec![Run::plain(text)]).collect())
    }

    /// Texts, one a line; said to be missing if there are none.
    pub(crate) fn texts_or_silence(self, label: &str, texts: &[String]) -> Self {
        self.lines_or_silence(label, texts.iter().map(|text| vec![Run::plain(text)]).collect())
    }

    /// Parties, one a line; left out if there are none.
    pub(crate) fn parties<'m>(self, label: &str, parties: impl IntoIterator<Item = &'m Mention>) -> Self {
        self.lines(label, parties.into_iter().map(party).collect())
    }

    /// Parties, one a line; said to be missing if there are none.
    pub(crate) fn parties_or_silence<'m>(self, label: &str, parties: impl IntoIterator<Item = &'m Mention>) -> Self {
        self.lines_or_silence(label, parties.into_iter().map(party).collect())
    }

    /// Things by name, their ids beside them; left out if there are none.
    pub(crate) fn named<'m>(self, label: &str, things: impl IntoIterator<Item = &'m Named>) -> Self {
        self.lines(label, things.into_iter().map(named).collect())
    }

    /// The facts as a block, if there are any.
    pub(crate) fn block(self) -> Option<Block> {
        (!self.0.is_empty()).then_some(Block::Facts(self.0))
    }
}

/// A party by name; a placeholder says so.
pub(crate) fn party(party: &Mention) -> Line {
    let mut line = vec![Run::strong(&party.name)];
    if party.kind == "placeholder" {
        line.push(Run::caution(" (placeholder)"));
    }
    line
}

/// Parties on one line.
pub(crate) fn parties(parties: &[Mention]) -> Line {
    let mut line = Line::new();
    for mention in parties {
        if !line.is_empty() {
            line.push(Run::plain(", "));
        }
        line.extend(party(mention));
    }
    line
}

/// Parties in a cell, one a line; a dash for none.
pub(crate) fn cell(parties: &[Mention]) -> Vec<Line> {
    if parties.is_empty() { vec![vec![Run::faint("–")]] } else { parties.iter().map(party).collect() }
}

/// Parties in a cell, on one line; a dash for none.
pub(crate) fn line_cell(mentions: &[Mention]) -> Vec<Line> {
    if mentions.is_empty() { cell(mentions) } else { vec![parties(mentions)] }
}

/// A text in a cell.
pub(crate) fn text_cell(text: &str) -> Vec<Line> {
    vec![vec![if text.is_empty() { Run::faint("–") } else { Run::plain(text) }]]
}

/// A place in a cell.
pub(crate) fn place_cell(at: &At, one_file: bool) -> Vec<Line> {
    vec![vec![Run::faint(phrase::line(at, one_file))]]
}

/// Whether all rows of a table stand in the file that the page names at its foot, so that their lines say enough.
pub(crate) fn one_file<'a>(rows: impl Iterator<Item = &'a At>, foot: &'a At) -> bool {
    phrase::one_file(std::iter::once(foot).chain(rows))
}

fn named(thing: &Named) -> Line {
    vec![Run::plain(&thing.name), Run::faint(format!("  {}", thing.id))]
}

fn silence() -> Line {
    vec![Run::caution(phrase::NOT_SAID)]
}

/// The lines of a text, without the empty ones between paragraphs.
fn paragraphs(text: &str) -> impl Iterator<Item = Line> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| vec![Run::plain(line)])
}

/// What the page is about.
pub(crate) fn heading(name: &str, about: &str) -> Block {
    Block::Heading(1, vec![Run::strong(name), Run::faint(format!("  {about}"))])
}

/// What follows.
pub(crate) fn part(name: &str) -> Block {
    Block::Heading(2, vec![Run::plain(name)])
}

/// Where the thing stands.
pub(crate) fn stands_at(at: &At) -> Block {
    Block::Text(vec![vec![Run::faint(phrase::place(at))]])
}
