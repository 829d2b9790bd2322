//! The JSON Schema of the YAML format, generated from the raw types. Only the tests compile this. The result is
//! `data/matrix.schema.json`, which the program prints, and which a test below compares.
//!
//! Uses draft 7: before version 2.0, the YAML language server of most editors supports no later draft, and
//! nothing here needs one.
//!
//! `validate` refuses everything that it refuses, so that no editor marks what `own` accepts. There are two exceptions,
//! which would be offered as completions if they were allowed: a bare `true` or `false` where a text belongs, and an
//! empty `every:` in a duty of a system.
//!
//! A schema can't express relations between two places (what an id refers to, names that fit two things, a key or a statement
//! given twice, a window that ends before it starts, `version` in one file of a folder), nor how a number is written:
//! `week: 1.0` is 1 to a schema and no week to `validate`.

mod container;
mod leaf;
mod rules;
mod transform;

use schemars::generate::SchemaSettings;

use super::raw;

/// The `x-…` keys of a mapping.
pub(super) fn extensions() -> serde_json::Value {
    serde_json::json!({ "^x-.": {
        "description": "Anything of your own. Nothing reads it, and `own show` repeats it of a system or a party.",
        "type": ["string", "number", "boolean", "array", "object"],
    } })
}

/// The schema of a file, as it is committed.
fn generate() -> String {
    let settings =
        SchemaSettings::draft07().with_transform(transform::collect_required).with_transform(transform::tell_types);
    let schema = settings.into_generator().into_root_schema_for::<raw::File>();
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use schemars::{JsonSchema, SchemaGenerator};
    use serde_json::Value;

    use super::*;
    use crate::matrix::{Cadence, Cover, DutyKind, HolidaysBy, OnAbsence, ResponseFrom, Risk, RotaKind, WhenEmpty};

    #[test]
    fn the_committed_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/matrix.schema.json");
        let current = generate();
        if env::var_os("OWN_UPDATE").is_some_and(|update| update == "1") {
            return fs::write(path, current).unwrap();
        }
        let stale = "data/matrix.schema.json isn't what src/source/raw/ gives: OWN_UPDATE=1 cargo test --lib schema";
        assert!(fs::read_to_string(path).unwrap() == current, "{stale}");
    }

    #[test]
    fn every_object_is_closed_or_says_what_it_holds() {
        fn look(schema: &Value, at: &str) {
            if let Some(object) = schema.as_object() {
                let open = object.contains_key("properties") && !object.contains_key("additionalProperties");
                assert!(!open || at.ends_with("anyOf"), "{at} lets any key pass");
                object.iter().for_each(|(key, inner)| look(inner, &format!("{at}/{key}")));
            }
            schema.as_array().into_iter().flatten().for_each(|inner| look(inner, at));
        }
        look(&serde_json::from_str(&generate()).unwrap(), "#");
    }

    #[test]
    fn words_are_those_of_the_format() {
        fn words<T: JsonSchema>() -> Vec<String> {
            let schema = T::json_schema(&mut SchemaGenerator::default());
            let choices = schema.get("oneOf").and_then(Value::as_array).unwrap();
            assert!(choices.iter().all(|choice| choice["description"].is_string()), "{choices:?}");
            let mut words: Vec<_> = choices.iter().map(|choice| choice["const"].as_str().unwrap().to_owned()).collect();
            words.sort();
            words
        }
        fn known<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<String> {
            let mut words: Vec<_> = all.iter().map(|item| word(*item).to_owned()).collect();
            words.sort();
            words
        }
        assert_eq!(words::<Cadence>(), known(&Cadence::ALL, Cadence::as_str));
        assert_eq!(words::<Cover>(), known(&Cover::ALL, Cover::as_str));
        assert_eq!(words::<DutyKind>(), known(&DutyKind::ALL, DutyKind::as_str));
        assert_eq!(words::<HolidaysBy>(), known(&HolidaysBy::ALL, HolidaysBy::as_str));
        assert_eq!(words::<OnAbsence>(), known(&OnAbsence::ALL, OnAbsence::as_str));
        assert_eq!(words::<RotaKind>(), known(&RotaKind::ALL, RotaKind::as_str));
        assert_eq!(words::<Risk>(), known(&Risk::ALL, Risk::as_str));
        assert_eq!(words::<ResponseFrom>(), known(&ResponseFrom::ALL, ResponseFrom::as_str));
        assert_eq!(words::<WhenEmpty>(), known(&WhenEmpty::ALL, WhenEmpty::as_str));
    }
}
