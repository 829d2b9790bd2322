//! `own show`: a page for each kind of thing.

pub(super) mod change;
pub(super) mod document;
pub(super) mod duty;
pub(super) mod escalation;
mod grid;
pub(super) mod on_call;
pub(super) mod party;
pub(super) mod responsibility;
pub(super) mod section;
pub(super) mod service_level;
pub(super) mod system;

use super::{Columns, Page, Pages};
use crate::limits::PAGE_LINES;
use crate::query::show::Shown;

/// Where the view of a thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// On a page of its own.
    Alone,
    /// In a document, which says elsewhere what others say of the thing.
    Text,
    /// In a document for a browser, below the matrix: links lead to its rows.
    Site,
}

impl Setting {
    /// The most lines of a fact, and rows of a table.
    pub(crate) const fn lines(self) -> usize {
        if matches!(self, Self::Site) { PAGE_LINES } else { usize::MAX }
    }
}

impl Pages for Shown {
    const COLUMNS: Columns = Columns::flat("kind id field= value=");

    fn one(&self) -> Page {
        match self {
            Shown::Document(page) => document::blocks(page),
            Shown::Party(page) => party::blocks(page, Setting::Alone),
            Shown::Rota(page) => on_call::rota(page),
            Shown::Calendar(page) => on_call::calendar(page),
            Shown::System(page) => system::blocks(page, Setting::Alone),
            Shown::Area(page) => responsibility::area(page),
            Shown::Topic(page) => responsibility::topic(page),
            Shown::Duty(page) => duty::blocks(page),
            Shown::Contact(page) => section::contact(page),
            Shown::ServiceLevel(page) => service_level::blocks(page),
            Shown::Target(page) => service_level::target(page),
            Shown::Policy(page) => escalation::policy(page),
            Shown::Level(page) => escalation::level(page),
            Shown::Channel(page) => section::channel(page),
            Shown::Change(page) => change::blocks(page),
            Shown::Step(page) => change::step(page),
            Shown::Onboarding(page) => section::onboarding(page),
        }
    }

    fn records(results: &[Self]) -> Vec<Vec<String>> {
        grid::records(results)
    }
}
