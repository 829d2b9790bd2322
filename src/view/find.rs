//! `own find`.

use super::{Columns, Grid, Line, Page, Pages, Run, facts};
use crate::query::find::FindItem;

impl Pages for FindItem {
    const COLUMNS: Columns = Columns::flat("kind id name detail found_in text file=at.file line=at.line");

    fn page(items: &[Self]) -> Page {
        Grid::of(items)
            .column("kind", |item| item.kind)
            .column("name", |item| Run::strong(&item.name))
            .column("id", |item| facts::id(&item.id))
            .column("about", says)
            .in_file(|item| &item.at)
    }
}

/// What distinguishes the thing, and the text that matched unless it is shown already.
fn says(item: &FindItem) -> Vec<Line> {
    let detail = item.detail.iter().map(|detail| vec![Run::plain(detail)]);
    let in_sight = matches!(item.found_in, "name" | "id")
        || item.detail.as_ref().is_some_and(|detail| detail.contains(&item.text));
    let found = vec![Run::faint(format!("{}: ", item.found_in.replace('_', " "))), Run::plain(&item.text)];
    let lines: Vec<Line> = detail.chain((!in_sight).then_some(found)).collect();
    if lines.is_empty() { vec![Vec::new()] } else { lines }
}
