//! What fields an answer has, known without an answer: so that `--field` tells a misspelt field from a value that the
//! matrix doesn't say, and completion can list them.

use std::ops::Deref;

use serde::Serialize;
use serde::ser::SerializeStruct;
use serde_json::{Map, Value, json};

use crate::text::word::Word;

/// The form of a value as it serialises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One value: text, a number, or yes and no.
    Value,
    /// Any number of values.
    List(Box<Shape>),
    /// Named values, in order of declaration.
    Object(Vec<(&'static str, Shape)>),
}

impl Shape {
    /// The paths to all values, such as `primary.name`; lists leave no trace in them.
    pub(crate) fn paths(&self) -> Vec<String> {
        match self {
            Self::Value => Vec::new(),
            Self::List(items) => items.paths(),
            Self::Object(fields) => fields.iter().flat_map(|(name, shape)| shape.paths_below(name)).collect(),
        }
    }

    fn paths_below(&self, name: &str) -> Vec<String> {
        match self.item() {
            Self::Object(_) => self.paths().iter().map(|path| format!("{name}.{path}")).collect(),
            _ => vec![name.to_owned()],
        }
    }

    /// The shape of what a list holds, however deep; of anything else its own.
    pub(crate) fn item(&self) -> &Self {
        match self {
            Self::List(items) => items.item(),
            other => other,
        }
    }

    /// The names of its fields; none unless it is an object or a list of them.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        match self.item() {
            Self::Object(fields) => fields.iter().map(|(name, _)| *name).collect(),
            _ => Vec::new(),
        }
    }

    /// The shape of one of its fields.
    pub(crate) fn field(&self, name: &str) -> Option<&Self> {
        match self.item() {
            Self::Object(fields) => fields.iter().find(|(known, _)| *known == name).map(|(_, shape)| shape),
            _ => None,
        }
    }
}

/// A type whose fields are known. Its [`Shape`] is that of what it serialises to.
pub(crate) trait Fields: Serialize {
    /// Its shape.
    fn shape() -> Shape;

    /// Adds a field of this type to the shape of an object.
    fn add_shape(name: &'static str, object: &mut Vec<(&'static str, Shape)>) {
        object.push((name, Self::shape()));
    }

    /// Its JSON Schema. An object is defined once, and its schema refers to the definition.
    fn schema(definitions: &mut Definitions) -> Value;

    /// Adds the schema of a field of this type to the properties of an object.
    fn add_schema(name: &'static str, about: &str, properties: &mut Definitions, definitions: &mut Definitions) {
        let mut schema = Self::schema(definitions);
        schema["description"] = about.trim().into();
        properties.insert(name.to_owned(), schema);
    }

    /// Serialises the value as a field of an object.
    fn serialize_in<S: SerializeStruct>(&self, name: &'static str, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field(name, self)
    }
}

/// JSON Schemas by name.
pub(crate) type Definitions = Map<String, Value>;

/// The schema of an object.
pub(crate) fn object_schema<T: Object>(definitions: &mut Definitions) -> Value {
    let name = std::any::type_name::<T>().replace("own::", "").replace("::", ".").replace('<', "-of-").replace('>', "");
    if !definitions.contains_key(&name) {
        let mut properties = Map::new();
        T::add_schemas(&mut properties, definitions);
        let required: Vec<&String> = properties.keys().collect();
        let object = json!({ "type": "object", "required": required, "properties": properties });
        definitions.insert(name.clone(), object);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// An answer or a part of one: it serialises as an object.
pub(crate) trait Object: Fields {
    /// Adds the shapes of its fields.
    fn add_shapes(object: &mut Vec<(&'static str, Shape)>);

    /// Adds the schemas of its fields.
    fn add_schemas(properties: &mut Definitions, definitions: &mut Definitions);

    /// Serialises its fields.
    fn serialize_fields<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error>;
}

/// A field whose own fields serialise in its place: answers share them without another level in the JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Inline<T>(pub T);

impl<T> Deref for Inline<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Object> Fields for Inline<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn add_shape(_: &'static str, object: &mut Vec<(&'static str, Shape)>) {
        T::add_shapes(object);
    }

    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }

    fn add_schema(_: &'static str, _: &str, properties: &mut Definitions, definitions: &mut Definitions) {
        T::add_schemas(properties, definitions);
    }

    fn serialize_in<S: SerializeStruct>(&self, _: &'static str, object: &mut S) -> Result<(), S::Error> {
        self.0.serialize_fields(object)
    }
}

/// Makes types [`Fields`] that serialise to one value of a type of JSON, such as a text.
macro_rules! values {
    ($($type:ty)* => $json:literal) => {
        $(impl $crate::query::fields::Fields for $type {
            fn shape() -> $crate::query::fields::Shape {
                $crate::query::fields::Shape::Value
            }

            fn schema(_: &mut $crate::query::fields::Definitions) -> ::serde_json::Value {
                ::serde_json::json!({ "type": $json })
            }
        })*
    };
}

values! { String &str => "string" }
values! { bool => "boolean" }
values! { f64 => "number" }
values! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize => "integer" }

impl<T: Word + Serialize> Fields for T {
    fn shape() -> Shape {
        Shape::Value
    }

    fn schema(_: &mut Definitions) -> Value {
        let words: Vec<&str> = T::LIST.iter().map(|word| word.word()).collect();
        json!({ "enum": words })
    }
}

impl<T: Fields> Fields for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "anyOf": [T::schema(definitions), { "type": "null" }] })
    }
}

impl<T: Fields> Fields for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

/// The name under which a field serialises: `r#type` is `type`.
#[doc(hidden)]
pub(crate) fn name(identifier: &'static str) -> &'static str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Declares an answer, or a part of one: a struct of [`Fields`] that serialises under the names of its fields. Those of an
/// [`Inline`] field take its place. `struct Page: Head { … }` begins with the fields of `Head`.
///
/// It takes no serde attributes: the shape wouldn't know.
macro_rules! answer {
    ($($(#[$about:meta])* $vis:vis struct $type:ident $(: $base:ident)? { $($(#[doc = $doc:literal])* $seen:vis $field:ident: $value:ty),* $(,)? })+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, PartialEq)]
            $vis struct $type {
                $(
                    /// What other answers say of it as well.
                    pub(crate) base: $base,
                )?
                $($(#[doc = $doc])* $seen $field: $value,)*
            }

            object! { $type }

            impl $crate::query::fields::Object for $type {
                fn add_shapes(object: &mut Vec<(&'static str, $crate::query::fields::Shape)>) {
                    $(<$base as $crate::query::fields::Object>::add_shapes(object);)?
                    $(<$value as $crate::query::fields::Fields>::add_shape(
                        $crate::query::fields::name(stringify!($field)),
                        object,
                    );)*
                }

                fn add_schemas(
                    properties: &mut $crate::query::fields::Definitions,
                    definitions: &mut $crate::query::fields::Definitions,
                ) {
                    $(<$base as $crate::query::fields::Object>::add_schemas(properties, definitions);)?
                    $(<$value as $crate::query::fields::Fields>::add_schema(
                        $crate::query::fields::name(stringify!($field)),
                        concat!($($doc),*),
                        properties,
                        definitions,
                    );)*
                }

                fn serialize_fields<S: ::serde::ser::SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
                    $(<$base as $crate::query::fields::Object>::serialize_fields(&self.base, object)?;)?
                    $($crate::query::fields::Fields::serialize_in(
                        &self.$field,
                        $crate::query::fields::name(stringify!($field)),
                        object,
                    )?;)*
                    Ok(())
                }
            }

            $(
                impl ::std::ops::Deref for $type {
                    type Target = $base;

                    fn deref(&self) -> &$base {
                        &self.base
                    }
                }
            )?
        )+
    };
}

/// Makes an [`Object`] serialise, with its shape.
macro_rules! object {
    ($type:ty $(, $of:ident)?) => {
        impl$(<$of: $crate::query::fields::Fields>)? ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // No format that answers are written in counts the fields.
                let mut object = serializer.serialize_struct(stringify!($type), 1)?;
                $crate::query::fields::Object::serialize_fields(self, &mut object)?;
                ::serde::ser::SerializeStruct::end(object)
            }
        }

        impl$(<$of: $crate::query::fields::Fields>)? $crate::query::fields::Fields for $type {
            fn shape() -> $crate::query::fields::Shape {
                let mut object = Vec::new();
                <Self as $crate::query::fields::Object>::add_shapes(&mut object);
                $crate::query::fields::Shape::Object(object)
            }

            fn schema(definitions: &mut $crate::query::fields::Definitions) -> ::serde_json::Value {
                $crate::query::fields::object_schema::<Self>(definitions)
            }
        }
    };
}

#[cfg(test)]
mod tests;
