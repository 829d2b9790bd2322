//! Service levels.

use super::facts::{self, Facts};
use crate::query::show::{ServiceLevelCard, ServiceLevelPage, TargetPage};
use crate::view::page::{Block, Line, Run};

/// What is promised of one system.
pub(super) fn blocks(page: &ServiceLevelPage) -> Vec<Block> {
    let heading = facts::heading(&format!("{} · {}", page.system.name, page.name), &page.id);
    let about = page.service_level.as_ref().and_then(|level| self::facts(level, Facts::default()).block());
    let place = page.service_level.as_ref().map(|level| facts::stands_at(&level.at));
    [heading].into_iter().chain(about).chain(place).collect()
}

/// The facts of a service level.
pub(crate) fn facts(level: &ServiceLevelCard, facts: Facts) -> Facts {
    let response = level.response.as_ref().map(|response| format!("{response} at any hour"));
    facts
        .text_or_silence("availability", level.availability.as_deref())
        .lines_or_silence("downtime", downtime(level))
        .text_or_silence("response", response.as_deref())
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
        .text_or_silence("target", page.target.as_deref())
        .text_or_silence("measured by", page.measurement.as_deref())
        .text_or_silence("escalated at", page.threshold.as_deref());
    let heading = facts::heading(&page.name, &format!("{}, target of all systems", page.id));
    [heading].into_iter().chain(about.block()).chain([facts::stands_at(&page.at)]).collect()
}
