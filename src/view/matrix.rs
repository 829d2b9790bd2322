//! The matrix itself: systems, their areas, and whom each area names.

use std::collections::HashMap;

use super::anchor::area_anchor;
use super::page::{Group, Matrix, Row, split};
use super::part::capital;
use super::{Line, Meaning, Run, anchor, facts, phrase};
use crate::matrix::{Area, Lifecycle, Responsibility, System};
use crate::query::area::Cells;
use crate::query::show::{DocumentPages, SystemRows};
use crate::query::{Assigned, ContactCard, Named, PartyCard, call};

/// The real addresses of each party, a line for each.
type Addresses<'d> = HashMap<&'d str, Vec<Line>>;

/// The systems of a document with their areas. Columns of RACI appear where they are used.
pub(crate) fn matrix<'d>(document: &'d DocumentPages<'_>) -> Matrix<'d> {
    let used = |of: &Responsibility| *of <= Responsibility::Approval || document.uses(*of);
    let columns: Vec<Responsibility> = Responsibility::ALL.into_iter().filter(used).collect();
    let header = std::iter::once("Area".to_owned()).chain(columns.iter().map(|of| capital(of.as_str())));
    let real = |contacts: Vec<ContactCard>| {
        let real = contacts.iter().filter(|contact| !contact.placeholder);
        real.map(|contact| vec![phrase::address(contact)]).collect()
    };
    let addresses: Addresses<'_> = document.addresses().map(|(id, contacts)| (id, real(contacts))).collect();
    Matrix {
        header: header.collect(),
        titles: document.system_names().collect(),
        groups: Box::new(document.rows().map(move |rows| group(&rows, &columns, &addresses))),
    }
}

fn group(rows: &SystemRows<'_>, columns: &[Responsibility], addresses: &Addresses<'_>) -> Group {
    let system = rows.system;
    let mut name = vec![Run::link(&system.name, anchor("system", &system.id))];
    name.extend(system.lifecycle().as_deref().map(lifecycle));
    let contact = |contact| {
        vec![Run::faint(format!("{contact_label}  ", contact_label = label(contact))), phrase::address(contact)]
    };
    let contacts = rows.contacts.iter().map(contact);
    let mut areas: Vec<Row> =
        rows.areas.iter().map(|(area, cells)| row(system, area, cells, columns, addresses)).collect();
    if areas.is_empty() {
        areas.push(without_areas(rows));
    }
    let words = [std::slice::from_ref(&system.id), system.aliases.as_slice()].concat().join(" ");
    areas.iter_mut().flat_map(|row| &mut row.cells).for_each(split);
    Group { title: std::iter::once(name).chain(contacts).collect(), words, rows: areas }
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

fn row(
    system: &System,
    area: &Area,
    cells: &Cells<Assigned>,
    columns: &[Responsibility],
    addresses: &Addresses<'_>,
) -> Row {
    let mut name = vec![Run::new(&area.name, Meaning::Name(area_anchor(&system.id, &area.id)))];
    name.extend(area.topic.as_ref().map(|topic| Run::faint(format!(" #{topic}"))));
    let note = area.note.as_ref().map(|note| vec![Run::faint(note)]);
    let cells = columns.iter().map(|of| cell(cells, *of, addresses));
    Row {
        cells: std::iter::once([name].into_iter().chain(note).collect()).chain(cells).collect(),
        words: area.aliases.join(" "),
    }
}

fn cell(cells: &Cells<Assigned>, of: Responsibility, addresses: &Addresses<'_>) -> Vec<Line> {
    // An area needs a primary, a secondary, and an escalation contact or an approval.
    let wanted = match of {
        Responsibility::Primary | Responsibility::Secondary => true,
        Responsibility::Escalation => cells[Responsibility::Approval].is_empty(),
        _ => false,
    };
    let named = &cells[of];
    if named.is_empty() {
        let nobody = if wanted { Run::new("nobody", Meaning::Missing) } else { Run::new("–", Meaning::Blank) };
        return vec![vec![nobody]];
    }
    // Nobody needs to reach those who are only asked or told.
    let acts = of <= Responsibility::Approval;
    let is_called = |party: &Assigned| acts && party.ended != Some(true);
    let own = |party: &Assigned| addresses.get(party.id.as_str()).cloned().unwrap_or_default();
    let all = |party: &Assigned| own(party).into_iter().chain(through_holder(party)).collect();
    let reach = |party: &Assigned| if is_called(party) { all(party) } else { Vec::new() };
    named.iter().flat_map(|party| std::iter::once(person(party)).chain(reach(party))).collect()
}

/// The address and the name of the person through whom a role is reached.
fn through_holder(role: &PartyCard) -> Option<Line> {
    let (contact, holder) = call::fastest_of(role)?;
    holder.map(|holder| vec![phrase::address(contact), Run::faint(format!("  {}", holder.name))])
}

/// A party with its cover.
fn person(party: &Assigned) -> Line {
    let mut line = phrase::party(party);
    line.extend(phrase::terms_of(party).map(|terms| Run::faint(format!(" ({terms})"))));
    line.extend((!party.described).then(|| Run::caution(" not described")));
    let cover = party.on_call.as_ref().map(|cover| cover.cover.as_str().replace('-', " "));
    line.extend(cover.map(|cover| Run::faint(format!("  {cover}"))));
    line
}

/// The owners and the children of a system without areas.
fn without_areas(system: &SystemRows<'_>) -> Row {
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
