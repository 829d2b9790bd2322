//! `own list`.

use super::{Pages, phrase};
use crate::query::card::At;
use crate::query::list::ListItem;
use crate::view::columns::Columns;
use crate::view::page::{Block, Meaning, Page, Run, Table};

impl Pages for ListItem {
    const COLUMNS: Columns = Columns::flat("kind id name detail file=at.file line=at.line");

    fn page(items: &[Self]) -> Page {
        // Parties are of four kinds; everything else that is listed is of one.
        let kinds = items.windows(2).any(|pair| pair[0].kind != pair[1].kind);
        let one_file = phrase::one_file(items.iter().map(|item| &item.at));
        let details = items.iter().any(|item| item.detail.is_some());
        let columns = [("id", true), ("kind", kinds), ("name", true), ("about", details), ("line", true)];
        let header = columns.into_iter().filter(|(_, used)| *used).map(|(column, _)| column.to_owned()).collect();
        let cells = |item: &Self| {
            let detail = item.detail.clone().unwrap_or_default();
            let cells = [
                Run::strong(&item.id),
                Run::faint(item.kind.as_str()),
                Run::plain(&item.name),
                Run::plain(detail),
                Run::faint(phrase::line(&item.at, one_file)),
            ];
            let used = cells.into_iter().zip(columns).filter(|(_, (_, used))| *used);
            used.map(|(run, _)| vec![vec![run]]).collect()
        };
        let table = Block::Table(Table { header, rows: items.iter().map(cells).collect() });
        Page { blocks: [table].into_iter().chain(in_file(items.iter().map(|item| &item.at))).collect() }
    }
}

/// The one file of all rows of a table, so that the rows don't repeat it.
pub(super) fn in_file<'a>(places: impl Iterator<Item = &'a At> + Clone) -> Option<Block> {
    let at = places.clone().next().filter(|_| phrase::one_file(places))?;
    Some(Block::Text(vec![vec![Run::new(&at.file, Meaning::Place)]]))
}
