//! Any answer as YAML that every reader, of version 1.1 or 1.2, takes for the same data.
//!
//! The writer is ours: `serde_saphyr::to_string` folds long text and leaves signs that turn a line around as they are.
//! Here a string is plain only if no reader could take it for anything else, and quoted in one line otherwise.

use std::fmt::Write as _;

use serde::Serialize;

use crate::text::sanitize::{rewrite, shown, without_brackets};

/// The value in block style, keys in their order.
pub(crate) fn render(value: &impl Serialize) -> anyhow::Result<String> {
    // By way of JSON text, which keeps the order of keys and every digit, and has a line for each scalar.
    let json = serde_json::to_string_pretty(value)?;
    let mut out = String::new();
    // The collections around a line: whether each is a list.
    let mut around: Vec<bool> = Vec::new();
    // List items that begin on the next line written.
    let mut dashes = 0;
    for line in json.lines() {
        let line = line.trim_start().trim_end_matches(',');
        if matches!(line, "]" | "}") {
            around.pop();
            continue;
        }
        let is_item = around.last() == Some(&true);
        dashes += usize::from(is_item);
        let (key, value) = if around.last() == Some(&false) { entry(line)? } else { (None, line) };
        let opens = matches!(value, "[" | "{");
        let depth = around.len().saturating_sub(1);
        if key.is_some() || !opens {
            out.push_str(&"  ".repeat((depth + usize::from(is_item)).saturating_sub(dashes)));
            out.push_str(&"- ".repeat(dashes));
            dashes = 0;
        }
        if let Some(key) = key {
            // YAML finds a key of more than 1,024 characters only when it is announced.
            let long = if key.len() > 1000 { ("? ", format!("\n{}", "  ".repeat(depth))) } else { ("", String::new()) };
            out.extend([long.0, &key, &long.1, if opens { ":\n" } else { ": " }]);
        }
        if opens {
            around.push(value == "[");
        } else {
            out.extend([&leaf(value)?, "\n"]);
        }
    }
    Ok(out)
}

/// The key of a line of JSON as a scalar, and the rest of the line behind the colon.
fn entry(line: &str) -> serde_json::Result<(Option<String>, &str)> {
    let mut strings = serde_json::Deserializer::from_str(line).into_iter::<String>();
    let key = strings.next().transpose()?;
    Ok((key.map(|key| scalar(&key)), line[strings.byte_offset()..].trim_start_matches(':').trim_start()))
}

/// A JSON scalar, or an empty collection, as YAML has it.
fn leaf(json: &str) -> serde_json::Result<String> {
    if json.starts_with('"') { Ok(scalar(&serde_json::from_str::<String>(json)?)) } else { Ok(number(json)) }
}

/// `null`, `true`, `12`, or a number with an exponent, which YAML 1.1 knows by its point and sign.
fn number(token: &str) -> String {
    match token.split_once('e') {
        Some((digits, exponent)) if digits.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
            let point = if digits.contains('.') { "" } else { ".0" };
            let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
            format!("{digits}{point}e{sign}{exponent}")
        }
        _ => token.to_owned(),
    }
}

/// A string as a scalar.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let signs = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", without_brackets(&rewrite(&signs, escape), "\\u0023"))
}

fn escape(c: char, out: &mut String) {
    let code = u32::from(c);
    // Writing to a string doesn't fail.
    let _ = match c {
        '\n' => out.write_str("\\n"),
        '\t' => out.write_str("\\t"),
        '\r' => out.write_str("\\r"),
        _ if code <= 0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Checks whether a text can't be taken for a number, a date, a word with a meaning, or a sign of YAML.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"];
    let within = |c: char| c.is_alphanumeric() || " _-./()@+,'&%".contains(c);
    text.starts_with(char::is_alphabetic)
        && text.chars().all(within)
        && !text.ends_with(' ')
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        && shown(text) == text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn read(yaml: &str) -> Value {
        serde_saphyr::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
    }

    #[test]
    fn it_reads_like_yaml_written_by_hand() {
        #[derive(Serialize)]
        struct Answer {
            name: &'static str,
            address: Option<String>,
            items: Vec<Value>,
            empty: Vec<u8>,
        }
        let items = vec![json!({"id": "a", "list": [1, "two"]}), json!([["x"]]), json!("24/7"), json!({})];
        let answer = Answer { name: "DB Admin Team", address: None, items, empty: vec![] };
        let expected = "name: DB Admin Team\naddress: null\nitems:\n  - id: a\n    list:\n      - 1\n      - two\n  - - - x\n  - \"24/7\"\n  - {}\nempty: []\n";
        assert_eq!(render(&answer).unwrap(), expected);
    }

    #[test]
    fn strings_stay_strings() {
        for text in [
            "",
            " ",
            " a",
            "a ",
            "yes",
            "No",
            "ON",
            "y",
            "null",
            "~",
            "1e3",
            "012",
            "0x1f",
            "1_000",
            "1:30",
            ".inf",
            "NaN",
            "2025-01-01",
            ":",
            "a: b",
            "a:",
            "#",
            "a #b",
            "- a",
            "-",
            "?",
            "? a",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'",
            "\"",
            "\\",
            "---",
            "...",
            "<<",
            "=",
            "a\nb",
            "a\n",
            "\n",
            "\ta",
            "a\r\nb",
            "a\u{85}b",
            "a\u{2028}b",
            "\u{feff}a",
            "\u{202e}x",
            "\u{1b}[31m",
            "\0",
            "👩‍💻",
            "Équipe",
            "\u{301}",
        ] {
            let yaml = render(&json!({ "key": text, text: [text] })).unwrap();
            assert_eq!(read(&yaml), json!({ "key": text, text: [text] }), "{yaml}");
            assert!(hostile::is_harmless(&yaml), "{yaml:?}");
        }
    }

    #[test]
    fn long_text_is_neither_folded_nor_lost() {
        let text = "many words ".repeat(400);
        let value = json!({ "a": text, text.clone(): { "b": text } });
        assert_eq!(read(&render(&value).unwrap()), value);
    }

    #[test]
    fn numbers_keep_their_digits() {
        let yaml = render(&json!([1, -2, 99.9, 43.199_999_999_999_996, 1e300, -1.5e-7, u64::MAX, true])).unwrap();
        let lines = ["1", "-2", "99.9", "43.199999999999996", "1.0e+300", "-1.5e-7", "18446744073709551615", "true"];
        assert_eq!(yaml, lines.map(|line| format!("- {line}\n")).concat());
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            6 => hostile::text().prop_map(Value::from),
            1 => any::<i64>().prop_map(Value::from),
            1 => any::<bool>().prop_map(Value::from),
            1 => Just(Value::Null),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Value::from),
                vec((hostile::text(), inner), 0..4).prop_map(Value::from_iter),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_parser_reads_the_same(value in value()) {
            let yaml = render(&value).unwrap();
            prop_assert_eq!(read(&yaml), value, "{}", yaml);
            prop_assert!(hostile::is_harmless(&yaml) && hostile::is_obeyed_nowhere(&yaml), "{yaml:?}");
        }
    }
}
