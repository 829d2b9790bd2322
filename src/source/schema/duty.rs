//! Schemas of two mappings that say more than their fields do.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::super::raw::Duty;
use super::container;
use super::transform::REQUIRED_MARK;
use crate::matrix::Cadence;

/// What is done at one cadence.
enum ProcedureList {}

/// A duty of a system.
enum Procedure {}

/// A system's duties by cadence.
pub(super) fn by_cadence(generator: &mut SchemaGenerator) -> Schema {
    let cadences = Cadence::json_schema(generator);
    let list = generator.subschema_for::<ProcedureList>();
    let property = |cadence: &Value| {
        let mut property = list.clone();
        property.insert("description".to_owned(), cadence["description"].clone());
        (cadence["const"].as_str().unwrap().to_owned(), property.into())
    };
    let properties: Map<String, Value> =
        cadences.get("oneOf").and_then(Value::as_array).unwrap().iter().map(property).collect();
    json_schema!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false })
}

impl JsonSchema for ProcedureList {
    fn schema_name() -> Cow<'static, str> {
        "Procedures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        container::items::<Procedure, false>(generator)
    }
}

impl JsonSchema for Procedure {
    fn schema_name() -> Cow<'static, str> {
        "Procedure".into()
    }

    /// As a duty of no one system, but the key above says how often, and it is an operation unless it says otherwise.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Duty::json_schema(generator);
        // Described, it would hide the description of the cadence that it stands under.
        schema.remove("description");
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut).unwrap();
        properties.remove("every");
        properties["kind"].as_object_mut().unwrap().remove(REQUIRED_MARK);
        schema
    }
}

/// A response is given for all hours, or for some.
pub(in super::super) fn all_hours_or_some(schema: &mut Schema) {
    let without = |keys: &[&str]| {
        let absent: Map<String, Value> =
            keys.iter().map(|key| ((*key).to_owned(), json!({ "type": "null" }))).collect();
        json!({ "properties": absent })
    };
    schema.insert("anyOf".to_owned(), json!([without(&["always"]), without(&["business_hours", "off_hours"])]));
}
