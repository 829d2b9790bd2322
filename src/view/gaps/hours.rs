//! Who is on call outside business hours.

use super::super::phrase;
use super::{cell, names};
use crate::query::card::At;
use crate::query::gaps::{AreaHours, Coverage, OnCallParty, OtherHours, SystemHours};
use crate::view::page::{Block, Line, Run, Table};

/// Where the areas stand that are told.
pub(super) fn places(coverage: &Coverage) -> impl Iterator<Item = &At> + Clone {
    coverage.hours.iter().flat_map(|system| &system.areas).map(|area| &area.at)
}

/// Cover of each system, then the areas that have none.
pub(super) fn blocks(coverage: &Coverage, one_file: bool) -> Vec<Block> {
    let header = ["system", "covered", "party", "on call", "as", "for"].map(str::to_owned).into();
    let rows = coverage.hours.iter().flat_map(system_rows).collect();
    let mut blocks =
        vec![Block::Heading(2, vec![Run::plain("Outside business hours")]), Block::Table(Table { header, rows })];
    let areas = coverage.hours.iter().flat_map(|system| system.areas.iter().map(move |area| (system, area)));
    let rows: Vec<_> = areas.map(|(system, area)| area_row(system, area, one_file)).collect();
    if !rows.is_empty() {
        let header = ["system", "area", "covered", "because", "line"].map(str::to_owned).into();
        blocks.push(Block::Heading(2, vec![Run::plain("Areas that nobody is known to cover outside business hours")]));
        blocks.push(Block::Table(Table { header, rows }));
    }
    blocks
}

fn covered(other_hours: OtherHours) -> Run {
    match other_hours {
        OtherHours::Covered => Run::plain("yes"),
        OtherHours::Unknown => Run::caution(phrase::NOT_SAID),
        OtherHours::BusinessHours | OtherHours::Nobody => Run::caution("no"),
    }
}

/// A line for each party that covers a system; where none does, for each that might.
fn system_rows(system: &SystemHours) -> Vec<Vec<Vec<Line>>> {
    let row = |party: Run, on_call: Run, concerned_as: &str, purpose: &str| {
        let system = vec![cell(Run::strong(&system.id)), cell(covered(system.other_hours))];
        let party = [party, on_call, Run::plain(concerned_as), Run::plain(purpose)].map(cell);
        system.into_iter().chain(party).collect()
    };
    let of = |party: &OnCallParty, on_call: Run| {
        let otherwise = party.otherwise.as_ref().map(|words| format!("otherwise {words}"));
        let purpose: Vec<String> = party.purpose.iter().cloned().chain(otherwise).collect();
        row(Run::plain(&party.name), on_call, &phrase::words(&party.concerned_as), &purpose.join("; "))
    };
    let around_the_clock = system.around_the_clock.iter().map(|party| of(party, Run::plain("24/7")));
    if system.other_hours == OtherHours::Covered {
        return around_the_clock.collect();
    }
    let business = system.business_hours.iter().map(|party| of(party, Run::plain("business hours")));
    let unknown = system.unknown.iter().map(|party| of(party, Run::caution(phrase::NOT_SAID)));
    let rows: Vec<_> = business.chain(unknown).collect();
    if rows.is_empty() { vec![row(Run::caution("nobody is named"), Run::faint("–"), "", "")] } else { rows }
}

fn area_row(system: &SystemHours, area: &AreaHours, one_file: bool) -> Vec<Vec<Line>> {
    vec![
        cell(Run::strong(&system.id)),
        cell(Run::plain(&area.name)),
        cell(covered(area.other_hours)),
        cell(Run::plain(because(area))),
        cell(Run::faint(phrase::line(&area.at, one_file))),
    ]
}

fn because(area: &AreaHours) -> String {
    let business = names(&area.business_hours);
    let unknown = names(&area.unknown);
    match (business.is_empty(), unknown.is_empty()) {
        (true, true) => "neither a primary nor a second".to_owned(),
        (false, true) => format!("in business hours only: {business}"),
        (true, false) => format!("cover not said: {unknown}"),
        (false, false) => format!("in business hours only: {business}; cover not said: {unknown}"),
    }
}
