//! Changes to the complete schema.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform, transform_subschemas};
use serde_json::Value;

/// Set in the schema of a property that must be there, until [`collect_required`] tells the object.
pub(super) const REQUIRED_MARK: &str = "$own::required";

/// Lists the properties that must be there where draft 7 wants them: in the object. The derive can't, because to serde
/// every field may be absent; `validate` says what is missing.
pub(super) fn collect_required(schema: &mut Schema) {
    transform_subschemas(&mut collect_required, schema);
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let required = properties.iter_mut().filter_map(|(name, property)| {
        let marked = property.as_object_mut()?.remove(REQUIRED_MARK).is_some();
        marked.then(|| Value::from(name.as_str()))
    });
    let required: Vec<Value> = required.collect();
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
}

/// Says of each choice which types it has in all. That follows from its parts; editors look no further than this to
/// insert a key with its colon, or the dash of a list.
pub(super) fn tell_types(root: &mut Schema) {
    let schema_root = root.as_value().clone();
    let tell = |schema: &mut Schema| {
        let choice = schema.get("anyOf").or(schema.get("allOf")).is_some();
        if let (None, true, Some(types)) = (schema.get("type"), choice, types(schema.as_value(), &schema_root)) {
            schema.insert("type".to_owned(), types.into());
        }
    };
    RecursiveTransform(tell).transform(root);
}

/// The types of a schema, each once; none if it doesn't say.
fn types(schema: &Value, root: &Value) -> Option<Vec<Value>> {
    if let Some(types) = schema.get("type") {
        return Some(types.as_array().cloned().unwrap_or_else(|| vec![types.clone()]));
    }
    if let Some(place) = schema.get("$ref").and_then(Value::as_str) {
        return types(root.pointer(place.strip_prefix('#')?)?, root);
    }
    let choices = ["anyOf", "oneOf", "allOf"].iter().find_map(|key| schema.get(key)?.as_array())?;
    let mut all = Vec::new();
    for choice in choices {
        for one in types(choice, root)? {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    Some(all)
}
