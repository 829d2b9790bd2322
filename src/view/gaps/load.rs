//! Who is responsible for how much.

use super::super::{Block, Grid, Line, Run, phrase};
use super::bar;
use crate::matrix::Kind;
use crate::query::gaps::Load;

/// A line for each party that carries something.
pub(super) fn block(loads: &[Load]) -> Block {
    if loads.is_empty() {
        return Block::line(Run::caution("nobody: no area names anybody"));
    }
    let all: usize = loads.iter().map(|load| load.primary).sum();
    let most = loads.iter().map(|load| load.primary).max().unwrap_or_default();
    // A bar of nothing would look like none of something.
    let primary = |load: &Load| if all == 0 { vec![Run::faint("–")] } else { bar::part(load.primary, all, most) };
    let grid = Grid::of(loads)
        .column("party", |load| Run::strong(&load.id))
        .column(&format!("primary, of all {all}"), primary)
        .column("secondary", |load| number(load.secondary))
        .column("escalation", |load| number(load.escalation))
        .column("approval", |load| number(load.approval));
    let is_raci = loads.iter().any(|load| load.accountable > 0);
    let grid = if is_raci { grid.column("accountable", |load| number(load.accountable)) } else { grid };
    grid.column("on call", on_call).block()
}

fn number(count: usize) -> Run {
    if count == 0 { Run::faint("0") } else { Run::plain(count.to_string()) }
}

/// On-call cover, which only a team has; of the others what makes them doubtful.
fn on_call(load: &Load) -> Line {
    let cover = match (&load.on_call, load.kind) {
        (_, Kind::Placeholder) => return vec![Run::caution("a placeholder")],
        (Some(on_call), _) => on_call.cover.spoken(),
        (None, Kind::Team) => phrase::NOT_SAID,
        (None, _) if load.described => return vec![Run::faint("–")],
        (None, _) => return vec![Run::caution("not described")],
    };
    let cover = if cover == phrase::NOT_SAID { Run::caution(cover) } else { Run::plain(cover) };
    if load.described { vec![cover] } else { vec![cover, Run::caution(", not described")] }
}
