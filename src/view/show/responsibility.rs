//! Areas and topics.

use super::super::{Block, Facts, Grid, Line, Run, anchor, facts};
use crate::matrix::Responsibility;
use crate::query::AreaRow;
use crate::query::show::TopicPage;

/// One area.
pub(super) fn area(page: &AreaRow) -> Vec<Block> {
    // The first four columns are always shown, the RACI ones only if they are used.
    let about = Responsibility::ALL.into_iter().fold(Facts::default(), |about, of| match of {
        of if of <= Responsibility::Approval => about.fact_or_silence(of.as_str(), page.parties(of)),
        of => about.fact(of.as_str(), page.parties(of)),
    });
    let phase = page.migration_phase.map(|phase| format!("phase {phase}"));
    let about = about
        .named("system", "system", [&page.system.base])
        .fact("also called", &page.aliases)
        .fact("topic", page.topic.as_deref())
        .fact("migration", phase.as_deref())
        .selectors(&page.selectors)
        .fact("note", page.note.as_deref());
    let heading = facts::heading("area", &page.id, &format!("{} · {}", page.system.name, page.name), "area");
    let foot = facts::foot(&page.at, page.confirmed.as_ref());
    about.below(heading, None).into_iter().chain([foot]).collect()
}

/// A topic with its areas.
pub(super) fn topic(page: &TopicPage) -> Vec<Block> {
    let heading = facts::heading("topic", &page.id, &page.name, "topic");
    let areas = Grid::of(&page.areas).column("system", |area| facts::link("system", &area.system));
    let table = parties(areas, &Responsibility::ALL, Run::strong)
        .notes("note?", |area| &area.note)
        .on_page_of(&page.at, |area| &area.at);
    vec![heading, table, facts::stands_at(&page.at)]
}

/// Areas as links to the rows of the matrix.
pub(super) fn links(areas: &[AreaRow]) -> Line {
    let link = |area: &AreaRow| [Run::plain(", "), Run::link(&area.name, anchor("area", &area.id))];
    areas.iter().flat_map(link).skip(1).collect()
}

/// Columns with the name of an area and its parties. Those in which no area has anybody are left out, but for the primary.
pub(crate) fn parties<'a>(
    areas: Grid<&'a AreaRow>,
    shown: &[Responsibility],
    name: fn(&'a str) -> Run,
) -> Grid<&'a AreaRow> {
    let areas = areas.column("area", |area| name(&area.area.name));
    shown.iter().fold(areas, |areas, of| {
        let heading = if *of == Responsibility::Primary { "primary".to_owned() } else { format!("{of}?") };
        areas.column(&heading, |area| area.parties(*of))
    })
}
