//! `own list`.

use super::{Columns, Grid, Line, Meaning, Page, Pages, Run};
use crate::matrix::Kind;
use crate::query::list::ListItem;

impl Pages for ListItem {
    const COLUMNS: Columns = Columns::flat("kind id name detail file=at.file line=at.line");

    fn page(items: &[Self]) -> Page {
        // Parties are of four kinds; everything else that is listed is of one.
        let kinds = items.windows(2).any(|pair| pair[0].kind != pair[1].kind);
        Grid::of(items)
            .column("id", |item| Run::strong(&item.id))
            .column("kind?", |item| kinds.then(|| item.kind.as_str()))
            .column("name", |item| &item.name)
            .notes("about?", about)
            .in_file(|item| &item.at)
    }
}

/// What distinguishes it. A list of contacts has their addresses wherever it has room for ids.
fn about(item: &ListItem) -> Line {
    let detail = item.detail.as_deref().unwrap_or_default();
    match detail.split_once(", ").filter(|_| item.kind.as_str() == Kind::Contact.as_str()) {
        Some((address, of)) => {
            vec![Run::new(address, Meaning::Address { placeholder: false }), Run::plain(format!(", {of}"))]
        }
        None => vec![Run::plain(detail)],
    }
}
