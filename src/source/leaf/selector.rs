//! Selectors: hosts, paths, repositories, URLs and words.

use super::{Form, Span};
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{Selector, SelectorKind};

macro_rules! selectors {
    ($($(#[$about:meta])* $form:ident = $kind:ident $noun:literal;)*) => {$(
        $(#[$about])*
        pub(crate) enum $form {}

        impl Form for $form {
            type Value = Selector;

            const NOUN: &'static str = $noun;
            const HELP: &'static str = "";

            fn parse(text: &str) -> Option<Selector> {
                Selector::parse(SelectorKind::$kind, text).ok()
            }

            fn refuse(text: &str, span: Span) -> Finding {
                let fault = Finding::at(Rule::BadValue, span, format!("`{text}` isn't a valid {}", Self::NOUN));
                match Selector::parse(SelectorKind::$kind, text) {
                    Ok(_) => fault,
                    Err(refusal) => fault.help(refusal.help).fix_if(text, refusal.fix),
                }
            }
        }
    )*};
}

selectors! {
    /// A host.
    HostGlob = Host "host";
    /// A path of a file.
    PathGlob = Path "path";
    /// A repository.
    RepositoryGlob = Repository "repository";
    /// A URL.
    UrlGlob = Url "URL";
    /// Words in a text.
    Phrase = Word "phrase";
}
