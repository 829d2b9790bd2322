//! Any answer as YAML that every reader, of version 1.1 or 1.2, takes for the same data.
//!
//! The writer is ours: `serde_saphyr::to_string` folds long text and leaves signs that turn a line around as they are.
//! Here a string is plain only if no reader could take it for anything else, and quoted in one line otherwise.

use std::fmt::Write as _;

use serde::Serialize;

use crate::text::sanitize::{rewrite, shown};

/// The value in block style, keys in their order.
pub(crate) fn render(value: &impl Serialize) -> anyhow::Result<String> {
    // By way of JSON text, which keeps the order of keys and every digit, and knows what each type is as data.
    let node = node(&mut serde_json::to_string(value)?.as_str())?;
    let mut out = String::new();
    block(&node, 0, false, &mut out);
    Ok(out)
}

/// A value, its scalars and empty collections as YAML writes them.
enum Node {
    Leaf(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Takes a value off the front of compact JSON.
fn node(json: &mut &str) -> serde_json::Result<Node> {
    if take(json, "[]") {
        Ok(Node::Leaf("[]".into()))
    } else if take(json, "{}") {
        Ok(Node::Leaf("{}".into()))
    } else if take(json, "[") {
        let mut items = vec![node(json)?];
        while take(json, ",") {
            items.push(node(json)?);
        }
        take(json, "]");
        Ok(Node::List(items))
    } else if take(json, "{") {
        let mut entries = vec![entry(json)?];
        while take(json, ",") {
            entries.push(entry(json)?);
        }
        take(json, "}");
        Ok(Node::Map(entries))
    } else if json.starts_with('"') {
        Ok(Node::Leaf(scalar(&string(json)?)))
    } else {
        let (token, rest) = json.split_at(json.find([',', ']', '}']).unwrap_or(json.len()));
        *json = rest;
        Ok(Node::Leaf(number(token)))
    }
}

fn entry(json: &mut &str) -> serde_json::Result<(String, Node)> {
    let key = string(json)?;
    take(json, ":");
    Ok((scalar(&key), node(json)?))
}

fn take(json: &mut &str, token: &str) -> bool {
    json.strip_prefix(token).map(|rest| *json = rest).is_some()
}

fn string(json: &mut &str) -> serde_json::Result<String> {
    // So that the quote which opens it doesn't end it.
    let mut escaped = true;
    let end = json.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = !escaped && c == '\\';
        ends
    });
    let (token, rest) = json.split_at(end.map_or(json.len(), |end| end + 1));
    *json = rest;
    serde_json::from_str(token)
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

/// Writes a value. `inline`: it goes on in a line that has begun.
fn block(node: &Node, depth: usize, inline: bool, out: &mut String) {
    let begin = |index: usize, out: &mut String| {
        if index > 0 || !inline {
            out.push_str(&"  ".repeat(depth));
        }
    };
    match node {
        Node::Leaf(scalar) => out.extend([scalar, "\n"]),
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                begin(index, out);
                out.push_str("- ");
                block(item, depth + 1, true, out);
            }
        }
        Node::Map(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                begin(index, out);
                // YAML finds a key of more than 1,024 characters only when it is announced.
                if key.len() > 1000 {
                    out.extend(["? ", key, "\n", &"  ".repeat(depth), ":"]);
                } else {
                    out.extend([key, ":"]);
                }
                out.push(if matches!(value, Node::Leaf(_)) { ' ' } else { '\n' });
                block(value, depth + 1, matches!(value, Node::Leaf(_)), out);
            }
        }
    }
}

/// A string as a scalar.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let signs = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", rewrite(&signs, escape))
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

/// Whether a text can't be taken for a number, a date, a word with a meaning, or a sign of YAML.
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
            prop_assert!(hostile::is_harmless(&yaml), "{yaml:?}");
        }
    }
}
