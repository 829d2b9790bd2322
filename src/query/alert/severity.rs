//! How severe an alert is.

use std::collections::HashSet;

use crate::alert::Alert;
use crate::matrix::System;
use crate::text::name::{key, words};

/// Labels that say how severe an alert is.
const LABELS: [&str; 4] = ["severity", "priority", "urgency", "level"];

/// The severity that an alert states, by a label or by one word of its text. Only those for which the system has a policy
/// count.
pub(super) fn severity_of(alert: &Alert, system: &System) -> Option<String> {
    if system.policies.is_empty() {
        return None;
    }
    let mut labels = alert.labels.iter().filter(|(name, _)| LABELS.contains(&key(name).as_str()));
    let labelled = labels.find_map(|(_, value)| system.policy_for(value));
    let words: HashSet<String> = words(&alert.words).collect();
    let mut named = system.policies.iter().filter(|of| words.contains(&key(&of.severity)));
    let named = || named.next().filter(|_| named.next().is_none());
    Some(labelled.or_else(named)?.severity.clone())
}
