//! `own sla`.

use super::show::service_level;
use super::{Block, Columns, Facts, Grid, Line, Page, Pages, Rows, Run, facts, phrase};
use crate::query::sla::{Budget, ConcernedLevel, ConcernedPart, ConcernedParty, Left, Promised, SystemLevel, Verdict};
use crate::query::{ServiceLevelCard, SystemCard, TargetPage};

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

    /// Service levels, and targets of all systems.
    fn one(&self) -> Page {
        let mut blocks = match self.systems.as_slice() {
            [system] => one_system(system),
            systems => overview(systems),
        };
        if !self.targets.is_empty() {
            blocks.push(facts::part("Targets of all systems"));
            blocks.extend(targets(&self.targets));
        }
        blocks
    }
}

/// The service level of a system, its own or its parent's.
fn level(system: &SystemLevel) -> Option<&ServiceLevelCard> {
    system.service_level.as_ref().or_else(|| system.of_whole.as_ref().map(|of| &of.service_level))
}

fn heading(system: &SystemCard, about: &str) -> Block {
    facts::heading("service-level", &system.id, &format!("{} · {about}", system.name), "")
}

fn one_system(system: &SystemLevel) -> Vec<Block> {
    let Some(level) = level(system) else { return Vec::new() };
    let of = system.of_whole.as_ref().map(|of| of.whole.name.clone());
    let about = Facts::default().fact("inherited from", of);
    let about = match &system.budget {
        None => service_level::facts(level, about),
        Some(budget) => self::budget(budget, about.fact("availability", &level.availability)),
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
    about.fact("downtime so far", &budget.used).each("left", allowed.into_iter().chain(stated))
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
fn overview(systems: &[SystemLevel]) -> Vec<Block> {
    let shown: Vec<_> = systems.iter().filter_map(|system| Some((system, level(system)?))).collect();
    let asks_downtime = shown.iter().any(|(system, _)| system.budget.is_some());
    let grid = Grid::of(shown)
        .column("system", |(system, _)| Run::strong(&system.system.name))
        .column("availability", |(_, level)| &level.availability);
    let grid = if asks_downtime {
        let left = |system: &SystemLevel, of: fn(&Budget) -> &Option<Left>| {
            system.budget.as_ref().and_then(|budget| of(budget).as_ref()).map(of_allowance)
        };
        grid.column("left, computed", |(system, _)| left(system, |budget| &budget.allowed))
            .column("left, stated", |(system, _)| left(system, |budget| &budget.stated))
    } else {
        grid.column("downtime, computed", |(_, level)| &level.allowed_downtime_per_month)
            .column("downtime, stated", |(_, level)| &level.stated_downtime_per_month)
            .column("response", |(_, level)| &level.response)
    };
    grid.column("as part of?", |(system, _)| system.of_whole.as_ref().map(|of| &of.whole.name))
        .in_file(|(_, level)| &level.at)
}

fn targets(targets: &[TargetPage]) -> Vec<Block> {
    Grid::of(targets)
        .column("metric", |target| Run::strong(&target.name))
        .column("target", |target| &target.target)
        .column("measured by", |target| &target.measurement)
        .column("escalated at", |target| &target.threshold)
        .in_file(|target| &target.at)
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

    fn one(&self) -> Page {
        let state = if self.passed {
            Run::caution("the threshold is passed")
        } else {
            Run::strong("the threshold isn't passed")
        };
        let heading = vec![Run::strong(&self.metric.name), Run::plain(": "), state];
        let target = self.target.as_ref().map(|target| {
            let met = match self.meets_target {
                Some(true) => Run::plain(", met"),
                Some(false) => Run::caution(", missed"),
                None => Run::plain(""),
            };
            vec![Run::plain(target), met]
        });
        let about = Facts::default()
            .fact("because", Some(&self.because))
            .fact("threshold", Some(&self.threshold))
            .each_or_silence("target", target)
            .fact_or_silence("measured by", self.measurement.as_deref());
        let about = match &self.system {
            Some(system) => about.fact("system", &system.name).each_or_silence(
                if self.passed { "concerns" } else { "would concern" },
                self.concerns.iter().map(concerned),
            ),
            None => about.each_or_silence("levels that mention it", self.levels.iter().map(concerned_level)),
        };
        [Block::Heading(1, heading)].into_iter().chain(about.block()).chain([facts::stands_at(&self.at)]).collect()
    }
}

/// A party, how to reach it, and why it concerns it.
fn concerned(one: &ConcernedParty) -> Vec<Line> {
    let mut lines = phrase::party_in_full(&one.party);
    let part = |part: &ConcernedPart| {
        let note = part.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        vec![Run::plain(format!("  {}{note}", part.part)), Run::place(format!("  {}", phrase::place(&part.at)))]
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
