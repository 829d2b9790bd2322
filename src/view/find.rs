//! `own find`.

use super::list::in_file;
use super::{Pages, phrase};
use crate::query::find::FindItem;
use crate::view::columns::Columns;
use crate::view::page::{Block, Line, Page, Run, Table};

impl Pages for FindItem {
    const COLUMNS: Columns = Columns::flat("kind id name detail found_in text file=at.file line=at.line");

    fn page(items: &[Self]) -> Page {
        let header = ["kind", "name", "id", "about", "line"].map(str::to_owned).into();
        let one_file = phrase::one_file(items.iter().map(|item| &item.at));
        let cells = |item: &Self| {
            vec![
                vec![vec![Run::plain(item.kind)]],
                vec![vec![Run::strong(&item.name)]],
                vec![vec![Run::faint(&item.id)]],
                says(item),
                vec![vec![Run::faint(phrase::line(&item.at, one_file))]],
            ]
        };
        let table = Block::Table(Table { header, rows: items.iter().map(cells).collect() });
        Page { blocks: [table].into_iter().chain(in_file(items.iter().map(|item| &item.at))).collect() }
    }
}

/// What tells the thing apart, and the text in which it was found where that isn't in sight already.
fn says(item: &FindItem) -> Vec<Line> {
    let detail = item.detail.iter().map(|detail| vec![Run::plain(detail)]);
    let in_sight = matches!(item.found_in, "name" | "id")
        || item.detail.as_ref().is_some_and(|detail| detail.contains(&item.text));
    let found = vec![Run::faint(format!("{}: ", item.found_in.replace('_', " "))), Run::plain(&item.text)];
    let lines: Vec<Line> = detail.chain((!in_sight).then_some(found)).collect();
    if lines.is_empty() { vec![Vec::new()] } else { lines }
}
