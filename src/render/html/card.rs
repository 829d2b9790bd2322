//! A card: one thing with all that is said of it, under an anchor.

use std::borrow::Cow;

use askama::Template;

use super::fact::Facts;

/// A card.
#[derive(Template)]
#[template(path = "card.html", config = "src/render/html/askama.toml")]
pub(super) struct Card<'w> {
    /// Where links to it lead.
    pub(super) anchor: String,
    /// What it is called.
    pub(super) name: &'w str,
    /// The level of its heading, right below that of what it stands in.
    pub(super) level: u8,
    /// What it is: `team`, `database` …
    pub(super) kind: Cow<'w, str>,
    /// Number of its colour; 0: none.
    pub(super) tone: usize,
    /// What to beware of in it: "deprecated", "not described".
    pub(super) beware: Option<&'static str>,
    /// What is said of it, in columns where there is room.
    pub(super) facts: Vec<Facts<'w>>,
    /// What is said below, side by side.
    pub(super) across: Facts<'w>,
}

impl Card<'_> {
    /// Without the columns in which nothing is said.
    pub(super) fn tidy(mut self) -> Self {
        self.facts.retain(|facts| !facts.is_empty());
        self
    }
}
