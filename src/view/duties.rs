//! `own duties`.

use super::Pages;
use super::list::in_file;
use super::show::facts::{self, Column};
use crate::matrix::Cadence;
use crate::query::around::Relation;
use crate::query::duties::{DutyRow, Part, Source};
use crate::view::columns::Columns;
use crate::view::page::{Block, Line, Page, Run};

impl Pages for DutyRow {
    const COLUMNS: Columns = Columns::flat(
        "every task kind system=system.id by=by.id with=with.id reported_to=reported_to.id how due part=parts.part \
         part_relation=parts.relation part_of=parts.party.id stated_as id file=at.file line=at.line",
    );

    fn page(duties: &[Self]) -> Page {
        let table = table(duties);
        Page { blocks: std::iter::once(table).chain(in_file(duties.iter().map(|duty| &duty.at))).collect() }
    }
}

const COLUMNS: [Column<DutyRow>; 9] = [
    ("every", |duty| facts::text_cell(duty.every.map_or("", Cadence::as_str))),
    ("task", |duty| vec![vec![Run::strong(&duty.task)]]),
    ("kind", |duty| facts::text_cell(duty.kind.as_str())),
    ("system?", |duty| facts::text_cell(duty.system.as_ref().map_or("", |system| &system.name))),
    ("as?", |duty| duty.parts.iter().map(part).collect()),
    ("by", |duty| facts::line_cell(&duty.by)),
    ("with?", |duty| facts::line_cell(&duty.with)),
    ("reported to?", |duty| facts::line_cell(&duty.reported_to)),
    ("how?", |duty| facts::text_cell(&how(duty))),
];

/// Duties as a table, in their order.
pub(super) fn table(duties: &[DutyRow]) -> Block {
    facts::table(&duties.iter().collect::<Vec<_>>(), &COLUMNS, |duty| &duty.at, None)
}

/// How it is done, when it is due, and where it is stated unless that is among the duties.
fn how(duty: &DutyRow) -> String {
    let due = duty.due.as_ref().map(|due| format!("due on {due}"));
    let stated = match duty.stated_as {
        Source::Meets => Some("from when the group meets".to_owned()),
        Source::Review => Some("from the document's review".to_owned()),
        Source::Duty => None,
    };
    [duty.how.clone(), due, stated].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What somebody has to do with it. Of a role's teams it is said through which.
fn part(part: &Part) -> Line {
    let word = part.part.as_str().replace('-', " ");
    let through = match part.relation {
        Relation::Leads => "lead",
        Relation::Chairs => "chair",
        Relation::BelongsTo => "a member",
        Relation::Itself => return vec![Run::plain(word)],
    };
    vec![Run::plain(format!("{word}, as {through} of ")), Run::strong(&part.party.name)]
}
