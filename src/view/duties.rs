//! `own duties`.

use super::{Columns, Grid, Line, Page, Pages, Run, facts};
use crate::query::Relation;
use crate::query::duties::{DutyRow, Part, Source};

impl Pages for DutyRow {
    const COLUMNS: Columns = Columns::flat(
        "every task kind system=system.id by=by.id with=with.id reported_to=reported_to.id how due part=parts.part \
         part_relation=parts.relation part_of=parts.party.id stated_as id file=at.file line=at.line",
    );

    fn page(duties: &[Self]) -> Page {
        grid(duties).in_file(|duty| &duty.at)
    }
}

/// Duties as a table, in their order.
pub(super) fn grid(duties: &[DutyRow]) -> Grid<&DutyRow> {
    Grid::of(duties)
        .column("every", |duty| duty.every)
        .column("task", |duty| Run::strong(&duty.task))
        .column("system?", |duty| duty.system.as_ref().map(|system| &system.name))
        .column("as?", |duty| duty.parts.iter().map(part).collect::<Vec<_>>())
        .column("by", |duty| facts::parties(&duty.by))
        .column("kind", |duty| duty.kind.as_str())
        .column("with?", |duty| facts::parties(&duty.with))
        .column("reported to?", |duty| facts::parties(&duty.reported_to))
        .notes("how?", how)
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

/// The part of a party in a duty; for a person or a role also through which role or team.
fn part(part: &Part) -> Line {
    let word = part.part.as_str().replace('-', " ");
    let through = match part.relation {
        Relation::Holds => return vec![Run::plain(format!("{word}, as ")), Run::strong(&part.party.name)],
        Relation::Leads => "lead",
        Relation::Chairs => "chair",
        Relation::BelongsTo => "a member",
        Relation::Itself => return vec![Run::plain(word)],
    };
    vec![Run::plain(format!("{word}, as {through} of ")), Run::strong(&part.party.name)]
}
