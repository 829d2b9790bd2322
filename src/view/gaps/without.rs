//! What would be left without a party.

use super::super::list::in_file;
use super::super::phrase;
use super::{bar, cell, names};
use crate::query::card::At;
use crate::query::gaps::{AreaLeft, OwnerLeft, Tally, Without};
use crate::view::page::{Block, Line, Run, Table};

pub(super) fn blocks(without: &Without) -> Vec<Block> {
    let scope = without.system.as_ref().map(|system| format!(", of {}", system.name)).unwrap_or_default();
    let about = format!("  {}, {}{scope}", without.id, without.kind);
    let name = Run::strong(format!("Without {}", without.name));
    let mut blocks = vec![Block::Heading(1, vec![name, Run::faint(about)])];
    if without.left_open == 0 {
        blocks.push(Block::Text(vec![vec![Run::plain(nothing(without))]]));
    }
    blocks.extend(figures(without));
    let places: Vec<&At> = places(without).collect();
    let one_file = phrase::one_file(places.iter().copied());
    blocks.extend(tables(without, one_file));
    if !without.stays.is_empty() {
        let stays = format!("Only {} is taken away; still there: {}", without.name, names(&without.stays));
        blocks.push(Block::Text(vec![vec![Run::plain(stays)]]));
    }
    blocks.extend(in_file(places.into_iter()));
    blocks
}

fn nothing(without: &Without) -> String {
    let looked_at = match without.system {
        None => "no area, owner role, escalation level, duty or change category",
        Some(_) => "no area, owner role, escalation level or duty of it",
    };
    format!("Nothing would be left open without {}: {looked_at} depends on it alone.", without.name)
}

/// Areas by what they would have.
fn figures(without: &Without) -> Option<Block> {
    let (now, then) = (without.now.as_ref()?, without.then.as_ref()?);
    let row = |what: &str, now: &Tally, tally: &Tally| {
        let change =
            if now.named == tally.named { Run::faint("no change") } else { Run::caution(now.named.to_string()) };
        vec![cell(Run::strong(what)), vec![bar::part_of(tally.named, then.areas, then.areas)], cell(change)]
    };
    let header = ["areas with", "would be", "now"].map(str::to_owned).into();
    let rows = vec![
        row("primary", &now.primary, &then.primary),
        row("secondary", &now.secondary, &then.secondary),
        row("escalation", &now.escalation, &then.escalation),
    ];
    Some(Block::Table(Table { header, rows }))
}

fn places(without: &Without) -> impl Iterator<Item = &At> {
    let areas = without.areas.iter().map(|area| &area.at);
    let owners = without.owners.iter().map(|owner| &owner.at);
    let levels = without.levels.iter().map(|level| &level.at);
    let duties = without.duties.iter().map(|duty| &duty.at);
    areas.chain(owners).chain(levels).chain(duties).chain(without.changes.iter().map(|change| &change.at))
}

/// A table for each kind of thing that would be left open.
fn tables(without: &Without, one_file: bool) -> Vec<Block> {
    let line = |at: &At| cell(Run::faint(phrase::line(at, one_file)));
    let area = |area: &AreaLeft| {
        let left = if area.left.is_empty() { Run::caution("nobody") } else { Run::plain(names(&area.left)) };
        let lost = cell(Run::plain(phrase::words(&area.lost)));
        vec![cell(Run::strong(&area.system.id)), cell(Run::plain(&area.area.name)), lost, cell(left), line(&area.at)]
    };
    let owner = |owner: &OwnerLeft| {
        let inherited: Vec<&str> = owner.inherited_by.iter().map(|system| system.id.as_str()).collect();
        let inherited = cell(Run::plain(inherited.join(", ")));
        vec![cell(Run::strong(&owner.system.id)), cell(Run::plain(&owner.title)), inherited, line(&owner.at)]
    };
    let levels = without
        .levels
        .iter()
        .map(|level| vec![cell(Run::strong(&level.id)), cell(Run::plain(&level.name)), line(&level.at)]);
    let duties = without.duties.iter().map(|duty| {
        let system = duty.system.as_ref().map_or(Run::faint("–"), |system| Run::strong(&system.id));
        let every = duty.every.map_or(Run::caution(phrase::NOT_SAID), Run::plain);
        vec![cell(system), cell(Run::plain(&duty.name)), cell(every), line(&duty.at)]
    });
    let changes = without
        .changes
        .iter()
        .map(|change| vec![cell(Run::strong(&change.id)), cell(Run::plain(&change.name)), line(&change.at)]);
    [
        table(
            "Areas that would lose somebody",
            &["system", "area", "would have no", "left to do it", "line"],
            without.areas.iter().map(area).collect(),
        ),
        table(
            "Owner roles that nobody would fill",
            &["system", "owner role", "also in", "line"],
            without.owners.iter().map(owner).collect(),
        ),
        table("Escalation levels that would call nobody", &["level", "name", "line"], levels.collect()),
        table("Duties that nobody would do", &["system", "duty", "every", "line"], duties.collect()),
        table("Changes that nobody would approve", &["category", "name", "line"], changes.collect()),
    ]
    .concat()
}

/// A table under a heading; nothing where it has no rows.
fn table(heading: &str, header: &[&str], rows: Vec<Vec<Vec<Line>>>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let header = header.iter().map(|name| (*name).to_owned()).collect();
    vec![Block::Heading(2, vec![Run::plain(heading)]), Block::Table(Table { header, rows })]
}
