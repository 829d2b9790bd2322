//! Schemas of what a matrix says of the rules that it is checked by: their codes are the keys.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::form::SOMETHING;
use crate::diagnostic::{Rule, Severity};

/// Findings that are meant to be: code of the rule → reason.
pub(in super::super) enum Acceptances {}

/// How bad findings are: code of the rule → severity.
pub(in super::super) enum Verdicts {}

/// A mapping by rules, those left out that make a matrix invalid: they can't be set.
///
/// Each has the schema of its value in full, and the words of a severity aren't described: an editor shows the innermost
/// description, and what the rule finds is worth more.
fn by_rule(value: &Value) -> Schema {
    let property = |rule: &Rule| {
        let mut property = value.clone();
        property["description"] = rule.what().into();
        (rule.code().to_owned(), property)
    };
    let rules = Rule::ALL.iter().filter(|rule| !rule.is_fault());
    let properties: Map<String, Value> = rules.map(property).collect();
    json_schema!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false })
}

impl JsonSchema for Acceptances {
    fn schema_name() -> Cow<'static, str> {
        "Acceptances".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        by_rule(&json!({ "type": ["string", "number"], "pattern": SOMETHING }))
    }
}

impl JsonSchema for Verdicts {
    fn schema_name() -> Cow<'static, str> {
        "Verdicts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = Severity::ALL.map(Severity::as_str).into_iter().chain(["allow"]).collect();
        by_rule(&json!({ "type": "string", "enum": words }))
    }
}
