//! What would change in a file, as a unified diff.

use similar::TextDiff;

use super::color::painted;
use super::page::Style;
use crate::harmless::shown;

/// Lines around a change.
const AROUND: usize = 3;

/// The changes from one text to another, for people; nothing where they are the same. Lines are shown as they are but for
/// what a terminal would obey.
#[must_use]
pub fn unified(name: &str, old: &str, new: &str, color: bool) -> String {
    if old == new {
        return String::new();
    }
    let diff = TextDiff::from_lines(old, new);
    let name = shown(name);
    let text =
        diff.unified_diff().context_radius(AROUND).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    let mut out = String::new();
    for line in text.lines() {
        let style = match line.as_bytes() {
            [b'+', ..] => Style::Mark,
            [b'-', ..] => Style::Caution,
            [b'@', ..] => Style::Faint,
            _ => Style::Plain,
        };
        out.push_str(&painted(&shown(line), style, color));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_told() {
        assert_eq!(unified("a.yaml", "a\n", "a\n", false), "");
        let expected = "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n+\\u{1b}c\n";
        assert_eq!(unified("a.yaml", "a\nb\n", "a\n\u{1b}c\n", false), expected);
    }
}
