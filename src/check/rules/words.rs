//! Words in place of a name.

use super::{Finding, Look, Rule};
use crate::matrix::Place;
use crate::text::name;

/// What people write where they don't know yet.
const TO_BE_DONE: [&str; 11] =
    ["tbd", "tba", "tbc", "todo", "fixme", "unknown", "nobody", "none", "na", "tobedefined", "tobedone"];

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let mut found: Vec<(&str, Place, Vec<Place>)> = Vec::new();
    for party in &matrix.parties {
        found.push((&party.name, party.place, vec![party.place]));
    }
    for system in &matrix.systems {
        found.push((&system.name, system.place, vec![system.place]));
        found.extend(system.areas.iter().map(|area| (area.name.as_str(), area.place, vec![area.place, system.place])));
    }
    for policy in &matrix.policies {
        found.extend(
            policy.levels.iter().map(|level| (level.name.as_str(), level.place, vec![level.place, policy.place])),
        );
    }
    for change in &matrix.changes {
        let how = change.approval.iter().filter_map(|approval| Some((approval.how.as_deref()?, approval.place)));
        let examples = change.examples.iter().map(|example| (example.value.as_str(), example.place));
        let texts = [(change.name.as_str(), change.place)].into_iter().chain(how).chain(examples);
        found.extend(texts.map(|(text, place)| (text, place, vec![change.place])));
    }
    found.extend(matrix.all_duties().map(|(_, duty)| (duty.task.as_str(), duty.place, vec![duty.place])));
    for (text, place, items) in found.into_iter().filter(|(text, ..)| is_to_be_done(text)) {
        let message = format!("`{text}` instead of a name");
        look.report(Finding::at(Rule::ToBeDone, place, message).help("enter the name, or drop the entry"), &items);
    }
}

fn is_to_be_done(text: &str) -> bool {
    let signs = !text.trim().is_empty() && text.trim().chars().all(|c| matches!(c, '?' | '-' | '.' | '…' | '_'));
    // Nearly all names are longer.
    let is_short = text.chars().filter(|c| c.is_alphanumeric()).nth("tobedefined".len()).is_none();
    signs || is_short && TO_BE_DONE.contains(&name::key(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::is_to_be_done;

    #[test]
    fn words_for_what_is_not_known_yet() {
        for text in
            ["TBD", "t.b.d.", "TODO", "?", "???", "Unknown", "N/A", "to be defined", "–".replace('–', "-").as_str()]
        {
            assert!(is_to_be_done(text), "{text}");
        }
        for text in ["Tobias", "Unknown Pleasures Ltd", "NATS", "TBD Services", "C-3PO"] {
            assert!(!is_to_be_done(text), "{text}");
        }
    }
}
