//! Days on which something is to be done.

use jiff::civil::Date;

use super::{Asked, Entry, Recurrence, When, uid};
use crate::matrix::{Cadence, Matrix};
use crate::query::duties::{self, Stated};
use crate::query::{Caveats, Code, card, things};

/// Days of duties, meetings and the document's review. Anything without a day becomes a caveat.
pub(super) fn entries(matrix: &Matrix, asked: Asked, from: Date, caveats: &mut Caveats) -> Vec<Entry> {
    let mut entries = Vec::new();
    for duty in duties::stated_of(matrix, asked.who, asked.system, caveats) {
        if let Some(system) = duty.system {
            caveats.system(matrix, system);
        }
        if duty.due.is_some() && duty.every == Some(Cadence::BiAnnual) {
            let message = "bi-annual may be twice a year or every two years: only the given date is shown";
            caveats.add(Code::AmbiguousCadence, message, Some(card::at(matrix, duty.place)));
        }
        match when(&duty, from) {
            Some(When::Day { first, every: Some(every) }) if every.lacks(first) => {
                entries.extend(every.dates(first, from).map(|date| single(matrix, &duty, date)));
            }
            Some(when) => entries.push(entry(matrix, &duty, when)),
            None => left_out(matrix, &duty, caveats),
        }
    }
    entries
}

/// When it is: on the day that the matrix names and by its cadence from there, or at the beginning of each period.
///
/// The first day of a rule is the beginning of the period in which `from` lies. It is another one in a calendar that is
/// made later, and all days after it are the same.
fn when(duty: &Stated, from: Date) -> Option<When> {
    let every = duty.every.and_then(Recurrence::of);
    match (duty.due, every) {
        (Some(due), every) if every.is_some() || due >= from => Some(When::Day { first: due, every }),
        (None, Some(every)) => Some(When::Day { first: every.beginning(from), every: Some(every) }),
        _ => None,
    }
}

fn entry(matrix: &Matrix, duty: &Stated, when: When) -> Entry {
    let system = duty.system.map(|system| matrix.system(system).name.as_str());
    let summary = system.map_or_else(|| duty.task.clone(), |system| format!("{} · {system}", duty.task));
    let every = duty.every.map(|every| format!("{} ", every.as_str())).unwrap_or_default();
    let mut description = vec![format!("{every}{}", duty.kind.as_str())];
    for (part, parties) in [("by", &duty.by), ("with", &duty.with), ("reported to", &duty.reported_to)] {
        if !parties.is_empty() {
            description.push(format!("{part}: {}", things::party_names(matrix, parties.iter().copied())));
        }
    }
    description.extend(duty.how.clone());
    if let (When::Day { every: Some(every), .. }, None) = (&when, duty.due) {
        description.extend(every.stands_on().map(|day| format!("The matrix gives no day: shown on {day}.")));
    }
    description.push(format!("own show {}", duty.id));
    Entry { uid: uid(&[duty.source.as_str(), &duty.id]), summary, description, category: duty.kind.as_str(), when }
}

/// One of the days of a duty. Programs read rules for the last days of months in different ways, so each day is an event.
fn single(matrix: &Matrix, duty: &Stated, date: Date) -> Entry {
    let entry = entry(matrix, duty, When::Day { first: date, every: None });
    Entry { uid: format!("{}/{date}", entry.uid), ..entry }
}

fn left_out(matrix: &Matrix, duty: &Stated, caveats: &mut Caveats) {
    let at = card::at(matrix, duty.place);
    let (code, says) = match duty.every {
        // A day that is over, which the review's own caveat tells.
        _ if duty.due.is_some() => return,
        None => (Code::NoCadence, "left out, no cadence"),
        Some(Cadence::BiAnnual) => {
            (Code::AmbiguousCadence, "left out, bi-annual may be twice a year or every two years")
        }
        Some(_) => (Code::NoDays, "left out, continuous or as needed"),
    };
    caveats.add_of(code, says, &duty.task, at);
}
