//! Tables, column by column.

use super::says::Says;
use super::{Block, Meaning, Run, Table, phrase};
use crate::query::At;

/// A table with a row for each of some things.
pub(crate) struct Grid<T> {
    things: Vec<T>,
    table: Table,
}

impl<T: Copy> Grid<T> {
    /// Without columns yet.
    pub(crate) fn of(things: impl IntoIterator<Item = T>) -> Self {
        let things: Vec<T> = things.into_iter().collect();
        let table = Table { header: Vec::new(), rows: vec![Vec::new(); things.len()] };
        Self { things, table }
    }

    /// A column; a dash in the cells that say nothing. If its name ends with `?`, it is left out where no cell says
    /// anything.
    pub(crate) fn column<C: Says>(mut self, name: &str, cell: impl Fn(T) -> C) -> Self {
        let mut cells: Vec<_> = self.things.iter().map(|thing| cell(*thing).says()).collect();
        if name.ends_with('?') && cells.iter().flatten().all(|line| line.iter().all(|run| run.text.is_empty())) {
            return self;
        }
        cells.iter_mut().filter(|cell| cell.is_empty()).for_each(|cell| *cell = Run::new("–", Meaning::Blank).says());
        self.table.header.push(name.trim_end_matches('?').to_owned());
        self.table.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        self
    }

    /// A column of notes, which is left out first if there is no room.
    pub(crate) fn notes<C: Says>(self, name: &str, cell: impl Fn(T) -> C) -> Self {
        self.column(name, |thing| {
            let mut lines = cell(thing).says();
            let plain = lines.iter_mut().flatten().filter(|run| run.meaning == Meaning::Plain);
            plain.for_each(|run| run.meaning = Meaning::Faint);
            lines
        })
    }

    /// A column with the line of each thing, and its file unless all have `one_file`.
    pub(crate) fn line<'a>(self, at: impl Fn(T) -> &'a At, one_file: bool) -> Self {
        self.column("line", |thing| Run::place(phrase::line(at(thing), one_file)))
    }

    /// The table on a page with its place at the foot: lines in another file name it.
    pub(crate) fn on_page_of<'a>(self, foot: &'a At, at: impl Fn(T) -> &'a At) -> Block {
        let one_file = phrase::one_file(self.things.iter().map(|thing| at(*thing)).chain([foot]));
        self.line(at, one_file).block()
    }

    /// The table with lines, and below it the file if there is only one.
    pub(crate) fn in_file<'a>(self, at: impl Fn(T) -> &'a At) -> Vec<Block> {
        let places: Vec<&At> = self.things.iter().map(|thing| at(*thing)).collect();
        let table = self.line(at, phrase::one_file(places.iter().copied())).block();
        [table].into_iter().chain(one_file(&places)).collect()
    }

    /// The table.
    pub(crate) fn block(self) -> Block {
        Block::Table(self.table)
    }
}

/// The one file of all lines on a page, so that they don't repeat it.
pub(crate) fn one_file(places: &[&At]) -> Option<Block> {
    let first = places.first().filter(|_| phrase::one_file(places.iter().copied()))?;
    Some(Block::line(Run::place(&first.file)))
}
