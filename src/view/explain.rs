//! `own explain`: keys of the YAML, and codes.

use super::{Block, Columns, Grid, Page, Pages, Run};
use crate::query::explain::{CodeCard, KeyCard};

impl Pages for KeyCard {
    const COLUMNS: Columns = Columns::flat("key mapping description example");

    fn one(&self) -> Page {
        let mapping = self.mapping.as_deref().map_or("a section".to_owned(), |mapping| format!("in {mapping}"));
        explained(&self.key, &mapping, [&self.description, &self.example])
    }
}

impl Pages for CodeCard {
    const COLUMNS: Columns = Columns::flat("code appears_in what help");

    fn page(codes: &[Self]) -> Page {
        if let [code] = codes {
            return explained(code.code, &format!("in {}", code.appears_in), [code.what, code.help]);
        }
        let table = Grid::of(codes)
            .column("code", |code| Run::strong(code.code))
            .column("in", |code| code.appears_in)
            .column("meaning", |code| code.what);
        vec![table.block()]
    }
}

/// A word of the program under a heading: where it belongs, what it is, and what else there is to say.
pub(super) fn explained(word: &str, about: &str, [what, more]: [&str; 2]) -> Page {
    let heading = vec![Run::strong(word), Run::faint(format!("  {about}"))];
    vec![Block::Heading(1, heading), Block::Text([what, "", more].map(|text| vec![Run::plain(text)]).into())]
}
