//! Files of the repository by system.

use super::super::{Block, Columns, Grid, Page, Pages, Run, facts, phrase};
use super::{bar, columns, count};
use crate::query::gaps::FileGaps;

/// Entries that a table lists.
const MOST: usize = 50;

impl Pages for FileGaps {
    const COLUMNS: Columns = columns::FILES;

    fn one(&self) -> Page {
        let about = format!("  {} in a system", self.owned);
        let heading = vec![Run::strong(count(self.files, "file", "files")), Run::faint(about)];
        let mut blocks = vec![Block::Heading(1, heading)];
        let largest = self.systems.first().map_or(0, |system| system.files);
        if !self.systems.is_empty() {
            let table = Grid::of(&self.systems)
                .column("system", |system| Run::strong(&system.id))
                .column("owners", |system| match phrase::named(&system.owners) {
                    owners if owners.is_empty() => Run::caution("nobody"),
                    owners => Run::plain(owners),
                })
                .column("files", |system| bar::part(system.files, self.files, largest));
            blocks.push(table.block());
        }
        if !self.contested.is_empty() {
            let table = Grid::of(&self.contested)
                .column("files", |contested| contested.files.to_string())
                .column("selected equally by", |contested| phrase::named(&contested.systems))
                .column("the first", |contested| &contested.path);
            blocks.extend([facts::part("In several systems"), table.block()]);
        }
        if !self.without.is_empty() {
            let shown = &self.without[..self.without.len().min(MOST)];
            let table = Grid::of(shown)
                .column("files", |entry| entry.files.to_string())
                .column("path", |entry| Run::caution(&entry.path));
            blocks.extend([facts::part("In no system"), table.block()]);
            if let Some(more) = self.without.len().checked_sub(MOST).filter(|more| *more > 0) {
                blocks.push(Block::line(Run::faint(format!("and {more} more: --format json lists them"))));
            }
        }
        blocks
    }
}
