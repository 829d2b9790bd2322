//! The matrix itself: systems, their areas, and whom each area names.

use std::collections::HashMap;

use super::facts;
use super::page::{self, Group, Line, Matrix, Meaning, Row, Run};
use super::part::capital;
use super::phrase;
use crate::matrix::{Lifecycle, Responsibility};
use crate::query::area::{AreaRow, Assigned};
use crate::query::card::Named;
use crate::query::show::{DocumentParts, PartyPage, SystemPage};

type Parties<'d> = HashMap<&'d str, &'d PartyPage>;

/// The systems of a document with their areas. Columns of RACI appear where they are used.
pub(super) fn matrix(document: &DocumentParts) -> Matrix {
    let parties: Parties<'_> = document.parties.iter().map(|page| (page.id.as_str(), page)).collect();
    let areas = || document.systems.iter().flat_map(|system| &system.areas);
    let used =
        |of: &Responsibility| *of <= Responsibility::Approval || areas().any(|area| !area.parties(*of).is_empty());
    let columns: Vec<Responsibility> = Responsibility::ALL.into_iter().filter(used).collect();
    let header = std::iter::once("Area".to_owned()).chain(columns.iter().map(|of| capital(of.as_str())));
    let groups = document.systems.iter().map(|system| group(system, &columns, &parties));
    Matrix { header: header.collect(), groups: groups.collect() }
}

fn group(system: &SystemPage, columns: &[Responsibility], parties: &Parties<'_>) -> Group {
    let mut name = vec![Run::link(&system.name, page::anchor("system", &system.id))];
    name.extend(system.lifecycle.as_deref().map(lifecycle));
    let contact = |contact| {
        vec![Run::faint(format!("{contact_label}  ", contact_label = label(contact))), phrase::address(contact)]
    };
    let contacts = system.contacts.iter().map(contact);
    let mut rows: Vec<Row> = system.areas.iter().map(|area| row(area, columns, parties)).collect();
    if rows.is_empty() {
        rows.push(without_areas(system));
    }
    let words = [std::slice::from_ref(&system.id), system.aliases.as_slice()].concat().join(" ");
    Group { title: std::iter::once(name).chain(contacts).collect(), words, rows }
}

/// A lifecycle; it stands out if the system shouldn't be used.
fn lifecycle(word: &str) -> Run {
    let ends = [Lifecycle::Deprecated, Lifecycle::Retired].map(Lifecycle::as_str);
    let run = if ends.contains(&word) { Run::caution } else { Run::faint };
    run(format!(" {word}"))
}

fn label(contact: &crate::query::party::ContactCard) -> String {
    crate::text::name::title(&contact.label)
}

fn row(area: &AreaRow, columns: &[Responsibility], parties: &Parties<'_>) -> Row {
    let mut name = vec![Run::new(&area.name, Meaning::Name(page::anchor("area", &area.id)))];
    name.extend(area.topic.as_ref().map(|topic| Run::faint(format!(" #{topic}"))));
    let note = area.note.as_ref().map(|note| vec![Run::faint(note)]);
    let cells = columns.iter().map(|of| cell(area, *of, parties));
    Row {
        cells: std::iter::once([name].into_iter().chain(note).collect()).chain(cells).collect(),
        words: area.aliases.join(" "),
    }
}

fn cell(area: &AreaRow, of: Responsibility, parties: &Parties<'_>) -> Vec<Line> {
    // An area needs a primary, a secondary, and an escalation contact or an approval.
    let wanted = match of {
        Responsibility::Primary | Responsibility::Secondary => true,
        Responsibility::Escalation => area.parties(Responsibility::Approval).is_empty(),
        _ => false,
    };
    let named = area.parties(of);
    if named.is_empty() {
        let nobody = if wanted { Run::new("nobody", Meaning::Missing) } else { Run::new("–", Meaning::Blank) };
        return vec![vec![nobody]];
    }
    // Nobody needs to reach those who are only asked or told.
    let acts = of <= Responsibility::Approval;
    named.iter().flat_map(|party| person(party, parties.get(party.id.as_str()).copied(), acts)).collect()
}

/// A party with its cover, and its own addresses that are real.
fn person(mention: &Assigned, page: Option<&PartyPage>, acts: bool) -> Vec<Line> {
    let mut line = phrase::party(mention);
    line.extend(phrase::terms_of(mention).map(|terms| Run::faint(format!(" ({terms})"))));
    let Some(page) = page else { return vec![line] };
    line.extend((!page.described).then(|| Run::caution(" not described")));
    line.extend(page.on_call.as_ref().map(|cover| Run::faint(format!("  {}", cover.cover.as_str().replace('-', " ")))));
    let own = if acts { page.own_contacts() } else { Vec::new() };
    let reach = own.into_iter().filter(|contact| !contact.placeholder).map(|contact| vec![phrase::address(contact)]);
    std::iter::once(line).chain(reach).collect()
}

/// The owners and the children of a system without areas.
fn without_areas(system: &SystemPage) -> Row {
    let owner = |owner: &crate::query::owner::Owner| {
        let note = phrase::note(owner).map(|note| Run::faint(format!("  {note}")));
        let parties = facts::parties(&owner.owner).into_iter().chain(note);
        std::iter::once(Run::faint(format!("{}  ", owner.title))).chain(parties).collect()
    };
    let link = |child: &Named| [Run::plain(", "), facts::link("system", child)];
    let children: Line = system.parts.iter().flat_map(link).skip(1).collect();
    let children = (!children.is_empty()).then(|| [vec![Run::faint("Parts  ")], children].concat());
    let mut who: Vec<Line> = system.owners.iter().map(owner).chain(children).collect();
    if who.is_empty() {
        who.push(vec![Run::new("nobody", Meaning::Missing)]);
    }
    Row { cells: vec![vec![vec![Run::faint("No areas of its own")]], who], words: String::new() }
}
