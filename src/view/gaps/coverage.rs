//! Coverage by system, and what is missing.

use super::super::list::in_file;
use super::super::phrase;
use super::{bar, cell, count, hours, load, names, rotas};
use crate::query::card::At;
use crate::query::gaps::{Coverage, Covered, Figures, Lack, Missing, Tally, Why};
use crate::view::page::{Block, Line, Meaning, Run, Table};

pub(in crate::view) fn blocks(coverage: &Coverage) -> Vec<Block> {
    let places: Vec<&At> = coverage.missing.iter().map(|missing| &missing.at).chain(hours::places(coverage)).collect();
    let one_file = phrase::one_file(places.iter().copied());
    let mut blocks = vec![heading(coverage)];
    blocks.extend(table(coverage));
    blocks.extend(without_areas(&coverage.systems));
    blocks.push(Block::Heading(2, vec![Run::plain("What is missing")]));
    blocks.push(missing(&coverage.missing, one_file));
    blocks.push(Block::Heading(2, vec![Run::plain("Who carries how much")]));
    blocks.push(load::block(&coverage.parties));
    blocks.extend(hours::blocks(coverage, one_file));
    blocks.extend(rotas::blocks(coverage));
    blocks.extend(in_file(places.into_iter()));
    blocks
}

fn heading(coverage: &Coverage) -> Block {
    let areas = match &coverage.total {
        Some(figures) => count(figures.areas, "area", "areas"),
        None => "no areas".to_owned(),
    };
    let with_areas = coverage.systems.iter().filter(|system| system.coverage.is_some()).count();
    let of = match coverage.systems.len() {
        1 => String::new(),
        systems => format!(" in {with_areas} of {systems} systems"),
    };
    let (name, id) = match &coverage.system {
        Some(system) => (system.name.as_str(), format!("{}, ", system.id)),
        None => ("All systems", String::new()),
    };
    Block::Heading(1, vec![Run::strong(name), Run::faint(format!("  {id}{areas}{of}"))])
}

/// A line for each column of each system, and for all systems together where there are several.
fn table(coverage: &Coverage) -> Option<Block> {
    let total = coverage.total.as_ref()?;
    let systems = coverage.systems.iter().filter_map(|system| Some((system.id.as_str(), system.coverage.as_ref()?)));
    let systems: Vec<(&str, &Figures)> = systems.collect();
    let all = (systems.len() > 1).then_some(("in all", total));
    let rows = systems.into_iter().chain(all).flat_map(|(name, figures)| rows(name, figures, total.areas));
    let header = ["system", "areas with", "how many", "instead"].map(str::to_owned).into();
    Some(Block::Table(Table { header, rows: rows.collect() }))
}

fn rows(name: &str, figures: &Figures, largest: usize) -> [Vec<Vec<Line>>; 3] {
    let row = |name: Run, what: &str, tally: &Tally, approvals: usize| {
        let figure = bar::part_of(tally.named, figures.areas, largest);
        vec![cell(name), cell(Run::plain(what)), vec![figure], instead(tally, approvals)]
    };
    // Named in each row, so that a line that `grep` finds says whose it is.
    [
        row(Run::strong(name), "primary", &figures.primary, 0),
        row(Run::faint(name), "secondary", &figures.secondary, 0),
        row(Run::faint(name), "escalation", &figures.escalation, figures.approval_instead),
    ]
}

/// Shown in place of a missing party.
fn instead(tally: &Tally, approvals: usize) -> Vec<Line> {
    let mut line = Vec::new();
    if tally.placeholder > 0 {
        line.push(Run::caution(count(tally.placeholder, "placeholder", "placeholders")));
    }
    if approvals > 0 {
        let comma = if line.is_empty() { "" } else { ", " };
        line.push(Run::plain(format!("{comma}{}", count(approvals, "approval", "approvals"))));
    }
    vec![line]
}

/// Systems without a share.
fn without_areas(systems: &[Covered]) -> Option<Block> {
    let line = |system: &Covered| {
        let mut line = vec![Run::strong(&system.id)];
        if system.parts_with_areas.is_empty() {
            line.push(Run::caution(" has no areas in the matrix"));
        } else {
            let parts: Vec<&str> = system.parts_with_areas.iter().map(|part| part.id.as_str()).collect();
            line.push(Run::plain(format!(" has no areas of its own; its parts have: {}", parts.join(", "))));
        }
        line
    };
    let lines: Vec<Line> = systems.iter().filter(|system| system.coverage.is_none()).map(line).collect();
    (!lines.is_empty()).then_some(Block::Text(lines))
}

/// A line for each thing that is missing.
fn missing(missing: &[Missing], one_file: bool) -> Block {
    if missing.is_empty() {
        let nothing = "nothing: every area has a primary, a second and somebody to escalate to";
        return Block::Text(vec![vec![Run::plain(nothing)]]);
    }
    let lacks = missing.iter().flat_map(|missing| missing.lacks.iter().map(move |lack| (missing, lack)));
    let row = |(missing, lack): (&Missing, &Lack)| {
        let area = missing.area.as_ref().map_or(Run::faint("–"), |area| Run::plain(&area.name));
        let place = phrase::line(&missing.at, one_file);
        let system = Run::strong(&missing.system.id);
        vec![
            cell(system),
            cell(area),
            cell(Run::plain(lack.what)),
            cell(named(lack)),
            cell(Run::new(place, Meaning::Place)),
        ]
    };
    let header = ["system", "area", "missing", "what there is", "line"].map(str::to_owned).into();
    Block::Table(Table { header, rows: lacks.map(row).collect() })
}

fn named(lack: &Lack) -> Run {
    match lack.why {
        Why::Placeholder => Run::caution(format!("placeholder: {}", names(&lack.instead))),
        Why::ApprovalInstead => Run::plain(format!("approval: {}", names(&lack.instead))),
        other => Run::caution(other),
    }
}
