//! Schemas of the containers that raw types are made of: what `decode` takes for each.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Value, json};

use super::super::spanned::{Entries, Items, Short, Slot, Spanned};
use super::form::ID;

/// A value is described; that its place is kept is no concern of who writes it.
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
        let mut schema = T::json_schema(generator);
        // Text is as it is written: an edition may be 1.0, without quotes.
        if schema.get("type") == Some(&"string".into()) {
            schema.insert("type".to_owned(), json!(["string", "number"]));
        }
        schema
    }
}

/// Schemas of containers stand where they are used: as definitions of their own they would be names that say nothing.
macro_rules! in_place {
    ($($container:ident<T: $bound:path>: $schema:expr;)*) => {$(
        impl<T: JsonSchema + $bound> JsonSchema for $container<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                format!("{} of {}", stringify!($container), T::schema_name()).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                $schema(generator)
            }
        }
    )*};
}

in_place! {
    Slot<T: Sized>: slot::<T>;
    Items<T: Sized>: items::<T>;
    Entries<T: Sized>: entries::<T>;
    Short<T: DeserializeOwned>: short::<T>;
}

/// The value, or nothing.
fn slot<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    either(generator.subschema_for::<T>(), &[json!({ "type": "null" })])
}

/// A list, one value that stands for a list of one, or nothing.
pub(super) fn items<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let item = generator.subschema_for::<T>();
    let (list, nothing) = (json!({ "type": "array", "items": item }), json!({ "type": "null" }));
    match types(item.as_value()) {
        Some(_) => either(item, &[list, nothing]),
        // Of things there are mostly several: an editor inserts what the first choice is.
        None => either(list.try_into().unwrap(), &[item.into(), nothing]),
    }
}

/// A mapping with keys of the author's choice, or nothing. What has a definition of its own is a thing, and its key an
/// id; other keys are labels.
fn entries<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = json_schema!({
        "type": ["object", "null"],
        "additionalProperties": generator.subschema_for::<T>(),
    });
    if !T::inline_schema() {
        schema.insert("propertyNames".to_owned(), json!({ "pattern": ID }));
    }
    schema
}

/// What may stand for the first field, or the whole.
fn short<T: JsonSchema + DeserializeOwned>(generator: &mut SchemaGenerator) -> Schema {
    let whole = T::json_schema(generator);
    let first = whole.pointer(&format!("/properties/{}", first_field::<T>())).cloned().unwrap();
    either(first.try_into().unwrap(), &[generator.subschema_for::<T>().into()])
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
        let allowed =
            |choice: &Value| types(other).is_some_and(|more| types(choice).is_some_and(|is| includes(&is, &more)));
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
    // Nothing is one of the words, too.
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
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

/// The name of a struct's first field, which it tells whoever deserialises it.
fn first_field<T: DeserializeOwned>() -> String {
    struct Ask;

    impl<'de> Deserializer<'de> for Ask {
        type Error = Error;

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            Err(Error::custom(fields[0]))
        }

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("no struct"))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    T::deserialize(Ask).err().unwrap().to_string()
}
