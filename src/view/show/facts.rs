//! Facts of a page: a label and what is said under it.

use super::super::phrase;
use crate::matrix::Kind;
use crate::query::card::{At, Named};
use crate::query::party::PartyCard;
use crate::view::page::{self, Block, Line, Meaning, Run, Table};

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
    pub(crate) fn parties<'m>(self, label: &str, parties: impl IntoIterator<Item = &'m PartyCard>) -> Self {
        self.lines(label, parties.into_iter().map(party).collect())
    }

    /// Parties, one a line; said to be missing if there are none.
    pub(crate) fn parties_or_silence<'m>(self, label: &str, parties: impl IntoIterator<Item = &'m PartyCard>) -> Self {
        self.lines_or_silence(label, parties.into_iter().map(party).collect())
    }

    /// Things of a kind by name, their ids beside them; left out if there are none.
    pub(crate) fn named<'m>(self, label: &str, kind: &str, things: impl IntoIterator<Item = &'m Named>) -> Self {
        self.lines(label, things.into_iter().map(|thing| named(kind, thing)).collect())
    }

    /// The facts below a heading, and the place of the thing at the foot.
    pub(crate) fn below(self, heading: Block, at: Option<&At>) -> Vec<Block> {
        [heading].into_iter().chain(self.block()).chain(at.map(stands_at)).collect()
    }

    /// The facts as a block, if there are any.
    pub(crate) fn block(self) -> Option<Block> {
        (!self.0.is_empty()).then_some(Block::Facts(self.0))
    }
}

/// A party by name; a placeholder says so.
pub(crate) fn party(party: &PartyCard) -> Line {
    phrase::mention(&party.id, &party.name, party.kind == Kind::Placeholder)
}

/// Parties on one line.
pub(crate) fn parties(parties: &[PartyCard]) -> Line {
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
pub(crate) fn cell(parties: &[PartyCard]) -> Vec<Line> {
    if parties.is_empty() { vec![vec![blank()]] } else { parties.iter().map(party).collect() }
}

/// Parties in a cell, on one line; a dash for none.
pub(crate) fn line_cell(mentions: &[PartyCard]) -> Vec<Line> {
    if mentions.is_empty() { cell(mentions) } else { vec![parties(mentions)] }
}

/// A text in a cell.
pub(crate) fn text_cell(text: &str) -> Vec<Line> {
    vec![vec![if text.is_empty() { blank() } else { Run::plain(text) }]]
}

/// A thing of a kind in a cell; a dash for none.
pub(crate) fn link_cell(kind: &str, thing: Option<&Named>) -> Vec<Line> {
    vec![vec![thing.map_or_else(blank, |thing| link(kind, thing))]]
}

/// A place in a cell.
pub(crate) fn place_cell(at: &At, one_file: bool) -> Vec<Line> {
    vec![vec![Run::new(phrase::line(at, one_file), Meaning::Place)]]
}

/// Whether all rows of a table stand in the file that the page names at its foot, so that their lines say enough.
pub(crate) fn one_file<'a>(rows: impl Iterator<Item = &'a At>, foot: &'a At) -> bool {
    phrase::one_file(std::iter::once(foot).chain(rows))
}

/// A column of a table: its heading and the cell of a thing. If the heading ends with `?`, the column is left out where
/// nothing stands in it.
pub(crate) type Column<T> = (&'static str, fn(&T) -> Vec<Line>);

/// A table with a row for each thing, and its place in the last column.
pub(crate) fn table<T>(things: &[&T], columns: &[Column<T>], at: fn(&T) -> &At, foot: Option<&At>) -> Block {
    let places = foot.into_iter().chain(things.iter().map(|thing| at(thing)));
    let one_file = phrase::one_file(places);
    let is_used = |(heading, cell): &&Column<T>| {
        let is_blank = |run: &Run| run.meaning == Meaning::Blank;
        !heading.ends_with('?') || things.iter().any(|thing| cell(thing).iter().flatten().any(|run| !is_blank(run)))
    };
    let columns: Vec<_> = columns.iter().filter(is_used).collect();
    let header = columns.iter().map(|(heading, _)| heading.trim_end_matches('?')).chain(["line"]);
    let row =
        |thing: &&T| columns.iter().map(|(_, cell)| cell(thing)).chain([place_cell(at(thing), one_file)]).collect();
    Block::Table(Table { header: header.map(str::to_owned).collect(), rows: things.iter().map(row).collect() })
}

/// A thing of a kind by name, its id beside it.
pub(crate) fn named(kind: &str, thing: &Named) -> Line {
    vec![link(kind, thing), id(&format!("  {}", thing.id))]
}

/// A thing of a kind by name.
pub(crate) fn link(kind: &str, thing: &Named) -> Run {
    Run::link(&thing.name, page::anchor(kind, &thing.id))
}

/// An id.
pub(crate) fn id(text: &str) -> Run {
    Run::new(text, Meaning::Id)
}

fn silence() -> Line {
    vec![Run::new(phrase::NOT_SAID, Meaning::Missing)]
}

fn blank() -> Run {
    Run::new("–", Meaning::Blank)
}

/// The lines of a text, without the empty ones between paragraphs.
fn paragraphs(text: &str) -> impl Iterator<Item = Line> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| vec![Run::plain(line)])
}

/// The thing that the page is about: its name, its id, and what it is.
pub(crate) fn heading(kind: &str, id: &str, name: &str, about: &str) -> Block {
    let comma = if about.is_empty() { "" } else { ", " };
    let (name, id) = (Run::new(name, Meaning::Name(page::anchor(kind, id))), self::id(&format!("{id}{comma}")));
    Block::Heading(1, vec![name, Run::faint("  "), id, Run::faint(about)])
}

/// What follows.
pub(crate) fn part(name: &str) -> Block {
    Block::Heading(2, vec![Run::plain(name)])
}

/// Position of the thing in the source.
pub(crate) fn stands_at(at: &At) -> Block {
    Block::Text(vec![vec![Run::new(phrase::place(at), Meaning::Place)]])
}
