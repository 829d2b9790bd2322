//! Rotas that leave hours of the year ahead to nobody, or to two.

use super::super::{Block, Grid, Run, facts, moment, phrase};
use crate::query::gaps::{Coverage, RotaHoles};
use crate::query::rota::Stretch;

/// Maximum number of stretches of one kind to list; beyond it, only their number.
const TOLD: usize = 5;

/// A line for each stretch; nothing where the rotas have no holes.
pub(super) fn blocks(coverage: &Coverage) -> Vec<Block> {
    let all = coverage.rotas.iter();
    let all = all.flat_map(|holes| [(holes, "nobody", &holes.gaps), (holes, "two", &holes.overlaps)]);
    let stretches = all.flat_map(|(holes, on_call, stretches)| {
        let more = stretches.len().saturating_sub(TOLD);
        let told = stretches.iter().take(TOLD).map(Some).chain((more > 0).then_some(None));
        told.map(move |stretch| (holes, on_call, stretch, more))
    });
    let stretches: Vec<(&RotaHoles, &str, Option<&Stretch>, usize)> = stretches.collect();
    if stretches.is_empty() {
        return Vec::new();
    }
    let table = Grid::of(stretches)
        .column("party", |(holes, ..)| Run::strong(&holes.id))
        .column("on call", |(_, on_call, ..)| Run::caution(on_call))
        .column("from", |(_, _, stretch, more)| {
            stretch.map_or_else(|| format!("{more} more"), |stretch| moment::time(&stretch.from))
        })
        .column("until", |(_, _, stretch, _)| {
            Run::plain(stretch.map(|stretch| moment::time(&stretch.until)).unwrap_or_default())
        })
        .column("at", |(holes, ..)| Run::place(phrase::place(&holes.at)));
    vec![facts::part("Rotas in the year ahead"), table.block()]
}
