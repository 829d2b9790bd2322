//! Texts as they were read, and places in them.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::OnceLock;

/// A place in a text is one in the matrix.
pub(crate) use crate::matrix::Place as Span;

/// One file: its name and its text.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    /// Its name as shown to people.
    pub(crate) name: String,
    /// Its text, without a byte-order mark.
    pub(crate) text: String,
    /// True if it began with a byte-order mark.
    mark: bool,
    /// Where it was read from.
    pub(crate) path: Option<PathBuf>,
    /// Why it couldn't be read; then it has no text.
    pub(crate) unreadable: Option<String>,
    /// Positions of some characters, computed on demand: most runs have no fault to show.
    marks: OnceLock<Vec<Position>>,
}

/// All files of a matrix; a [`Span`] points into this list.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sources(pub(crate) Vec<SourceFile>);

/// A character's byte offset with its line and column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    pub(crate) offset: usize,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// The byte-order mark.
pub(super) const MARK: char = '\u{feff}';

/// Bytes between two of these positions. A look-up scans about this much, even in a long line.
const STRIDE: usize = 4096;

impl Position {
    /// The first character of a text.
    pub(crate) const START: Self = Self { offset: 0, line: 1, column: 1 };

    /// Moves on by one character.
    pub(crate) fn step(&mut self, text: &[u8]) {
        let byte = text[self.offset];
        let ends_line = byte == b'\n' || (byte == b'\r' && text.get(self.offset + 1) != Some(&b'\n'));
        self.offset += match byte {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        if ends_line {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

impl SourceFile {
    /// A file; a byte-order mark at the start of its text is dropped, so that column 1 is the first visible one.
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        let mark = text.starts_with(MARK);
        if mark {
            text.drain(..MARK.len_utf8());
        }
        Self { name: name.into(), text, mark, path: None, unreadable: None, marks: OnceLock::new() }
    }

    /// A file that can't be read, and why.
    pub(crate) fn unreadable(name: impl Into<String>, why: String) -> Self {
        Self { unreadable: Some(why), ..Self::new(name, "") }
    }

    /// The same file with another text.
    pub(crate) fn with_text(&self, text: String) -> Self {
        let Self { name, mark, path, unreadable, .. } = self;
        let (name, path, unreadable) = (name.clone(), path.clone(), unreadable.clone());
        Self { name, text, mark: *mark, path, unreadable, marks: OnceLock::new() }
    }

    /// Its text with its byte-order mark.
    pub(crate) fn whole(&self) -> Cow<'_, str> {
        if self.mark { format!("{MARK}{}", self.text).into() } else { (&self.text).into() }
    }

    /// The byte offset of a line and column; beyond the end of the line, the end of the line.
    pub(crate) fn offset(&self, line: u32, column: u32) -> usize {
        let bytes = self.text.as_bytes();
        let marks = self.marks.get_or_init(|| positions(bytes));
        let before = marks.partition_point(|mark| (mark.line, mark.column) <= (line, column));
        let mut at = before.checked_sub(1).map_or(Position::START, |index| marks[index]);
        while at.offset < bytes.len() && (at.line, at.column) < (line, column) {
            if at.line == line && matches!(bytes[at.offset], b'\n' | b'\r') {
                break;
            }
            at.step(bytes);
        }
        at.offset
    }
}

/// A position every [`STRIDE`] bytes or so.
fn positions(text: &[u8]) -> Vec<Position> {
    let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
    let mut at = Position::START;
    while at.offset < text.len() {
        if at.offset / STRIDE >= marks.len() {
            marks.push(at);
        }
        at.step(text);
    }
    marks
}

impl Sources {
    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().map(|file| file.name.clone()).collect()
    }

    /// The size of all texts in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(|file| file.text.len()).sum()
    }

    /// The file that a span lies in.
    pub(crate) fn file(&self, index: u32) -> Option<&SourceFile> {
        self.0.get(index as usize)
    }
}

/// A text up to its first line break.
pub(crate) fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// A path as shown to people: relative to the current folder when it lies below it, and then the same on every platform.
pub(crate) fn shown_path(path: &Path, current_dir: &Path) -> String {
    match path.strip_prefix(current_dir) {
        Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Ok(below) => with_slashes(&below.display().to_string()),
        Err(_) => path.display().to_string(),
    }
}

/// A relative path as git and selectors write it.
pub(crate) fn with_slashes(path: &str) -> String {
    path.replace(MAIN_SEPARATOR, "/")
}

/// A text for a test, without the `«»` by which it marks places, and those places, by their beginning.
#[cfg(test)]
pub(super) fn marked_places(text: &str) -> (String, Vec<Span>) {
    let (mut clean, mut places, mut open, mut at) = (String::new(), Vec::new(), Vec::new(), Position::START);
    for character in text.chars() {
        match character {
            '«' => {
                open.push(places.len());
                places.push(Span { file: 0, line: at.line, column: at.column, end_column: 0 });
            }
            '»' => places[open.pop().unwrap_or_default()].end_column = at.column,
            _ => {
                clean.push(character);
                at = clean.chars().fold(Position::START, |mut at, _| {
                    at.step(clean.as_bytes());
                    at
                });
            }
        }
    }
    (clean, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_yaml_has_it() {
        let file = SourceFile::new("a", "\u{feff}one\r\ntwo\rthree\n\nx\u{85}y\u{2028}z\u{2029}w\nlast");
        let lines: Vec<_> = (1..=8).map(|line| first_line(&file.text[file.offset(line, 1)..])).collect();
        assert_eq!(lines, ["one", "two", "three", "", "x\u{85}y\u{2028}z\u{2029}w", "last", "", ""]);
    }

    #[test]
    fn offsets_are_right_in_long_lines_and_in_many_lines() {
        let line = "é𝄞\tx".repeat(3000);
        let text = format!("{line}\r\n{}", format!("{line}\n").repeat(5));
        let file = SourceFile::new("a", text.clone());
        let mut at = Position::START;
        while at.offset < text.len() {
            assert_eq!(file.offset(at.line, at.column), at.offset);
            for _ in 0..97 {
                if at.offset < text.len() {
                    at.step(text.as_bytes());
                }
            }
        }
        assert_eq!(file.offset(1, 1_000_000), line.len(), "beyond the end of a line is its end");
        assert_eq!(file.offset(99, 1), text.len());
    }

    #[test]
    fn paths_below_the_current_folder_are_relative() {
        let here = Path::new("/home/u");
        assert_eq!(shown_path(Path::new("/home/u/a/b.yaml"), here), "a/b.yaml");
        assert_eq!(shown_path(Path::new("/home/ubu/b.yaml"), here), "/home/ubu/b.yaml");
        assert_eq!(shown_path(Path::new("/home/u/../b.yaml"), here), "../b.yaml");
        assert_eq!(shown_path(Path::new("/home/u"), here), ".");
    }
}
