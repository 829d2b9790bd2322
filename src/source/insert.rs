//! Adds an entry to a mapping in a text, and changes nothing else.

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span as At, StructureStyle};

use super::same::same_but_for_entry;
use super::{SourceFile, Span};

/// An entry of a mapping: its key, and its own entries in one line.
pub(crate) struct NewEntry<'e> {
    pub(crate) key: &'e str,
    pub(crate) values: [(&'e str, String); 3],
}

impl NewEntry<'_> {
    /// The entry in flow style.
    pub(crate) fn text(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{}: {{ {} }}", self.key, values.join(", "))
    }
}

/// A text with an entry added to the mapping whose key is at a place, or with the values of the entry replaced at `old`.
/// `None` if that isn't possible without changing something else.
pub(crate) fn with_entry(
    file: &SourceFile,
    mapping: Span,
    entry: &NewEntry<'_>,
    old: Option<[Span; 3]>,
) -> Option<String> {
    let mut text = file.text.clone();
    if let Some(old) = old {
        let mut pieces: Vec<(Span, &String)> =
            old.into_iter().zip(entry.values.iter().map(|(_, value)| value)).collect();
        pieces.sort_unstable_by_key(|(span, _)| std::cmp::Reverse(*span));
        for (span, value) in pieces {
            let (from, to) = (file.offset(span.line, span.column), file.offset(span.line, span.end_column));
            let is_quoted = text.get(from..to)?.len() > 1 && text[from..to].starts_with(['"', '\'']);
            if is_quoted {
                text.replace_range(from + 1..to - 1, value.trim_matches('"'));
            } else {
                text.replace_range(from..to, value);
            }
        }
    } else {
        let (at, new) = addition(&text, file.offset(mapping.line, mapping.column), &entry.text())?;
        text.insert_str(at, &new);
    }
    same_but_for_entry(&file.text, &text, mapping, entry.key).then_some(text)
}

/// Where to add an entry to the mapping whose key is at an offset, and the text to add. The entry follows the first ones that
/// are in a line each: lists and mappings below them stay below it.
fn addition(text: &str, key: usize, entry: &str) -> Option<(usize, String)> {
    let mut events = Parser::new_from_str(text).map_while(Result::ok);
    events.find(|(event, at)| matches!(event, Event::Scalar(..)) && offset(*at) == Some(key))?;
    let Some((Event::MappingStart(style, ..), _)) = events.next() else { return None };
    let is_flow = style == StructureStyle::Flow;
    let (mut depth, mut first, mut end, mut is_block, mut is_key) = (1_usize, None, None, false, false);
    for (event, at) in events {
        match event {
            Event::MappingStart(style, ..) | Event::SequenceStart(style, ..) => {
                is_block |= style == StructureStyle::Block;
                depth += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => depth -= 1,
            Event::Scalar(_, style, ..) => is_block |= matches!(style, ScalarStyle::Literal | ScalarStyle::Folded),
            _ => {}
        }
        if depth == 0 || is_block && !is_flow && end.is_some() {
            break;
        }
        first = first.or(at.start.byte_offset());
        if depth == 1 {
            is_key = !is_key;
            if !is_key {
                end = at.end.byte_offset();
            }
        }
    }
    let (first, end) = (first?, text.get(..end?)?.trim_end().len());
    if is_flow {
        return Some((end, format!(", {entry}")));
    }
    let start = text[..first].rfind(['\n', '\r']).map_or(0, |before| before + 1);
    let line_end = text[end..].find(['\n', '\r']).map_or(text.len(), |length| end + length);
    let ending = ["\r\n", "\n", "\r"].into_iter().find(|ending| text.contains(ending)).unwrap_or("\n");
    Some((line_end, format!("{ending}{}{entry}", " ".repeat(first - start))))
}

fn offset(at: At) -> Option<usize> {
    at.start.byte_offset()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::source::{Sources, surveyed};

    fn added(areas: &str) -> Option<String> {
        let before = format!("version: 1\nsystems:\n  s:\n    name: S\n    areas:\n{areas}");
        let file = SourceFile::new("a", before.as_str());
        let place = surveyed(Sources(vec![file.clone()])).matrix.systems[0].areas[0].place;
        let entry = NewEntry { key: "reviewed", values: [("on", "o".into()), ("by", "b".into()), ("of", "f".into())] };
        let after = with_entry(&file, place, &entry, None)?;
        Some(after.strip_prefix(&before[..before.len() - areas.len()]).unwrap().to_owned())
    }

    #[test]
    fn an_entry_is_added_and_nothing_else_changes() {
        let new = "reviewed: { on: o, by: b, of: f }";
        for (before, after) in [
            ("      a: { name: A }\n", format!("      a: {{ name: A, {new} }}\n")),
            (
                "      a: {name: A, # x\n        note: b,}  # y\n",
                format!("      a: {{name: A, # x\n        note: b, {new},}}  # y\n"),
            ),
            ("      \"a\": {\"name\": \"A\"}", format!("      \"a\": {{\"name\": \"A\", {new}}}")),
            ("      a: *x\n      b: &x { name: A }\n", String::new()),
            ("      a:\n        name: A  # x\n", format!("      a:\n        name: A  # x\n        {new}\n")),
            ("      a:\r\n          name: A", format!("      a:\r\n          name: A\r\n          {new}")),
            (
                "      a:\n        # above\n        name: A\n        # below\n        primary:\n          - b\n      c: { name: C }\n",
                format!(
                    "      a:\n        # above\n        name: A\n        {new}\n        # below\n        primary:\n          - b\n      c: {{ name: C }}\n"
                ),
            ),
            (
                "      a:\n        note: |\n          # text\n\n        name: A\n",
                format!("      a:\n        note: |\n          # text\n        {new}\n\n        name: A\n"),
            ),
            ("      a: &x { name: A }\n      b: *x\n", String::new()),
        ] {
            assert_eq!(added(before).unwrap_or_default(), after, "{before}");
        }
    }
}
