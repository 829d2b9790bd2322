//! `own render markdown`: the whole matrix as a document, in the order in which such documents are written. What the
//! matrix doesn't have is left out. It depends on the matrix alone, not on the day, so that it can be compared.

mod change;
mod duty;
mod escalation;
mod front;
mod island;
mod organisation;
mod said;
mod service_level;
mod system;

pub(crate) use island::{BadIsland, islands};

use super::markdown;
use crate::query::show::Whole;
use crate::view::page::{Block, Page, Run};

/// What stands at its top, for whoever opens it to edit it.
const PREFACE: &str = "<!-- Written by own render markdown: edit the matrix instead. What stands between a line \
    own:keep NAME and a line own:end NAME, each in a comment like this one, is kept. -->\n\n";

/// The matrix as Markdown, with the islands of the text that it replaces.
pub(crate) fn render(whole: &Whole, old: &str) -> Result<String, BadIsland> {
    let islands = islands(old)?;
    Ok(island::weave(&(PREFACE.to_owned() + &markdown::render(&page(whole))), islands))
}

/// The matrix as a page.
pub(crate) fn page(whole: &Whole) -> Page {
    let mut blocks = front::opening(&whole.document);
    blocks.extend(organisation::blocks(&whole.parties));
    blocks.extend(system::blocks(&whole.systems));
    blocks.extend(escalation::blocks(&whole.policies, &whole.channels));
    blocks.extend(change::blocks(&whole.changes, &whole.steps));
    blocks.extend(service_level::blocks(whole));
    blocks.extend(duty::training(whole));
    blocks.extend(duty::audits(&whole.duties));
    blocks.extend(front::closing(&whole.document));
    Page { blocks }
}

fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading(level, vec![Run::plain(text)])
}

/// A section: its heading, and what is in it; nothing if that is nothing.
fn section(level: u8, title: &str, inside: impl IntoIterator<Item = Block>) -> Vec<Block> {
    let inside: Vec<Block> = inside.into_iter().collect();
    if inside.is_empty() { Vec::new() } else { std::iter::once(heading(level, title)).chain(inside).collect() }
}
