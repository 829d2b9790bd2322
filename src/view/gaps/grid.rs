//! Gaps as rows for programs that read CSV: one figure or one gap a row, `what` says which.

use crate::query::card::{At, Named};
use crate::query::gaps::{Coverage, Figures, Load, RotaHoles, SystemHours, Tally, Without};
use crate::query::rota::Stretch;
use crate::view::page::Grid;

const COVERAGE: [&str; 12] =
    ["what", "system", "area", "party", "measure", "count", "of", "share", "placeholders", "value", "file", "line"];

/// A row of the coverage; what doesn't apply is empty.
#[derive(Default)]
struct Row {
    what: &'static str,
    system: String,
    area: String,
    party: String,
    measure: String,
    count: Option<usize>,
    of: Option<usize>,
    share: Option<f64>,
    placeholders: Option<usize>,
    value: String,
    at: Option<At>,
}

impl Row {
    fn cells(self) -> Vec<String> {
        let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        vec![
            self.what.to_owned(),
            self.system,
            self.area,
            self.party,
            self.measure,
            number(self.count),
            number(self.of),
            self.share.map(|share| share.to_string()).unwrap_or_default(),
            number(self.placeholders),
            self.value,
            self.at.as_ref().map(|at| at.file.clone()).unwrap_or_default(),
            self.at.as_ref().map(|at| at.line.to_string()).unwrap_or_default(),
        ]
    }
}

pub(super) fn coverage(results: &[Coverage]) -> Grid {
    let mut rows = Vec::new();
    for coverage in results {
        for system in &coverage.systems {
            match &system.coverage {
                Some(figures) => rows.extend(measures("coverage", &system.id, figures, Some(&system.at))),
                None => rows.push(Row {
                    what: "coverage",
                    system: system.id.clone(),
                    value: "no-areas".to_owned(),
                    at: Some(system.at.clone()),
                    ..Row::default()
                }),
            }
        }
        rows.extend(coverage.total.iter().flat_map(|total| measures("total", "", total, None)));
        rows.extend(missing(coverage));
        let primaries = coverage.parties.iter().map(|load| load.primary).sum();
        rows.extend(coverage.parties.iter().flat_map(|load| self::load(load, primaries)));
        rows.extend(coverage.hours.iter().flat_map(hours));
        rows.extend(coverage.rotas.iter().flat_map(rotas));
    }
    Grid { header: COVERAGE.map(str::to_owned).into(), rows: rows.into_iter().map(Row::cells).collect() }
}

fn measures(what: &'static str, system: &str, figures: &Figures, at: Option<&At>) -> Vec<Row> {
    let row = |measure: &str, count: usize| Row {
        what,
        system: system.to_owned(),
        measure: measure.to_owned(),
        count: Some(count),
        of: Some(figures.areas),
        at: at.cloned(),
        ..Row::default()
    };
    let tally = |measure: &str, tally: &Tally| Row {
        share: Some(tally.share),
        placeholders: Some(tally.placeholder),
        ..row(measure, tally.named)
    };
    vec![
        tally("primary", &figures.primary),
        tally("secondary", &figures.secondary),
        tally("escalation", &figures.escalation),
        row("approval-instead", figures.approval_instead),
    ]
}

fn missing(coverage: &Coverage) -> impl Iterator<Item = Row> {
    let lacks = coverage.missing.iter().flat_map(|missing| missing.lacks.iter().map(move |lack| (missing, lack)));
    lacks.map(|(missing, lack)| Row {
        what: "missing",
        system: missing.system.id.clone(),
        area: missing.area.as_ref().map(|area| area.id.clone()).unwrap_or_default(),
        party: ids(&lack.instead),
        measure: lack.what.to_owned(),
        value: lack.why.to_owned(),
        at: Some(missing.at.clone()),
        ..Row::default()
    })
}

fn load(load: &Load, primaries: usize) -> Vec<Row> {
    let row = |measure: &str| Row {
        what: "party",
        party: load.id.clone(),
        measure: measure.to_owned(),
        at: Some(load.at.clone()),
        ..Row::default()
    };
    let count = |measure: &str, count: usize| Row { count: Some(count), ..row(measure) };
    let value = |measure: &str, value: &str| Row { value: value.to_owned(), ..row(measure) };
    let on_call = load.on_call.as_ref().map(|on_call| on_call.cover).unwrap_or_default();
    vec![
        Row { of: Some(primaries), share: load.share_of_primaries, ..count("primary", load.primary) },
        count("secondary", load.secondary),
        count("escalation", load.escalation),
        count("approval", load.approval),
        value("kind", load.kind),
        value("described", if load.described { "true" } else { "false" }),
        value("on-call", on_call),
    ]
}

fn hours(system: &SystemHours) -> Vec<Row> {
    let parties: Vec<&str> = system.around_the_clock.iter().map(|party| party.id.as_str()).collect();
    let row = |value: &str, at: &At| Row {
        what: "hours",
        system: system.id.clone(),
        measure: "other-hours".to_owned(),
        value: value.to_owned(),
        at: Some(at.clone()),
        ..Row::default()
    };
    let whole = Row { party: parties.join("; "), ..row(system.other_hours, &system.at) };
    let areas = system.areas.iter();
    let areas = areas.map(|area| Row { area: area.id.clone(), ..row(area.other_hours, &area.at) });
    std::iter::once(whole).chain(areas).collect()
}

/// A row for each stretch, both ends in `value` as ISO 8601 has an interval.
fn rotas(holes: &RotaHoles) -> Vec<Row> {
    let row = |measure: &str, stretch: &Stretch| Row {
        what: "rota",
        party: holes.id.clone(),
        measure: measure.to_owned(),
        value: format!("{}/{}", stretch.from.at, stretch.until.at),
        at: Some(holes.at.clone()),
        ..Row::default()
    };
    let gaps = holes.gaps.iter().map(|stretch| row("gap", stretch));
    gaps.chain(holes.overlaps.iter().map(|stretch| row("overlap", stretch))).collect()
}

fn ids(named: &[Named]) -> String {
    named.iter().map(|named| named.id.as_str()).collect::<Vec<_>>().join("; ")
}

pub(super) fn without(results: &[Without]) -> Grid {
    let header = ["party", "what", "system", "id", "name", "lost", "left", "file", "line"].map(str::to_owned).into();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for without in results {
        let mut add = |what: &str, system: Option<&Named>, [id, name, lost, left]: [&str; 4], at: &At| {
            let system = system.map(|system| system.id.as_str()).unwrap_or_default();
            let cells = [&without.id, what, system, id, name, lost, left, &at.file, &at.line.to_string()];
            rows.push(cells.map(str::to_owned).into());
        };
        // A header alone would look like an answer that got lost.
        if without.left_open == 0 {
            add("nothing", without.system.as_ref(), ["", "", "", ""], &without.at);
        }
        for area in &without.areas {
            let cells = [&area.area.id, &area.area.name, &area.lost.join("; "), &ids(&area.left)];
            add("area", Some(&area.system), cells.map(String::as_str), &area.at);
        }
        for owner in &without.owners {
            add("owner", Some(&owner.system), [&owner.role, &owner.title, "owner", ""], &owner.at);
        }
        without.levels.iter().for_each(|level| add("level", None, [&level.id, &level.name, "contact", ""], &level.at));
        for duty in &without.duties {
            add("duty", duty.system.as_ref(), ["", &duty.name, "by", ""], &duty.at);
        }
        for change in &without.changes {
            add("change", None, [&change.id, &change.name, "approval", ""], &change.at);
        }
    }
    Grid { header, rows }
}
