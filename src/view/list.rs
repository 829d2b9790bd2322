//! `own list`.

use super::{Columns, Grid, Page, Pages, Run};
use crate::matrix::Kind;
use crate::query::list::ListItem;

impl Pages for ListItem {
    const COLUMNS: Columns = Columns::flat("kind id name detail file=at.file line=at.line");

    fn page(items: &[Self]) -> Page {
        // Parties are of four kinds; everything else that is listed is of one.
        let kinds = items.windows(2).any(|pair| pair[0].kind != pair[1].kind);
        let grid = Grid::of(items)
            .column("id", |item| Run::strong(&item.id))
            .column("kind?", |item| kinds.then(|| item.kind.as_str()))
            .column("name", |item| &item.name);
        let about = |item: &ListItem| Run::plain(item.detail.as_deref().unwrap_or_default());
        // That of a contact is its address.
        let is_contact = items.first().is_some_and(|item| item.kind.as_str() == Kind::Contact.as_str());
        let grid = if is_contact { grid.column("about", about) } else { grid.notes("about?", about) };
        grid.in_file(|item| &item.at)
    }
}
