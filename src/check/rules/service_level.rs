//! Service levels: figures that agree, and people behind them.

use super::{Finding, Look, Rule};
use crate::matrix::quantity::time_in;
use crate::matrix::{Cover, Duration, PartyId, Percentage, Quantity, Responsibility, SystemId, Target, Threshold};
use crate::text::name;

/// A stated downtime is a rounded one if it is off by less than one part in so many.
const ROUNDED: u64 = 20;

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for (id, _) in matrix.system_ids() {
        downtime(look, id);
        cover(look, id);
    }
    for target in &matrix.targets {
        recovery(look, target);
        threshold(look, target);
    }
}

/// The stated downtime against the one that the availability allows.
fn downtime(look: &mut Look<'_>, id: SystemId) {
    let system = look.matrix.system(id);
    let Some(level) = &system.service_level else { return };
    let (Some(availability), Some(stated)) = (level.availability, level.downtime_per_month) else { return };
    let allowed = availability.value.downtime_per_month();
    let off = allowed.seconds().abs_diff(stated.value.seconds());
    if off == 0 {
        return;
    }
    let is_rounded = off.saturating_mul(ROUNDED) < allowed.seconds();
    let rule = if is_rounded { Rule::DowntimeRounded } else { Rule::DowntimeMismatch };
    let message = format!(
        "{availability} allows {} of downtime in a month of 30 days, but {} is stated{}",
        allowed.spoken(),
        stated.value.spoken(),
        if is_rounded { ", rounded" } else { "" }
    );
    let finding = Finding::at(rule, stated.place, message).help(format!("write `{allowed}`"));
    look.report(finding.related(availability.place, "the availability"), &[system.place]);
}

/// Whether anybody who owns the system or does one of its areas is on call around the clock.
fn cover(look: &mut Look<'_>, id: SystemId) {
    let matrix = look.matrix;
    let system = matrix.system(id);
    let Some(level) = &system.service_level else { return };
    let areas = system.areas.iter().chain(matrix.parts(id).flat_map(|part| &part.areas));
    let primaries = areas.flat_map(|area| area.parties(Responsibility::Primary));
    let owners = matrix.owners(id).into_iter().flat_map(|(_, owner)| owner.parties.clone());
    let parties: Vec<PartyId> = owners.chain(primaries).collect();
    let covers = |party: &PartyId| matrix.cover_of(*party) == Some(Cover::AroundTheClock);
    if !parties.iter().any(covers) {
        let message = format!("{} has a service level, but no owner or primary is on call 24/7", system.name);
        look.report(Finding::at(Rule::ServiceLevelWithoutCover, level.place, message), &[system.place]);
    }
}

/// A recovery time against the downtimes of a month.
fn recovery(look: &mut Look<'_>, target: &Target) {
    let metric = name::key(&target.metric);
    let is_recovery = ["recoverytime", "timetorecover", "timetorestore"].iter().any(|words| metric.contains(words))
        || ["rto", "mttr"].contains(&metric.as_str());
    let Some((text, time)) =
        target.target.as_ref().filter(|_| is_recovery).and_then(|text| Some((text, time_in(&text.value)?)))
    else {
        return;
    };
    let mut broken = Vec::new();
    for system in &look.matrix.systems {
        let availability = system.service_level.as_ref().and_then(|level| level.availability);
        let allowed = availability.map(|share| share.value.downtime_per_month());
        if let Some(allowed) = allowed.filter(|allowed| *allowed < time) {
            broken.push(format!("{} allows {} in a month", system.name, allowed.spoken()));
        }
    }
    if !broken.is_empty() {
        let message = format!("a recovery may take {}, and {}", time.spoken(), broken.join(", "));
        look.report(Finding::at(Rule::TargetsContradict, text.place, message), &[target.place]);
    }
}

/// A threshold such as "<99% for 1 week" against how often it is measured.
fn threshold(look: &mut Look<'_>, target: &Target) {
    let (Some(threshold), Some(measurement)) = (&target.threshold, &target.measurement) else { return };
    let Ok(Threshold { limit: Quantity::Share(share), during: Some(during), .. }) = threshold.value.parse() else {
        return;
    };
    let Some(every) = cadence_in(&measurement.value) else { return };
    let samples = during.seconds() / every.seconds().max(1);
    // One failure among so few is a greater share than the threshold lets pass.
    let let_pass = Percentage::WHOLE - share;
    if samples > 0 && let_pass.is_less_than_one_in(samples) {
        let message = format!("a single failure exceeds `{threshold}`: only {samples} measurements in that time");
        let finding = Finding::at(Rule::ThresholdTooFine, threshold.place, message);
        look.report(finding.related(measurement.place, "how it is measured"), &[target.place]);
    }
}

/// How often something is measured, by the word for it.
fn cadence_in(text: &str) -> Option<Duration> {
    let seconds = match name::words(text).next()?.as_str() {
        "hourly" => 3_600,
        "daily" => 86_400,
        "weekly" => 7 * 86_400,
        "monthly" => 30 * 86_400,
        _ => return None,
    };
    Some(Duration::from_seconds(seconds))
}
