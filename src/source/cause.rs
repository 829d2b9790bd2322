//! Finds the mistake above the place at which the YAML parser stops.

use serde_saphyr::granit_parser::{ErrorKind, Parser, ScanError};

use super::marker::{Places, count};
use super::syntax::{KEY, stops_at};
use super::text::{Position, Span, first_line};
use crate::diagnostic::{Finding, Rule};

/// Markers that git leaves at the beginning of lines.
const CONFLICT: [&str; 4] = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];

/// The mistake, if it is on another line or needs another explanation than the parser has.
pub(super) fn cause(places: Places<'_>, error: &ScanError) -> Option<Finding> {
    let text = places.text;
    let stop = error.marker().byte_offset().filter(|stop| text.is_char_boundary(*stop))?;
    let above = &text[..text[..stop].rfind(['\n', '\r']).map_or(0, |end| end + 1)];
    let line = first_line(&text[above.len()..]);
    conflict(places)
        .or_else(|| odd_space(places, above, line))
        .or_else(|| open_bracket(places, above, line))
        .or_else(|| key_without_colon(places, above, &text[above.len()..stop], error.kind()))
}

fn conflict(places: Places<'_>) -> Option<Finding> {
    let mut lines = places.text.split_inclusive(['\n', '\r']).map(first_line);
    let marker = lines.find(|line| CONFLICT.iter().any(|marker| line.starts_with(marker)))?;
    let help = "keep the lines that hold, and delete the markers, such as this one";
    Some(finding(places, marker, "a merge conflict isn't resolved").help(help))
}

/// A space that only looks like one, where YAML wants one: before a key, or after its colon.
fn odd_space(places: Places<'_>, above: &str, line: &str) -> Option<Finding> {
    let odd = |line: &str| {
        let is_odd = |(at, c): &(usize, char)| {
            let before = line[..*at].trim_end();
            c.is_whitespace() && !c.is_ascii() && (before.is_empty() || before.ends_with([':', '-']))
        };
        line.char_indices().find(is_odd)
    };
    let mut lines = std::iter::once(line).chain(lines_up(above).take(1));
    let (line, (at, c)) = lines.find_map(|line| Some((line, odd(line)?)))?;
    let message = format!("this space is the character U+{:04X}, which YAML takes for a letter", u32::from(c));
    Some(finding(places, &line[at..at + c.len_utf8()], message).help("write a plain space"))
}

/// The bracket that is open where a line begins that can't belong to it, since it isn't indented further. Around a whole file
/// it needs no indentation.
fn open_bracket(places: Places<'_>, above: &str, line: &str) -> Option<Finding> {
    let error = Parser::new_from_str(above).find_map(Result::err)?;
    let (ErrorKind::UnclosedFlowCollection { .. }, Some(open)) = (error.kind(), error.marker().byte_offset()) else {
        return None;
    };
    let begun = above[..open].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let mut lines = above[begun..].split(['\n', '\r']).chain([line]).filter(|line| !is_silent(line));
    let around = lines.next().filter(|_| open > begun).map(indentation)?;
    lines
        .any(|line| indentation(line) <= around && !line.trim_start().starts_with([']', '}']))
        .then(|| stops_at(places, &error))
}

/// The key without a colon that a key on a line below was taken to continue.
fn key_without_colon(places: Places<'_>, above: &str, before: &str, kind: &ErrorKind) -> Option<Finding> {
    let is_text =
        |text: &&str| !text.contains(": ") && !text.trim_end().ends_with(':') && !text.trim_start().starts_with("- ");
    let is_key = matches!(kind, ErrorKind::MappingValueNotAllowed | ErrorKind::ExpectedBlockMappingKey);
    if !is_key || !is_text(&before) {
        return None;
    }
    let mut lines = lines_up(above).peekable();
    let mut key = None;
    while let Some(line) = lines.next_if(is_text) {
        key = Some(line);
    }
    let key = key?;
    let continues = |line: &&str| line.contains(": ") && indentation(line) < indentation(key);
    if lines.peek().is_some_and(continues) {
        return None;
    }
    let key = key.trim();
    let help = if key.contains(':') { "write a space after the `:`" } else { KEY };
    Some(finding(places, key, "expected a key with a `:` after it").help(help))
}

/// The lines that say something, the last one first.
fn lines_up(text: &str) -> impl Iterator<Item = &str> {
    text.rsplit(['\n', '\r']).filter(|line| !is_silent(line))
}

fn is_silent(line: &str) -> bool {
    line.trim().is_empty() || line.trim().starts_with('#')
}

fn indentation(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// A finding about a part of the text on one line.
fn finding(places: Places<'_>, part: &str, message: impl Into<String>) -> Finding {
    let mut at = Position::START;
    let offset = part.as_ptr().addr() - places.text.as_ptr().addr();
    while at.offset < offset {
        at.step(places.text.as_bytes());
    }
    let end_column = at.column + count(part.chars().count());
    Finding::at(Rule::Syntax, Span { file: places.file, line: at.line, column: at.column, end_column }, message)
}
