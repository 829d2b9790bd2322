//! Unified diffs.

use std::time::Duration;

use similar::TextDiff;

use super::color::painted;
use crate::text::sanitize::{shown, without_commands};
use crate::view::page::Style;

/// How long a shortest difference is looked for; then a longer one has to do. Only texts of many thousand lines that
/// have little in common take that long.
const PATIENCE: Duration = Duration::from_secs(5);

/// The changes from one named text to another, for people; nothing where they are the same. Lines are shown as they are
/// but for what a terminal would obey.
pub(crate) fn unified((name, old): (&str, &str), (new_name, new): (&str, &str), color: bool) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let text = diff.unified_diff().header(name, new_name).to_string();
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
    without_commands(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_told() {
        assert_eq!(unified(("a", "a\n"), ("b", "a\n"), false), "");
        let expected = "--- a\n+++ b\n@@ -1,3 +1,3 @@\n a\n-b\n+\\u{1b}c\n d\n";
        assert_eq!(unified(("a", "a\nb\nd\n"), ("b", "a\n\u{1b}c\nd\n"), false), expected);
        let expected = "--- a\n+++ b\n@@ -1,2 +1,2 @@\n \\u{3a}:error::x\n-#\\u{23}[a]\n+b\n";
        assert_eq!(unified(("a", "::error::x\n##[a]\n"), ("b", "::error::x\nb\n"), false), expected);
    }
}
