//! Keys of mappings.

use super::super::marker::count;
use super::super::node::{Key, Value};
use super::super::{Node, Span};
use crate::diagnostic::{Finding, Findings, Rule};

/// The key of the entry that is being read.
pub(super) enum Pending<'t> {
    None,
    Key(Key<'t>),
    /// A faulty key. Its value is dropped.
    Refused,
}

/// The colon between what was meant as a key and its value: `{ name:Web }`.
pub(super) fn glued(key: &Key<'_>) -> Option<Span> {
    let (name, value) = key.text.split_once(':')?;
    let column = key.span.column + count(name.chars().count());
    (!name.is_empty() && !value.starts_with('/')).then_some(Span { column, end_column: column + 1, ..key.span })
}

/// A node as a key.
pub(super) fn key<'t>(node: Node<'t>, faults: &mut Findings) -> Pending<'t> {
    let span = node.span;
    let fault = match node.value {
        Value::Faulty => return Pending::Refused,
        value if value.is_null() => Finding::at(Rule::Syntax, span, "the key is missing"),
        Value::Scalar { text, plain: true } if text == "<<" => {
            Finding::at(Rule::Syntax, span, "merge keys are not part of YAML 1.2").help("write the keys out")
        }
        Value::Scalar { text, .. } => return Pending::Key(Key { span, text }),
        value => Finding::at(Rule::Syntax, span, format!("a key must be text, found {}", value.kind())),
    };
    faults.push(fault);
    Pending::Refused
}
