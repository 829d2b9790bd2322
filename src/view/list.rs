//! `own list`.

use super::{Columns, Grid, Page, Pages, Run};
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
            .notes("about?", |item| Run::plain(item.detail.as_deref().unwrap_or_default()))
            .in_file(|item| &item.at)
    }
}
