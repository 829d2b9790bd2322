//! How severe an alert is.

use std::collections::HashSet;

use crate::alert::Alert;
use crate::matrix::System;
use crate::text::name::{key, words};

/// Labels that say how severe an alert is.
const LABELS: [&str; 4] = ["severity", "priority", "urgency", "level"];

/// Words that deny the next one, such as in "not critical"; the last one is that of "isn't".
const DENY: [&str; 5] = ["not", "non", "no", "never", "t"];

/// The severity that an alert states, by a label, or without one by one word of its text. Only those for which the system has
/// a policy count.
pub(super) fn severity_of(alert: &Alert, system: &System) -> Option<String> {
    if system.policies.is_empty() {
        return None;
    }
    let labels = alert.labels.iter().filter(|(name, _)| LABELS.contains(&key(name).as_str()));
    let mut labels = labels.map(|(_, value)| value).peekable();
    if labels.peek().is_some() {
        return Some(labels.find_map(|value| system.policy_for(value))?.severity.clone());
    }
    let mut before = String::new();
    let stated = words(&alert.words).filter(|word| {
        let is_denied = DENY.contains(&before.as_str());
        before.clone_from(word);
        !is_denied
    });
    let stated: HashSet<String> = stated.collect();
    let mut named = system.policies.iter().filter(|of| stated.contains(&key(&of.severity)));
    let only = named.next().filter(|_| named.next().is_none())?;
    Some(only.severity.clone())
}
