//! Why a command ended without an answer.

use std::io;

use serde::Serialize;

use crate::Exit;
use crate::query::{SCHEMA, Unanswered};

/// Why a command ended without an answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The matrix can't be read or isn't valid: the complete report, sanitized.
    Matrix(String),
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
    hints: &'r [String],
}

impl<'r> Refusal<'r> {
    pub(super) fn new(exit: Exit, message: &'r str, hints: &'r [String]) -> Self {
        Self { schema: SCHEMA, error: Reason { exit: exit as u8, message, hints } }
    }
}
