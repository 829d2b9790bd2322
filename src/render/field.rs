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
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use proptest::prelude::*;
    use serde_json::json;

    fn shape() -> Shape {
        let contact =
            || Shape::Object(vec![("label", Shape::Value), ("kind", Shape::Value), ("address", Shape::Value)]);
        let party = || Shape::Object(vec![("id", Shape::Value), ("email", Shape::Value), ("contact", contact())]);
        Shape::Object(vec![
            ("system", Shape::Object(vec![("id", Shape::Value), ("file", Shape::Value)])),
            ("primary", Shape::List(Box::new(party()))),
            ("contacts", Shape::List(Box::new(contact()))),
            ("notes", Shape::List(Box::new(Shape::Value))),
            ("level", Shape::Value),
        ])
    }

    fn value() -> Value {
        let contact = |label: &str, address: &str| json!({"label": label, "kind": "email", "address": address});
        json!({
            "system": {"id": "postgresql", "file": null},
            "primary": [
                {"id": "db-admin", "email": "dba@x", "contact": contact("on-call", "oncall@x")},
                {"id": "backend", "email": null, "contact": null},
            ],
            "contacts": [
                contact("primary-on-call", "a@x"),
                contact("security-escalation", "b@x"),
                contact("Primary Lead", "c@x"),
            ],
            "notes": [],
            "level": 2,
        })
    }

    fn at(path: &str) -> Result<Vec<String>, FieldError> {
        select(&value(), &shape(), path)
    }

    fn values(path: &str) -> Vec<String> {
        at(path).unwrap_or_else(|error| panic!("{path}: {error:?}"))
    }

    #[test]
    fn paths_lead_to_values() {
        assert_eq!(values("system.id"), ["postgresql"]);
        assert_eq!(values("level"), ["2"]);
        assert_eq!(values("primary.email"), ["dba@x"], "what the matrix doesn't say is left out");
        assert_eq!(values("primary.id"), ["db-admin", "backend"]);
        assert_eq!(values("primary.1.id"), ["backend"]);
    }

    #[test]
    fn items_go_by_their_names() {
        assert_eq!(values("contacts.security-escalation.address"), ["b@x"]);
        assert_eq!(values("contacts.Security Escalation.kind"), ["email"]);
        assert_eq!(values("contacts.security"), ["b@x"], "a beginning, and an address stands for its contact");
        assert_eq!(values("primary.dbadmin.contact"), ["oncall@x"]);
        assert_eq!(values("contacts"), ["a@x", "b@x", "c@x"]);
        let fits = vec!["primary-on-call".to_owned(), "Primary Lead".to_owned()];
        assert_eq!(at("contacts.primary"), Err(FieldError::Ambiguous { candidates: fits.clone() }));
        let known = vec![fits[0].clone(), "security-escalation".into(), fits[1].clone()];
        assert_eq!(at("contacts.chat"), Err(FieldError::Nothing { known }));
    }

    #[test]
    fn an_unknown_field_is_a_mistake_even_without_data() {
        let error = at("system.fil").unwrap_err();
        assert_eq!(
            error.of_path("system.fil").message,
            "there is no field `system.fil`: did you mean `system.file`? fields are system.id, system.file"
        );
        for path in [
            "",
            ".",
            "system.",
            "system..id",
            "x",
            "notes.x",
            "level.x",
            "system.0",
            "primary.contact.x",
            "primary.--.x",
        ] {
            let error = select(&json!(null), &shape(), path).unwrap_err();
            let is_usage = matches!(error, FieldError::Unknown { .. } | FieldError::NotAValue { .. });
            assert!(is_usage || path == "primary.--.x", "{path}: {error:?}");
        }
        let FieldError::Unknown { nearest, .. } = at("email").unwrap_err() else { panic!("known") };
        assert_eq!(nearest.as_deref(), Some("primary.email"), "a field of this name stands elsewhere");
    }

    #[test]
    fn a_right_field_may_have_no_value() {
        let nothing = Err(FieldError::Nothing { known: vec![] });
        for path in ["system.file", "notes", "primary.9.id", "primary.backend.email", "primary.backend.contact"] {
            assert_eq!(at(path), nothing, "{path}");
        }
        assert_eq!(select(&json!({}), &shape(), "system.id"), nothing);
    }

    #[test]
    fn a_line_break_is_not_a_backslash() {
        let lines = ["a\nb", "a\\nb", "::x", "\u{1b}", "\\u{1b}"].map(line);
        assert_eq!(lines, ["a\\nb", "a\\\\nb", "\\u{3a}:x", "\\u{1b}", "\\\\u{1b}"]);
    }

    #[test]
    fn an_object_is_no_value() {
        let fields =
            ["primary.id", "primary.email", "primary.contact.label", "primary.contact.kind", "primary.contact.address"];
        assert_eq!(at("primary"), Err(FieldError::NotAValue { fields: fields.map(str::to_owned).to_vec() }));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_value_forges_no_line_and_an_error_neither(text in hostile::text(), path in hostile::text()) {
            let value = json!({"system": {"id": text}, "primary": [{"id": text, "email": text}], "contacts": [{"label": text}]});
            for path in [path.as_str(), "system.id", "primary.email", &format!("contacts.{path}"), &format!("primary.{path}.email")] {
                match select(&value, &shape(), path) {
                    Ok(values) => {
                        let lines: Vec<_> = values.iter().map(|value| line(value)).collect();
                        prop_assert!(lines.iter().all(|line| shown(line) == *line && hostile::is_obeyed_nowhere(line)));
                    }
                    Err(error) => {
                        let error = error.of_path(path).message;
                        prop_assert_eq!(shown(&error), error.as_str());
                    }
                }
            }
        }
    }
}
