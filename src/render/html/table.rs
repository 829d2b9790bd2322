//! Tables whose first column names the row.

use std::borrow::Cow;

use askama::Template;

use super::fact::Value;

/// A table.
#[derive(Template)]
#[template(path = "table.html", config = "src/render/html/askama.toml")]
pub(super) struct Table<'w> {
    caption: &'w str,
    header: Vec<&'static str>,
    rows: Vec<Row<'w>>,
}

struct Row<'w> {
    name: Cow<'w, str>,
    /// Each with the heading of its column, for screens on which a row is a list.
    cells: Vec<(&'static str, Vec<Value<'w>>)>,
}

impl<'w> Table<'w> {
    /// A table without the columns in which no row says anything; `None` if it has no rows.
    pub(super) fn new<const N: usize>(
        caption: &'w str,
        first: &'static str,
        header: [&'static str; N],
        rows: Vec<(impl Into<Cow<'w, str>>, [Vec<Value<'w>>; N])>,
    ) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let said = |column: usize| rows.iter().any(|(_, cells)| cells.get(column).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<bool> = (0..N).map(said).collect();
        let keep = |cells: [Vec<Value<'w>>; N]| {
            let cells = header.into_iter().zip(cells).zip(&kept);
            cells.filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect()
        };
        let named = header.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(name, _)| *name);
        let header = std::iter::once(first).chain(named).collect();
        let rows = rows.into_iter().map(|(name, cells)| Row { name: name.into(), cells: keep(cells) }).collect();
        Some(Self { caption, header, rows })
    }
}
