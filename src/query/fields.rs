//! What fields an answer has, known without an answer: so that `--field` tells a misspelt field from a value that the
//! matrix doesn't say, and completion can list them.

use crate::text::word::Word;

/// The form of a value as it serialises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One value: text, a number, or yes and no.
    Value,
    /// Any number of values.
    List(Box<Shape>),
    /// Named values, in order of declaration.
    Object(Vec<(&'static str, Shape)>),
}

impl Shape {
    /// The paths to all values, such as `primary.name`; lists leave no trace in them.
    pub(crate) fn paths(&self) -> Vec<String> {
        match self {
            Self::Value => Vec::new(),
            Self::List(items) => items.paths(),
            Self::Object(fields) => fields.iter().flat_map(|(name, shape)| shape.paths_below(name)).collect(),
        }
    }

    fn paths_below(&self, name: &str) -> Vec<String> {
        match self.item() {
            Self::Object(_) => self.paths().iter().map(|path| format!("{name}.{path}")).collect(),
            _ => vec![name.to_owned()],
        }
    }

    /// The shape of what a list holds, however deep; of anything else its own.
    pub(crate) fn item(&self) -> &Self {
        match self {
            Self::List(items) => items.item(),
            other => other,
        }
    }

    /// The names of its fields; none unless it is an object or a list of them.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        match self.item() {
            Self::Object(fields) => fields.iter().map(|(name, _)| *name).collect(),
            _ => Vec::new(),
        }
    }

    /// The shape of one of its fields.
    pub(crate) fn field(&self, name: &str) -> Option<&Self> {
        match self.item() {
            Self::Object(fields) => fields.iter().find(|(known, _)| *known == name).map(|(_, shape)| shape),
            _ => None,
        }
    }
}

/// A type whose fields are known. Its [`Shape`] is that of what it serialises to.
pub(crate) trait Fields {
    /// Its shape.
    fn shape() -> Shape;
}

/// Makes types [`Fields`] that serialise to one value, such as a text.
macro_rules! values {
    ($($type:ty)*) => {
        $(impl $crate::query::fields::Fields for $type {
            fn shape() -> $crate::query::fields::Shape {
                $crate::query::fields::Shape::Value
            }
        })*
    };
}

values! { String &str bool f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl<T: Word> Fields for T {
    fn shape() -> Shape {
        Shape::Value
    }
}

impl<T: Fields> Fields for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Fields> Fields for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

/// The name under which a field serialises: `r#type` is `type`.
#[doc(hidden)]
pub(crate) fn name(identifier: &'static str) -> &'static str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Declares an answer, or a part of one: a struct of [`Fields`] that serialises under the names of its fields.
///
/// It takes no serde attributes that rename or leave out fields: the shape wouldn't know.
macro_rules! answer {
    ($($(#[$about:meta])* $vis:vis struct $type:ident { $($(#[$doc:meta])* $seen:vis $field:ident: $value:ty),* $(,)? })+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, PartialEq, ::serde::Serialize)]
            $vis struct $type {
                $($(#[$doc])* $seen $field: $value,)*
            }

            impl $crate::query::fields::Fields for $type {
                fn shape() -> $crate::query::fields::Shape {
                    $crate::query::fields::Shape::Object(vec![$((
                        $crate::query::fields::name(stringify!($field)),
                        <$value as $crate::query::fields::Fields>::shape(),
                    )),*])
                }
            }
        )+
    };
}

#[cfg(test)]
mod tests {
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
        let expected =
            ["schema", "type", "contacts.label", "contacts.address", "first.label", "first.address", "notes"];
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
}
