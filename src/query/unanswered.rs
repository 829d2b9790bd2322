//! Questions that have no answer, and why.

use crate::limits::ROWS;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Nothing fits, or several things do: exit 1.
    NothingFits,
    /// The row exists, and the matrix names nobody for what was asked: exit 4.
    NamesNobody,
    /// The question can't be asked of this thing, whatever the matrix says: exit 2.
    WrongUse,
}

/// A question without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unanswered {
    /// Why.
    pub why: Why,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do instead: candidates, nearest names, what there is. One a line.
    pub hints: Vec<String>,
}

impl Unanswered {
    /// Adds a hint unless there is one already, such as the nearest name.
    pub(crate) fn or_hint(mut self, hint: impl FnOnce() -> String) -> Self {
        if self.hints.is_empty() {
            self.hints.push(hint());
        }
        self
    }

    /// Nothing fits, or too much.
    pub(crate) fn nothing(message: impl Into<String>, hints: Vec<String>) -> Self {
        Self { why: Why::NothingFits, message: message.into(), hints }
    }

    /// The question makes no sense of what it asks about, or as it was put.
    pub(crate) fn misuse(message: impl Into<String>, hints: Vec<String>) -> Self {
        Self { why: Why::WrongUse, message: message.into(), hints }
    }

    /// Refuses an answer of more rows than anybody reads.
    pub(crate) fn limit_rows(count: usize) -> Result<(), Self> {
        let message = || format!("the answer has more than {ROWS} rows: ask about less");
        if count > ROWS { Err(Self::misuse(message(), Vec::new())) } else { Ok(()) }
    }

    /// The matrix names nobody.
    pub(crate) fn nobody(message: impl Into<String>, hints: Vec<String>) -> Self {
        Self { why: Why::NamesNobody, message: message.into(), hints }
    }
}
