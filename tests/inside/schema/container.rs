//! Schemas of the containers of raw types, as `decode` accepts them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::super::container::{Entries, Items, Rare, Short, Slot, Spanned};
use super::super::decode::Mapping;
use super::super::leaf::Leaf;
use super::super::raw::Duty;
use super::leaf::{Described, ID};
use super::transform::REQUIRED_MARK;
use crate::matrix::Cadence;

/// The place of a value is of no concern to its author.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Containers and leaves have their schemas in place: as definitions they would be names that say nothing.
macro_rules! in_place {
    ($([$($parameters:tt)*] $type:ty: $schema:expr;)*) => {$(
        impl<$($parameters)*> JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                std::any::type_name::<Self>().into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                $schema(generator)
            }
        }
    )*};
}

in_place! {
    [F: Described] Leaf<F>: F::schema;
    [T: JsonSchema, const REQUIRED: bool] Slot<T, REQUIRED>: slot::<T, REQUIRED>;
    [T: JsonSchema] Rare<T>: slot::<T, false>;
    [T: JsonSchema, const REQUIRED: bool] Items<T, REQUIRED>: items::<T, REQUIRED>;
    [T: JsonSchema] Entries<T>: entries::<T>;
    [T: JsonSchema] Entries<T, Cadence>: by_cadence;
    [T: Mapping + JsonSchema] Short<T>: short::<T>;
}

/// The value.
fn slot<T: JsonSchema, const REQUIRED: bool>(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = generator.subschema_for::<T>();
    if REQUIRED {
        schema.insert(REQUIRED_MARK.to_owned(), true.into());
    }
    schema
}

/// A list, or a single value for a list of one.
fn items<T: JsonSchema, const REQUIRED: bool>(generator: &mut SchemaGenerator) -> Schema {
    let item = generator.subschema_for::<T>();
    let list = json!({ "type": "array", "items": item });
    let mut schema = match types(item.as_value()) {
        Some(_) => either(item, &[list]),
        // An editor inserts the first choice, and most lists of mappings have several items.
        None => either(list.try_into().unwrap(), &[item.into()]),
    };
    if REQUIRED {
        schema.insert(REQUIRED_MARK.to_owned(), true.into());
    }
    schema
}

/// A mapping with keys of the author's choice. What has a definition of its own is a thing, and its key an
/// id; other keys are labels.
fn entries<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = json_schema!({
        "type": "object",
        "additionalProperties": generator.subschema_for::<T>(),
    });
    if !T::inline_schema() {
        schema.insert("propertyNames".to_owned(), json!({ "pattern": ID }));
    }
    schema
}

/// The first field, or the complete mapping.
fn short<T: Mapping + JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mapping = T::json_schema(generator);
    let first = mapping.pointer(&format!("/properties/{}", T::KEYS[0])).cloned().unwrap();
    let mut first = Schema::try_from(first).unwrap();
    first.remove(REQUIRED_MARK);
    either(first, &[generator.subschema_for::<T>().into()])
}

/// One of several. Where each has types of its own they are joined in one schema, because editors complete and explain
/// that better than a choice.
fn either(first: Schema, others: &[Value]) -> Schema {
    let mut joined = first.clone();
    if others.iter().all(|other| join(&mut joined, other)) {
        return joined;
    }
    let mut choices = match first.get("anyOf").and_then(Value::as_array) {
        Some(choices) => choices.clone(),
        None => vec![first.into()],
    };
    for other in others {
        // Two lists may differ in their items.
        let is_list = other.get("items").is_some();
        let allowed = |choice: &Value| {
            !is_list && types(other).is_some_and(|more| types(choice).is_some_and(|is| includes(&is, &more)))
        };
        if !choices.iter().any(allowed) {
            choices.push(other.clone());
        }
    }
    json_schema!({ "anyOf": choices })
}

fn includes(types: &[Value], more: &[Value]) -> bool {
    more.iter().all(|one| types.contains(one))
}

/// Adds a schema of other types to one; not where either has no types of its own.
fn join(schema: &mut Schema, other: &Value) -> bool {
    let (Some(mut types), Some(more)) = (types(schema.as_value()), types(other)) else { return false };
    if types.contains(&"object".into()) || types.iter().any(|is| more.contains(is)) {
        return false;
    }
    types.extend(more);
    schema.insert("type".to_owned(), types.into());
    if let Some(items) = other.get("items") {
        schema.insert("items".to_owned(), items.clone());
    }
    true
}

fn types(schema: &Value) -> Option<Vec<Value>> {
    match schema.get("type")? {
        Value::Array(types) => Some(types.clone()),
        one => Some(vec![one.clone()]),
    }
}

/// The duties of one cadence.
enum ProcedureList {}

/// A duty of a system.
enum Procedure {}

/// A system's duties by cadence.
fn by_cadence(generator: &mut SchemaGenerator) -> Schema {
    let cadences = Cadence::json_schema(generator);
    let list = generator.subschema_for::<ProcedureList>();
    let property = |cadence: &Value| {
        let mut property = list.clone();
        property.insert("description".to_owned(), cadence["description"].clone());
        (cadence["const"].as_str().unwrap().to_owned(), property.into())
    };
    let properties: Map<String, Value> =
        cadences.get("oneOf").and_then(Value::as_array).unwrap().iter().map(property).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

impl JsonSchema for ProcedureList {
    fn schema_name() -> Cow<'static, str> {
        "Procedures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        items::<Procedure, false>(generator)
    }
}

impl JsonSchema for Procedure {
    fn schema_name() -> Cow<'static, str> {
        "Procedure".into()
    }

    /// As a duty of no one system, but the key above says how often, and it is an operation unless it says otherwise.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Duty::json_schema(generator);
        // A description would hide that of the cadence.
        schema.remove("description");
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut).unwrap();
        properties.remove("every");
        properties["kind"].as_object_mut().unwrap().remove(REQUIRED_MARK);
        schema
    }
}
