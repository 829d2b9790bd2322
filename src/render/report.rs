//! Why there is no matrix, for a terminal: each finding with its place, the source line and a marker.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use super::{Screen, snippet};
use crate::diagnostic::Finding;
use crate::limits::FINDINGS_ELSEWHERE;
use crate::source::Report;
use crate::text::sanitize::{shown, without_commands};

/// Every problem, sanitized.
pub(crate) fn report(report: &Report, screen: &Screen) -> String {
    let mut out = String::new();
    match report {
        Report::Unlocatable(error) => line(&mut out, &error.message, error.cause.as_ref()),
        Report::Unreadable(problems) => {
            for problem in problems {
                line(&mut out, &problem.to_string(), problem.cause.as_ref());
            }
        }
        Report::Findings(faults) => out = snippet::render(&faults.0.sorted(), &faults.1, FINDINGS_ELSEWHERE, screen),
    }
    without_commands(out)
}

/// A finding, for programs.
#[derive(Debug, Serialize)]
pub(crate) struct Diagnostic {
    code: &'static str,
    message: String,
    /// The file; `null` where it is the matrix as a whole that is wrong.
    file: Option<String>,
    /// Line, from 1; `null` where it is the file as a whole.
    line: Option<u32>,
    /// Column in characters, from 1.
    column: Option<u32>,
    /// What to do; `null` if that isn't known.
    help: Option<String>,
}

/// The findings of a matrix that isn't valid; none if there is no matrix.
pub(crate) fn diagnostics(report: &Report) -> Vec<Diagnostic> {
    let Report::Findings(faults) = report else { return Vec::new() };
    let diagnostic = |finding: &Finding| Diagnostic {
        code: finding.rule.code,
        message: finding.message.clone(),
        file: finding.place().0.and_then(|file| Some(faults.1.file(file)?.name.clone())),
        line: finding.span.map(|span| span.line),
        column: finding.span.map(|span| span.column),
        help: finding.help.clone(),
    };
    faults.0.sorted().iter().map(|finding| diagnostic(finding)).collect()
}

/// One line of what is wrong, then the cause.
fn line(out: &mut String, message: &str, cause: Option<&io::Error>) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "own: {}", shown(message));
    if let Some(cause) = cause {
        let _ = writeln!(out, "  cause: {}", shown(&cause.to_string()));
    }
}
