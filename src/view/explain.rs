//! `own explain`: keys of the YAML, and codes.

use super::Pages;
use super::grid::Grid;
use crate::query::explain::{CodeCard, KeyCard};
use crate::view::columns::Columns;
use crate::view::page::{Block, Page, Run};

impl Pages for KeyCard {
    const COLUMNS: Columns = Columns::flat("key mapping description example");

    fn page(keys: &[Self]) -> Page {
        let blocks = keys.iter().flat_map(|key| {
            let mapping = key.mapping.as_deref().map_or("a section".to_owned(), |mapping| format!("in {mapping}"));
            let heading = vec![Run::strong(&key.key), Run::faint(format!("  {mapping}"))];
            let text = [&key.description, "", &key.example].map(|text| vec![Run::plain(text)]);
            [Block::Heading(1, heading), Block::Text(text.into())]
        });
        Page { blocks: blocks.collect() }
    }
}

impl Pages for CodeCard {
    const COLUMNS: Columns = Columns::flat("code appears_in what help");

    fn page(codes: &[Self]) -> Page {
        if let [code] = codes {
            let heading = vec![Run::strong(code.code), Run::faint(format!("  in {}", code.appears_in))];
            let text = [code.what, "", code.help].map(|text| vec![Run::plain(text)]);
            return Page { blocks: vec![Block::Heading(1, heading), Block::Text(text.into())] };
        }
        let table = Grid::of(codes)
            .column("code", |code| Run::strong(code.code))
            .column("in", |code| code.appears_in)
            .column("meaning", |code| code.what);
        Page { blocks: vec![table.block()] }
    }
}
