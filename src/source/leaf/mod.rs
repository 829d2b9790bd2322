//! Leaves of raw types: texts that parse themselves. `schema` has their JSON Schemas.

mod date;
mod selector;
mod suggest;
mod value;
mod word;

use std::marker::PhantomData;

use super::decode::{Decode, refuse};
use super::node::Value;
use super::{Node, Span};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::matrix::Placed;

pub(crate) use date::{Bound, Date, Digest, EasterDays, Moment, NEW_DIGEST, Weeks, Zone, date};
pub(crate) use selector::{HostGlob, PathGlob, Phrase, RepositoryGlob, UrlGlob};
pub(crate) use value::{
    Acceptance, Address, AnyAddress, Count, Email, Flag, Language, Lifecycle, Size, Tag, Tier, Times, Version,
    WebAddress, WeekNumber,
};
pub(crate) use word::Verdict;
#[cfg(test)]
pub(super) use word::words;

/// A value that is written as text, and its place.
pub(crate) struct Leaf<F: Form> {
    pub(crate) value: F::Value,
    pub(crate) span: Span,
}

/// Any text, quoted or not; a number or a date is text as it is written.
pub(crate) type Text = Leaf<String>;

/// The id of a `T` that the matrix defines. `validate` resolves it.
pub(crate) type Ref<T> = Leaf<Id<T>>;

/// The form of [`Ref`].
pub(crate) struct Id<T>(PhantomData<T>);

/// How a kind of value is written.
pub(crate) trait Form {
    type Value;

    /// The kind of value, for messages.
    const NOUN: &'static str;
    /// The correct form.
    const HELP: &'static str;

    fn parse(text: &str) -> Option<Self::Value>;

    /// The text that was meant by another one, if that is beyond doubt.
    fn suggest(_: &str) -> Option<String> {
        None
    }

    /// The finding for a text that can't be parsed.
    fn refuse(text: &str, span: Span) -> Finding {
        // A fix must be valid.
        let fix = Self::suggest(text).filter(|fix| Self::parse(fix).is_some());
        Finding::at(Rule::BadValue, span, format!("`{text}` isn't a valid {}", Self::NOUN))
            .help(Self::HELP)
            .fix_if(text, fix)
    }
}

/// Implements [`Form`] for types of the matrix.
macro_rules! forms {
    ($($form:ty = $value:ty {
        noun: $noun:expr,
        help: $help:expr,
        parse: $parse:expr,
        $(suggest: $suggest:expr,)?
        $(refuse: $refuse:expr,)?
    })*) => {$(
        impl Form for $form {
            type Value = $value;

            const NOUN: &'static str = $noun;
            const HELP: &'static str = $help;

            fn parse(text: &str) -> Option<$value> {
                ($parse)(text)
            }

            $(fn suggest(text: &str) -> Option<String> {
                ($suggest)(text)
            })?

            $(fn refuse(text: &str, span: Span) -> Finding {
                ($refuse)(text, span)
            })?
        }
    )*};
}

/// As [`forms`], for values of types from elsewhere.
macro_rules! markers {
    ($($(#[$about:meta])* $form:ident = $value:ty { $($rest:tt)* })*) => {$(
        $(#[$about])*
        pub(crate) enum $form {}

        forms! { $form = $value { $($rest)* } }
    )*};
}

use {forms, markers};

forms! {
    String = String {
        noun: "text",
        help: "",
        parse: |text: &str| Some(text.to_owned()),
    }
}

impl<F: Form> Leaf<F> {
    /// Parses a text, such as a key.
    pub(super) fn parse(text: &str, span: Span, faults: &mut Findings) -> Option<Self> {
        let value = F::parse(text);
        if value.is_none() {
            faults.push(F::refuse(text, span));
        }
        Some(Self { value: value?, span })
    }

    pub(super) fn placed(self) -> Placed<F::Value> {
        Placed { value: self.value, place: self.span }
    }
}

impl<F: Form> Decode for Leaf<F> {
    fn decode(node: Node<'_>, faults: &mut Findings) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, .. } if !node.value.is_null() => Self::parse(text, node.span, faults),
            value => refuse("text", node.span, value, faults),
        }
    }
}

impl<T> Form for Id<T> {
    type Value = String;

    const NOUN: &'static str = "id";
    const HELP: &'static str = "";

    fn parse(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}
