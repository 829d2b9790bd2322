use super::*;

answer! {
    /// A contact.
    #[derive(Default)]
    struct Contact {
        /// What it is for.
        label: String,
        /// Where.
        address: Option<String>,
    }

    /// An answer.
    struct Answer {
        /// Its version.
        schema: u32,
        /// A keyword as a name.
        r#type: Kind,
        /// Contacts.
        contacts: Vec<Contact>,
        /// The first of them.
        first: Option<Contact>,
        /// Plain values.
        notes: Vec<&'static str>,
    }
}

words! {
    /// A kind.
    enum Kind {
        /// Nobody describes it.
        NotDescribed = "not-described",
    }
}

#[test]
fn the_shape_is_that_of_the_type() {
    let contact = Shape::Object(vec![("label", Shape::Value), ("address", Shape::Value)]);
    let expected = Shape::Object(vec![
        ("schema", Shape::Value),
        ("type", Shape::Value),
        ("contacts", Shape::List(Box::new(contact.clone()))),
        ("first", contact),
        ("notes", Shape::List(Box::new(Shape::Value))),
    ]);
    assert_eq!(Answer::shape(), expected);
}

#[test]
fn paths_lead_to_values_in_order() {
    let expected = ["schema", "type", "contacts.label", "contacts.address", "first.label", "first.address", "notes"];
    assert_eq!(Answer::shape().paths(), expected);
    assert_eq!(<Vec<Contact>>::shape().paths(), ["label", "address"]);
    assert!(String::shape().paths().is_empty());
}

#[test]
fn the_shape_is_that_of_the_json() {
    let answer = Answer {
        schema: 1,
        r#type: Kind::NotDescribed,
        contacts: vec![Contact::default()],
        first: None,
        notes: vec!["a"],
    };
    let json = serde_json::to_value(&answer).unwrap();
    let mut names = Answer::shape().names();
    names.sort_unstable();
    assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), names);
    assert_eq!(json["type"], "not-described");
}
