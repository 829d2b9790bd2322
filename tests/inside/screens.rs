//! What fits a terminal of 80 columns and 24 lines.

use super::own_at;
use crate::text::sanitize::width;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/example");

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/matrix.yaml");

const AT: &str = "2026-11-24T02:22+01:00";

fn screen(command: &str, matrix: &str) -> String {
    own_at(
        Some(80),
        &[&command.split(' ').collect::<Vec<_>>()[..], &["--at", AT, "--matrix", matrix, "--color", "never"]].concat(),
    )
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

#[test]
fn a_row_and_a_path_fit_24_lines() {
    for command in ["who booking-db backup", "escalate booking-db backup --since 02:10", "rota dba"] {
        let screen = screen(command, EXAMPLE);
        assert!(screen.lines().count() <= 24, "{screen}");
    }
}
