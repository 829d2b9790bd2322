//! Any answer as JSON: two spaces, a final line feed, and no character that a terminal would act on.

use std::fmt;
use std::io::{self, Write};

use anyhow::Context as _;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::text::sanitize::rewrite;

/// The value as JSON. What [`harmless`](crate::text::sanitize) would spell out is escaped: the same data to a parser.
pub(crate) fn render(value: &impl Serialize) -> anyhow::Result<String> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Harmless(PrettyFormatter::new())))?;
    out.push(b'\n');
    String::from_utf8(out).context("JSON")
}

/// Adds the value as JSON in one line, as harmless as [`render`] makes it.
pub(crate) fn push_line(value: &impl Serialize, out: &mut Vec<u8>) -> anyhow::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Harmless(CompactFormatter)))?;
    out.push(b'\n');
    Ok(())
}

/// `c` as JSON escapes it: two escapes beyond the first 65,536 characters.
fn escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string doesn't fail.
        let _ = fmt::Write::write_fmt(out, format_args!("\\u{unit:04x}"));
    }
}

/// A formatter, but for the text within strings.
struct Harmless<F>(F);

impl<F: Formatter> Formatter for Harmless<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        writer.write_all(rewrite(fragment, escape).as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn it_is_pretty_and_ends_with_a_line_feed() {
        let text = render(&json!({"a": [1, null], "b": {}, "c": []})).unwrap();
        assert_eq!(text, "{\n  \"a\": [\n    1,\n    null\n  ],\n  \"b\": {},\n  \"c\": []\n}\n");
    }

    #[test]
    fn what_a_terminal_acts_on_is_escaped() {
        let text = render(&"a\u{1b}[31m\u{9b}\u{202e}\u{7f}\u{e0041}\n é 👩‍💻").unwrap();
        assert_eq!(text, "\"a\\u001b[31m\\u009b\\u202e\\u007f\\udb40\\udc41\\n é 👩‍💻\"\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_parser_reads_the_same(key in hostile::text(), text in hostile::text()) {
            let value = json!({ key: [text] });
            let written = render(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
            prop_assert!(hostile::is_harmless(&written), "{written:?}");
        }
    }
}
