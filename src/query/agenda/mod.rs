//! `own generate ics`: duties and shifts as a calendar shows them, for others to subscribe to.
//!
//! Whoever subscribes fetches the calendar again and again. So an event is told by what it is and never by when, how or
//! for whom it was asked: the same duty has the same id on another day and in the calendar of another party, and stands on
//! the same days.

mod duty;
mod recurrence;
mod shift;

pub(crate) use recurrence::Recurrence;

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Caveats, Code, Unanswered, Warning, resolve, target};
use crate::matrix::{Interval, Matrix, PartyId, SystemId, clock};
use crate::text::name::words;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgendaSpan {
    /// A party, as typed.
    pub party: Option<String>,
    /// A system, as typed.
    pub system: Option<String>,
    /// First day. An event that only partly lies after it is included completely.
    pub from: Date,
    /// Days of shifts to include. Recurring events have no end.
    pub days: u32,
    /// The day that today is taken for.
    pub today: Date,
    /// Whether to include addresses of those on call.
    pub contacts: bool,
    /// When the matrix last changed, if it has files.
    pub changed: Option<Timestamp>,
}

/// The entries of a calendar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agenda {
    /// What the calendar is called.
    pub name: String,
    /// When the matrix last changed: if it has no files, on the date that it says, or else in 1970.
    pub changed: Timestamp,
    /// Entries; at least one.
    pub entries: Vec<Entry>,
    /// Caveats, in the order in which they came up.
    pub warnings: Vec<Warning>,
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// What tells it from all others, whenever and for whomever it was asked: letters, digits and `-._/%@`.
    pub uid: String,
    /// What it is, in a line.
    pub summary: String,
    /// What more there is to say, line by line.
    pub description: Vec<String>,
    /// The kind of the duty, or `on-call`.
    pub category: &'static str,
    /// When it is.
    pub when: When,
}

/// When an event is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum When {
    /// A whole day, wherever the reader is.
    Day {
        /// The first one.
        first: Date,
        /// How it comes again; `None`: it doesn't.
        every: Option<Recurrence>,
    },
    /// From an instant until another.
    Stretch(Interval),
}

/// Whose events are asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    who: Option<PartyId>,
    system: Option<SystemId>,
}

/// Answers `own generate ics`.
pub(crate) fn agenda(matrix: &Matrix, question: &AgendaSpan) -> Result<Agenda, Unanswered> {
    let asked = Asked {
        who: question.party.as_deref().map(|typed| resolve::party(matrix, typed)).transpose()?,
        system: target::of_option(matrix, question.system.as_deref())?,
    };
    let mut caveats = Caveats::default();
    let mut entries = duty::entries(matrix, asked, question.from, &mut caveats);
    entries.extend(shift::entries(matrix, asked, question, &mut caveats)?);
    caveats.review(matrix, question.today);
    if entries.is_empty() {
        return Err(nothing(matrix, asked, question, caveats));
    }
    let domain = domain(matrix);
    for entry in &mut entries {
        entry.uid.push_str(&domain);
    }
    let updated = || matrix.document.updated.and_then(|date| clock::midnight(&TimeZone::UTC, date.value));
    let changed = question.changed.or_else(updated).unwrap_or_default();
    Ok(Agenda { name: name(matrix, asked), changed, entries, warnings: caveats.into_warnings() })
}

/// Tells the events of a matrix from those of another one: `@ownership-at-nordlicht.own`.
fn domain(matrix: &Matrix) -> String {
    let title = matrix.document.title.as_ref().or(matrix.document.organisation.as_ref());
    let title = title.iter().flat_map(|title| words(title)).collect::<Vec<_>>().join("-");
    if title.is_empty() { "@own".to_owned() } else { format!("@{}.own", uid(&[&title])) }
}

/// What a calendar of this is called.
fn name(matrix: &Matrix, asked: Asked) -> String {
    let who = asked.who.map(|who| matrix.party(who).name.as_str());
    let system = asked.system.map(|system| matrix.system(system).name.as_str());
    let names: Vec<&str> = who.into_iter().chain(system).collect();
    if names.is_empty() {
        matrix.document.title.clone().unwrap_or_else(|| "own".to_owned())
    } else {
        names.join(" · ")
    }
}

/// A calendar needs something in it. What was left out may be what somebody looks for.
fn nothing(matrix: &Matrix, asked: Asked, question: &AgendaSpan, caveats: Caveats) -> Unanswered {
    let of = match (asked.who, asked.system) {
        (None, None) => String::new(),
        _ => format!(" of {}", name(matrix, asked)),
    };
    let message = format!("the matrix has no dated duty or shift{of} from {} on", question.from);
    let left_out = |warning: Warning| (warning.code != Code::ReviewOverdue).then_some(warning.message);
    Unanswered::nobody(message, caveats.into_warnings().into_iter().filter_map(left_out).collect())
}

/// An id in a form that no program has to quote, shorten or compare without case: what isn't a small letter, a digit or
/// one of `-._/` is written as `%` and the number of each of its bytes.
fn uid(parts: &[&str]) -> String {
    let mut uid = String::new();
    for byte in parts.join("/").bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => uid.push(char::from(byte)),
            _ => {
                // Writing to a string can't fail.
                let _ = write!(uid, "%{byte:02x}");
            }
        }
    }
    uid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain_and_no_two_are_the_same() {
        assert_eq!(uid(&["duty", "postgresql/daily/log-rotation"]), "duty/postgresql/daily/log-rotation");
        assert_eq!(uid(&["duty", "audit/ü\r\nX:%"]), "duty/audit/%c3%bc%0d%0a%58%3a%25");
    }
}
