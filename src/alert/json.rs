//! Alerts written as JSON, also inside a string of other JSON or in the middle of a text.

use serde_json::{Deserializer, Map, Value};

use super::{Alert, is_no_evidence};

/// Places in a text at which JSON may begin.
const MOST_STARTS: usize = 16;

/// JSON inside a string of JSON, and so on.
const MOST_NESTED: u8 = 4;

/// The alerts of a text that is JSON, or lines of JSON.
pub(super) fn alerts(text: &str) -> Option<Vec<Alert>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let values: Result<Vec<Value>, _> = Deserializer::from_str(text).into_iter().collect();
    let values = values.ok().filter(|values| values.iter().all(|value| value.is_object() || value.is_array()))?;
    Some(values.iter().flat_map(alerts_of).collect())
}

/// Each entry of a list named `alerts`, of a list of objects, or the value as one alert.
fn alerts_of(value: &Value) -> Vec<Alert> {
    let list = match value {
        Value::Array(list) => Some(list),
        _ => group(value, 3),
    };
    match list.filter(|list| !list.is_empty() && list.iter().all(Value::is_object)) {
        Some(list) => list.iter().map(alert).collect(),
        None => inner(value).map_or_else(|| vec![alert(value)], |inner| alerts_of(&inner)),
    }
}

/// A message that is a group of alerts itself: queues and topics carry one as a string.
fn inner(value: &Value) -> Option<Value> {
    let strings = value.as_object()?.values().filter_map(Value::as_str);
    strings.filter_map(parse).find(|inner| group(inner, 3).is_some())
}

fn group(value: &Value, depth: u8) -> Option<&Vec<Value>> {
    let map = value.as_object().filter(|_| depth > 0)?;
    let list = map.get("alerts").and_then(Value::as_array);
    list.or_else(|| map.values().find_map(|value| group(value, depth - 1)))
}

fn alert(value: &Value) -> Alert {
    let mut alert = Alert::default();
    walk("", value, &mut alert, MOST_NESTED);
    alert
}

fn parse(text: &str) -> Option<Value> {
    let text = Some(text.trim()).filter(|text| text.starts_with(['{', '[']))?;
    serde_json::from_str(text).ok().filter(|value: &Value| value.is_object() || value.is_array())
}

/// Reads JSON objects in the middle of a text, and returns the text without them.
pub(super) fn embedded(text: &str, alert: &mut Alert) -> String {
    let mut out = String::new();
    let mut rest = text;
    for _ in 0..MOST_STARTS {
        let Some(start) = rest.find("{\"").or_else(|| rest.find("{ \"")) else { break };
        let mut values = Deserializer::from_str(&rest[start..]).into_iter::<Value>();
        let found = values.next().and_then(Result::ok);
        let end = start + found.as_ref().map_or(1, |_| values.byte_offset());
        out.push_str(&rest[..start]);
        match found {
            Some(value) => walk("", &value, alert, MOST_NESTED),
            None => out.push('{'),
        }
        rest = &rest[end..];
    }
    out + rest
}

fn walk(name: &str, value: &Value, alert: &mut Alert, nested: u8) {
    if is_no_evidence(name) {
        return;
    }
    match value {
        Value::Object(map) => object(map, alert, nested),
        Value::Array(items) => {
            for item in items {
                list_item(name, item, alert, nested);
            }
        }
        Value::String(text) => match parse(text).filter(|_| nested > 0) {
            Some(inner) => walk(name, &inner, alert, nested - 1),
            None => named(name, text, alert),
        },
        Value::Number(number) => alert.label(name, &number.to_string()),
        Value::Bool(_) | Value::Null => {}
    }
}

fn object(map: &Map<String, Value>, alert: &mut Alert, nested: u8) {
    let of = |names: [&str; 4]| names.iter().find_map(|name| map.get(*name)).and_then(Value::as_str);
    let pair = of(["name", "Name", "key", "Key"]).zip(of(["value", "Value", "val", "Val"]));
    match pair {
        Some((name, value)) => named(name, value, alert),
        None => map.iter().for_each(|(name, value)| walk(name, value, alert, nested)),
    }
}

fn named(name: &str, value: &str, alert: &mut Alert) {
    if alert.add_named(name, value) {
        alert.read(value);
    }
}

/// An item of a list: `env:prod`, `env=prod` and `["env", "prod"]` are labels.
fn list_item(name: &str, item: &Value, alert: &mut Alert, nested: u8) {
    if let Some([Value::String(name), Value::String(value)]) = item.as_array().map(Vec::as_slice) {
        return named(name, value, alert);
    }
    let pair = item.as_str().and_then(|text| text.split_once([':', '=']));
    let is_name =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    match pair.filter(|(name, value)| is_name(name) && !value.starts_with('/') && !value.contains(char::is_whitespace))
    {
        Some((name, value)) => named(name, value, alert),
        None => walk(name, item, alert, nested),
    }
}
