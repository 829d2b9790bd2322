//! Service levels.

use super::super::{Block, Facts, Line, Run, facts};
use crate::query::{ServiceLevelCard, ServiceLevelPage, TargetPage};

/// The service level of one system.
pub(super) fn blocks(page: &ServiceLevelPage) -> Vec<Block> {
    let heading = facts::heading("service-level", &page.id, &format!("{} · {}", page.system.name, page.name), "");
    let level = page.service_level.as_ref();
    let about = level.map_or_else(Facts::default, |level| self::facts(level, Facts::default()));
    about.below(heading, level.map(|level| &level.at))
}

/// The facts of a service level.
pub(crate) fn facts(level: &ServiceLevelCard, facts: Facts) -> Facts {
    let response = level.response.as_ref().map(|response| format!("{response} at any hour"));
    facts
        .fact_or_silence("availability", level.availability.as_deref())
        .fact_or_silence("downtime", downtime(level))
        .fact_or_silence("response", response.as_deref())
}

/// The downtime that is allowed, beside the one that is stated.
fn downtime(level: &ServiceLevelCard) -> Vec<Line> {
    let allowed = level.allowed_downtime_per_month.as_ref().map(|allowed| {
        vec![Run::strong(allowed), Run::plain(format!(" in a month of {} days, computed", level.month_days))]
    });
    let stated = level
        .stated_downtime_per_month
        .as_ref()
        .map(|stated| vec![Run::strong(stated), Run::plain(" a month, stated")]);
    allowed.into_iter().chain(stated).collect()
}

/// A target that holds for all systems.
pub(super) fn target(page: &TargetPage) -> Vec<Block> {
    let about = Facts::default()
        .fact_or_silence("target", page.target.as_deref())
        .fact_or_silence("measured by", page.measurement.as_deref())
        .fact_or_silence("escalated at", page.threshold.as_deref());
    let heading = facts::heading("target", &page.id, &page.name, "target of all systems");
    about.below(heading, Some(&page.at))
}
