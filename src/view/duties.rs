//! `own duties`.

use super::list::in_file;
use super::show::facts;
use super::{Pages, phrase};
use crate::matrix::Cadence;
use crate::query::around::Relation;
use crate::query::duties::{DutyRow, Part, Source};
use crate::view::columns::Columns;
use crate::view::page::{Block, Line, Page, Run, Table};

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

/// A column: its heading, whether a duty says something in it, and its cell.
type Column = (&'static str, fn(&DutyRow) -> bool, fn(&DutyRow) -> Vec<Line>);

/// All of them. A column in which no duty says anything is left out.
const COLUMNS: [Column; 9] = [
    ("every", |_| true, |duty| facts::text_cell(duty.every.map_or("", Cadence::as_str))),
    ("task", |_| true, |duty| vec![vec![Run::strong(&duty.task)]]),
    ("kind", |_| true, |duty| facts::text_cell(duty.kind.as_str())),
    ("system", |duty| duty.system.is_some(), |duty| facts::text_cell(system(duty))),
    ("as", |duty| !duty.parts.is_empty(), |duty| duty.parts.iter().map(part).collect()),
    ("by", |_| true, |duty| facts::line_cell(&duty.by)),
    ("with", |duty| !duty.with.is_empty(), |duty| facts::line_cell(&duty.with)),
    ("reported to", |duty| !duty.reported_to.is_empty(), |duty| facts::line_cell(&duty.reported_to)),
    ("how", |duty| !how(duty).is_empty(), |duty| facts::text_cell(&how(duty))),
];

/// Duties as a table, in their order.
pub(super) fn table(duties: &[DutyRow]) -> Block {
    let one_file = phrase::one_file(duties.iter().map(|duty| &duty.at));
    let columns: Vec<Column> = COLUMNS.into_iter().filter(|(_, says, _)| duties.iter().any(says)).collect();
    let header = columns.iter().map(|(name, ..)| (*name).to_owned()).chain(["line".to_owned()]).collect();
    let cells = |duty: &DutyRow| {
        columns.iter().map(|(_, _, cell)| cell(duty)).chain([facts::place_cell(&duty.at, one_file)]).collect()
    };
    Block::Table(Table { header, rows: duties.iter().map(cells).collect() })
}

fn system(duty: &DutyRow) -> &str {
    duty.system.as_ref().map_or("", |system| &system.name)
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
