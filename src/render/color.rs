//! Colour: when and how.
//!
//! Layout comes before colour: `marked` wraps a piece in characters that have no width and that
//! [`harmless`](crate::text::sanitize) lets through from nobody else, and `paint` turns them into escapes, or into
//! nothing, when every line stands. So colour never moves a character.

use std::ffi::OsStr;

use super::hyperlink::Hyperlinks;
use crate::view::page::Style;

/// When to colour the output, or to link places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Choice {
    /// On a terminal. For colour: unless `NO_COLOR` is set; elsewhere if `CLICOLOR_FORCE` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Checks whether to colour: what the command line says, then `NO_COLOR`, then `CLICOLOR_FORCE`, then the terminal.
pub(crate) fn resolve(
    choice: Choice,
    no_color: Option<&OsStr>,
    clicolor_force: Option<&OsStr>,
    is_terminal: bool,
    term: Option<&OsStr>,
) -> bool {
    let is_set = |value: Option<&OsStr>| value.is_some_and(|value| !value.is_empty());
    match choice {
        Choice::Always => true,
        Choice::Never => false,
        Choice::Auto if is_set(no_color) => false,
        Choice::Auto if is_set(clicolor_force) && clicolor_force != Some(OsStr::new("0")) => true,
        Choice::Auto => is_terminal && term != Some(OsStr::new("dumb")),
    }
}

/// The text in a style, if there is to be colour. For lines that aren't part of a page.
pub(crate) fn painted(text: &str, style: Style, color: bool) -> String {
    paint(&marked(text, style), color)
}

const END: char = '\u{34f}';

const PLACE: char = '\u{180e}';

/// Bytes of the longest mark.
pub(super) const MARK: usize = 3;

/// The mark of a style and its escape. Colours are those of the reader's own palette, which suits their background;
/// none is bright, since bright yellow and green can't be read on white.
const STYLES: [(Style, char, &str); 5] = [
    (Style::Strong, '\u{180b}', "\u{1b}[1m"),
    (Style::Faint, '\u{180c}', "\u{1b}[2m"),
    (Style::Place, PLACE, "\u{1b}[2m"),
    (Style::Mark, '\u{180d}', "\u{1b}[1;32m"),
    (Style::Caution, '\u{180f}', "\u{1b}[33m"),
];

/// Harmless text between the marks of a style, for [`paint`].
pub(super) fn marked(text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len() + 2 * MARK);
    mark(text, style, &mut out);
    out
}

/// Appends what [`marked`] makes of a text.
pub(super) fn mark(text: &str, style: Style, out: &mut String) {
    match STYLES.iter().find(|(known, ..)| *known == style) {
        Some((_, mark, _)) if !text.is_empty() => {
            out.push(*mark);
            out.push_str(text);
            out.push(END);
        }
        _ => out.push_str(text),
    }
}

/// Marked text with the marks turned into escapes, or into nothing.
pub(super) fn paint(marked: &str, color: bool) -> String {
    let mut out = String::with_capacity(marked.len());
    paint_onto(marked, color, None, &mut out);
    out
}

/// Appends what [`paint`] makes of marked text. If there are to be links, its places are.
pub(super) fn paint_onto(marked: &str, color: bool, links: Option<&Hyperlinks>, out: &mut String) {
    let mut rest = marked;
    // No mark is ASCII, and most of a text is.
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let mut behind = behind.chars();
        let Some(c) = behind.next() else { return };
        let escape = if c == END { Some("\u{1b}[0m") } else { STYLES.iter().find(|s| s.1 == c).map(|s| s.2) };
        match escape {
            Some(escape) if color => out.push_str(escape),
            Some(_) => {}
            None => out.push(c),
        }
        rest = behind.as_str();
        if let Some(links) = links.filter(|_| c == PLACE) {
            let (place, behind) = rest.split_at(rest.find(END).unwrap_or(rest.len()));
            out.push_str(&links.linked(place));
            rest = behind;
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize;

    #[test]
    fn the_first_that_speaks_decides() {
        fn auto(no_color: Option<&str>, force: Option<&str>, terminal: bool, term: Option<&str>) -> bool {
            resolve(Choice::Auto, no_color.map(OsStr::new), force.map(OsStr::new), terminal, term.map(OsStr::new))
        }
        let one = Some(OsStr::new("1"));
        assert!(resolve(Choice::Always, one, None, false, None));
        assert!(!resolve(Choice::Never, None, one, true, None));
        assert!(!auto(Some("1"), Some("1"), true, None), "NO_COLOR comes before CLICOLOR_FORCE");
        assert!(auto(Some(""), None, true, None), "an empty NO_COLOR is none");
        assert!(auto(None, Some("1"), false, None));
        assert!(!auto(None, Some("0"), false, None));
        assert!(!auto(None, Some(""), false, None));
        assert!(auto(None, Some("1"), true, Some("dumb")));
        assert!(!auto(None, None, true, Some("dumb")));
        assert!(auto(None, None, true, Some("xterm")));
        assert!(!auto(None, None, false, Some("xterm")));
    }

    #[test]
    fn colour_only_adds_escapes() {
        assert_eq!(painted("x", Style::Mark, true), "\u{1b}[1;32mx\u{1b}[0m");
        for style in [Style::Plain, Style::Strong, Style::Faint, Style::Place, Style::Mark, Style::Caution] {
            assert_eq!(painted("x", style, false), "x");
            assert_eq!(painted("", style, true), "", "an empty piece leaves no escape");
        }
        assert_eq!(painted("x", Style::Plain, true), "x");
    }

    #[test]
    fn marks_have_no_width_and_come_from_nobody_else() {
        for mark in STYLES.iter().map(|s| s.1).chain([END]) {
            assert_eq!(sanitize::width(&format!("a{mark}b")), 2);
            assert!(!sanitize::shown(&format!("a{mark}b")).contains(mark));
        }
    }
}
