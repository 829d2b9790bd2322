//! `own sla`.

use super::list::in_file;
use super::show::facts::{self, Column, Facts};
use super::show::service_level;
use super::{Pages, phrase};
use crate::query::card::SystemCard;
use crate::query::service_level::{ServiceLevelCard, TargetPage};
use crate::query::sla::{Budget, ConcernedLevel, ConcernedPart, ConcernedParty, Left, Promised, SystemLevel, Verdict};
use crate::view::columns::{Columns, Rows};
use crate::view::page::{Block, Line, Page, Run, Table};

impl Pages for Promised {
    const COLUMNS: Columns = Columns::of(
        "what= id= name= availability= allowed_downtime_seconds= stated_downtime_seconds= response_seconds= of_whole= \
         used_seconds= left_seconds= exceeded_by_seconds= target= measurement= threshold= file= line=",
        &[
            Rows::lines(
                "systems",
                "what='system' id=.system.id name=.system.name of_whole=.of_whole.whole.id \
                 availability=.service_level.availability|.of_whole.service_level.availability \
                 allowed_downtime_seconds=.service_level.allowed_downtime_per_month_seconds|\
                 .of_whole.service_level.allowed_downtime_per_month_seconds \
                 stated_downtime_seconds=.service_level.stated_downtime_per_month_seconds|\
                 .of_whole.service_level.stated_downtime_per_month_seconds \
                 response_seconds=.service_level.response_seconds|.of_whole.service_level.response_seconds \
                 used_seconds=.budget.used_seconds file=.service_level.at.file|.of_whole.service_level.at.file \
                 line=.service_level.at.line|.of_whole.service_level.at.line",
                &[
                    "left_seconds=.budget.allowed.left_seconds exceeded_by_seconds=.budget.allowed.exceeded_by_seconds",
                    "else left_seconds=.budget.stated.left_seconds \
                     exceeded_by_seconds=.budget.stated.exceeded_by_seconds",
                    // A system without a service level has no row.
                    "else file=.service_level.at.file|.of_whole.service_level.at.file",
                ],
            ),
            Rows::each(
                "targets",
                "what='target' id=.id name=.name target=.target measurement=.measurement threshold=.threshold \
                 file=.at.file line=.at.line",
            ),
        ],
    );

    fn page(promised: &[Self]) -> Page {
        Page { blocks: promised.iter().flat_map(self::promised).collect() }
    }
}

/// The service level of a system, its own or its parent's.
fn level(system: &SystemLevel) -> Option<&ServiceLevelCard> {
    system.service_level.as_ref().or_else(|| system.of_whole.as_ref().map(|of| &of.service_level))
}

/// Service levels, and targets of all systems.
pub(super) fn promised(promised: &Promised) -> Vec<Block> {
    let mut blocks = match promised.systems.as_slice() {
        [system] => one_system(system),
        systems => vec![overview(systems)]
            .into_iter()
            .chain(in_file(systems.iter().filter_map(|of| Some(&level(of)?.at))))
            .collect(),
    };
    if !promised.targets.is_empty() {
        blocks.extend([facts::part("Targets of all systems"), targets(&promised.targets)]);
        blocks.extend(in_file(promised.targets.iter().map(|target| &target.at)));
    }
    blocks
}

fn heading(system: &SystemCard, about: &str) -> Block {
    facts::heading("service-level", &system.id, &format!("{} · {about}", system.name), "")
}

fn one_system(system: &SystemLevel) -> Vec<Block> {
    let Some(level) = level(system) else { return Vec::new() };
    let of = system.of_whole.as_ref().map(|of| format!("{}, as a whole", of.whole.name));
    let about = Facts::default().text("promised of", of.as_deref());
    let about = match &system.budget {
        None => service_level::facts(level, about),
        Some(budget) => self::budget(budget, about.text("availability", level.availability.as_deref())),
    };
    let title = if system.budget.is_some() { "Downtime of a month" } else { "Service level" };
    about.below(heading(&system.system, title), Some(&level.at))
}

fn budget(budget: &Budget, about: Facts) -> Facts {
    let line = |left: &Left, how: &str| {
        let mut line = of_allowance(left);
        line.push(Run::plain(format!(", {how}")));
        line
    };
    let allowed = budget.allowed.as_ref().map(|left| line(left, "computed for a month of 30 days"));
    let stated = budget.stated.as_ref().map(|left| line(left, "stated for a month"));
    about.text("downtime so far", Some(&budget.used)).lines("left", allowed.into_iter().chain(stated).collect())
}

fn of_allowance(left: &Left) -> Line {
    let mut line = match (&left.left, &left.exceeded_by) {
        (Some(left), _) => vec![Run::strong(left)],
        (None, by) => vec![Run::caution(format!("exceeded by {}", by.as_deref().unwrap_or_default()))],
    };
    line.push(Run::plain(format!(" of {}", left.allowance)));
    line
}

/// All systems, one a row. What is a whole's is marked as such.
fn overview(systems: &[SystemLevel]) -> Block {
    let shown: Vec<&SystemLevel> = systems.iter().filter(|system| level(system).is_some()).collect();
    let one_file = phrase::one_file(shown.iter().filter_map(|system| Some(&level(system)?.at)));
    let asks_downtime = shown.iter().any(|system| system.budget.is_some());
    let wholes = shown.iter().any(|system| system.of_whole.is_some());
    let mut header = vec!["system", "availability"];
    header.extend(if asks_downtime {
        ["left, computed", "left, stated"]
    } else {
        ["downtime, computed", "downtime, stated"]
    });
    header.extend((!asks_downtime).then_some("response"));
    header.extend(wholes.then_some("as part of"));
    header.push("line");
    let row = |system: &&SystemLevel| {
        let text = |text: Option<&String>| facts::text_cell(text.map_or("", String::as_str));
        let level = level(system);
        let mut cells = vec![vec![vec![Run::strong(&system.system.name)]]];
        cells.push(text(level.and_then(|level| level.availability.as_ref())));
        if asks_downtime {
            let budget = system.budget.as_ref();
            let cell = |left: Option<&Left>| left.map_or_else(|| facts::text_cell(""), |left| vec![of_allowance(left)]);
            cells.push(cell(budget.and_then(|budget| budget.allowed.as_ref())));
            cells.push(cell(budget.and_then(|budget| budget.stated.as_ref())));
        } else {
            cells.push(text(level.and_then(|level| level.allowed_downtime_per_month.as_ref())));
            cells.push(text(level.and_then(|level| level.stated_downtime_per_month.as_ref())));
            cells.push(text(level.and_then(|level| level.response.as_ref())));
        }
        if wholes {
            cells.push(facts::text_cell(system.of_whole.as_ref().map_or("", |of| &of.whole.name)));
        }
        cells.push(level.map_or_else(|| facts::text_cell(""), |level| facts::place_cell(&level.at, one_file)));
        cells
    };
    Block::Table(Table {
        header: header.into_iter().map(str::to_owned).collect(),
        rows: shown.iter().map(row).collect(),
    })
}

fn targets(targets: &[TargetPage]) -> Block {
    let columns: [Column<TargetPage>; 4] = [
        ("metric", |target| vec![vec![Run::strong(&target.name)]]),
        ("target", |target| facts::text_cell(target.target.as_deref().unwrap_or_default())),
        ("measured by", |target| facts::text_cell(target.measurement.as_deref().unwrap_or_default())),
        ("escalated at", |target| facts::text_cell(target.threshold.as_deref().unwrap_or_default())),
    ];
    facts::table(&targets.iter().collect::<Vec<_>>(), &columns, |target| &target.at, None)
}

impl Pages for Verdict {
    const COLUMNS: Columns = Columns::of(
        "metric=metric.id value during passed threshold target meets_target concerns= as= file=.at.file line=.at.line",
        &[
            Rows::each("concerns.parts", "concerns=concerns.party.id as=.part"),
            Rows::each("levels", "concerns=.id as=.speaks_of_it"),
            Rows::otherwise(""),
        ],
    );

    fn page(verdicts: &[Self]) -> Page {
        Page { blocks: verdicts.iter().flat_map(verdict).collect() }
    }
}

fn verdict(verdict: &Verdict) -> Vec<Block> {
    let state = if verdict.passed {
        Run::caution("the threshold is passed")
    } else {
        Run::strong("the threshold isn't passed")
    };
    let heading = vec![Run::strong(&verdict.metric.name), Run::plain(": "), state];
    let target = verdict.target.as_ref().map(|target| {
        let met = match verdict.meets_target {
            Some(true) => Run::plain(", met"),
            Some(false) => Run::caution(", missed"),
            None => Run::plain(""),
        };
        vec![Run::plain(target), met]
    });
    let about = Facts::default()
        .text("because", Some(&verdict.because))
        .text("threshold", Some(&verdict.threshold))
        .lines_or_silence("target", target.into_iter().collect())
        .text_or_silence("measured by", verdict.measurement.as_deref());
    let about = match &verdict.system {
        Some(system) => about.text("system", Some(&system.name)).lines_or_silence(
            if verdict.passed { "concerns" } else { "would concern" },
            verdict.concerns.iter().flat_map(concerned).collect(),
        ),
        None => about.lines_or_silence("levels that speak of it", verdict.levels.iter().map(concerned_level).collect()),
    };
    [Block::Heading(1, heading)].into_iter().chain(about.block()).chain([facts::stands_at(&verdict.at)]).collect()
}

/// A party, how to reach it, and why it concerns it.
fn concerned(one: &ConcernedParty) -> Vec<Line> {
    let mut lines = phrase::party_in_full(&one.party);
    let part = |part: &ConcernedPart| {
        let note = part.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        vec![Run::plain(format!("  {}{note}", part.part)), Run::faint(format!("  {}", phrase::place(&part.at)))]
    };
    lines.extend(one.parts.iter().map(part));
    lines
}

fn concerned_level(level: &ConcernedLevel) -> Line {
    vec![
        Run::strong(format!("level {}: {}", level.number, level.name)),
        Run::plain(format!("  {}", level.speaks_of_it.join(", "))),
        Run::faint(format!("  {}", level.id)),
    ]
}
