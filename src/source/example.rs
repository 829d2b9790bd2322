//! Examples and descriptions of keys, from the JSON Schema of the YAML.

use std::sync::LazyLock;

use serde_json::Value;

/// The JSON Schema of the YAML. A test of `source::schema` generates it from the raw types.
pub(crate) const SCHEMA: &str = include_str!("../../data/matrix.schema.json");

static PARSED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap_or_default());

/// Depth of an example: mappings inside it are shortened.
const DEPTH: usize = 3;

/// Examples that the schema doesn't give: the mapping, or none for all others, its key, and the value.
const CHOSEN: [(&str, &str, &str); 16] = [
    ("File", "calendar", "{ time_zone: Europe/Berlin }"),
    ("File", "calendars", "{ some-id: { time_zone: Europe/Berlin } }"),
    ("File", "escalation", "{ default: { levels: [{ name: …, window: { from: 0m } }] } }"),
    ("Policy", "levels", "[{ name: …, window: { from: 0m } }]"),
    ("Level", "call", "[primary, { rota: some-id }]"),
    ("Calendar", "business_hours", "[{ days: mon-fri, from: \"09:00\", until: \"17:00\" }]"),
    ("WeeklySpan", "until", "\"17:00\""),
    ("Holiday", "until", "\"17:00\""),
    ("Rota", "hours", "[{ days: mon-fri, from: \"09:00\", until: \"17:00\" }]"),
    ("Document", "review", "{ cycle: quarterly, due: 2026-12-31 }"),
    ("Review", "cycle", "quarterly"),
    ("Duty", "every", "quarterly"),
    ("System", "owners", "{ service: some-id }"),
    ("Level", "contacts", "[{ party: some-id }]"),
    ("", "contacts", "{ pager: \"+49 30 5550100\" }"),
    ("", "links", "{ handbook: https://wiki.example.org/handbook }"),
];

/// A key of the YAML.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The mapping that it belongs to: `Team`; `None` for a section of the file.
    pub(crate) mapping: Option<&'static str>,
    pub(crate) description: String,
    /// Such as `on_call: { cover: 24/7 }`.
    pub(crate) example: String,
}

/// All keys, those of the file first.
pub(crate) fn keys() -> impl Iterator<Item = Key> {
    let mappings = PARSED["definitions"].as_object().into_iter().flatten();
    let mappings = mappings.map(|(name, mapping)| (Some(name.as_str()), mapping));
    [(None, &*PARSED)].into_iter().chain(mappings).flat_map(|(mapping, schema)| {
        let keys = schema["properties"].as_object().into_iter().flatten();
        keys.map(move |(name, value)| Key {
            name,
            mapping,
            // A doc comment may have several lines.
            description: value["description"].as_str().unwrap_or_default().replace('\n', " "),
            example: example_of(mapping.unwrap_or("File"), name, value),
        })
    })
}

/// The example of a key in a mapping, which is a raw type.
pub(super) fn of(mapping: &str, key: &str) -> Option<String> {
    let schema = if mapping == "File" { &*PARSED } else { &PARSED["definitions"][mapping] };
    Some(example_of(mapping, key, schema["properties"].get(key)?))
}

fn example_of(mapping: &str, key: &str, schema: &'static Value) -> String {
    let chosen = CHOSEN.iter().find(|(of, name, _)| [mapping, ""].contains(of) && *name == key);
    chosen.map_or_else(|| format!("{key}: {}", example(schema, DEPTH)), |(.., text)| format!("{key}: {text}"))
}

/// A value that a schema allows, in one line of YAML.
fn example(schema: &'static Value, depth: usize) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return example(&PARSED["definitions"][name], depth);
    }
    let list = |name: &str| schema[name].as_array().and_then(|values| values.first());
    if let Some(value) = list("examples").or_else(|| list("enum")) {
        return value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    }
    let inner = depth.saturating_sub(1);
    if let Some(word) = list("oneOf").and_then(|first| first["const"].as_str()) {
        return word.to_owned();
    }
    match list("anyOf").or_else(|| list("allOf")) {
        Some(first) => example(first, depth),
        None if schema["properties"].is_object() => mapping(schema, inner),
        None if schema["additionalProperties"].is_object() => {
            format!("{{ {}: {} }}", key_of(schema), example(&schema["additionalProperties"], inner))
        }
        None if schema["type"] == "array" => format!("[{}]", example(&schema["items"], inner)),
        None if schema["pattern"].as_str().is_some_and(|pattern| pattern.starts_with("^[a-z0-9]")) => {
            "some-id".to_owned()
        }
        None => plain(schema),
    }
}

/// The keys of a mapping that it requires, or else its first one.
fn mapping(schema: &'static Value, depth: usize) -> String {
    let Some(keys) = schema["properties"].as_object().filter(|_| depth > 0) else { return "{ … }".to_owned() };
    let required = schema["required"].as_array();
    let is_required = |key: &str| required.is_some_and(|required| required.iter().any(|name| name == key));
    let mut shown: Vec<_> = keys.iter().filter(|(key, _)| is_required(key)).collect();
    if shown.is_empty() {
        shown.extend(keys.iter().find(|(key, _)| *key != "accept"));
    }
    let shown: Vec<String> =
        shown.into_iter().map(|(key, value)| format!("{key}: {}", example(value, depth))).collect();
    format!("{{ {} }}", shown.join(", "))
}

fn key_of(schema: &Value) -> &'static str {
    if schema["propertyNames"].is_object() { "some-id" } else { "some-key" }
}

fn plain(schema: &Value) -> String {
    let is = |kind: &str| {
        schema["type"].as_str() == Some(kind)
            || schema["type"].as_array().is_some_and(|kinds| kinds.first().is_some_and(|first| first == kind))
    };
    let text = if is("boolean") {
        "true"
    } else if is("integer") || is("number") {
        "1"
    } else {
        "…"
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_has_what_is_required() {
        for (mapping, key, expected) in [
            ("Team", "on_call", "on_call: { cover: 24/7 }"),
            ("Team", "contacts", "contacts: { pager: \"+49 30 5550100\" }"),
            ("Level", "window", "window: { from: 15m }"),
            ("System", "owners", "owners: { service: some-id }"),
            ("File", "escalation", "escalation: { default: { levels: [{ name: …, window: { from: 0m } }] } }"),
            ("Level", "call", "call: [primary, { rota: some-id }]"),
            ("File", "teams", "teams: { some-id: { name: … } }"),
            ("Team", "name", "name: …"),
        ] {
            assert_eq!(of(mapping, key).as_deref(), Some(expected), "{mapping}.{key}");
        }
        assert_eq!(of("Team", "nmae"), None);
    }

    #[test]
    fn chosen_examples_are_of_keys_and_valid() {
        for (mapping, key, example) in CHOSEN {
            let is_of = |known: &Key| mapping.is_empty() || known.mapping.unwrap_or("File") == mapping;
            assert!(keys().any(|known| is_of(&known) && known.name == key), "{key}");
            if mapping == "File" {
                let text = format!("version: 1\n{key}: {example}\n");
                assert!(crate::source::from_texts([("a.yaml".to_owned(), text)]).is_ok(), "{key}");
            }
        }
    }

    #[test]
    fn every_key_has_a_description_and_an_example() {
        for key in keys() {
            assert!(!key.description.contains('\n'), "{}", key.name);
            assert!(!key.description.is_empty() && key.example.len() > key.name.len() + 2, "{}", key.name);
        }
    }
}
