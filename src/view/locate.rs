//! `own where`.

use super::Pages;
use crate::query::locate::Location;
use crate::view::columns::Columns;
use crate::view::page::{Block, Page, Run, Table};

impl Pages for Location {
    const COLUMNS: Columns = Columns::flat("place path");

    fn page(results: &[Self]) -> Page {
        Page { blocks: results.iter().flat_map(blocks).collect() }
    }
}

fn blocks(location: &Location) -> Vec<Block> {
    let path = location.path.as_deref().unwrap_or("the matrix built into the program");
    let heading = Block::Heading(1, vec![Run::strong(path)]);
    let rows = location.considered.iter().enumerate().map(|(at, considered)| {
        let mark = if considered.chosen { Run::mark("→") } else { Run::plain("") };
        let cell = |run: Run| vec![vec![run]];
        let number = Run::faint((at + 1).to_string());
        let path = considered.path.as_deref().unwrap_or_default();
        vec![
            cell(mark),
            cell(number),
            cell(Run::plain(considered.place)),
            cell(Run::plain(path)),
            cell(Run::plain(considered.outcome)),
        ]
    });
    let header = ["", "", "place", "looked at", "outcome"].map(str::to_owned).into();
    let compiled = location.compiled.iter().map(|compiled| {
        let state = match compiled.current {
            Some(true) => "current, and read instead of the YAML",
            Some(false) => "no longer current: the YAML is read",
            None => "made by hand, and used as it is",
        };
        let line = |run: Run| vec![run];
        let value = vec![
            line(Run::plain(compiled.path.as_str())),
            line(Run::plain(format!("made {}, {state}", compiled.made))),
        ];
        Block::Facts(vec![("compiled".to_owned(), value)])
    });
    let table = Block::Table(Table { header, rows: rows.collect() });
    [heading].into_iter().chain(compiled).chain([table]).collect()
}
