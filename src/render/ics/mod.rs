//! iCalendar (RFC 5545): an agenda in the form that calendars subscribe to.
//!
//! The same agenda has the same bytes, so that what fetches it can tell whether anything is new.

mod lines;
mod zone;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::matrix::clock;
use crate::query::agenda::{Agenda, Entry, Recurrence, When};
use lines::Lines;

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
    zone::zones(&mut out, &agenda.entries);
    for entry in &agenda.entries {
        event(&mut out, entry, agenda.made);
    }
    out.put("END", "VCALENDAR");
    out.into_text()
}

fn event(out: &mut Lines, entry: &Entry, made: Date) {
    out.put("BEGIN", "VEVENT");
    out.put("UID", &entry.uid);
    out.put("DTSTAMP", &format!("{}T000000Z", day(made)));
    match &entry.when {
        When::Day { first, every } => {
            out.put("DTSTART;VALUE=DATE", &day(*first));
            if let Some(every) = every {
                out.put("RRULE", &rule(*first, *every));
            }
            // Something that is to be done on a day keeps nobody from a meeting.
            out.put("TRANSP", "TRANSPARENT");
        }
        When::Stretch { when, zone } => {
            let ends = [("DTSTART", when.from), ("DTEND", when.until)];
            let local = ends.iter().all(|(_, at)| is_told_by_clock(zone, *at));
            for (property, at) in ends {
                match zone.iana_name().filter(|_| local) {
                    Some(id) => out.put(&format!("{property};TZID={id}"), &time(zone.to_datetime(at))),
                    None => out.put(property, &format!("{}Z", time(Offset::UTC.to_datetime(at)))),
                }
            }
        }
    }
    out.text("SUMMARY", &lines::one_line(&entry.summary));
    if !entry.description.is_empty() {
        // A line of it is one line, so that no text of a matrix looks like the next.
        let lines: Vec<_> = entry.description.iter().map(|line| lines::one_line(line)).collect();
        out.text("DESCRIPTION", &lines.join("\n"));
    }
    out.text("CATEGORIES", entry.category);
    out.put("END", "VEVENT");
}

/// Checks whether a clock's time means an instant: one that comes twice means the first, and UTC has a form of its own.
fn is_told_by_clock(zone: &TimeZone, at: Timestamp) -> bool {
    zone.iana_name().is_some_and(|id| id != "UTC") && clock::instant(zone, zone.to_datetime(at)) == Some(at)
}

/// A rule. A day that not every month has, or not every year, is the last of the month where it is missing: without that
/// the month would be passed over.
fn rule(first: Date, every: Recurrence) -> String {
    let interval = |count: u8| if count == 1 { String::new() } else { format!(";INTERVAL={count}") };
    let days = || (28..=first.day()).map(|day| day.to_string()).collect::<Vec<_>>().join(",");
    match every {
        Recurrence::Days => "FREQ=DAILY".to_owned(),
        Recurrence::Weeks => "FREQ=WEEKLY".to_owned(),
        Recurrence::Months(count) if first.day() > 28 => {
            format!("FREQ=MONTHLY{};BYMONTHDAY={};BYSETPOS=-1", interval(count), days())
        }
        Recurrence::Months(count) => format!("FREQ=MONTHLY{}", interval(count)),
        Recurrence::Years(count) if (first.month(), first.day()) == (2, 29) => {
            format!("FREQ=YEARLY{};BYMONTH=2;BYMONTHDAY={};BYSETPOS=-1", interval(count), days())
        }
        Recurrence::Years(count) => format!("FREQ=YEARLY{}", interval(count)),
    }
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn time(at: DateTime) -> String {
    format!("{}T{:02}{:02}{:02}", day(at.date()), at.hour(), at.minute(), at.second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_that_some_months_lack_has_a_rule_that_passes_none_over() {
        for (first, every, expected) in [
            (date(2026, 12, 28), Recurrence::Months(3), "FREQ=MONTHLY;INTERVAL=3"),
            (date(2026, 12, 30), Recurrence::Months(3), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
            (date(2026, 1, 31), Recurrence::Months(1), "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
            (date(2028, 2, 29), Recurrence::Years(1), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
            (date(2026, 12, 31), Recurrence::Years(2), "FREQ=YEARLY;INTERVAL=2"),
            (date(2026, 1, 31), Recurrence::Weeks, "FREQ=WEEKLY"),
        ] {
            assert_eq!(rule(first, every), expected);
        }
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_in_utc_where_the_second_is_meant() {
        let zone = clock::zone("Europe/Berlin").unwrap();
        let told = |at: &str| is_told_by_clock(&zone, at.parse().unwrap());
        assert!(told("2026-10-25T00:30:00Z") && !told("2026-10-25T01:30:00Z") && told("2026-10-25T02:30:00Z"));
        assert!(!is_told_by_clock(&clock::zone("UTC").unwrap(), Timestamp::UNIX_EPOCH));
    }
}
