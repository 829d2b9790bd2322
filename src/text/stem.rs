//! Stems of words, by language.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use super::name::has_no_spaces;

/// Stems words of one language.
pub(crate) struct Stems(Option<Stemmer>);

impl Stems {
    /// The stems of a language, by its tag: `en`, `de-CH`. A language without stems has its words as they are.
    pub(crate) fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        let algorithm = ALGORITHMS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(primary));
        Self(algorithm.map(|(_, algorithm)| Stemmer::create(*algorithm)))
    }

    /// The stem of a word in lower case.
    pub(crate) fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let is_word = word.chars().all(|c| c.is_alphabetic() && !has_no_spaces(c));
        match &self.0 {
            Some(stemmer) if is_word => stemmer.stem(word),
            _ => Cow::Borrowed(word),
        }
    }
}

const ALGORITHMS: [(&str, Algorithm); 20] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nb", Algorithm::Norwegian),
    ("nl", Algorithm::Dutch),
    ("nn", Algorithm::Norwegian),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_stemmed_in_its_language() {
        assert_eq!(Stems::of("en").stem("replicating"), Stems::of("en").stem("replication"));
        assert_eq!(Stems::of("de-CH").stem("sicherungen"), Stems::of("DE").stem("sicherung"));
        assert_eq!(Stems::of("ja").stem("running"), "running");
        assert_eq!(Stems::of("en").stem("node.js"), "node.js");
    }
}
