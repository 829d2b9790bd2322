//! Duties.

use super::facts::{self, Column, Facts};
use crate::matrix::{Cadence, DutyKind};
use crate::query::card::At;
use crate::query::show::DutyPage;
use crate::view::page::{Block, Run};

/// One duty.
pub(super) fn blocks(page: &DutyPage) -> Vec<Block> {
    let about = Facts::default()
        .text_or_silence("every", page.every.map(Cadence::as_str))
        .parties_or_silence("by", &page.by)
        .parties("with", &page.with)
        .parties("reported to", &page.reported_to)
        .text("how", page.how.as_deref())
        .named("system", "system", &page.system);
    let heading = facts::heading("duty", &page.id, &page.name, &format!("{} duty", page.duty_kind));
    about.below(heading, Some(&page.at))
}

/// The columns of a table of duties; those after the task only where a duty says something in them.
const COLUMNS: [Column<DutyPage>; 8] = [
    ("every", |duty| facts::text_cell(duty.every.map_or("", Cadence::as_str))),
    ("task", |duty| vec![vec![Run::strong(&duty.name)]]),
    ("kind", |duty| facts::text_cell(duty.duty_kind.as_str())),
    ("system", |duty| facts::link_cell("system", duty.system.as_ref())),
    ("by", |duty| facts::line_cell(&duty.by)),
    ("with", |duty| facts::line_cell(&duty.with)),
    ("reported to", |duty| facts::line_cell(&duty.reported_to)),
    ("how", |duty| facts::text_cell(duty.how.as_deref().unwrap_or_default())),
];

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
pub(crate) fn table<'d>(duties: impl IntoIterator<Item = &'d DutyPage>, of: Of<'_>, foot: Option<&At>) -> Vec<Block> {
    let mut duties: Vec<&DutyPage> = duties.into_iter().collect();
    if duties.is_empty() {
        return Vec::new();
    }
    let rank = |every| Cadence::ALL.iter().position(|cadence| *cadence == every);
    duties.sort_by_key(|duty| duty.every.and_then(rank).unwrap_or(Cadence::ALL.len()));
    let alone = |duty: &DutyPage| matches!((of, duty.by.as_slice()), (Of::Party(id), [by]) if by.id == id);
    let says = |duty: &DutyPage, column: &str| match column {
        "system" => matches!(of, Of::Party(_)) && duty.system.is_some(),
        "by" => !alone(duty),
        "kind" => !matches!(of, Of::Kind) && duty.duty_kind != DutyKind::Operation,
        "with" => !duty.with.is_empty(),
        "reported to" => !duty.reported_to.is_empty(),
        "how" => duty.how.is_some(),
        _ => true,
    };
    let columns: Vec<_> =
        COLUMNS.into_iter().filter(|(column, _)| duties.iter().any(|duty| says(duty, column))).collect();
    vec![facts::table(&duties, &columns, |duty| &duty.at, foot)]
}
