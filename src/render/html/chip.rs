//! Parties as they are mentioned: by name, as a link to their section, coloured by team.

use std::collections::HashMap;

use askama::Template;

use super::address::cover;
use crate::query::show::{Mention, PartyPage};

/// How many colours there are; more teams share them. The name says which team it is.
const TONES: usize = 12;

/// A party, mentioned.
#[derive(Debug, Clone, Template)]
#[template(path = "chip.html", config = "src/render/html/askama.toml")]
pub(super) struct Chip<'w> {
    id: &'w str,
    name: &'w str,
    /// Number of its colour, from 1; 0: none.
    tone: usize,
    placeholder: bool,
    described: bool,
}

/// All parties, by id.
pub(super) struct Parties<'w> {
    by_id: HashMap<&'w str, (&'w PartyPage, usize)>,
}

impl<'w> Parties<'w> {
    pub(super) fn new(pages: &'w [PartyPage]) -> Self {
        let teams: HashMap<&str, usize> = pages
            .iter()
            .filter(|page| page.kind == "team")
            .map(|page| page.id.as_str())
            .zip((1..=TONES).cycle())
            .collect();
        let tone = |page: &PartyPage| {
            // A role has the colour of its team.
            let team = page.team.iter().chain(&page.lead_of).next().map_or(page.id.as_str(), |team| team.id.as_str());
            teams.get(team).copied().unwrap_or_default()
        };
        Self { by_id: pages.iter().map(|page| (page.id.as_str(), (page, tone(page)))).collect() }
    }

    /// A party's page.
    pub(super) fn page(&self, id: &str) -> Option<&'w PartyPage> {
        self.by_id.get(id).map(|(page, _)| *page)
    }

    /// The number of a party's colour.
    pub(super) fn tone(&self, id: &str) -> usize {
        self.by_id.get(id).map_or(0, |(_, tone)| *tone)
    }

    pub(super) fn chip(&self, mention: &'w Mention) -> Chip<'w> {
        Chip {
            id: &mention.id,
            name: &mention.name,
            tone: self.tone(&mention.id),
            placeholder: mention.kind == "placeholder",
            described: self.page(&mention.id).is_none_or(|page| page.described),
        }
    }

    /// When a party can be reached, if it is a team of which the matrix says so.
    pub(super) fn cover(&self, id: &str) -> Option<&'static str> {
        self.page(id)?.on_call.as_ref().map(|on_call| cover(on_call.cover))
    }
}
