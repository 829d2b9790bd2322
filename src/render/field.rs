//! `--field PATH`: bare values out of an answer, for `$(…)`.
//!
//! The path is read against the shape of the answer and its data at once. So a misspelt field is a mistake of the
//! asker even where the data is empty, and a right one without data is an answer that the matrix doesn't give.

use serde::Serialize;
use serde_json::Value;

use crate::query::{Shape, Unanswered};
use crate::text::name::key;
use crate::text::nearest::nearest;
use crate::text::sanitize::{shown, without_commands};
use crate::view::columns::leave_out_ended;

/// Fields by which a path may name an item of a list.
const NAMES: [&str; 2] = ["id", "label"];

/// The field that represents an object, if it has that field.
const ADDRESS: &str = "address";

/// Why a path leads to no value. All text in it is sanitized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldError {
    /// No answer of this kind has such a field: a mistake in the command.
    Unknown {
        /// The path up to where it goes wrong.
        field: String,
        /// Paths of the fields that there are at that place.
        known: Vec<String>,
        /// The path that was likely meant.
        nearest: Option<String>,
    },
    /// The path ends at something that has fields of its own: a mistake in the command.
    NotAValue {
        /// Paths of the values below it.
        fields: Vec<String>,
    },
    /// The field is right, and there is no value, or no item of this name.
    Nothing {
        /// Names of the items that there are, if the path asks for one by name.
        known: Vec<String>,
    },
    /// Several items fit a name.
    Ambiguous {
        /// Names of those that fit.
        candidates: Vec<String>,
    },
}

impl FieldError {
    /// The refusal of a path.
    pub(crate) fn of_path(self, path: &str) -> Unanswered {
        let path = shown(path);
        match self {
            Self::Unknown { field, known, .. } if known.is_empty() => {
                let value = field.rsplit_once('.').map_or("", |(value, _)| value);
                Unanswered::misuse(format!("there is no field `{field}`: `{value}` has no fields"), Vec::new())
            }
            Self::Unknown { field, known, nearest } => {
                let nearest = nearest.map(|near| format!(" did you mean `{near}`?")).unwrap_or_default();
                let message = format!("there is no field `{field}`:{nearest} fields are {}", known.join(", "));
                Unanswered::misuse(message, Vec::new())
            }
            Self::NotAValue { fields } => {
                Unanswered::misuse(format!("`{path}` has fields of its own: {}", fields.join(", ")), Vec::new())
            }
            Self::Nothing { known } => {
                let hints = if known.is_empty() { known } else { vec![format!("there is: {}", known.join(", "))] };
                Unanswered::nobody(format!("the matrix doesn't say `{path}` for this"), hints)
            }
            Self::Ambiguous { candidates } => {
                Unanswered::nothing(format!("`{path}` matches several: choose one"), candidates)
            }
        }
    }
}

/// A value in one line: a backslash, a line break and what acts on a terminal or a CI system are spelt out.
pub(crate) fn line(value: &str) -> String {
    without_commands(shown(&value.replace('\\', "\\\\")).into_owned())
}

/// What a path may lead to: parties whose last day is over are left out, except of that day.
pub(crate) fn data(results: &impl Serialize, path: &str) -> serde_json::Result<Value> {
    let mut results = serde_json::to_value(results)?;
    if !matches!(path.rsplit('.').next(), Some("ended" | "until")) {
        leave_out_ended(&mut results);
    }
    Ok(results)
}

/// The values at a dotted path, in order.
///
/// Lists are passed through; a number picks one of their items or a level, and a name the one with that `id` or `label`. An
/// object with an `address` stands for it.
pub(crate) fn select(value: &Value, shape: &Shape, path: &str) -> Result<Vec<String>, FieldError> {
    let mut place = Place { values: vec![value], shape, path: String::new() };
    for segment in path.split('.') {
        place = place.step(segment)?;
    }
    place.end()
}

/// Where a path has led so far.
struct Place<'a> {
    values: Vec<&'a Value>,
    shape: &'a Shape,
    path: String,
}

impl<'a> Place<'a> {
    fn step(self, segment: &str) -> Result<Self, FieldError> {
        let path = self.below(segment);
        if let Some(shape) = self.shape.field(segment) {
            let values = self.items().into_iter().filter_map(|item| item.get(segment)).collect();
            return Ok(Self { values, shape, path });
        }
        let Shape::List(items) = self.shape else { return Err(self.unknown(segment)) };
        if let Ok(number) = segment.parse::<usize>() {
            let values = self.values.iter().flat_map(|list| numbered(list, number)).collect();
            return Ok(Self { values, shape: items, path });
        }
        let is_named = self.shape.names().iter().any(|name| NAMES.contains(name));
        // The results themselves aren't picked by name: the question does that.
        if !is_named || key(segment).is_empty() || self.path.is_empty() {
            return Err(self.unknown(segment));
        }
        match named(&self.items(), segment) {
            // A label may be missing from the matrix; behind a list of things with ids a field was meant.
            Err(FieldError::Nothing { .. }) if self.shape.field("label").is_none() => Err(self.unknown(segment)),
            values => Ok(Self { values: values?, shape: self.shape.item(), path }),
        }
    }

    /// The values here, those of lists one by one, without what the matrix doesn't say.
    fn items(&self) -> Vec<&'a Value> {
        fn flat<'a>(value: &'a Value, items: &mut Vec<&'a Value>) {
            match value {
                Value::Null => {}
                Value::Array(list) => list.iter().for_each(|item| flat(item, items)),
                _ => items.push(value),
            }
        }
        let mut items = Vec::new();
        self.values.iter().for_each(|value| flat(value, &mut items));
        items
    }

    fn end(self) -> Result<Vec<String>, FieldError> {
        match self.shape.item() {
            Shape::Object(_) if self.shape.field(ADDRESS).is_some() => return self.step(ADDRESS)?.end(),
            Shape::Object(_) => {
                return Err(FieldError::NotAValue {
                    fields: self.shape.paths().iter().map(|path| self.below(path)).collect(),
                });
            }
            _ => {}
        }
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let values: Vec<_> = self.items().into_iter().map(text).collect();
        if values.is_empty() { Err(FieldError::Nothing { known: Vec::new() }) } else { Ok(values) }
    }

    fn below(&self, segment: &str) -> String {
        let segment = shown(segment);
        if self.path.is_empty() { segment.into_owned() } else { format!("{}.{segment}", self.path) }
    }

    fn unknown(&self, segment: &str) -> FieldError {
        let names = self.shape.names();
        // A near name at this place, or else the field of this very name elsewhere below.
        let elsewhere = || self.shape.paths().into_iter().find(|path| path.rsplit('.').next() == Some(segment));
        let nearest = nearest(segment, names.iter().copied()).map(str::to_owned).or_else(elsewhere);
        FieldError::Unknown {
            field: self.below(segment),
            known: names.iter().map(|name| self.below(name)).collect(),
            nearest: nearest.map(|path| self.below(&path)),
        }
    }
}

/// The item of a list at an index, from 0. Levels have numbers of their own, and each round of a path has one of a number.
fn numbered(list: &Value, number: usize) -> Vec<&Value> {
    let own = |item: &Value| item.get("number").and_then(Value::as_u64);
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    if items.iter().any(|item| own(item).is_some()) {
        return items.iter().filter(|item| own(item) == u64::try_from(number).ok()).collect();
    }
    items.get(number).into_iter().collect()
}

/// The items whose name fits, exactly or else by its beginning; several only where all have the same name.
fn named<'a>(items: &[&'a Value], wanted: &str) -> Result<Vec<&'a Value>, FieldError> {
    let wanted = key(wanted);
    let fitting = |fits: fn(&str, &str) -> bool| -> Vec<&'a Value> {
        items.iter().filter(|item| names(item).any(|name| fits(&key(name), &wanted))).copied().collect()
    };
    let exact = fitting(|name, wanted| name == wanted);
    let found = if exact.is_empty() { fitting(|name, wanted| name.starts_with(wanted)) } else { exact };
    let candidates = distinct(&found);
    match candidates.len() {
        0 => Err(FieldError::Nothing { known: distinct(items) }),
        1 => Ok(found),
        _ => Err(FieldError::Ambiguous { candidates }),
    }
}

fn names(item: &Value) -> impl Iterator<Item = &str> {
    NAMES.iter().filter_map(|name| item.get(name)?.as_str())
}

/// The names of the items, each once.
fn distinct(items: &[&Value]) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for name in items.iter().filter_map(|item| names(item).next()).map(|name| shown(name).into_owned()) {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

#[cfg(test)]
mod tests;
