//! Any answer as JSON: two spaces, a final line feed, and no character that a terminal would act on.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use crate::text::sanitize::{rewrite, without_brackets};

/// The value as JSON. What [`sanitize`](crate::text::sanitize) would spell out is escaped: the same data to a parser.
pub(crate) fn render(value: &impl Serialize) -> anyhow::Result<String> {
    Ok(sanitized(&serde_json::to_string_pretty(value)?))
}

/// Adds the value as JSON in one line, as harmless as [`render`] makes it.
pub(crate) fn push_line(value: &impl Serialize, out: &mut Vec<u8>) -> anyhow::Result<()> {
    out.extend_from_slice(sanitized(&serde_json::to_string(value)?).as_bytes());
    Ok(())
}

/// JSON with hidden characters escaped. Only strings have any, and none spans lines.
fn sanitized(json: &str) -> String {
    let json: String = json.lines().flat_map(|line| [rewrite(line, escape), Cow::Borrowed("\n")]).collect();
    match without_brackets(&json, "\\u0023") {
        Cow::Borrowed(_) => json,
        Cow::Owned(json) => json,
    }
}

/// `c` as JSON escapes it: two escapes beyond the first 65,536 characters.
fn escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string doesn't fail.
        let _ = write!(out, "\\u{unit:04x}");
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
            prop_assert!(hostile::is_harmless(&written) && hostile::is_obeyed_nowhere(&written), "{written:?}");
        }
    }
}
