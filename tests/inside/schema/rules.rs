//! Schemas of mappings whose keys are the codes of rules of `own check`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::super::container::Entries;
use super::super::leaf::{Acceptance, Leaf, Verdict};
use super::leaf::Described;
use crate::diagnostic::Rule;

/// A mapping by rules, except those that make a matrix invalid: they can't be set.
///
/// Each has the schema of its value in full, and the words of a severity aren't described: an editor shows the innermost
/// description, and what the rule finds is worth more.
fn by_rule(value: &Schema) -> Schema {
    let property = |rule: &Rule| {
        let mut property = value.clone();
        property.insert("description".to_owned(), rule.what.into());
        (rule.code.to_owned(), property.into())
    };
    let rules = Rule::ALL.iter().filter(|rule| !rule.is_fault());
    let properties: Map<String, Value> = rules.map(property).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

macro_rules! by_rule {
    ($($form:ident: $name:literal;)*) => {$(
        impl JsonSchema for Entries<Leaf<$form>, Rule> {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                by_rule(&$form::schema(generator))
            }
        }
    )*};
}

by_rule! {
    Acceptance: "Acceptances";
    Verdict: "Verdicts";
}
