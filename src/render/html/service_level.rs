//! What is promised.

use super::fact::Value;
use super::section::{Body, Part};
use super::table::Table;
use crate::query::show::{ServiceLevelCard, SystemPage, Whole};

pub(super) fn parts(whole: &Whole) -> Vec<Part<'_>> {
    let systems = whole.systems.iter().filter_map(|system| Some(row(system, system.service_level.as_ref()?)));
    let header = ["Availability", "Downtime a month, stated", "computed, of 30 days", "Response"];
    let systems = Table::new("What is promised of each system", "System", header, systems.collect());
    let targets = whole.targets.iter().map(|target| {
        let cells =
            [text(target.target.as_deref()), text(target.measurement.as_deref()), text(target.threshold.as_deref())];
        (target.name.as_str(), cells)
    });
    let header = ["Target", "Measured by", "Escalated at"];
    let targets = Table::new("Targets of all systems", "Metric", header, targets.collect());
    let systems = systems.map(|table| Part::new("Availability", Body::Table(table)));
    let targets = targets.map(|table| Part::new("Performance", Body::Table(table)));
    systems.into_iter().chain(targets).collect()
}

fn row<'w>(system: &'w SystemPage, level: &'w ServiceLevelCard) -> (&'w str, [Vec<Value<'w>>; 4]) {
    let cells = [
        text(level.availability.as_deref()),
        text(level.stated_downtime_per_month.as_deref()),
        text(level.allowed_downtime_per_month.as_deref()),
        text(level.response.as_deref()),
    ];
    (&system.name, cells)
}

fn text(text: Option<&str>) -> Vec<Value<'_>> {
    text.into_iter().map(Value::text).collect()
}
