//! `own change`.

use super::who::rows_grid;
use super::{Block, Columns, Facts, Grid, Line, Page, Pages, Rows, Run, phrase};
use crate::matrix::Responsibility;
use crate::query::change::{Category, FoundIn, Matched};
use crate::query::{AreaRow, Assigned};

impl Pages for Category {
    const COLUMNS: Columns = Columns::of(
        "category=id name risk matched=matched.text approval_by=approval.by.id approval_how=approval.how \
         notify=notify.id system=system.id area=areas.area.id area_primary=areas.primary.id \
         area_secondary=areas.secondary.id area_escalation=areas.escalation.id area_approval=areas.approval.id \
         file=at.file line=at.line",
        &[Rows::each("areas?", "")],
    );

    fn page(categories: &[Self]) -> Page {
        let mut blocks: Vec<Block> = categories.iter().flat_map(category).collect();
        // The rows are the same for all candidates: they are those of the system.
        blocks.extend(categories.first().into_iter().flat_map(there));
        blocks
    }
}

fn category(category: &Category) -> Vec<Block> {
    let about =
        [Some(category.id.clone()), category.qualifier.clone(), category.risk.map(|risk| format!("{risk} risk"))];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let heading = Block::Heading(1, vec![Run::strong(&category.name), Run::faint(format!("  {about}"))]);
    Facts::default()
        .each("because", reasons(category).map(because))
        .fact_or_silence("approval", [phrase::approval(category.approval.as_ref()), approval_there(category)].concat())
        .fact_or_silence("notify", &category.notify)
        .fact("definition", &category.definition)
        .fact("examples", category.examples.join(", "))
        .below(heading, Some(&category.at))
}

/// Who has to approve in the areas and isn't named by the category.
fn approval_there(category: &Category) -> Vec<Line> {
    let by = category.approval.as_ref().map(|approval| approval.by.as_slice()).unwrap_or_default();
    let is_new = |party: &&Assigned| party.ended != Some(true) && by.iter().all(|known| known.id != party.id);
    let line = |area: &AreaRow, party: &Assigned| {
        [phrase::party_to_reach(party), vec![Run::plain(format!("  for {}", area.name))]].concat()
    };
    let of = |area| {
        AreaRow::parties(area, Responsibility::Approval).iter().filter(is_new).map(move |party| line(area, party))
    };
    category.areas.iter().flat_map(of).collect()
}

/// Why it fits. Where an example fits as a whole, those that fit in part explain nothing.
fn reasons(category: &Category) -> impl Iterator<Item = &Matched> {
    let whole = category.matched.iter().any(|matched| matched.whole);
    category.matched.iter().filter(move |matched| matched.whole || !whole)
}

/// Which words made it so.
fn because(matched: &Matched) -> Line {
    let text = &matched.text;
    let why = match matched.found_in {
        FoundIn::Example if matched.whole => format!(": `{text}` is an example of it"),
        FoundIn::Example => format!(": `{text}` is an example of it, and fits in part"),
        FoundIn::Name => format!(": names `{text}`"),
        FoundIn::Definition => format!(": in its definition, `{text}`"),
    };
    vec![Run::strong(matched.words.join(" ")), Run::plain(why)]
}

/// Who does it in the system, and who approves it there.
fn there(category: &Category) -> Vec<Block> {
    let Some(system) = category.system.as_ref().filter(|_| !category.areas.is_empty()) else { return Vec::new() };
    let heading = Block::Heading(2, vec![Run::plain(format!("In {}", system.name))]);
    let one_file = phrase::one_file(category.areas.iter().map(|row| &row.at));
    vec![heading, rows_grid(Grid::of(&category.areas), &Responsibility::ALL).line(|row| &row.at, one_file).block()]
}
