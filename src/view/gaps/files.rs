//! Files of the repository by system.

use super::super::facts;
use super::super::grid::Grid;
use super::{bar, count, names};
use crate::query::gaps::FileGaps;
use crate::view::page::{Block, Run};

/// Entries that a table lists.
const MOST: usize = 50;

pub(super) fn blocks(gaps: &FileGaps) -> Vec<Block> {
    let about = format!("  {} in a system", gaps.owned);
    let heading = vec![Run::strong(count(gaps.files, "file", "files")), Run::faint(about)];
    let mut blocks = vec![Block::Heading(1, heading)];
    let largest = gaps.systems.first().map_or(0, |system| system.files);
    if !gaps.systems.is_empty() {
        let table = Grid::of(&gaps.systems)
            .column("system", |system| Run::strong(&system.id))
            .column("owners", |system| match names(&system.owners) {
                owners if owners.is_empty() => Run::caution("nobody"),
                owners => Run::plain(owners),
            })
            .column("files", |system| bar::part(system.files, gaps.files, largest));
        blocks.push(table.block());
    }
    if !gaps.contested.is_empty() {
        let table = Grid::of(&gaps.contested)
            .column("files", |contested| contested.files.to_string())
            .column("selected equally by", |contested| names(&contested.systems))
            .column("the first", |contested| &contested.path);
        blocks.extend([facts::part("In several systems"), table.block()]);
    }
    if !gaps.without.is_empty() {
        let shown = &gaps.without[..gaps.without.len().min(MOST)];
        let table = Grid::of(shown)
            .column("files", |entry| entry.files.to_string())
            .column("path", |entry| Run::caution(&entry.path));
        blocks.extend([facts::part("In no system"), table.block()]);
        if let Some(more) = gaps.without.len().checked_sub(MOST).filter(|more| *more > 0) {
            blocks.push(Block::line(Run::faint(format!("and {more} more: --format json lists them"))));
        }
    }
    blocks
}
