//! How severe an incident is.

use std::collections::HashSet;

use crate::alert::Alert;
use crate::matrix::selector::select;
use crate::matrix::{Evidence, Matrix, SeverityPolicy, System, SystemId};
use crate::query::{Caveats, Code, card};
use crate::text::name::{key, words};

/// Labels that say how severe an alert is.
const LABELS: [&str; 4] = ["severity", "priority", "urgency", "level"];

/// Words that deny the next one, such as in "not critical" and "no longer critical"; the last one is that of "isn't".
const DENY: [&str; 6] = ["not", "non", "no", "longer", "never", "t"];

/// The severity that alerts, or labels given beside them, state for a system. Several are none, because nobody knows which
/// counts.
pub(crate) fn severity_of(
    matrix: &Matrix,
    system: SystemId,
    alerts: &[&Alert],
    given: &[Evidence],
    caveats: &mut Caveats,
) -> Option<String> {
    let system = matrix.system(system);
    match severities_of(alerts, given, system)[..] {
        [] => None,
        [only] => Some(only.severity.clone()),
        [first, second, ..] => {
            let both = format!("{} and {}", first.severity, second.severity);
            let message = format!("the alert states {both}: the default policy holds, --severity chooses");
            caveats.add(Code::SeveralSeverities, message, Some(card::at(matrix, system.place)));
            None
        }
    }
}

/// The evidence that selects a system: labels that only say how severe the incident is don't, unless a selector has them.
pub(super) fn selecting(matrix: &Matrix, evidence: &[Evidence]) -> Vec<Evidence> {
    let says_severity_only = |one: &Evidence| match one {
        Evidence::Labels(labels) => labels.iter().all(is_severity) && select(matrix, one).is_empty(),
        _ => false,
    };
    let selecting: Vec<Evidence> = evidence.iter().filter(|one| !says_severity_only(one)).cloned().collect();
    if selecting.is_empty() { evidence.to_vec() } else { selecting }
}

fn is_severity((name, _): &(String, String)) -> bool {
    LABELS.contains(&key(name).as_str())
}

/// The severities for which the system has a policy. If they have the same policy, only the first.
fn severities_of<'s>(alerts: &[&Alert], given: &[Evidence], system: &'s System) -> Vec<&'s SeverityPolicy> {
    if system.policies.is_empty() {
        return Vec::new();
    }
    let mut stated: Vec<&SeverityPolicy> = alerts.iter().flat_map(|alert| stated(alert, given, system)).collect();
    stated.sort_by_key(|of| system.policies.iter().position(|known| known == *of));
    stated.dedup();
    if stated.iter().all(|of| of.policy == stated[0].policy) {
        stated.truncate(1);
    }
    stated
}

/// Those that labels are, or else have a word for; without a label those of the text.
fn stated<'s>(alert: &Alert, given: &[Evidence], system: &'s System) -> Vec<&'s SeverityPolicy> {
    let given = given.iter().filter_map(|one| if let Evidence::Labels(labels) = one { Some(labels) } else { None });
    let labels = alert.labels.iter().chain(given.flatten()).filter(|label| is_severity(label));
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
