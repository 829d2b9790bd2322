//! Why there is no matrix, for a terminal: each finding with its place, the source line and a marker.

use std::error::Error;
use std::fmt::Write as _;

use super::snippet;
use crate::source::Report;
use crate::text::sanitize::shown;

/// Who asked something else needn't see more of what is wrong than this; `own check` shows all of it.
const MOST: usize = 100;

/// Every problem, sanitized.
pub(crate) fn report(report: &Report, color: bool) -> String {
    let mut out = String::new();
    match report {
        Report::Unlocatable(error) => line(&mut out, &error.to_string(), Error::source(error)),
        Report::Unreadable(error) => {
            for problem in &error.problems {
                line(&mut out, &problem.to_string(), problem.cause.as_ref().map(|cause| cause as _));
            }
        }
        Report::Findings(faults) => out = snippet::render(&faults.0.sorted(), &faults.1, MOST, color),
    }
    out
}

/// One line of what is wrong, then the cause.
fn line(out: &mut String, message: &str, cause: Option<&(dyn Error + 'static)>) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "own: {}", shown(message));
    if let Some(cause) = cause {
        let _ = writeln!(out, "  cause: {}", shown(&cause.to_string()));
    }
}
