//! A page as rows: one a field, since each kind of thing has fields of its own.

use serde_json::Value;

use crate::query::Shape;
use crate::query::show::Shown;
use crate::view::columns::text;

/// `kind`, `id`, and for each field that the matrix fills its path and its value. Items of a list are numbered from 1.
pub(super) fn records(results: &[Shown]) -> Vec<Vec<String>> {
    let mut rows = vec![["kind", "id", "field", "value"].map(str::to_owned).into()];
    for shown in results {
        // A page is text, numbers and lists of them: it always has a form in JSON.
        let value = serde_json::to_value(shown).unwrap_or_default();
        let Shape::Object(fields) = shown.shape() else { continue };
        let of = |field: &str| value.get(field).map(text).unwrap_or_default();
        let (kind, id) = (of("kind"), of("id"));
        let mut fill = |path: String, value: String| rows.push(vec![kind.clone(), id.clone(), path, value]);
        for (field, shape) in fields.iter().filter(|(field, _)| !matches!(*field, "kind" | "id")) {
            flatten(field, shape, &value[*field], &mut fill);
        }
    }
    rows
}

fn flatten(path: &str, shape: &Shape, value: &Value, fill: &mut dyn FnMut(String, String)) {
    match (shape, value) {
        (_, Value::Null) => {}
        (Shape::List(items), Value::Array(values)) if values.is_empty() || is_plain(items) => {
            let plain: Vec<String> = values.iter().map(|value| plain(items, value)).collect();
            if !plain.is_empty() {
                fill(path.to_owned(), plain.join("; "));
            }
        }
        (Shape::List(items), Value::Array(values)) => {
            for (number, value) in (1..).zip(values) {
                flatten(&format!("{path}.{number}"), items, value, fill);
            }
        }
        (shape, value) if is_plain(shape) => fill(path.to_owned(), plain(shape, value)),
        (Shape::Object(fields), value) => {
            for (field, shape) in fields {
                flatten(&format!("{path}.{field}"), shape, &value[*field], fill);
            }
        }
        (_, value) => fill(path.to_owned(), text(value)),
    }
}

/// Checks whether it has one plain value: itself, the id of what it mentions, or a place.
fn is_plain(shape: &Shape) -> bool {
    match shape {
        Shape::Value => true,
        Shape::List(_) => false,
        Shape::Object(fields) => {
            let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            match names.as_slice() {
                ["id", "name"] | ["file", "line", "column"] => true,
                // A party or a system: its own page says more.
                ["id", "name", ..] => names.contains(&"kind"),
                _ => false,
            }
        }
    }
}

fn plain(shape: &Shape, value: &Value) -> String {
    match shape {
        Shape::Object(fields) if fields.iter().any(|(name, _)| *name == "id") => text(&value["id"]),
        Shape::Object(_) => format!("{}:{}", text(&value["file"]), text(&value["line"])),
        _ => text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_ids_and_other_things_are_numbered() {
        let named = || Shape::Object(vec![("id", Shape::Value), ("name", Shape::Value)]);
        let item = Shape::Object(vec![("who", Shape::List(Box::new(named()))), ("note", Shape::Value)]);
        let value = serde_json::json!([{ "who": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }], "note": null },
            { "who": [], "note": "x" }]);
        let mut rows = Vec::new();
        flatten("items", &Shape::List(Box::new(item)), &value, &mut |path, value| rows.push((path, value)));
        assert_eq!(rows, [("items.1.who".to_owned(), "a; b".to_owned()), ("items.2.note".to_owned(), "x".to_owned())]);
    }
}
