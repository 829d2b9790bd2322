//! Links on places, for terminals that open a file when somebody clicks on its name.
//!
//! <https://gist.github.com/egmontob/eb114294efbcd5adb1944c9f3cb5feda> describes the escape sequence, OSC 8.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::text::percent::encoded;

/// Before and behind the target of a link. An empty one ends it.
const START: &str = "\u{1b}]8;;";
const END: &str = "\u{1b}\\";

/// Where the places of an answer lead.
#[derive(Debug)]
pub(crate) struct Hyperlinks {
    /// The folder that shown paths start from.
    pub folder: PathBuf,
    /// The name of this machine: over SSH, the terminal runs on another.
    pub machine: String,
}

impl Hyperlinks {
    /// `PATH` or `PATH:LINE`, perhaps with a column, as a link to the line if there is such a file.
    pub(super) fn linked(&self, place: &str) -> String {
        let text = place.trim_start();
        let indent = &place[..place.len() - text.len()];
        match self.target(text) {
            Some(target) => format!("{indent}{START}{target}{END}{text}{START}{END}"),
            None => place.to_owned(),
        }
    }

    fn target(&self, place: &str) -> Option<String> {
        let mut parts = place.split(':');
        let path = self.folder.join(parts.next().filter(|path| !path.is_empty())?);
        let line = parts.next().filter(|line| line.parse::<u32>().is_ok());
        // Standard input isn't there any more.
        if !path.is_file() || path.starts_with("/dev") {
            return None;
        }
        let mut target = format!("file://{}{}", self.machine, encoded(path.to_str()?, "/"));
        target.extend(line.map(|line| ["#", line]).into_iter().flatten());
        Some(target)
    }
}

/// A text without its links, for a program that shows their escape sequences.
pub(crate) fn without_links(text: &str) -> Cow<'_, str> {
    if !text.contains(START) {
        return text.into();
    }
    let mut pieces = text.split(START);
    let first = pieces.next().unwrap_or_default();
    pieces.fold(first.to_owned(), |out, piece| out + piece.split_once(END).map_or("", |(_, behind)| behind)).into()
}

// Windows has no such paths.
#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_a_place_in_a_file_is_a_link() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a b.yaml"), "").unwrap();
        let links = Hyperlinks { folder: folder.path().into(), machine: "db-1".into() };
        let linked = |place: &str| links.linked(place);
        let path = format!("file://db-1{}/a%20b.yaml", folder.path().display());
        assert_eq!(linked("a b.yaml"), format!("\u{1b}]8;;{path}\u{1b}\\a b.yaml\u{1b}]8;;\u{1b}\\"));
        assert_eq!(linked("  a b.yaml:12"), format!("  \u{1b}]8;;{path}#12\u{1b}\\a b.yaml:12\u{1b}]8;;\u{1b}\\"));
        assert_eq!(linked("a b.yaml:12:3"), format!("\u{1b}]8;;{path}#12\u{1b}\\a b.yaml:12:3\u{1b}]8;;\u{1b}\\"));
        assert_eq!(without_links(&format!("x {} y", linked("a b.yaml:1"))), "x a b.yaml:1 y");
        for place in ["12", "", "other.yaml:1", "a b.yaml\\u{1b}:1", ":1", "built-in data/matrix.yaml:1"] {
            assert_eq!(linked(place), place);
        }
    }
}
