//! Pages of answers: one file per answer.

mod anchor;
pub(crate) mod attest;
pub(crate) mod call;
pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod columns;
pub(crate) mod contact;
pub(crate) mod diff;
pub(crate) mod document;
pub(crate) mod duties;
pub(crate) mod escalate;
pub(crate) mod explain;
pub(crate) mod facts;
pub(crate) mod find;
pub(crate) mod form;
pub(crate) mod gaps;
mod grid;
pub(crate) mod list;
pub(crate) mod locate;
pub(crate) mod log;
mod matrix;
pub(crate) mod moment;
pub(crate) mod onboard;
pub(crate) mod page;
mod part;
pub(crate) mod phrase;
mod reach;
pub(crate) mod rota;
mod says;
pub(crate) mod show;
pub(crate) mod sla;
pub(crate) mod watch;
pub(crate) mod who;

use crate::query::{Answer, SelectorCard, Warning};
use crate::render::Present;
use crate::text::sanitize::width;
pub(crate) use anchor::{anchor, write_anchor};
use columns::{Columns, Rows};
use contact::Contact;
use facts::Facts;
use grid::Grid;
use page::{Block, Blocks, Line, Meaning, Page, Run, Stop, Table, Timeline};

/// Columns of a screen. What is brief fits them everywhere, so that a pipe has the words of a terminal.
const COLUMNS: usize = 80;

/// Results that know how they look.
pub(crate) trait Pages: Sized + serde::Serialize {
    /// For programs that read CSV.
    const COLUMNS: Columns;

    /// True if `full` has more than `page`.
    const IS_BRIEF: bool = false;

    /// The part of a page about one result; nothing where `page` has a table of all.
    fn one(&self) -> Page {
        Page::new()
    }

    /// For people.
    fn page(results: &[Self]) -> Page {
        results.iter().flat_map(Self::one).collect()
    }

    /// With everything that a first look doesn't need.
    fn full(results: &[Self]) -> Page {
        Self::page(results)
    }

    /// Records of CSV, the header first.
    fn records(results: &[Self]) -> Vec<Vec<String>> {
        Self::COLUMNS.records(results)
    }
}

impl<T: Pages> Present for Answer<T> {
    /// Its results, then its caveats.
    fn page(&self) -> Page {
        self.around(T::page(&self.results), !T::IS_BRIEF)
    }

    fn records(&self) -> Vec<Vec<String>> {
        T::records(&self.results)
    }
}

impl<T> Answer<T> {
    /// A page of its results, with the selectors that chose them and its caveats.
    fn around(&self, page: Page, with_places: bool) -> Page {
        let line = |matched: &SelectorCard| {
            let selector = format!("matched {}: {}", matched.kind.as_str(), matched.selector);
            vec![Run::faint(format!("{selector}  ")), Run::place(phrase::place(&matched.at))]
        };
        let matched = (!self.matched.is_empty()).then(|| Block::Text(self.matched.iter().map(line).collect()));
        let mut blocks: Vec<Block> = page.into_iter().chain(matched).collect();
        let warnings = if with_places {
            self.warnings.iter().map(in_full).collect()
        } else {
            brief_warnings(&self.warnings, &blocks)
        };
        match blocks.last_mut() {
            Some(Block::Text(place)) if !with_places => place.extend(warnings),
            _ => blocks.extend((!warnings.is_empty()).then_some(Block::Text(warnings))),
        }
        if let Some(as_of) = &self.as_of {
            // Below the heading, with the clock if that is there.
            match blocks.get_mut(1) {
                Some(Block::Text(lines)) => lines.insert(0, moment::as_of(as_of, lines.first())),
                _ => blocks.insert(blocks.len().min(1), Block::Text(vec![moment::as_of(as_of, None)])),
            }
        }
        blocks.into_iter().map(Block::split_lines).collect()
    }
}

/// An answer with everything, as `--full` asks for it.
#[derive(serde::Serialize)]
#[serde(transparent)]
pub(crate) struct Full<'a, T>(pub &'a Answer<T>);

impl<T: Pages> Present for Full<'_, T> {
    fn page(&self) -> Page {
        self.0.around(T::full(&self.0.results), true)
    }

    fn records(&self) -> Vec<Vec<String>> {
        self.0.records()
    }
}

/// A warning with its place.
fn in_full(warning: &Warning) -> Line {
    let mut line = self::warning(warning, &warning.message);
    line.extend(warning.at.as_ref().map(|at| Run::place(format!("  {}", phrase::place(at)))));
    line
}

/// Warnings in a line each, without those about somebody whose row says the same.
fn brief_warnings(warnings: &[Warning], blocks: &[Block]) -> Vec<Line> {
    let contacts =
        blocks.iter().filter_map(|block| if let Block::Contacts(groups) = block { Some(groups) } else { None });
    let told: Vec<&String> = contacts.flatten().flatten().filter_map(|contact| contact.not_to_use.as_ref()).collect();
    let brief = |warning: &Warning| {
        let is_told = |name: &&String| warning.code.is_of_placeholder() && told.contains(name);
        let mut of: Vec<&str> = warning.of.iter().filter(|name| !is_told(name)).map(String::as_str).collect();
        let says = warning.says.map(|says| format!("{says}: ")).unwrap_or_default();
        let room = COLUMNS.saturating_sub(width(&says) + "!   []".len() + warning.code.as_str().len());
        let all = of.join(", ");
        if width(&all) > room {
            of.sort_by_key(|name| width(name));
        }
        let text = says + &phrase::as_many(&of, room).unwrap_or(all);
        (!of.is_empty()).then(|| self::warning(warning, &text))
    };
    warnings.iter().filter_map(brief).collect()
}

fn warning(warning: &Warning, text: &str) -> Line {
    vec![Run::caution(format!("! {text}")), Run::faint(format!("  [{}]", warning.code.as_str()))]
}
