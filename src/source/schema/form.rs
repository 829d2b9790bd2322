//! Forms of text, one type each: the schema's side of what `validate` parses. Nothing ever has a value of them.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::super::raw::Duty;
use super::container;
use super::transform::REQUIRED;
use crate::matrix::Cadence;

/// Kebab-case: an id.
pub(super) const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// Anything but emptiness.
pub(super) const SOMETHING: &str = r"\S";

/// Declares forms of text.
macro_rules! forms {
    ($($(#[$doc:meta])* $form:ident $schema:tt;)*) => {$(
        $(#[$doc])*
        pub(in super::super) enum $form {}

        impl JsonSchema for $form {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($form).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

forms! {
    /// The version of the format, with quotes or without.
    Version { "type": ["integer", "string"], "enum": [1, "1"] };
    /// The id of something that the matrix defines. To YAML an id may look like a number.
    Id { "type": ["string", "number"], "pattern": ID };
    /// An address of any kind.
    Address { "type": ["string", "number"], "pattern": SOMETHING };
    /// An e-mail address, or what holds the place of one: TBD, TBA, TODO, N/A, none, unknown, `?`, `-`.
    Email {
        "type": "string",
        "pattern": concat!(
            r"^([^@\s]+@[^@\s]+|\s*([Tt][Bb][AaDd]|[Tt][Oo][Dd][Oo]|[Nn]/[Aa]|[Nn][Oo][Nn][Ee]",
            r"|[Uu][Nn][Kk][Nn][Oo][Ww][Nn]|[?-])\s*)$"
        ),
    };
    /// A date.
    Date {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "examples": ["2025-12-18"],
    };
    /// A length of time.
    Duration {
        "type": "string",
        "minLength": 1,
        "pattern": "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
        "examples": ["15m", "2h", "90s", "1h30m"],
    };
    /// A time of day.
    TimeOfDay {
        "type": "string",
        "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
        "examples": ["09:00"],
    };
    /// A day of the week.
    Weekday { "type": "string", "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] };
    /// Days of the week: one, or those from one to another.
    Days {
        "type": "string",
        "pattern": "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$",
        "examples": ["mon-fri"],
    };
    /// A date, or a month and a day that come each year.
    DayMonth {
        "type": "string",
        "pattern": "^([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "examples": ["2026-04-03", "12-25"],
    };
    /// A date with a time of day, or without one.
    Moment {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}( ([01][0-9]|2[0-3]):[0-5][0-9])?$",
        "examples": ["2026-12-24 09:00"],
    };
    /// The name of a time zone in the IANA database.
    Zone { "type": "string", "pattern": "^[A-Za-z0-9_+/-]+$", "examples": ["Europe/Berlin"] };
    /// A web address.
    WebAddress { "type": "string", "pattern": r"^https?://\S+$" };
    /// A share of the whole.
    Percentage {
        "type": "string",
        "pattern": r"^(0?[0-9]{1,2}(\.[0-9]{1,6})?|100(\.0{1,6})?)%$",
        "examples": ["99.9%"],
    };
    /// A whole number from 1.
    Count { "type": ["integer", "string"], "minimum": 1, "maximum": u32::MAX, "pattern": "^[0-9]*[1-9][0-9]*$" };
    /// A number of people, of whom one may be there in part.
    Size {
        "type": ["number", "string"],
        "exclusiveMinimum": 0,
        "pattern": r"^([0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*)$",
        "examples": [2, 1.5],
    };
    /// Weeks that follow each other, or one of them.
    Weeks {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": u32::MAX,
        "pattern": r"^\s*0*[1-9][0-9]*\s*(-\s*0*[1-9][0-9]*\s*)?$",
        "examples": ["1-2", 3],
    };
    /// Yes or no. No words to choose from: two of the four would be the other two in quotes.
    Flag { "type": ["boolean", "string"], "pattern": "^(true|false)$" };
}

/// Something that must be there.
pub(in super::super) struct Required<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Required<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(REQUIRED.to_owned(), true.into());
        schema
    }
}

/// A system's duties by cadence.
pub(in super::super) enum Procedures {}

/// What is done at one cadence.
enum ProcedureList {}

/// A duty of a system.
enum Procedure {}

impl JsonSchema for Procedures {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Procedures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
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
}

impl JsonSchema for ProcedureList {
    fn schema_name() -> Cow<'static, str> {
        "Procedures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        container::items::<Procedure>(generator)
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
        properties["kind"].as_object_mut().unwrap().remove(REQUIRED);
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
