//! Duties.

use super::super::{Block, Facts, Grid, Run, facts};
use crate::matrix::DutyKind;
use crate::query::At;
use crate::query::show::DutyPage;

/// One duty.
pub(super) fn blocks(page: &DutyPage) -> Vec<Block> {
    let about = Facts::default()
        .fact_or_silence("every", page.every)
        .fact_or_silence("by", &page.by)
        .fact("with", &page.with)
        .fact("reported to", &page.reported_to)
        .fact("how", &page.how)
        .named("system", "system", &page.system);
    let heading = facts::heading("duty", &page.id, &page.name, &format!("{} duty", page.duty_kind));
    about.below(heading, Some(&page.at))
}

/// Whose duties a table lists: what holds for all of them isn't repeated in each row.
#[derive(Clone, Copy)]
pub(crate) enum Of<'p> {
    /// A system.
    System,
    /// A party, by its id.
    Party(&'p str),
    /// A kind of global duties.
    Kind,
}

/// Duties as a table, the most frequent first.
pub(crate) fn table<'d>(
    duties: impl IntoIterator<Item = &'d DutyPage>,
    of: Of<'_>,
    foot: Option<&At>,
) -> Option<Block> {
    let mut duties: Vec<&DutyPage> = duties.into_iter().collect();
    if duties.is_empty() {
        return None;
    }
    duties.sort_by_key(|duty| (duty.every.is_none(), duty.every));
    let is_of_party = matches!(of, Of::Party(_));
    let alone = |duty: &DutyPage| matches!((of, duty.by.as_slice()), (Of::Party(id), [by]) if by.id == id);
    let (names_others, kinds) = (
        !duties.iter().all(|duty| alone(duty)),
        !matches!(of, Of::Kind) && duties.iter().any(|duty| duty.duty_kind != DutyKind::Operation),
    );
    let system = |duty: &DutyPage| duty.system.as_ref().filter(|_| is_of_party).map(|of| facts::link("system", of));
    let grid = Grid::of(duties)
        .column("every", |duty| duty.every)
        .column("task", |duty| Run::strong(&duty.name))
        .column("kind?", |duty| kinds.then_some(duty.duty_kind))
        .column("system?", system);
    let grid = if names_others { grid.column("by", |duty| facts::parties(&duty.by)) } else { grid };
    let grid = grid
        .column("with?", |duty| facts::parties(&duty.with))
        .column("reported to?", |duty| facts::parties(&duty.reported_to))
        .notes("how?", |duty| &duty.how);
    Some(match foot {
        Some(foot) => grid.on_page_of(foot, |duty| &duty.at),
        None => grid.line(|duty| &duty.at, true).block(),
    })
}
