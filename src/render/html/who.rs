//! The matrix itself: systems, their areas, and the parties in the cells.

use super::address::Address;
use super::chip::{Chip, Parties};
use crate::matrix::Responsibility;
use crate::query::show::{AreaPage, Mention, SystemPage, Whole};
use crate::text::name;

/// The matrix.
pub(super) struct Who<'w> {
    /// The columns: those of RACI only where they are used.
    pub(super) columns: Vec<Column>,
    /// The systems.
    pub(super) systems: Vec<Group<'w>>,
}

/// A responsibility and the heading of its column.
pub(super) type Column = (Responsibility, String);

/// A system with its areas.
pub(super) struct Group<'w> {
    pub(super) page: &'w SystemPage,
    pub(super) rows: Vec<Row<'w>>,
    /// Its addresses, each with its label in words.
    pub(super) contacts: Vec<(String, Address<'w>)>,
    /// Its owners, where it has no areas that would say more.
    pub(super) owners: Vec<(&'w str, Vec<Chip<'w>>)>,
    /// Its other names.
    pub(super) words: String,
}

/// An area.
pub(super) struct Row<'w> {
    pub(super) area: &'w AreaPage,
    pub(super) anchor: String,
    pub(super) cells: Vec<Cell<'w>>,
    /// Its other names.
    pub(super) words: String,
}

/// Who carries one responsibility.
pub(super) struct Cell<'w> {
    pub(super) label: String,
    pub(super) people: Vec<Person<'w>>,
    /// Whether nobody is named where somebody should be.
    pub(super) gap: bool,
}

/// A party in a cell.
pub(super) struct Person<'w> {
    pub(super) chip: Chip<'w>,
    pub(super) cover: Option<&'static str>,
    /// Its own addresses that are real.
    pub(super) reach: Vec<Address<'w>>,
}

impl<'w> Who<'w> {
    pub(super) fn new(whole: &'w Whole, parties: &Parties<'w>) -> Self {
        let areas = || whole.systems.iter().flat_map(|system| &system.areas);
        let mut columns: Vec<Responsibility> = Responsibility::ALL.into();
        columns.retain(|of| *of <= Responsibility::Approval || areas().any(|area| !area.parties(*of).is_empty()));
        let columns: Vec<Column> = columns.into_iter().map(|of| (of, name::title(of.as_str()))).collect();
        let systems = whole.systems.iter().map(|page| group(page, &columns, parties)).collect();
        Self { columns, systems }
    }
}

fn group<'w>(page: &'w SystemPage, columns: &[Column], parties: &Parties<'w>) -> Group<'w> {
    let owners = if page.areas.is_empty() { page.owners.as_slice() } else { &[] };
    let chips = |mentions: &'w [Mention]| mentions.iter().map(|mention| parties.chip(mention)).collect();
    Group {
        page,
        rows: page.areas.iter().map(|area| row(area, columns, parties)).collect(),
        contacts: page.contacts.iter().map(|contact| (name::title(&contact.label), Address::new(contact))).collect(),
        owners: owners.iter().map(|owner| (owner.title.as_str(), chips(&owner.owner))).collect(),
        words: words(&page.id, &page.aliases),
    }
}

fn row<'w>(area: &'w AreaPage, columns: &[Column], parties: &Parties<'w>) -> Row<'w> {
    let cell = |(of, label): &Column| {
        // Whoever is only asked or told needn't be reached from here.
        let acts = *of <= Responsibility::Approval;
        let people = area.parties(*of).iter().map(|mention| person(mention, acts, parties)).collect();
        Cell { label: label.clone(), people, gap: is_gap(area, *of) }
    };
    Row { area, anchor: anchor(&area.id), cells: columns.iter().map(cell).collect(), words: words("", &area.aliases) }
}

/// Somebody has to do an area, somebody has to stand in, and somebody has to be escalated to or to approve.
fn is_gap(area: &AreaPage, of: Responsibility) -> bool {
    let wanted = match of {
        Responsibility::Primary | Responsibility::Secondary => true,
        Responsibility::Escalation => area.approval.is_empty(),
        _ => false,
    };
    wanted && area.parties(of).is_empty()
}

fn person<'w>(mention: &'w Mention, acts: bool, parties: &Parties<'w>) -> Person<'w> {
    let own = parties.page(&mention.id).filter(|_| acts).map(|page| page.own_contacts()).unwrap_or_default();
    Person { chip: parties.chip(mention), cover: parties.cover(&mention.id), reach: Address::real(own) }
}

/// Where links to an area lead. Ids of systems and areas have no two hyphens in a row.
pub(super) fn anchor(id: &str) -> String {
    format!("area-{}", id.replace('/', "--"))
}

fn words(id: &str, aliases: &[String]) -> String {
    std::iter::once(id).chain(aliases.iter().map(String::as_str)).collect::<Vec<_>>().join(" ").trim().to_owned()
}
