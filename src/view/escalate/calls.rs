//! Whom to call by an escalation path, now and next.

use jiff::{SignedDuration, Timestamp};

use super::super::Contact;
use super::super::Run;
use super::super::reach::{Reach, joined, labelled};
use crate::query::Call;
use crate::query::escalate::{EscalationPath, LevelStep};

/// Whether nobody who is called has an address that works, so that those of the system stand in.
pub(super) fn is_in_vain(path: &EscalationPath) -> bool {
    path.call.iter().any(|call| call.party.is_none())
}

/// Whom to call now, and whom the next level calls, with the times of the levels.
pub(super) fn calls(path: &EscalationPath, reach: &mut Reach<'_>) -> Vec<Contact> {
    if path.call.iter().any(|call| call.level.is_none()) {
        let mut rows = reach.call_then(&path.call);
        let waiting: Vec<Call> = path.then.iter().filter(|call| call.waits_for.is_some()).cloned().collect();
        rows.extend(labelled("then", level_calls(path, &waiting, reach, false)));
        return rows;
    }
    // The one level that was asked about, although another one is active.
    let is_other = path.elapsed.is_some() && !path.levels.iter().any(|level| path.is_active(level));
    if let (true, [level]) = (is_other, path.levels.as_slice())
        && path.next_level != Some(level.number)
    {
        return labelled(
            &format!("level {}", level.number),
            path.call.iter().filter_map(|call| reach.call(call)).collect(),
        );
    }
    let mut rows = labelled("call", level_calls(path, &path.call, reach, true));
    rows.extend(labelled("then", level_calls(path, &path.then, reach, false)));
    rows
}

/// Calls with their level, which the first call of each level names. `now`: who leaves before the level ends has the next
/// person below.
fn level_calls(path: &EscalationPath, calls: &[Call], reach: &mut Reach<'_>, now: bool) -> Vec<Contact> {
    let mut rows = Vec::new();
    let mut named = None;
    for call in calls {
        let Some(mut row) = reach.call(call) else { continue };
        let until = call.until.as_ref().filter(|_| now && leaves_early(path, call));
        let leaves = until.map(|until| format!("on call until {}", reach.time(until)));
        row.aside = joined([leaves.unwrap_or_default(), row.aside]);
        if call.level != named {
            named = call.level;
            let level = level_time(path, call, reach);
            if row.note.is_empty() {
                row.note.push(Run::plain(level));
            } else {
                row.aside = joined([level, row.aside]);
            }
        }
        rows.push(row);
        rows.extend(call.next.as_ref().filter(|_| until.is_some()).map(|next| reach.next(call, next)));
    }
    rows
}

/// Whether the turn of somebody whom the active level calls ends before the level does.
fn leaves_early(path: &EscalationPath, call: &Call) -> bool {
    let end = || -> Option<Timestamp> {
        let level = level_of(path, call)?;
        if let Some(ends) = &level.ends {
            return ends.at.parse().ok();
        }
        let now: Timestamp = path.now.as_ref()?.time.at.parse().ok()?;
        now.checked_add(SignedDuration::from_secs(level.until_seconds?.try_into().ok()?)).ok()
    };
    let until = call.until.as_ref().and_then(|until| until.at.parse::<Timestamp>().ok());
    until.zip(end()).is_some_and(|(until, end)| until < end)
}

fn level_of<'p>(path: &'p EscalationPath, call: &Call) -> Option<&'p LevelStep> {
    path.levels.iter().find(|level| (Some(level.number), Some(level.round)) == (call.level, call.round))
}

/// `level 3, until 02:35` of the active level, `level 4, from 02:35` of a later one.
fn level_time(path: &EscalationPath, call: &Call, reach: &Reach<'_>) -> String {
    let number = call.level.unwrap_or_default();
    let level = level_of(path, call);
    let starts = path.levels.iter().find(|level| level.begins_at_once()).filter(|_| path.elapsed.is_none());
    let end = |level: &LevelStep| level.ends.as_ref().map(|ends| reach.time(ends)).or_else(|| level.until.clone());
    match level {
        Some(level) if level.skipped => format!("level {number}, which was skipped"),
        Some(level)
            if path.active.is_none()
                && level.until_seconds.is_some_and(|until| path.elapsed_seconds >= Some(until)) =>
        {
            format!("level {number}, ended {}", end(level).unwrap_or_default())
        }
        Some(level) if path.is_active(level) || starts == Some(level) => {
            end(level).map_or(format!("level {number}"), |until| format!("level {number}, until {until}"))
        }
        _ => {
            let begins = call.begins.as_ref().map(|begins| reach.time(begins));
            let from = begins.or_else(|| level.map(|level| level.from.clone()));
            let round = call.round.filter(|_| level.is_none()).map(|round| format!("round {round}"));
            let from = from.map(|from| format!("from {from}"));
            joined([format!("level {number}"), from.unwrap_or_default(), round.unwrap_or_default()])
        }
    }
}
