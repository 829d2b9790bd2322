//! Lines of iCalendar: escaped, so that no text is taken for a property, and folded.

use std::borrow::Cow;

use crate::text::sanitize::shown;

/// Octets that a line may have, its end not counted.
const LENGTH: usize = 75;

/// The lines of a file.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value is written as it is. It is folded where it is too long, between characters.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        let mut room = LENGTH;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The space counts.
                room = LENGTH - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property with text. Its lines stay lines; whatever else can't be seen is spelt out.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for (index, line) in value.split('\n').enumerate() {
            if index > 0 {
                escaped.push_str("\\n");
            }
            for character in shown(line).chars() {
                if matches!(character, '\\' | ';' | ',') {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
        }
        self.put(name, &escaped);
    }

    /// The whole of it.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text of a matrix without its line breaks.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        lines.into_text()
    }

    #[test]
    fn a_line_has_at_most_75_octets_and_no_character_is_broken() {
        for text in ["a".repeat(500), "ü".repeat(300), "👩‍💻".repeat(99), ";".repeat(80), String::new()] {
            let written = written("SUMMARY", &text);
            assert!(written.ends_with("\r\n"));
            let lines: Vec<&str> = written.trim_end_matches("\r\n").split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= LENGTH), "{written}");
            assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
            let unfolded = written.replace("\r\n ", "");
            assert_eq!(unfolded.replace('\\', ""), format!("SUMMARY:{text}\r\n"));
        }
    }

    #[test]
    fn no_text_becomes_a_property() {
        let attack = "x\r\nEND:VEVENT\rATTENDEE:a;b,c\\n\u{1b}[2J\u{2028}";
        assert_eq!(
            written("SUMMARY", attack),
            "SUMMARY:x\\\\r\\nEND:VEVENT\\\\rATTENDEE:a\\;b\\,c\\\\n\\\\u{1b}[2J\\\\u{2028}\r\n"
        );
        assert_eq!(one_line("a\n  b\r\nc"), "a b c");
    }
}
