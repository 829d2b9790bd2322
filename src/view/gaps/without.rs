//! Gaps that a party would leave.

use super::super::grid::one_file;
use super::super::{Block, Columns, Grid, Page, Pages, Run, facts, phrase};
use super::{bar, columns};
use crate::query::gaps::{OwnerLeft, Tally, Without};
use crate::query::{At, Named};

impl Pages for Without {
    const COLUMNS: Columns = columns::WITHOUT;

    fn one(&self) -> Page {
        let scope = self.system.as_ref().map(|system| format!(", of {}", system.name)).unwrap_or_default();
        let about = format!("  {}, {}{scope}", self.id, self.kind);
        let about = if self.others.is_empty() { about } else { scope };
        let gone: Vec<&str> = std::iter::once(&self.name)
            .chain(self.others.iter().map(|other| &other.name))
            .map(String::as_str)
            .collect();
        let gone = gone.join(", ");
        let name = Run::strong(format!("Without {gone}"));
        let mut blocks = vec![Block::Heading(1, vec![name, Run::faint(about)])];
        if !self.gone_with.is_empty() {
            let with = format!("Gone too, since nobody else is left: {}", phrase::named(&self.gone_with));
            blocks.push(Block::line(Run::caution(with)));
        }
        if self.left_open == 0 {
            blocks.push(Block::line(Run::plain(nothing(self, &gone))));
        }
        blocks.extend(figures(self));
        let places: Vec<&At> = places(self).collect();
        blocks.extend(tables(self, phrase::one_file(places.iter().copied())));
        if !self.stays.is_empty() {
            let stays = format!("Still there, without {gone}: {}", phrase::named(&self.stays));
            blocks.push(Block::line(Run::plain(stays)));
        }
        blocks.extend(one_file(&places));
        blocks
    }
}

fn nothing(without: &Without, gone: &str) -> String {
    let looked_at = match without.system {
        None => "no area, owner role, escalation level, duty or change category",
        Some(_) => "no area, owner role, escalation level or duty of it",
    };
    format!("Nothing would be left open: {looked_at} depends on {gone} alone.")
}

/// Areas by what they would have.
fn figures(without: &Without) -> Option<Block> {
    let (now, then) = (without.now.as_ref()?, without.then.as_ref()?);
    let rows = [
        ("primary", &now.primary, &then.primary),
        ("secondary", &now.secondary, &then.secondary),
        ("escalation", &now.escalation, &then.escalation),
    ];
    let now = |now: &Tally, then: &Tally| match now.named {
        named if named == then.named => Run::faint("no change"),
        named => Run::caution(named.to_string()),
    };
    let table = Grid::of(rows)
        .column("areas with", |(what, ..)| Run::strong(what))
        .column("would be", |(_, _, tally)| bar::part_of(tally.named, then.areas, then.areas))
        .column("now", |(_, before, after)| now(before, after));
    Some(table.block())
}

fn places(without: &Without) -> impl Iterator<Item = &At> {
    let areas = without.areas.iter().map(|area| &area.at);
    let owners = without.owners.iter().map(|owner| &owner.at);
    let levels = without.levels.iter().map(|level| &level.at);
    let duties = without.duties.iter().map(|duty| &duty.at);
    let rotas = without.rotas.iter().map(|rota| &rota.at);
    areas.chain(owners).chain(levels).chain(duties).chain(rotas).chain(without.changes.iter().map(|change| &change.at))
}

/// A table for each kind of thing that would be left open.
fn tables(without: &Without, one_file: bool) -> Vec<Block> {
    let left = |who: &[Named]| if who.is_empty() { Run::caution("nobody") } else { Run::plain(phrase::named(who)) };
    let areas = Grid::of(&without.areas)
        .column("system", |area| Run::strong(&area.system.id))
        .column("area", |area| &area.area.name)
        .column("would have no", |area| phrase::words(&area.lost))
        .column("left to do it", |area| left(&area.left))
        .line(|area| &area.at, one_file);
    let inherited =
        |owner: &OwnerLeft| owner.inherited_by.iter().map(|system| system.id.as_str()).collect::<Vec<_>>().join(", ");
    let owners = Grid::of(&without.owners)
        .column("system", |owner| Run::strong(&owner.system.id))
        .column("owner role", |owner| &owner.title)
        .column("also in", |owner| Run::plain(inherited(owner)))
        .line(|owner| &owner.at, one_file);
    let levels = Grid::of(&without.levels)
        .column("level", |level| Run::strong(&level.id))
        .column("name", |level| &level.name)
        .line(|level| &level.at, one_file);
    let duties = Grid::of(&without.duties)
        .column("system", |duty| duty.system.as_ref().map(|system| Run::strong(&system.id)))
        .column("duty", |duty| &duty.name)
        .column("every", |duty| duty.every.map_or(Run::caution(phrase::NOT_SAID), Run::plain))
        .line(|duty| &duty.at, one_file);
    let rotas = Grid::of(&without.rotas)
        .column("rota", |rota| Run::strong(&rota.id))
        .column("for", |rota| &rota.party.name)
        .column("left in its order", |rota| left(&rota.left))
        .line(|rota| &rota.at, one_file);
    let changes = Grid::of(&without.changes)
        .column("category", |change| Run::strong(&change.id))
        .column("name", |change| &change.name)
        .line(|change| &change.at, one_file);
    let tables = [
        ("Areas that would lose somebody", areas.block()),
        ("Owner roles that nobody would fill", owners.block()),
        ("Escalation levels that would call nobody", levels.block()),
        ("Duties that nobody would do", duties.block()),
        ("Rotas that would lose somebody", rotas.block()),
        ("Changes that nobody would approve", changes.block()),
    ];
    let with_rows =
        tables.into_iter().filter(|(_, block)| matches!(block, Block::Table(table) if !table.rows.is_empty()));
    with_rows.flat_map(|(heading, table)| [facts::part(heading), table]).collect()
}
