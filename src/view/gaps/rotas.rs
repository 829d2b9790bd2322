//! Rotas that leave hours of the year ahead to nobody, or to two.

use super::super::{moment, phrase};
use super::cell;
use crate::query::gaps::{Coverage, RotaHoles};
use crate::query::rota::Stretch;
use crate::view::page::{Block, Line, Run, Table};

/// Maximum number of stretches of one kind to list; beyond it, only their number.
const TOLD: usize = 5;

/// A line for each stretch; nothing where the rotas have no holes.
pub(super) fn blocks(coverage: &Coverage) -> Vec<Block> {
    let rows: Vec<_> = coverage.rotas.iter().flat_map(rows).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let header = ["party", "on call", "from", "until", "at"].map(str::to_owned).into();
    vec![Block::Heading(2, vec![Run::plain("Rotas in the year ahead")]), Block::Table(Table { header, rows })]
}

fn rows(holes: &RotaHoles) -> Vec<Vec<Vec<Line>>> {
    let of = |what: &str, stretches: &[Stretch]| {
        let row = |on_call: Run, from: Run, until: Run| {
            let place = Run::faint(phrase::place(&holes.at));
            vec![cell(Run::strong(&holes.id)), cell(on_call), cell(from), cell(until), cell(place)]
        };
        let told = stretches.iter().take(TOLD).map(|stretch| {
            let [from, until] = [&stretch.from, &stretch.until].map(|time| Run::plain(moment::time(time)));
            row(Run::caution(what), from, until)
        });
        let more = stretches.len().saturating_sub(TOLD);
        let more = (more > 0).then(|| row(Run::caution(what), Run::plain(format!("{more} more")), Run::plain("")));
        told.chain(more).collect::<Vec<_>>()
    };
    [of("nobody", &holes.gaps), of("two", &holes.overlaps)].concat()
}
