//! The refusal of an alert that fits nothing.

use super::names;
use crate::alert::Alert;
use crate::matrix::{Evidence, Matrix};
use crate::query::{Asker, Unanswered, resolve, selected, target};

/// Nothing fits: says what was understood, and which parties have an address that the alert names.
pub(super) fn no_match(matrix: &Matrix, alert: &Alert, given: &[Evidence]) -> Unanswered {
    const MOST: usize = 5;
    const LONGEST: usize = 120;
    if let ([first, ..], true) = (given, *alert == Alert::default()) {
        return selected::nothing(matrix, first);
    }
    // A label may also be read in part.
    let is_part = |(at, (name, value)): &(usize, &(String, String))| {
        alert.labels[..*at].iter().any(|(other, text)| other == name && text.contains(value.as_str()))
    };
    let labels = alert.labels.iter().enumerate().filter(|label| !is_part(label));
    let labels = labels.map(|(_, (name, value))| format!("{name}={value}")).collect::<Vec<_>>();
    let understood = [
        ("labels", &labels),
        ("URLs", &alert.urls),
        ("paths", &alert.paths),
        ("repositories", &alert.repositories),
        ("hosts", &alert.hosts),
        ("addresses", &alert.addresses),
    ];
    let said = |(kind, texts): &(&str, &Vec<String>)| {
        let shown = texts.iter().take(MOST).map(|text| match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.clone(),
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        let more = texts.len().saturating_sub(MOST);
        let more = if more == 0 { String::new() } else { format!(", {more} more") };
        (!texts.is_empty()).then(|| format!("{kind}: {shown}{more}"))
    };
    let near = alert
        .whole
        .as_deref()
        .and_then(|text| resolve::near(text, resolve::called_systems(matrix).map(|(_, called)| called)));
    let parties = names::parties(matrix, &alert.addresses);
    let parties = parties.iter().map(|party| format!("an address of {}: own show {}", party.name, party.id));
    let near = near.map(|name| format!("did you mean `{name}`?"));
    let others = alert.whole.iter().flat_map(|text| target::other_things(matrix, text, Asker::Call));
    let in_row = names::by_prefix(matrix, alert).and_then(Result::err);
    let in_row = in_row.into_iter().flat_map(|none| std::iter::once(none.message).chain(none.hints));
    let mut hints: Vec<String> =
        in_row.chain(near).chain(others).chain(parties).chain(understood.iter().filter_map(said)).collect();
    if hints.is_empty() {
        hints
            .push("no label, URL, path, host or address is in the text, and no name or words of a selector".to_owned());
    }
    let alert = alert.name().map(|name| format!(" {name}")).unwrap_or_default();
    Unanswered::nothing(format!("no system fits the alert{alert}"), hints)
}
