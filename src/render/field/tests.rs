use super::*;
use crate::text::sanitize::hostile;
use proptest::prelude::*;
use serde_json::json;

fn shape() -> Shape {
    let contact = || Shape::Object(vec![("label", Shape::Value), ("kind", Shape::Value), ("address", Shape::Value)]);
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
    let below_a_value = at("system.file.x").unwrap_err().of_path("system.file.x").message;
    assert_eq!(below_a_value, "there is no field `system.file.x`: `system.file` has no fields");
    for path in
        ["", ".", "system.", "system..id", "x", "notes.x", "level.x", "system.0", "primary.contact.x", "primary.--.x"]
    {
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
