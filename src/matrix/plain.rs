//! A part of a matrix as a tree of texts: with ids instead of numbers, and without places.
//!
//! It is built by serialising, so that a diff knows every field of every type.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::ser::{self, Impossible, Serializer};
use serde_json::{Error, Map, Value};

use super::{Days, Duration, Every, Handover, HolidayDate, Matrix, Percentage, Period, RotaHours, TimeOfDay};
use crate::diagnostic::Rule;

/// New ids of things by their type and old id.
pub(crate) type Renamed = HashMap<(&'static str, String), String>;

/// Makes trees of the parts of a matrix.
#[derive(Clone, Copy)]
pub(crate) struct Plain<'m> {
    pub(crate) matrix: &'m Matrix,
    pub(crate) renamed: &'m Renamed,
}

impl<'m> Plain<'m> {
    pub(crate) fn tree(self, part: &impl Serialize) -> Value {
        // Only maps and bytes fail, and the domain has none.
        part.serialize(self).unwrap_or_default()
    }

    /// The new id of a thing.
    pub(crate) fn renamed(self, of: &'static str, id: &str) -> String {
        self.renamed.get(&(of, id.to_owned())).map_or_else(|| id.to_owned(), Clone::clone)
    }

    fn id(self, of: &'static str, number: usize) -> Option<String> {
        let matrix = self.matrix;
        let id = match of {
            "PartyId" => &matrix.parties.get(number)?.id,
            "SystemId" => &matrix.systems.get(number)?.id,
            "PolicyId" => &matrix.policies.get(number)?.id,
            "CalendarId" => &matrix.calendars.get(number)?.id,
            "RotaId" => &matrix.rotas.get(number)?.id,
            "ChangeId" => &matrix.changes.get(number)?.id,
            _ => return None,
        };
        Some(self.renamed(of, id))
    }

    /// A time by the clock of the default calendar.
    fn time(self, at: Option<&Value>) -> String {
        let calendar = self.matrix.default_calendar().map(|id| self.matrix.calendar(id));
        let zone = calendar.map_or(TimeZone::UTC, |calendar| calendar.zone.clone());
        let at = at.and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok());
        at.map(|at| at.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    }

    fn parts(self, name: &'static str) -> Parts<'m> {
        Parts { of: self, name, list: Vec::new(), fields: Map::new() }
    }
}

/// Lists of a matrix whose items get a tree each: one of all of them takes too much memory.
const ONE_BY_ONE: [&str; 4] = ["policies", "rotas", "calendars", "changes"];

/// A list or a struct whose parts aren't all there yet.
pub(crate) struct Parts<'m> {
    of: Plain<'m>,
    name: &'static str,
    list: Vec<Value>,
    fields: Map<String, Value>,
}

impl Parts<'_> {
    /// A struct, or the text that people write for it.
    fn ended(mut self) -> Value {
        match self.name {
            "Place" => Value::Null,
            "Placed" => self.fields.remove("value").unwrap_or_default(),
            "Duration" => text::<Duration>(Value::Object(self.fields)),
            "Period" => text::<Period>(Value::Object(self.fields)),
            "Percentage" => text::<Percentage>(Value::Object(self.fields)),
            "TimeOfDay" => text::<TimeOfDay>(Value::Object(self.fields)),
            "Days" => text::<Days>(Value::Object(self.fields)),
            "Interval" => {
                let [from, until] = ["from", "until"].map(|name| self.of.time(self.fields.get(name)));
                format!("{from} until {until}").into()
            }
            "Reviewed" => {
                let [on, by, of] = ["on", "by", "of"].map(|name| self.fields.get(name).and_then(Value::as_str));
                let [on, by, of] = [on, by, of].map(Option::unwrap_or_default);
                format!("{on} by {by}, of {of}").into()
            }
            "Every" => text::<Every>(Value::Object(self.fields)),
            "Handover" => {
                let [every, days, times] = ["every", "days", "times"].map(|name| joined(self.fields.get(name), ", "));
                Handover::words(&every, &days, &times).into()
            }
            "Order" => {
                let turns = self.fields.get("who").and_then(Value::as_array).into_iter().flatten();
                let turns = turns.map(|turn| joined(Some(turn), " + ")).collect::<Vec<_>>().join(", ");
                let from = self.fields.get("from").and_then(Value::as_str);
                from.map_or_else(|| turns.clone(), |from| format!("from {from} {turns}")).into()
            }
            "Rota" => {
                let of = self.of;
                self.but("until", |until| until.is_string().then(|| of.time(Some(until)).into()))
            }
            "Nth" | "Yearly" => variant::<HolidayDate>(self.name, Value::Object(self.fields)),
            "Holiday" => {
                // All of a day.
                self.fields.retain(|_, time| time != "00:00" && time != "24:00");
                Value::Object(self.fields)
            }
            // The number of contacts of the level that are called before it.
            "RowCall" => self.but("after", |after| {
                let plural = if after == 1 { "" } else { "s" };
                Some(if after == 0 { Value::Null } else { format!("{after} contact{plural}").into() })
            }),
            _ => Value::Object(self.fields),
        }
    }

    /// The struct with a field in other words.
    fn but(mut self, name: &str, words: impl FnOnce(&Value) -> Option<Value>) -> Value {
        if let Some(field) = self.fields.get_mut(name) {
            *field = words(field).unwrap_or_else(|| std::mem::take(field));
        }
        Value::Object(self.fields)
    }
}

/// A text, or those of a list.
fn joined(tree: Option<&Value>, between: &str) -> String {
    let items = match tree {
        Some(Value::Array(items)) => items.as_slice(),
        Some(item) => std::slice::from_ref(item),
        None => &[],
    };
    items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(between)
}

fn text<T: DeserializeOwned + ToString>(tree: Value) -> Value {
    serde_json::from_value::<T>(tree).map(|value| value.to_string().into()).unwrap_or_default()
}

/// The text that people write for a variant of an enum.
fn variant<T: DeserializeOwned + ToString>(name: &str, value: Value) -> Value {
    text::<T>(Value::Object(Map::from_iter([(name.to_owned(), value)])))
}

macro_rules! lists {
    ($($of:ident $method:ident)*) => {$(
        impl ser::$of for Parts<'_> {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
                self.list.push(item.serialize(self.of)?);
                Ok(())
            }

            fn end(self) -> Result<Value, Error> {
                Ok(match self.name {
                    "Range" => variant::<HolidayDate>(self.name, Value::Array(self.list)),
                    _ => Value::Array(self.list),
                })
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

macro_rules! structs {
    ($($of:ident)*) => {$(
        impl ser::$of for Parts<'_> {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, field: &T) -> Result<(), Error> {
                if self.name != "Matrix" || !ONE_BY_ONE.contains(&name) {
                    self.fields.insert(name.to_owned(), field.serialize(self.of)?);
                }
                Ok(())
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.ended())
            }
        }
    )*};
}

structs! { SerializeStruct SerializeStructVariant }

macro_rules! scalars {
    ($($method:ident $type:ty)*) => {$(
        fn $method(self, value: $type) -> Result<Value, Error> {
            Ok(value.into())
        }
    )*};
}

macro_rules! variants {
    ($($method:ident)*) => {$(
        fn $method(self, _: &'static str, _: u32, name: &'static str, _: usize) -> Result<Parts<'m>, Error> {
            Ok(self.parts(name))
        }
    )*};
}

impl<'m> Serializer for Plain<'m> {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Parts<'m>;
    type SerializeTuple = Parts<'m>;
    type SerializeTupleStruct = Parts<'m>;
    type SerializeTupleVariant = Parts<'m>;
    type SerializeMap = Impossible<Value, Error>;
    type SerializeStruct = Parts<'m>;
    type SerializeStructVariant = Parts<'m>;

    scalars! {
        serialize_bool bool serialize_i8 i8 serialize_i16 i16 serialize_i32 i32 serialize_i64 i64
        serialize_u8 u8 serialize_u16 u16 serialize_u32 u32 serialize_u64 u64
        serialize_f32 f32 serialize_f64 f64 serialize_str &str
    }

    fn serialize_char(self, value: char) -> Result<Value, Error> {
        Ok(value.to_string().into())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, Error> {
        Err(ser::Error::custom("bytes"))
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, name: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        Ok(match (name, variant) {
            ("Rule", _) => text::<Rule>(variant.into()),
            ("RotaHours", _) => serde_json::from_value::<RotaHours>(variant.into())
                .map(|hours| hours.cover().as_str().into())
                .unwrap_or_default(),
            _ => variant.to_lowercase().into(),
        })
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Value, Error> {
        let value = value.serialize(self)?;
        let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
        Ok(number.and_then(|number| self.id(name, number)).map_or(value, Value::from))
    }

    /// The value alone, except that a party has the fields of its kind.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        of: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        let value = value.serialize(self)?;
        let field = match (name, of) {
            ("HolidayDate", _) => return Ok(variant::<HolidayDate>(of, value)),
            ("PartyKind", "Person") => "away",
            ("PartyKind", "Placeholder") => "stands_for",
            ("PartyKind", _) => "organisation",
            _ => return Ok(value),
        };
        let mut fields = match value {
            Value::Object(fields) => fields,
            value => Map::from_iter([(field.to_owned(), value)]),
        };
        fields.insert("kind".to_owned(), of.to_lowercase().into());
        Ok(Value::Object(fields))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'m>, Error> {
        Ok(self.parts(""))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'m>, Error> {
        Ok(self.parts(""))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Parts<'m>, Error> {
        Ok(self.parts(name))
    }

    variants! { serialize_tuple_variant serialize_struct_variant }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(ser::Error::custom("a map"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'m>, Error> {
        Ok(self.parts(name))
    }
}
