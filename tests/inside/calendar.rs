//! The calendar of `own generate ics`, as others read it: Python's `icalendar` and `recurring-ical-events`.
//!
//! They are looked for where `.ci/run` puts them, and then in the machine's own Python. Where they aren't, the tests are
//! skipped by name; with `OWN_TEST_REQUIRE_ALL=1` that is a failure.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use serde::Deserialize;

use super::own;
use super::programs::is_there;
use crate::matrix::{Cadence, Interval, Matrix};
use crate::query::things::{Key, things};

/// A Python that has the readers.
fn python() -> Option<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join(target).join("tmp/calendar/bin/python");
    let has_readers = |python: &PathBuf| {
        let asked = Command::new(python).args(["-c", "import icalendar, recurring_ical_events"]).output();
        asked.is_ok_and(|output| output.status.success())
    };
    let found = [installed, PathBuf::from("python3")].into_iter().find(has_readers);
    is_there("Python with icalendar and recurring-ical-events", found.is_some());
    found
}

/// What others read in a calendar.
#[derive(Deserialize)]
struct Read {
    faults: Vec<String>,
    components: Vec<String>,
    method: String,
    names: Vec<String>,
    events: Vec<Event>,
    /// Id and day of all that is all day.
    days: Vec<(String, String)>,
    /// Id, start and end of all else that begins on the days that are asked about.
    stretches: Vec<(String, String, String)>,
    /// The same of every day.
    written: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
struct Event {
    uid: String,
    summary: String,
    description: String,
    properties: Vec<String>,
}

/// What `own` writes.
fn written(matrix: &str, arguments: &[&str]) -> String {
    let matrix = Path::new(env!("CARGO_MANIFEST_DIR")).join(matrix);
    own(&[&["--matrix", matrix.to_str().unwrap(), "generate", "ics"], arguments].concat())
}

/// The end of every id in a calendar.
fn domain(calendar: &str) -> String {
    let id = calendar.split("UID:").nth(1).unwrap().replace("\r\n ", "");
    let (_, domain) = id.lines().next().unwrap().split_once('@').unwrap();
    format!("@{domain}")
}

/// What others read in it, on some days; and what holds of every calendar.
fn read(python: &Path, text: &str, first: Date, days: u32) -> Read {
    assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.ics");
    fs::write(&file, text).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calendar/read.py");
    let mut reader = Command::new(python);
    // No zones but those that are installed beside the readers.
    reader.env("PYTHONTZPATH", "").arg(script).arg(file).args([first.to_string(), days.to_string()]);
    let output = reader.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = String::from_utf8(output.stdout).unwrap().replace(&domain(text), "@own");
    let read: Read = serde_json::from_str(&read).unwrap();
    assert_eq!(read.faults, [""; 0]);
    assert_eq!(read.method, "PUBLISH");
    let ids: BTreeSet<&str> = read.events.iter().map(|event| event.uid.as_str()).collect();
    assert_eq!(ids.len(), read.events.len(), "an id is given twice");
    let plain = |id: &&str| id.ends_with("@own") && id.bytes().all(|byte| byte.is_ascii_graphic());
    assert_eq!(ids.iter().find(|id| !plain(id)), None);
    read
}

fn loaded(path: &str) -> Matrix {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let files: Vec<PathBuf> = if path.is_dir() {
        let entries = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|is| is == "yaml")).collect()
    } else {
        vec![path]
    };
    let texts = files.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()));
    crate::source::from_texts(texts).unwrap()
}

const DAYS: u32 = 731;

/// What two more programs read.
#[derive(Deserialize)]
struct Others {
    days: BTreeSet<(String, String)>,
    stretches: BTreeSet<(String, String, String)>,
}

/// Whether Node.js and the programs of `tests/calendar/package.json` are there.
fn has_others() -> bool {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calendar/node_modules");
    let is_installed = ["ical.js", "node-ical"].iter().all(|name| modules.join(name).is_dir());
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    is_there("Node.js with ical.js and node-ical", is_installed && has_node);
    is_installed && has_node
}

/// Some days, one after the other.
fn days(first: Date) -> impl Iterator<Item = Date> {
    (0..i64::from(DAYS)).map(move |day| first.checked_add(day.days()).unwrap())
}

/// Whether a duty stands on a day, by its cadence.
fn stands_on(every: Cadence, day: Date) -> bool {
    let first_of = |months: &[i8]| day.day() == 1 && months.contains(&day.month());
    match every {
        Cadence::Daily => true,
        Cadence::Weekly => day.weekday() == Weekday::Monday,
        Cadence::Monthly => day.day() == 1,
        Cadence::Quarterly => first_of(&[1, 4, 7, 10]),
        Cadence::SemiAnnual => first_of(&[1, 7]),
        Cadence::Annual => first_of(&[1]),
        Cadence::Biennial => first_of(&[1]) && day.year() % 2 == 0,
        _ => false,
    }
}

/// The days of duties, by looking at each day by itself.
fn days_of_duties(matrix: &Matrix, first: Date) -> BTreeSet<(String, String)> {
    let mut expected = BTreeSet::new();
    for thing in things(matrix) {
        let Key::Duty(system, index) = thing.key else { continue };
        let duties = system.map_or(&matrix.duties, |system| &matrix.system(system).duties);
        let Some(every) = duties[index].every else { continue };
        let standing = days(first).filter(|day| stands_on(every.value, *day));
        expected.extend(standing.map(|day| (format!("duty/{}@own", thing.id), day.to_string())));
    }
    expected
}

/// The days of a review, so many months apart, on the last day of a month that lacks the day.
fn days_of_review(due: Date, months: i32, first: Date) -> BTreeSet<(String, String)> {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let is = |day: &Date| {
        *day >= due && (number(*day) - number(due)) % months == 0 && day.day() == due.day().min(day.days_in_month())
    };
    let id = |day: &Date| {
        if due.day() > 28 { format!("review/document/{day}@own") } else { "review/document@own".to_owned() }
    };
    days(first).filter(is).map(|day| (id(&day), day.to_string())).collect()
}

/// The shifts that have a part in those days, as `own rota` has them.
fn shifts(matrix: &Matrix, first: Date) -> BTreeSet<(String, String, String)> {
    let mut expected = BTreeSet::new();
    for rota in &matrix.rotas {
        let calendar = matrix.calendar(rota.calendar);
        let midnight = |day: Date| calendar.zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap();
        let last = first.checked_add(i64::from(DAYS).days()).unwrap();
        for shift in matrix.whole_shifts(rota, Interval::new(midnight(first), midnight(last)).unwrap()) {
            let [from, until] = [shift.when.from, shift.when.until].map(|at| at.to_string());
            let id = format!("shift/{}/{}@own", rota.id, from.to_lowercase().replace(['-', ':'], ""));
            expected.insert((id, from, until));
        }
    }
    expected
}

/// Holds a matrix's calendar against what `own` computes of the same two years.
fn check(python: &Path, path: &str, first: Date, review: (Date, i32)) {
    let matrix = loaded(path);
    let from = first.to_string();
    let text = written(path, &["--from", &from, "--days", &DAYS.to_string(), "--at", &from]);
    let read = read(python, &text, first, DAYS);
    let mut expected = days_of_duties(&matrix, first);
    expected.extend(days_of_review(review.0, review.1, first));
    let meetings = |(id, _): &(String, String)| !id.starts_with("meets/");
    let found: Vec<(String, String)> = read.days.into_iter().filter(meetings).collect();
    assert_eq!(found.len(), expected.len(), "{path}: a day is there twice, or missing");
    assert_eq!(BTreeSet::from_iter(found), expected, "{path}");
    let written = BTreeSet::from_iter(read.written);
    assert_eq!(written, shifts(&matrix, first), "{path}");
    let begun = BTreeSet::from_iter(read.stretches);
    assert_eq!(begun.difference(&written).next(), None, "{path}");
    let begun_before = written.difference(&begun).filter(|(_, start, _)| *start >= from);
    assert!(begun_before.count() <= matrix.rotas.len(), "{path}: only the first of each rota may begin before");
}

#[test]
fn two_years_of_a_calendar_are_those_that_own_computes() {
    let Some(python) = python() else { return };
    check(&python, "data/matrix.yaml", date(2025, 11, 1), (date(2025, 12, 18), 3));
    check(&python, "data/example", date(2026, 11, 24), (date(2026, 12, 30), 3));
    check(&python, "data/example", date(2027, 3, 28), (date(2026, 12, 30), 3));
}

#[test]
fn odd_changes_of_clock_are_read_as_they_are_meant() {
    let Some(python) = python() else { return };
    // With the day that Apia lost; and with the years to come.
    check(&python, "tests/calendar/zones.yaml", date(2011, 6, 15), (date(2012, 2, 29), 1));
    check(&python, "tests/calendar/zones.yaml", date(2026, 1, 1), (date(2012, 2, 29), 1));
}

#[test]
fn a_calendar_that_is_fetched_again_has_the_same_events() {
    let Some(python) = python() else { return };
    for path in ["data/example", "tests/calendar/zones.yaml"] {
        let first = date(2026, 10, 1);
        let of = |arguments: &[&str], from: Date| read(&python, &written(path, arguments), from, 300);
        let early = of(&["--from", "2026-10-01", "--days", "300", "--at", "2026-09-30"], first);
        for later in [date(2026, 10, 25), date(2026, 11, 1), date(2026, 12, 26), date(2027, 1, 1)] {
            let from = later.to_string();
            let again = of(&["--from", &from, "--days", "90", "--at", &from], later);
            // What is there again is the same, and what had a part in that time is there again.
            let known: BTreeSet<_> = early.written.iter().collect();
            let found: BTreeSet<_> = again.written.iter().collect();
            assert_eq!(found.difference(&known).next(), None, "{path} from {from}");
            let end = later.checked_add(89.days()).unwrap().to_string();
            let day_after = later.tomorrow().unwrap().to_string();
            let in_both = known.iter().filter(|(_, start, until)| *until > day_after && *start < end);
            assert_eq!(in_both.clone().find(|shift| !found.contains(**shift)), None, "{path} from {from}");
            assert!(in_both.count() > 10);
            let of_days = |days: &[(String, String)]| {
                days.iter().filter(|(_, day)| *day >= from && *day < end).cloned().collect::<BTreeSet<_>>()
            };
            assert_eq!(of_days(&again.days), of_days(&early.days), "{path} from {from}");
        }
    }
}

#[test]
fn three_programs_read_the_same_instants_in_two_years() {
    let (Some(python), true) = (python(), has_others()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.ics");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calendar/read.mjs");
    for path in ["data/example", "tests/calendar/zones.yaml"] {
        let first = date(2026, 1, 1);
        let text = written(path, &["--from", "2026-01-01", "--days", &DAYS.to_string(), "--at", "2026-01-01"]);
        let of_python = read(&python, &text, first, DAYS);
        let begun = |(_, start, _): &(String, String, String)| *start >= first.to_string();
        let stretches: BTreeSet<_> = of_python.stretches.into_iter().filter(begun).collect();
        fs::write(&file, &text).unwrap();
        // The reader sees days as those of its own zone.
        let mut node = Command::new("node");
        let output = node.env("TZ", "UTC").arg(&script).arg(&file).args([first.to_string(), DAYS.to_string()]).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let output = String::from_utf8(output.stdout).unwrap().replace(&domain(&text), "@own");
        let others: BTreeMap<String, Others> = serde_json::from_str(&output).unwrap();
        assert_eq!(others.len(), 2);
        for (program, Others { days, stretches: of_program }) in others {
            assert_eq!(days, BTreeSet::from_iter(of_python.days.clone()), "{program}: days of {path}");
            assert_eq!(of_program, stretches, "{program}: turns of {path}");
        }
    }
}

#[test]
fn a_calendar_for_everybody_has_no_addresses() {
    let with = written("data/example", &["--party", "jonas", "--at", "2026-11-24"]);
    let without = written("data/example", &["--party", "jonas", "--at", "2026-11-24", "--no-contacts"]);
    assert!(with.contains("mobile") && with.contains("+49"));
    assert!(!without.contains("mobile") && !without.contains("+49") && !without.contains("@nordlicht"));
    assert_eq!(with.matches("BEGIN:VEVENT").count(), without.matches("BEGIN:VEVENT").count());
}

/// Whether an event is somebody's.
type Belongs<'b> = &'b dyn Fn(&Event) -> bool;

#[test]
fn somebody_has_the_events_that_everybody_sees_of_them() {
    let Some(python) = python() else { return };
    let first = date(2026, 11, 24);
    let of = |arguments: &[&str]| {
        let arguments = [&["--from", "2026-11-24", "--days", "60", "--at", "2026-11-24"], arguments].concat();
        read(&python, &written("data/example", &arguments), first, 60)
    };
    let all = of(&[]);
    let duty_of = |event: &Event, name: &str| !event.uid.starts_with("shift/") && event.description.contains(name);
    let of_system = |event: &Event, id: &str| event.uid.starts_with(&format!("duty/{id}/"));
    let of_database = |event: &Event| event.uid.starts_with("shift/database/");
    let cases: [(&[&str], &str, Belongs<'_>); 4] = [
        // He is a member of the team.
        (&["--party", "jonas"], "Jonas Reimers", &|event| {
            event.summary.starts_with("Jonas Reimers on call") || duty_of(event, "Database Team")
        }),
        (&["--party", "dba"], "Database Team", &|event| of_database(event) || duty_of(event, "Database Team")),
        (&["--system", "booking-db", "--party", "database"], "Database Team · Booking Database", &|event| {
            of_database(event) || of_system(event, "booking-db")
        }),
        (&["--system", "lake"], "Data Lake", &|event| of_database(event) || of_system(event, "lake")),
    ];
    for (arguments, name, belongs) in cases {
        let some = of(arguments);
        assert_eq!(some.names, [name, name]);
        let told = |event: &Event| (event.uid.clone(), event.summary.clone(), event.description.clone());
        let expected: BTreeSet<_> = all.events.iter().filter(|event| belongs(event)).map(told).collect();
        assert!(!expected.is_empty());
        assert_eq!(some.events.iter().map(told).collect::<BTreeSet<_>>(), expected, "{name}");
    }
}

#[test]
fn no_text_of_a_matrix_is_taken_for_anything_else() {
    let Some(python) = python() else { return };
    let first = date(2026, 1, 1);
    let text = written("tests/calendar/hostile.yaml", &["--at", "2026-01-01", "--days", "21"]);
    assert!(text.bytes().all(|byte| !byte.is_ascii_control() || matches!(byte, b'\r' | b'\n')));
    let read = read(&python, &text, first, 21);
    assert_eq!(read.components, ["VCALENDAR", "VEVENT"]);
    assert_eq!(read.names[0], r"Title METHOD:CANCEL X-WR-CALNAME:other\;\,\\n");
    // Six duties, five shifts, and the review on the last day of each month.
    assert_eq!(read.events.iter().filter(|event| !event.uid.starts_with("review/")).count(), 11);
    let known = [
        "CATEGORIES",
        "DESCRIPTION",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "LAST-MODIFIED",
        "RRULE",
        "SEQUENCE",
        "SUMMARY",
        "TRANSP",
        "UID",
    ];
    for event in &read.events {
        assert!(event.properties.iter().all(|property| known.contains(&property.as_str())), "{:?}", event.properties);
        assert_ne!(event.summary, "forged");
        // A name with line breaks is one line.
        assert!(event.description.lines().all(|line| !line.starts_with("SUMMARY:")));
        assert!(!event.description.contains(['\r', '\u{1b}', '\u{2028}']));
    }
    let shift = read.events.iter().find(|event| event.uid.starts_with("shift/")).unwrap();
    let told = r#""P";X=Y:z,\N \u{202e}\u{0}\u{1b}]0;owned\u{7} on call for Team END:VEVENT"#;
    assert!(shift.summary.starts_with(told), "{}", shift.summary);
    assert!(shift.description.ends_with("chat: #x\\rORGANIZER:x"), "{}", shift.description);
}
