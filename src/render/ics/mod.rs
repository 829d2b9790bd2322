//! iCalendar (RFC 5545): an agenda in the form that calendars subscribe to.
//!
//! The same agenda has the same bytes, so that what fetches it can tell whether anything is new.

mod lines;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::query::agenda::{Agenda, Entry, Recurrence, When};
use lines::Lines;

/// How long a copy of the calendar is used.
const REFRESH: &str = "PT12H";

/// Sequence numbers are seconds since 2020: programs may read them as 32 bits.
const SEQUENCE_START: i64 = 1_577_836_800;

/// An agenda as iCalendar, with the line ends that it wants.
pub(crate) fn ics(agenda: &Agenda) -> String {
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//own//own//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    // The one is of RFC 7986, the other is what most programs read.
    out.text("NAME", &lines::one_line(&agenda.name));
    out.text("X-WR-CALNAME", &lines::one_line(&agenda.name));
    // How often subscribers fetch it: the one is of RFC 7986, the other is what most programs read.
    out.put("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    out.put("X-PUBLISHED-TTL", REFRESH);
    for entry in &agenda.entries {
        event(&mut out, entry, agenda.changed);
    }
    out.put("END", "VCALENDAR");
    out.into_text()
}

fn event(out: &mut Lines, entry: &Entry, changed: Timestamp) {
    out.put("BEGIN", "VEVENT");
    out.put("UID", &entry.uid);
    out.put("DTSTAMP", &instant(changed));
    out.put("LAST-MODIFIED", &instant(changed));
    out.put("SEQUENCE", &(changed.as_second() - SEQUENCE_START).max(0).to_string());
    match &entry.when {
        When::Day { first, every } => {
            out.put("DTSTART;VALUE=DATE", &day(*first));
            if let Some(every) = every {
                out.put("RRULE", &rule(*every));
            }
        }
        When::Stretch(when) => {
            for (property, at) in [("DTSTART", when.from), ("DTEND", when.until)] {
                out.put(property, &instant(at));
            }
        }
    }
    // Neither a duty nor a turn on call keeps anybody from a meeting.
    out.put("TRANSP", "TRANSPARENT");
    out.text("SUMMARY", &lines::one_line(&entry.summary));
    if !entry.description.is_empty() {
        // A line of it is one line, so that no text of a matrix looks like the next.
        let lines: Vec<_> = entry.description.iter().map(|line| lines::one_line(line)).collect();
        out.text("DESCRIPTION", &lines.join("\n"));
    }
    out.text("CATEGORIES", entry.category);
    out.put("END", "VEVENT");
}

/// A rule for a day that no period lacks.
fn rule(every: Recurrence) -> String {
    let interval = |count: u8| if count == 1 { String::new() } else { format!(";INTERVAL={count}") };
    match every {
        Recurrence::Days => "FREQ=DAILY".to_owned(),
        Recurrence::Weeks => "FREQ=WEEKLY".to_owned(),
        Recurrence::Months(count) => format!("FREQ=MONTHLY{}", interval(count)),
        Recurrence::Years(count) => format!("FREQ=YEARLY{}", interval(count)),
    }
}

fn instant(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}
