//! Why a command ended without an answer.

use std::io;

use serde::Serialize;

use crate::Exit;
use crate::query::{SCHEMA, Unanswered};
use crate::render::report::Diagnostic;

/// Why a command ended without an answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The matrix can't be read or isn't valid: the complete report, sanitized, and its findings.
    Matrix(String, Vec<Diagnostic>),
    /// The question has no answer.
    Unanswered(Unanswered),
    /// Writing the answer failed.
    Output(anyhow::Error),
}

impl Failure {
    /// Wrong usage, in one line.
    pub(super) fn misuse(message: impl Into<String>) -> Self {
        Self::Unanswered(Unanswered::misuse(message, Vec::new()))
    }
}

impl From<Unanswered> for Failure {
    fn from(unanswered: Unanswered) -> Self {
        Self::Unanswered(unanswered)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error.into())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Output(error)
    }
}

/// A failure as JSON.
#[derive(Serialize)]
pub(super) struct Refusal<'r> {
    schema: u32,
    error: Reason<'r>,
}

#[derive(Serialize)]
struct Reason<'r> {
    exit: u8,
    message: &'r str,
    hints: &'r [&'r str],
    /// What is wrong with the matrix, one by one.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'r [Diagnostic],
}

impl<'r> Refusal<'r> {
    pub(super) fn new(exit: Exit, message: &'r str, hints: &'r [&'r str]) -> Self {
        Self { schema: SCHEMA, error: Reason { exit: exit as u8, message, hints, errors: &[] } }
    }

    /// Of a matrix that isn't valid.
    pub(super) fn of_matrix(message: &'r str, errors: &'r [Diagnostic]) -> Self {
        let reason = Reason { exit: Exit::BadMatrix as u8, message, hints: &[], errors };
        Self { schema: SCHEMA, error: reason }
    }
}
