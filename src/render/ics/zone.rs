//! Time zones in iCalendar: each change of the clock that the events need, so that no reader has to know the zone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::{is_told_by_clock, time};
use crate::matrix::Interval;
use crate::query::agenda::{Entry, When};
use crate::render::ics::lines::Lines;

/// The time zones of events, by name.
pub(super) fn zones(out: &mut Lines, entries: &[Entry]) {
    for (id, (zone, needed)) in needed(entries) {
        out.put("BEGIN", "VTIMEZONE");
        out.put("TZID", id);
        observances(out, zone, needed);
        out.put("END", "VTIMEZONE");
    }
}

/// Each zone with the stretch for which it is needed.
fn needed(entries: &[Entry]) -> BTreeMap<&str, (&TimeZone, Interval)> {
    let mut zones: BTreeMap<&str, (&TimeZone, Interval)> = BTreeMap::new();
    for entry in entries {
        let When::Stretch { when, zone } = &entry.when else { continue };
        let told = is_told_by_clock(zone, when.from) && is_told_by_clock(zone, when.until);
        let Some(id) = zone.iana_name().filter(|_| told) else { continue };
        let (_, needed) = zones.entry(id).or_insert((zone, *when));
        needed.from = needed.from.min(when.from);
        needed.until = needed.until.max(when.until);
    }
    zones
}

/// The offset that holds at first, then each change of the clock.
fn observances(out: &mut Lines, zone: &TimeZone, needed: Interval) {
    // A change at the very start counts, and one before 1970 says less than it costs: offsets had seconds then, which
    // hardly any reader knows.
    let second = SignedDuration::from_secs(1);
    let before = zone.preceding(needed.from.saturating_add(second).unwrap_or(needed.from)).next();
    let change = before.map(|change| change.timestamp()).filter(|change| *change >= Timestamp::UNIX_EPOCH);
    let first = zone.to_offset_info(needed.from);
    let offset_before = |at: Timestamp| zone.to_offset(at.saturating_sub(second).unwrap_or(at));
    let begins = change.unwrap_or(needed.from.min(Timestamp::UNIX_EPOCH));
    let before = change.map_or(first.offset(), offset_before);
    observance(out, begins, before, first.offset(), first.dst(), first.abbreviation());
    let mut last = first.offset();
    for change in zone.following(needed.from).take_while(|change| change.timestamp() <= needed.until) {
        observance(out, change.timestamp(), last, change.offset(), change.dst(), change.abbreviation());
        last = change.offset();
    }
}

/// A change of the clock, at the time that the clock showed before it.
fn observance(out: &mut Lines, at: Timestamp, before: Offset, after: Offset, dst: Dst, name: &str) {
    let kind = if dst.is_dst() { "DAYLIGHT" } else { "STANDARD" };
    out.put("BEGIN", kind);
    out.put("DTSTART", &time(before.to_datetime(at)));
    out.put("TZOFFSETFROM", &offset(before));
    out.put("TZOFFSETTO", &offset(after));
    out.text("TZNAME", name);
    out.put("END", kind);
}

/// `+0130`, with seconds where there are some.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds().unsigned_abs();
    let sign = if offset.is_negative() { '-' } else { '+' };
    let mut text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if !seconds.is_multiple_of(60) {
        // Writing to a string can't fail.
        let _ = write!(text, "{:02}", seconds % 60);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::clock;

    fn written(zone: &str, from: &str, until: &str) -> String {
        let mut out = Lines::default();
        let needed = Interval::new(from.parse().unwrap(), until.parse().unwrap()).unwrap();
        observances(&mut out, &clock::zone(zone).unwrap(), needed);
        let lines = out.into_text();
        let told = lines.lines().filter(|line| line.starts_with("DTSTART") || line.starts_with("TZ"));
        told.filter_map(|line| line.split_once(':')).map(|(_, value)| value).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_zone_has_the_changes_that_are_needed_and_no_more() {
        let year = ("2026-03-29T01:00:00Z", "2026-10-25T00:59:59Z");
        assert_eq!(written("Europe/Berlin", year.0, year.1), "20260329T020000 +0100 +0200 CEST");
        assert_eq!(
            written("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-10-25T01:00:00Z"),
            "20251026T030000 +0200 +0100 CET 20260329T020000 +0100 +0200 CEST 20261025T030000 +0200 +0100 CET"
        );
        assert_eq!(written("Asia/Kolkata", year.0, year.1), "19700101T053000 +0530 +0530 IST");
    }

    #[test]
    fn an_offset_has_seconds_only_where_it_needs_them() {
        assert_eq!(offset(Offset::from_seconds(-12_600).unwrap()), "-0330");
        assert_eq!(offset(Offset::from_seconds(3_208).unwrap()), "+005328");
    }
}
