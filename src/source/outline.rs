//! Where the systems of a text begin and end, found without parsing it.
//!
//! Most commits change a few systems of many. Whoever knows which ones can leave the others out, and parse little.

use std::collections::HashSet;
use std::ops::Range;

/// A text, and the systems in it that can be left out. If there is any doubt about the text, that is none.
pub(super) struct Outline {
    pub(super) text: String,
    entries: Vec<Entry>,
}

/// A system in a text.
#[derive(Clone)]
struct Entry {
    id: Range<usize>,
    /// All of its lines.
    lines: Range<usize>,
}

impl Outline {
    pub(super) fn new(text: String) -> Self {
        let entries = entries(&text).unwrap_or_default();
        Self { text, entries }
    }

    /// The same for a text that is like another one but for lines of one system: only these are searched.
    pub(super) fn like(&self, text: String) -> Self {
        match self.entries_like(&text) {
            Some(entries) => Self { text, entries },
            None => Self::new(text),
        }
    }

    fn entries_like(&self, text: &str) -> Option<Vec<Entry>> {
        let before = common(self.text.as_bytes(), text.as_bytes());
        let at = self.entries.partition_point(|entry| entry.lines.end <= before);
        let changed = self.entries.get(at).filter(|entry| entry.lines.start <= before)?;
        let rest = &self.text[changed.lines.end..];
        let lines = text.strip_suffix(rest)?.get(changed.lines.start..)?;
        let searched = entries(&format!("{SECTION}{lines}"))?;
        let [only] = &searched[..] else { return None };
        // Anything else in these lines would change what follows.
        let is_all = only.lines == (SECTION.len()..SECTION.len() + lines.len());
        let indent = changed.id.start - changed.lines.start;
        let id = only.id.start - SECTION.len()..only.id.end - SECTION.len();
        let is_same = id.start == indent && lines.get(id)? == &self.text[changed.id.clone()];
        if !is_all || !is_same || !(lines.ends_with('\n') || rest.is_empty()) {
            return None;
        }
        let end = changed.lines.start + lines.len();
        let moved = |place: &Range<usize>| {
            let from = |at: usize| at - changed.lines.end + end;
            from(place.start)..from(place.end)
        };
        let mut entries = Vec::with_capacity(self.entries.len());
        entries.extend(self.entries[..at].iter().cloned());
        entries.push(Entry { id: changed.id.clone(), lines: changed.lines.start..end });
        entries.extend(self.entries[at + 1..].iter().map(|of| Entry { id: moved(&of.id), lines: moved(&of.lines) }));
        Some(entries)
    }

    /// The systems that can be left out: their ids and their texts.
    pub(super) fn systems(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (&self.text[entry.id.clone()], &self.text[entry.lines.clone()]))
    }

    /// What comes before and after them.
    pub(super) fn rest(&self) -> [&str; 2] {
        match &self.entries[..] {
            [first, .., last] => [&self.text[..first.lines.start], &self.text[last.lines.end..]],
            [only] => [&self.text[..only.lines.start], &self.text[only.lines.end..]],
            [] => [&self.text, ""],
        }
    }

    /// The text with some systems. Of others there is only a name, so that references lead somewhere. Lines keep their
    /// numbers.
    pub(super) fn reduced(&self, kept: &HashSet<&str>, named: &HashSet<&str>) -> String {
        let [before, after] = self.rest();
        let mut text = before.to_owned();
        let mut is_empty = true;
        for (entry, (id, lines)) in self.entries.iter().zip(self.systems()) {
            if kept.contains(id) {
                text.push_str(lines);
                is_empty = false;
                continue;
            }
            let indent = &self.text[entry.lines.start..entry.id.start];
            if named.contains(id) {
                text.extend([indent, id, ": { name: \"", UNREAD, id, "\" }"]);
                is_empty = false;
            }
            text.extend(lines.bytes().filter(|byte| *byte == b'\n').map(char::from));
        }
        if is_empty && !self.entries.is_empty() {
            // A section with nothing in it is a fault.
            text.insert_str(before.len(), "  {}");
        }
        text.push_str(after);
        text
    }
}

/// What systems are below.
const SECTION: &str = "systems:\n";

/// The bytes that two texts begin with. Equal blocks are compared at once.
fn common(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let blocks = one.chunks(BLOCK).zip(other.chunks(BLOCK)).take_while(|(one, other)| one == other);
    let equal: usize = blocks.map(|(block, _)| block.len()).sum();
    equal + one[equal..].iter().zip(&other[equal..]).take_while(|(one, other)| one == other).count()
}

/// Begins a name that no system has.
const UNREAD: &str = "Not read: ";

/// The systems below a key `systems` in block style; `None` where the text might mean something else.
fn entries(text: &str) -> Option<Vec<Entry>> {
    if has_alias(text) || text.match_indices('\r').any(|(at, _)| !text[at + 1..].starts_with('\n')) {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    let (mut section, mut has_systems, mut indent, mut at) = ("", false, 0, 0);
    for line in text.split_inclusive('\n') {
        let (start, body) = (at, line.trim_ascii_end());
        at += line.len();
        let spaces = body.bytes().take_while(|byte| *byte == b' ').count();
        let body = &body[spaces..];
        if body.is_empty() || body.starts_with('#') {
            // Part of what is above.
        } else if spaces == 0 {
            if body == "---" && section.is_empty() {
                continue;
            }
            let (key, value) = key(body)?;
            if key == "systems" && std::mem::replace(&mut has_systems, true) {
                return None;
            }
            section = if key == "systems" && !is_none(value) { "other" } else { key };
        } else if section == "systems" && (indent == 0 || spaces <= indent) {
            let (key, value) = key(body).filter(|_| indent == 0 || spaces == indent)?;
            if !is_none(value) && !is_closed(value) {
                return None;
            }
            indent = spaces;
            let id = start + spaces..start + spaces + key.len();
            entries.push(Entry { id, lines: start..at });
        }
        if let Some(entry) = entries.last_mut().filter(|_| section == "systems") {
            entry.lines.end = at;
        }
    }
    Some(entries)
}

/// The key at the beginning of a line, without quotes, and what follows the colon.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_key = key.as_bytes().first()?.is_ascii_alphanumeric() && key.bytes().all(is_plain);
    (is_key && (value.is_empty() || value.starts_with(' '))).then_some((key, value.trim()))
}

fn is_none(value: &str) -> bool {
    value.is_empty() || value.starts_with('#')
}

/// Checks whether a value is a mapping that ends on its line.
fn is_closed(value: &str) -> bool {
    let even = |quote: char| value.matches(quote).count().is_multiple_of(2);
    value.starts_with('{') && value.ends_with('}') && !value.contains('#') && even('"') && even('\'')
}

/// Checks whether a text may use a value that it defines elsewhere.
fn has_alias(text: &str) -> bool {
    text.match_indices('*').any(|(at, _)| {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        matches!(before, b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':') && !after.is_ascii_whitespace()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "version: 1\nsystems:\n  a:\n    name: A\n    # note\n\n  b: { name: B }\n  c:\n    name: C\n    tags:\n      - x\nteams:\n  t: { name: T }\n";

    /// A search of the changed lines alone must not miss what they do to others.
    #[test]
    fn a_text_like_another_is_searched_as_if_it_were_new() {
        let lines: Vec<&str> = TEXT.split_inclusive('\n').collect();
        let new = [
            "",
            "  d:\n",
            "    name: X\n",
            "oops:\n",
            "systems:\n",
            "  }\n",
            " e:\n",
            "   f:\n",
            "    x: *a\n",
            "# c\n",
            "    no end",
            "---\n",
            "  b: { name: \"B }\n",
            "    - x\n  g:\n    name: G\n",
            "\r",
            "    é: 1\n",
        ];
        let outline = Outline::new(TEXT.to_owned());
        assert_eq!(outline.systems().map(|(id, _)| id).collect::<Vec<_>>(), ["a", "b", "c"]);
        let mut quick = 0;
        for (at, added) in (0..lines.len()).flat_map(|at| new.map(|added| (at, added))) {
            for gone in 0..3.min(lines.len() - at) {
                let text = [&lines[..at].concat(), added, &lines[at + gone..].concat()].concat();
                let expected = Outline::new(text.clone());
                quick += usize::from(outline.entries_like(&text).is_some());
                assert!(outline.like(text.clone()).systems().eq(expected.systems()), "{text}");
                assert_eq!(outline.like(text).rest(), expected.rest());
            }
        }
        assert!(quick > 50, "{quick}");
    }

    #[test]
    fn lines_keep_their_numbers() {
        let outline = Outline::new(TEXT.to_owned());
        let reduced = outline.reduced(&HashSet::from(["c"]), &HashSet::from(["a"]));
        let expected = "version: 1\nsystems:\n  a: { name: \"Not read: a\" }\n\n\n\n\n  c:\n    name: C\n    tags:\n      - x\nteams:\n  t: { name: T }\n";
        assert_eq!(reduced, expected);
        let none = outline.reduced(&HashSet::new(), &HashSet::new());
        assert!(none.starts_with("version: 1\nsystems:\n  {}\n\n") && none.lines().count() == TEXT.lines().count());
    }
}
