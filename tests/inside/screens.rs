//! What fits a terminal of 80 columns and 24 lines.

use super::own_at;
use crate::text::sanitize::width;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/example");

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/matrix.yaml");

const AT: &str = "2026-11-24T02:22+01:00";

fn screen(command: &str, matrix: &str) -> String {
    screen_at(AT, command, matrix)
}

fn screen_at(at: &str, command: &str, matrix: &str) -> String {
    let options = ["--at", at, "--matrix", matrix, "--color", "never"];
    own_at(Some(80), &[&command.split(' ').collect::<Vec<_>>()[..], &options].concat())
}

/// Parts of the example that shouldn't break: the weekday, date and time of a turn, and telephone numbers.
fn is_broken(line: &str) -> bool {
    let last = line.trim_end().rsplit("  ").next().unwrap_or_default();
    let goes_on = |start: &str, whole: usize| last.find(start).is_some_and(|at| last.len() - at < whole);
    goes_on("+49 40", "+49 40 66969 109".len()) || goes_on("+1 617", "+1 617 555 0105".len())
}

#[test]
fn no_line_is_wider_and_no_number_breaks() {
    let commands = [
        "rota dba",
        "duties",
        "gaps",
        "find database",
        "show booking-db",
        "show dba",
        "list people",
        "who",
        "who lake",
    ];
    for command in commands {
        for line in screen(command, EXAMPLE).lines() {
            assert!(width(line) <= 80 && !is_broken(line), "{command}: {line}");
            assert!(!line.contains('┈'), "{command}: rules between rows: {line}");
        }
    }
    for command in ["duties", "gaps", "find database", "show postgresql", "list duties", "who", "who sqlite"] {
        assert!(screen(command, BUILT_IN).lines().all(|line| width(line) <= 80), "{command}");
    }
}

/// `list contacts` left out the addresses, and tables without room for a column of lines said no line at all.
#[test]
fn a_list_of_contacts_has_addresses_and_each_answer_a_line() {
    assert!(
        screen("list contacts", EXAMPLE)
            .lines()
            .any(|line| line.contains("platform/on-call  ") && line.contains("+49 40 66969 200"))
    );
    for command in ["list contacts", "duties", "find database", "who --topic backup", "who", "sla", "gaps", "rota dba"]
    {
        let is_line = |word: &str| {
            let line = word.trim_end_matches(',').rsplit_once(".yaml:");
            line.is_some_and(|(_, line)| line.parse::<u32>().is_ok())
        };
        let screen = screen(command, EXAMPLE);
        let mut answer = screen.lines().filter(|line| !line.starts_with('!'));
        let has_lines =
            |line: &str| line.split(' ').any(is_line) || line.starts_with("line ") || line.ends_with("  line");
        assert!(answer.any(has_lines), "{command}:\n{screen}");
    }
}

/// Areas of the example, each with its system.
const AREAS: [&str; 8] = [
    "booking checkout",
    "booking deployment",
    "booking-db replication",
    "booking-db backup",
    "booking-db schema",
    "warehouse loading",
    "lake reports",
    "lake backup",
];

/// `who booking` took 35 lines, `who booking-db` 50 and a path 30: the first line scrolled away.
#[test]
fn every_system_area_and_path_of_the_example_fits_24_lines() {
    let systems = ["freight", "booking", "booking-db", "warehouse", "lake"];
    let escalate =
        |of: &str| ["", " --since -5m", " --since -25m", " --since -70m"].map(|since| format!("escalate {of}{since}"));
    let who = systems.iter().chain(&AREAS).map(|of| format!("who {of}"));
    let paths = systems.iter().chain(&AREAS).flat_map(|of| escalate(of));
    let commands: Vec<String> = who.chain(paths).chain(["rota dba".to_owned()]).collect();
    for at in [AT, "2026-12-01T11:00+01:00", "2026-12-25T23:50+01:00"] {
        for command in &commands {
            let screen = screen_at(at, command, EXAMPLE);
            assert!(screen.lines().count() <= 24, "{command}, {at}: {} lines\n{screen}", screen.lines().count());
        }
    }
}

/// They became a record for each row, because they have eight columns or more.
#[test]
fn wide_tables_stay_tables() {
    let of_example = ["duties", "who", "gaps", "show booking-db", "who --party platform"];
    let of_example = of_example.iter().map(|command| (*command, EXAMPLE));
    for (command, matrix) in of_example.chain([("duties", BUILT_IN), ("who", BUILT_IN), ("gaps", BUILT_IN)]) {
        let screen = screen(command, matrix);
        assert!(screen.contains("\n────"), "{command}: {screen}");
        assert!(!screen.lines().any(|line| line.starts_with("primary:") || line.starts_with("task:")), "{screen}");
    }
}
