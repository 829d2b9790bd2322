//! Converts the parser's markers to spans, as a reader of the text sees them.

use serde_saphyr::granit_parser as granit;

use super::text::{Span, first_line};

/// The places of one text.
#[derive(Clone, Copy)]
pub(super) struct Places<'t> {
    pub(super) file: u32,
    pub(super) text: &'t str,
}

impl Places<'_> {
    /// The parser counts lines from 1 and columns from 0, in characters.
    pub(super) fn span(self, at: granit::Span) -> Span {
        let (line, column) = (count(at.start.line()), count(at.start.col()) + 1);
        let end_column = if at.end.line() == at.start.line() {
            count(at.end.col()) + 1
        } else {
            let rest = at.start.byte_offset().and_then(|offset| self.text.get(offset..)).unwrap_or_default();
            column + count(first_line(rest).trim_end().chars().count())
        };
        Span { file: self.file, line, column, end_column: end_column.max(column + 1) }
    }

    /// The first dash of a list with the same indentation as the keys of its mapping. For the parser, such a list begins after
    /// that dash.
    pub(super) fn dash(self, at: granit::Span, mapping: Span) -> Option<Span> {
        let before = self.text.get(..at.start.byte_offset()?)?;
        let line = before.rfind(['\n', '\r']).map_or(before, |end| &before[end + 1..]);
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        if count(indent) + 1 != mapping.column || line.as_bytes().get(indent) != Some(&b'-') {
            return None;
        }
        Some(Span { line: count(at.start.line()), end_column: mapping.column + 1, ..mapping })
    }
}

/// A number of a span. No file is too large for it (see `read`).
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX - 2)
}
