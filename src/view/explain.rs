//! `own explain`: keys of the YAML.

use super::Pages;
use crate::query::explain::KeyCard;
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
