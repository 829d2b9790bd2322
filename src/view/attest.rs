//! `own attest`.

use super::{Block, Columns, Grid, Page, Pages, Rows, Run, phrase};
use crate::query::attest::{Confirmations, ConfirmedRow, State};

impl Pages for Confirmations {
    const COLUMNS: Columns = Columns::of(
        "kind= id= name= state= on= by= owners= file= line=",
        &[Rows::each(
            "due",
            "kind=.kind id=.id name=.name state=.state on=.confirmed.on by=.confirmed.by.id owners=.owners.id file=.at.file line=.at.line",
        )],
    );

    fn one(&self) -> Page {
        let about = match self.due.len() {
            0 => format!("nothing is due, {} confirmed", self.fresh),
            due => format!("{due} of {} due", self.rows),
        };
        let heading = Block::Heading(1, vec![Run::strong("Confirmations"), Run::faint(format!("  {about}"))]);
        let table = if self.due.is_empty() { Vec::new() } else { table(&self.due) };
        [vec![heading], table].concat()
    }
}

impl Pages for ConfirmedRow {
    const COLUMNS: Columns = Columns::flat(
        "kind id name state on=confirmed.on by=confirmed.by.id owners=owners.id file=at.file line=at.line",
    );

    fn page(rows: &[Self]) -> Page {
        table(rows)
    }
}

fn table(rows: &[ConfirmedRow]) -> Vec<Block> {
    let state = |row: &ConfirmedRow| match (row.state, phrase::confirmed(row.confirmed.as_ref())) {
        (State::Fresh, Some(said)) => Run::plain(said),
        (_, Some(said)) => Run::caution(said),
        (_, None) => Run::caution("never confirmed"),
    };
    let names = |row: &ConfirmedRow| row.owners.iter().map(|owner| owner.name.as_str()).collect::<Vec<_>>().join(", ");
    Grid::of(rows)
        .column("row", |row| Run::strong(&row.id))
        .column("state", state)
        .column("whose", names)
        .in_file(|row| &row.at)
}
