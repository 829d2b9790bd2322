//! Why a command ended without an answer.

use std::io;

use crate::query::Unanswered;
use crate::render::field::FieldError;

/// Why a command ended without an answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Wrong usage, in one line.
    Usage(String),
    /// The matrix can't be read or isn't valid: the complete report, sanitized.
    Matrix(String),
    /// The question has no answer.
    Unanswered(Unanswered),
    /// Writing the answer failed.
    Output(anyhow::Error),
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

impl Failure {
    /// A field that can't be printed.
    pub(super) fn of_field(path: &str, error: &FieldError) -> Self {
        match error {
            FieldError::Unknown { field, known, nearest } => {
                let nearest = nearest.as_ref().map(|near| format!(" did you mean `{near}`?")).unwrap_or_default();
                Self::Usage(format!("there is no field `{field}`:{nearest} fields are {}", known.join(", ")))
            }
            FieldError::NotAValue { fields } => {
                Self::Usage(format!("`{path}` has fields of its own: {}", fields.join(", ")))
            }
            FieldError::Nothing { known } => {
                let hints = if known.is_empty() { Vec::new() } else { vec![format!("there is: {}", known.join(", "))] };
                Unanswered::nobody(format!("the matrix doesn't say `{path}` for this"), hints).into()
            }
            FieldError::Ambiguous { candidates } => {
                Unanswered::nothing(format!("`{path}` fits several; say which"), candidates.clone()).into()
            }
        }
    }
}
