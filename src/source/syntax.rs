//! Explains errors of the YAML parser to people who write a matrix.

use std::borrow::Cow;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::cause::cause;
use super::marker::{Places, count};
use super::text::{MARK, Position, Span};
use crate::diagnostic::{Finding, Rule};
use crate::limits::DEPTH;

const INDENTATION: &str = "check the indentation of this line and of those above it";
/// What to do about a key without a colon.
pub(super) const KEY: &str = "write `key: value`, or check the indentation of this line and of those above it";
const MISPLACED_MARK: &str = "a byte-order mark inside the file";
const DELETE: &str = "delete the invisible character here";
const QUOTE: &str = "quote the text";
const SEPARATOR: &str =
    "write a comma between entries, or quote a text that has brackets, commas, a `: ` or a ` #`, here or above";
const ITEM: Explained =
    (Cow::Borrowed("an item of a list among keys"), Some("remove the `- `, or check the indentation"));
const TRAILING: Explained =
    (Cow::Borrowed("this follows a complete value"), Some("delete it, or quote the whole text"));

/// A message, and help if the cause is likely.
type Explained = (Cow<'static, str>, Option<&'static str>);

/// The error at which parsing stops, or the mistake above it.
pub(super) fn syntax_fault(places: Places<'_>, error: &ScanError) -> Finding {
    cause(places, error).unwrap_or_else(|| stops_at(places, error))
}

/// The error at which parsing stops.
pub(super) fn stops_at(Places { file, text }: Places<'_>, error: &ScanError) -> Finding {
    let (marker, kind) = (error.marker(), error.kind());
    let before = marker.byte_offset().and_then(|offset| text.get(..offset)).unwrap_or_default();
    let begun = before.rfind(['\n', '\r']).map_or(before, |end| &before[end + 1..]).trim_end();
    // The parser notices a tab, and the dash of an item, only after it.
    let (back, (message, help)) = match kind {
        ErrorKind::TabInBlockIndentation if before.ends_with('\t') => (1, explain(kind)),
        ErrorKind::ExpectedBlockMappingKey if begun.trim_start() == "-" => (marker.col() + 1 - begun.len(), ITEM),
        ErrorKind::ExpectedBlockMappingKey if !begun.is_empty() => (0, TRAILING),
        _ => (0, explain(kind)),
    };
    let (line, column) = (count(marker.line()), count(marker.col() - back) + 1);
    Finding::at(Rule::Syntax, Span { file, line, column, end_column: column + 1 }, message).help_if(help)
}

fn explain(kind: &ErrorKind) -> Explained {
    let (message, help) = match kind {
        ErrorKind::RecursionLimitExceeded => return (too_deep().into(), None),
        ErrorKind::UnexpectedCharacter { character } if !character.is_ascii_graphic() => {
            let message = format!("YAML forbids the character U+{:04X}", u32::from(*character));
            return (message.into(), Some("delete it, or write it as an escape in double quotes"));
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (format!("a text can't start with `{character}`").into(), Some(QUOTE));
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            let help = "close it; if a text in it has a ` #`, quote the text: the rest would be a comment";
            return (format!("this `{open}` is never closed").into(), Some(help));
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            let help = "close the bracket that is open, or replace the one that closes it";
            return (format!("`{open}` is closed by `{close}`").into(), Some(help));
        }
        ErrorKind::MappingValueNotAllowed => {
            ("unexpected `:`", "quote a text that has a `: ` in it, or check the indentation")
        }
        ErrorKind::InvalidColonPlacement => ("unexpected `:`", "is a bracket above left open?"),
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabNotAllowed => {
            ("tabs aren't allowed here", "indent with spaces")
        }
        ErrorKind::FlowMappingValueAdjacentCollection | ErrorKind::InvalidMappingValueWhitespace => {
            ("a space is missing after this `:`", "write `key: value`")
        }
        ErrorKind::UnclosedQuotedScalar => ("this quote is never closed", "write the closing quote"),
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            ("text follows a closing quote", "write an apostrophe inside single quotes twice: ''")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("text follows a closing quote", "write a quote inside double quotes as \\\"")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            ("unknown escape in double quotes", "write a backslash as \\\\, or use single quotes")
        }
        ErrorKind::MisplacedFlowCollectionEnd => ("this bracket was never opened", "delete it, or quote the text"),
        ErrorKind::ExpectedFlowMappingSeparator => ("expected `,` or `}`", SEPARATOR),
        ErrorKind::ExpectedFlowSequenceSeparator => ("expected `,` or `]`", SEPARATOR),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => ("an entry is missing here", "check the brackets and commas"),
        ErrorKind::ExpectedBlockMappingKey => ("expected a key here, as in the lines above", INDENTATION),
        ErrorKind::ExpectedBlockSequenceEntry => ("expected `- ` here, as in the lines above", INDENTATION),
        ErrorKind::SimpleKeyExpected => ("expected a key with a `:` after it", KEY),
        ErrorKind::ExpectedDocumentStart => ("this doesn't belong to the lines above", INDENTATION),
        ErrorKind::InvalidIndentation => ("this isn't indented like the lines above", INDENTATION),
        ErrorKind::BomInsideDocument => (MISPLACED_MARK, DELETE),
        _ => return (kind.to_string().into(), None),
    };
    (message.into(), Some(help))
}

/// Reports byte-order marks at the beginning of a line. The parser skips some of them, and doesn't count them as columns.
pub(super) fn misplaced_marks(Places { file, text }: Places<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if !text.contains(MARK) {
        return found;
    }
    let (mut at, mut begins) = (Position::START, true);
    for character in text.chars() {
        begins |= at.column == 1;
        if begins && character == MARK {
            let span = Span { file, line: at.line, column: at.column, end_column: at.column + 1 };
            found.push(Finding::at(Rule::Syntax, span, MISPLACED_MARK).help(DELETE));
        }
        begins &= matches!(character, ' ' | '\t' | MARK);
        at.step(text.as_bytes());
    }
    found
}

pub(super) fn too_deep() -> String {
    format!("nested deeper than {DEPTH} levels")
}
