//! How severe an alert is.

use std::collections::HashSet;

use crate::alert::Alert;
use crate::matrix::{SeverityPolicy, System};
use crate::text::name::{key, words};

/// Labels that say how severe an alert is.
const LABELS: [&str; 4] = ["severity", "priority", "urgency", "level"];

/// Words that deny the next one, such as in "not critical" and "no longer critical"; the last one is that of "isn't".
const DENY: [&str; 6] = ["not", "non", "no", "longer", "never", "t"];

/// The severities that alerts state and for which the system has a policy. If they have the same policy, only the first.
pub(super) fn severities_of<'s>(alerts: &[&Alert], system: &'s System) -> Vec<&'s SeverityPolicy> {
    if system.policies.is_empty() {
        return Vec::new();
    }
    let mut stated: Vec<&SeverityPolicy> = alerts.iter().flat_map(|alert| stated(alert, system)).collect();
    stated.sort_by_key(|of| system.policies.iter().position(|known| known == *of));
    stated.dedup();
    if stated.iter().all(|of| of.policy == stated[0].policy) {
        stated.truncate(1);
    }
    stated
}

/// Those that labels are, or else have a word for; without a label those of the text.
fn stated<'s>(alert: &Alert, system: &'s System) -> Vec<&'s SeverityPolicy> {
    let labels = alert.labels.iter().filter(|(name, _)| LABELS.contains(&key(name).as_str()));
    let labels: Vec<&str> = labels.map(|(_, value)| value.as_str()).collect();
    if labels.is_empty() {
        return said(&alert.words, system);
    }
    let exact: Vec<_> = labels.iter().filter_map(|value| system.policy_for(value)).collect();
    if exact.is_empty() { labels.iter().flat_map(|value| said(value, system)).collect() } else { exact }
}

/// Those that a text has a word for and doesn't deny.
fn said<'s>(text: &str, system: &'s System) -> Vec<&'s SeverityPolicy> {
    let mut before = String::new();
    let stated = words(text).filter(|word| {
        let is_denied = DENY.contains(&before.as_str());
        before.clone_from(word);
        !is_denied
    });
    let stated: HashSet<String> = stated.collect();
    system.policies.iter().filter(|of| stated.contains(&key(&of.severity))).collect()
}
