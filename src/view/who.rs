//! `own who`.

use super::reach::Reach;
use super::show::responsibility;
use super::{Block, Columns, Contact, Facts, Grid, Line, Page, Pages, Rows, Run, facts, moment, phrase};
use crate::matrix::Responsibility;
use crate::query::who::Owned;
use crate::query::{AreaRow, ContactCard, Now, Owner, PartyCard, call};
use crate::text::name;

impl Pages for AreaRow {
    const COLUMNS: Columns = Columns::flat(
        "system=system.id area=area.id area_name=area.name topic primary=primary.id secondary=secondary.id \
         escalation=escalation.id approval=approval.id accountable=accountable.id consulted=consulted.id \
         informed=informed.id note primary_email=primary.email primary_phone=primary.phone \
         primary_cover=primary.on_call.cover file=at.file line=at.line",
    );

    const IS_BRIEF: bool = true;

    fn page(rows: &[Self]) -> Page {
        if let [row] = rows { screen(row, Vec::new()) } else { several(rows) }
    }

    fn full(rows: &[Self]) -> Page {
        let [row] = rows else { return several(rows) };
        let parties = Responsibility::ALL.into_iter().flat_map(|of| row.cards(of));
        let details = Block::Facts(details(row.now.as_ref(), parties));
        screen(row, [vec![details], contacts(&row.system.name, &row.contacts)].concat())
    }
}

fn several(rows: &[AreaRow]) -> Page {
    let grid = Grid::of(rows).column("system", |row| Run::strong(&row.system.id));
    let mut blocks = rows_grid(grid, &Responsibility::ALL).in_file(|row| &row.at);
    blocks.splice(1..1, moments(rows.iter().filter_map(|row| row.now.as_ref())));
    blocks
}

/// One area: whom to call now, then its parties with one address each, then the details.
fn screen(row: &AreaRow, details: Vec<Block>) -> Page {
    let mut reach = Reach::new(row.now.as_ref());
    let calls = reach.call_then(&row.call);
    let named = |of: &Responsibility| *of <= Responsibility::Approval || !row.parties(*of).is_empty();
    let parties = Responsibility::ALL.into_iter().filter(named);
    let parties = parties.flat_map(|of| reach.cell(of.as_str(), row.parties(of))).collect();
    let contacts = reach.contacts(&row.contacts);
    let id = Run::faint(format!("  {}/{}", row.system.id, row.area.id));
    let mut blocks = vec![Block::Heading(1, vec![Run::strong(format!("{} · {}", row.system.name, row.area.name)), id])];
    blocks.extend(row.now.as_ref().map(|now| Block::Text(vec![moment::clock(now)])));
    blocks.push(Block::Contacts(vec![calls, parties, contacts]));
    let through = phrase::through(&row.through);
    blocks.extend(Facts::default().fact("note", &row.note).fact("responsible", through).block());
    blocks.extend(details);
    let topic = row.topic.as_ref().map(|topic| format!("  topic {topic}")).unwrap_or_default();
    let confirmed = phrase::confirmed(row.confirmed.as_ref()).map(|said| format!("  {said}")).unwrap_or_default();
    let place = Run::place(phrase::place(&row.at));
    blocks.push(Block::Text(vec![vec![place, Run::faint(format!("{topic}{confirmed}"))]]));
    blocks
}

/// The moment, then each party by its id: its cover, who is on call for it, and all its contacts.
pub(super) fn details<'a>(
    now: Option<&Now>,
    parties: impl IntoIterator<Item = &'a PartyCard>,
) -> Vec<(String, Vec<Line>)> {
    let mut facts: Vec<_> = now.iter().map(|now| ("now".to_owned(), moment::lines(now))).collect();
    for card in parties {
        if facts.iter().skip(usize::from(now.is_some())).all(|(label, _)| *label != card.id) {
            let mut lines = phrase::party_in_full(card);
            let shifts = now.and_then(|now| now.of(&card.id));
            lines.splice(1..1, shifts.into_iter().flat_map(moment::party));
            facts.push((card.id.clone(), lines));
        }
    }
    facts
}

/// The moment of an answer of several systems: once for each calendar, with all parties that go by it.
fn moments<'a>(nows: impl Iterator<Item = &'a Now>) -> Vec<Block> {
    let mut told: Vec<Now> = Vec::new();
    for now in nows {
        match told.iter_mut().find(|told| told.calendar == now.calendar) {
            None => told.push(now.clone()),
            Some(same) => {
                let new = now.parties.iter().filter(|party| !same.parties.iter().any(|known| known.id == party.id));
                let new: Vec<_> = new.cloned().collect();
                same.parties.extend(new);
            }
        }
    }
    told.iter().flat_map(|now| present(now, told.len() > 1)).collect()
}

/// A moment, and whom to call then for each party that has something to say.
fn present(now: &Now, names_calendar: bool) -> [Block; 2] {
    let mut clock = moment::clock(now);
    let calendar = now.calendar.as_ref().filter(|_| names_calendar);
    clock.extend(calendar.map(|calendar| Run::faint(format!("  calendar {calendar}"))));
    let mut reach = Reach::new(Some(now));
    let parties = now.parties.iter().map(|party| reach.present(&party.name, party)).collect::<Vec<_>>().concat();
    [Block::Text(vec![clock]), Block::Contacts(vec![parties])]
}

/// A system's own addresses under a heading.
pub(super) fn contacts(system: &str, contacts: &[ContactCard]) -> Vec<Block> {
    let title = Block::Heading(2, vec![Run::plain(format!("Contacts of {system}"))]);
    let contacts = contacts
        .iter()
        .fold(Facts::default(), |facts, contact| facts.fact(&name::title(&contact.label), phrase::address(contact)));
    contacts.block().into_iter().flat_map(|facts| [title.clone(), facts]).collect()
}

/// Areas, one a line, with some of their parties.
pub(super) fn rows_grid<'a>(areas: Grid<&'a AreaRow>, shown: &[Responsibility]) -> Grid<&'a AreaRow> {
    responsibility::parties(areas, shown, Run::plain)
        .notes("note?", |row| &row.note)
        .notes("through?", |row| phrase::through(&row.through).map(|text| text.replace("through ", "")))
}

impl Pages for Owner {
    const COLUMNS: Columns = Columns::flat(
        "system=system.id role title owner=owner.id note inherited_from=inherited_from.id file=at.file line=at.line",
    );

    const IS_BRIEF: bool = true;

    fn page(owners: &[Self]) -> Page {
        let [owner] = owners else { return several_owners(owners) };
        let mut reach = Reach::new(owner.now.as_ref());
        let current = owner.owner.iter().filter(|_| owner.ended != Some(true));
        let calls = reach.call_then(&call::of_parties(current, owner.now.as_ref()));
        let groups = vec![calls, reach.owners("owner", owner)];
        let clock = owner.now.as_ref().map(|now| Block::Text(vec![moment::clock(now)]));
        one_owner(owner, clock.into_iter().chain([Block::Contacts(groups)]).collect())
    }

    fn full(owners: &[Self]) -> Page {
        let mut page = Self::page(owners);
        if let [owner] = owners {
            let details = Block::Facts(details(owner.now.as_ref(), &owner.owner));
            page.insert(page.len().saturating_sub(1), details);
        }
        page
    }
}

/// An owner, with whom to call before its facts.
fn one_owner(owner: &Owner, who: Vec<Block>) -> Page {
    let heading = vec![Run::strong(format!("{} · {}", owner.system.name, owner.title))];
    let inherited = owner.inherited_from.as_ref().map(|from| &from.name);
    let through = phrase::through(&owner.through);
    let facts = Facts::default()
        .fact("for", &owner.note)
        .fact(if owner.ended == Some(true) { "ended" } else { "until" }, &owner.until)
        .fact("inherited from", inherited)
        .fact("responsible", through);
    let place = facts::stands_at(&owner.at);
    [Block::Heading(1, heading)].into_iter().chain(who).chain(facts.block()).chain([place]).collect()
}

fn several_owners(owners: &[Owner]) -> Page {
    let grid = Grid::of(owners)
        .column("system", |owner| Run::strong(&owner.system.id))
        .column("role", |owner| &owner.title)
        .column("owner", |owner| &owner.owner)
        .notes("note?", phrase::note);
    let mut blocks = grid.in_file(|owner| &owner.at);
    blocks.splice(1..1, moments(owners.iter().filter_map(|owner| owner.now.as_ref())));
    blocks
}

impl Pages for Owned {
    const COLUMNS: Columns = Columns::of(
        "system=system.id what= id= name= value= note= inherited_from= file=.at.file line=.at.line",
        &[
            Rows::each(
                "owners",
                "what='owner' id=.role name=.title value=.owner.id note=.note inherited_from=.inherited_from.id",
            ),
            Rows::lines(
                "areas",
                "id=.area.id name=.area.name note=.note",
                &[
                    "what='primary' value=.primary.id",
                    "what='secondary' value=.secondary.id",
                    "what='escalation' value=.escalation.id",
                    "what='approval' value=.approval.id",
                    "what='accountable' value=.accountable.id",
                    "what='consulted' value=.consulted.id",
                    "what='informed' value=.informed.id",
                ],
            ),
            Rows::each("contacts", "what='contact' id=.label name=.label value=.address"),
            Rows::each("links", "what='link' id=.label name=.label value=.url"),
            Rows::each("depends_on", "what='depends-on' id=.id name=.name file= line="),
            Rows::each("needed_by", "what='needed-by' id=.id name=.name file= line="),
        ],
    );

    const IS_BRIEF: bool = true;

    fn page(systems: &[Self]) -> Page {
        systems.iter().flat_map(|owned| one_system(owned, Vec::new())).collect()
    }

    fn full(systems: &[Self]) -> Page {
        let full = |owned: &Self| {
            let owners = owned.owners.iter().flat_map(|owner| &owner.owner);
            let of_areas =
                owned.areas.iter().flat_map(|row| Responsibility::ALL.into_iter().flat_map(|of| row.cards(of)));
            let details = Block::Facts(details(owned.now.as_ref(), owners.chain(of_areas)));
            let contacts = contacts(&owned.system.name, &owned.contacts);
            one_system(owned, std::iter::once(details).chain(contacts).collect())
        };
        systems.iter().flat_map(full).collect()
    }
}

/// A system: whom to call now, its owners with one address each, its areas, then the details.
fn one_system(owned: &Owned, details: Vec<Block>) -> Vec<Block> {
    let system = &owned.system;
    let tier = system.tier.map(|tier| format!("tier {tier}"));
    let about = [system.kind.as_deref(), system.lifecycle.as_deref(), tier.as_deref()];
    let about = std::iter::once(system.id.as_str()).chain(about.into_iter().flatten()).collect::<Vec<_>>().join(", ");
    let mut blocks = vec![Block::Heading(1, vec![Run::strong(&system.name), Run::faint(format!("  {about}"))])];
    blocks.extend(owned.now.as_ref().map(|now| Block::Text(vec![moment::clock(now)])));
    let mut reach = Reach::new(owned.now.as_ref());
    let calls = reach.call_then(&owned.call);
    let mut owners: Vec<Contact> = owned.owners.iter().flat_map(|owner| self::owner(owner, &mut reach)).collect();
    if owners.is_empty() {
        owners = reach.parties("owners", &[]);
    }
    blocks.push(Block::Contacts(vec![calls, owners, reach.contacts(&owned.contacts)]));
    blocks.extend(areas(&owned.areas, details.is_empty()));
    let related = Facts::default()
        .fact("Parts", phrase::named(&owned.parts))
        .fact("depends on", phrase::named(&owned.depends_on))
        .fact("needed by", phrase::named(&owned.needed_by))
        .links(&owned.links);
    blocks.extend(related.block());
    blocks.extend(details);
    blocks.push(facts::foot(&owned.at, owned.confirmed.as_ref()));
    blocks
}

/// The areas of a system; in brief without those who needn't be called.
fn areas(rows: &[AreaRow], in_brief: bool) -> Option<Block> {
    let shown = if in_brief { &Responsibility::ALL[..4] } else { &Responsibility::ALL[..] };
    let one_file = phrase::one_file(rows.iter().map(|row| &row.at));
    (!rows.is_empty()).then(|| rows_grid(Grid::of(rows), shown).line(|row| &row.at, one_file).block())
}

/// The parties of an owner role, each with what the ownership is confined to.
fn owner(owner: &Owner, reach: &mut Reach<'_>) -> Vec<Contact> {
    reach
        .owners(&owner.title, owner)
        .into_iter()
        .map(|row| row.noted(phrase::short_note(owner).map(Run::plain)))
        .collect()
}
