//! What is promised, and who watches it.

use super::{duty, said, section};
use crate::query::show::{ServiceLevelCard, SystemPage, TargetPage, Whole};
use crate::view::page::{Block, Line};

pub(super) fn blocks(whole: &Whole) -> Vec<Block> {
    let mut inside = section(3, "Availability", availability(&whole.systems));
    inside.extend(section(3, "Performance", targets(&whole.targets)));
    let kinds = [("monitoring", "Monitoring"), ("report", "Reporting"), ("operation", "Operations")];
    inside.extend(duty::tables(&whole.duties, &kinds));
    section(2, "Performance and Service Levels", inside)
}

fn availability(systems: &[SystemPage]) -> Option<Block> {
    let row = |system: &SystemPage, level: &ServiceLevelCard| {
        let time = |seconds: Option<u64>| -> Vec<Line> {
            seconds.into_iter().flat_map(|it| said::cell(said::duration(it))).collect()
        };
        [
            said::cell(system.name.as_str()),
            level.availability.iter().flat_map(|share| said::cell(share.as_str())).collect(),
            time(level.stated_downtime_per_month_seconds),
            time(level.allowed_downtime_per_month_seconds),
            time(level.response_seconds),
        ]
    };
    let rows = systems.iter().filter_map(|system| Some(row(system, system.service_level.as_ref()?)));
    let header =
        ["System", "Availability Target", "Maximum Downtime/Month, stated", "computed (30 days)", "Response Time"];
    said::table(header, 1, rows.collect())
}

fn targets(targets: &[TargetPage]) -> Option<Block> {
    let optional =
        |text: &Option<String>| -> Vec<Line> { text.iter().flat_map(|text| said::cell(text.as_str())).collect() };
    let row = |target: &TargetPage| {
        [
            said::cell(target.name.as_str()),
            optional(&target.target),
            optional(&target.measurement),
            optional(&target.threshold),
        ]
    };
    said::table(["Metric", "Target", "Measurement", "Escalation Threshold"], 1, targets.iter().map(row).collect())
}
