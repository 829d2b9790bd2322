//! `own explain`: a key of the YAML.

use super::{Answer, Caveats, Unanswered};
use crate::diagnostic::Rule;
use crate::source::example::{self, Key};
use crate::text::nearest::nearest;

answer! {
    /// A key of the YAML.
    pub(crate) struct KeyCard {
        /// The key.
        pub key: String,
        /// The mapping that it belongs to: `Team`; `null` for a section of the file.
        pub mapping: Option<String>,
        /// Its meaning.
        pub description: String,
        /// An example.
        pub example: String,
    }
}

/// The meanings of a key, one for each mapping that has it.
pub(crate) fn key(typed: &str) -> Result<Answer<KeyCard>, Unanswered> {
    let card = |key: Key| KeyCard {
        key: key.name.to_owned(),
        mapping: key.mapping.map(str::to_owned),
        description: key.description,
        example: key.example,
    };
    let found: Vec<KeyCard> = example::keys().filter(|key| key.name == typed).map(card).collect();
    if found.is_empty() {
        let known = example::keys().map(|key| key.name).chain(Rule::ALL.iter().map(|rule| rule.code));
        let hint = nearest(typed, known).map(|near| format!("did you mean `{near}`?"));
        return Err(Unanswered::nothing(format!("no key or rule is called `{typed}`"), hint.into_iter().collect()));
    }
    Ok(Answer::new("key", found, Caveats::default()))
}
