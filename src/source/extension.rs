//! Keys that begin with `x-`, with values of any kind.

use super::decode::{Decode, refuse};
use super::node::{Entry, Value};
use super::{Node, Text};
use crate::diagnostic::Findings;

/// What the `x-…` keys of a mapping say.
pub(crate) type Extensions = Vec<(Text, Anything)>;

/// A text as written; a list or a mapping as JSON.
pub(crate) struct Anything(pub(crate) Text);

/// Checks whether a key of a mapping is one of its author's own.
pub(super) fn is_extension(key: &str) -> bool {
    key.len() > 2 && key.starts_with("x-")
}

impl Decode for Anything {
    fn decode(Node { span, value }: Node<'_>, faults: &mut Findings) -> Option<Self> {
        let text = match value {
            Value::Faulty => return None,
            value if value.is_null() => return refuse("a value", span, &value, faults),
            Value::Scalar { text, .. } => text.into_owned(),
            value => {
                let mut text = String::new();
                write(&value, &mut text)?;
                text
            }
        };
        Some(Self(Text { value: text, span }))
    }
}

/// Writes a value as JSON. `None` if it has a fault.
fn write(value: &Value<'_>, out: &mut String) -> Option<()> {
    match value {
        Value::Faulty => return None,
        Value::Shared(value) => write(value, out)?,
        value if value.is_null() => out.push_str("null"),
        Value::Scalar { text, .. } => quote(text, out),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write(&item.value, out)?;
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (at, Entry { key, value, .. }) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                quote(&key.text, out);
                out.push_str(": ");
                write(&value.value, out)?;
            }
            out.push('}');
        }
    }
    Some(())
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}
