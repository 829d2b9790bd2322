//! Words of a question and of the matrix, compared by their forms: "rotate logs" speaks of a "Log rotation".

use rust_stemmers::{Algorithm, Stemmer};

use crate::text::name;

/// Words that say nothing of what is meant, in the language of the stems.
const EMPTY: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "for", "from", "in", "is", "it", "my", "of", "on", "or",
    "our", "the", "this", "to", "we", "with",
];

/// What sets the forms of one word apart: numbers of a noun, tenses of a verb, and the noun of what a verb does. Other
/// endings make another word of the same stem: a rotator isn't a rotation, and to standardize isn't standard.
const ENDINGS: [&str; 19] = [
    "", "s", "es", "e", "y", "ies", "d", "ed", "ing", "ings", "ion", "ions", "ation", "ations", "ied", "al", "als",
    "ment", "ments",
];

/// A word as it was written, and what it has in common with its other forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case.
    pub text: String,
    stem: String,
}

impl Word {
    /// Checks whether the other is a form of the same word.
    pub(crate) fn is(&self, other: &Self) -> bool {
        if self.text == other.text {
            return true;
        }
        let same = self.text.chars().zip(other.text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a);
        let common: String = same.collect();
        let has_ending = |word: &Self, base: &str| {
            let Some(rest) = word.text.strip_prefix(base) else { return false };
            // "log" and "logging": the last letter is doubled.
            let undoubled = base.chars().next_back().and_then(|last| rest.strip_prefix(last)).unwrap_or(rest);
            ENDINGS.contains(&rest) || matches!(undoubled, "ing" | "ed")
        };
        // "rotating" and "rotation" share a letter of their endings.
        let have_endings = |base: &str| has_ending(self, base) && has_ending(other, base);
        self.stem == other.stem && (have_endings(&common) || have_endings(&self.stem))
    }

    /// What all its forms have in common.
    pub(crate) fn stem(&self) -> &str {
        &self.stem
    }

    /// Checks whether it is among some words, in whatever form.
    pub(crate) fn is_in(&self, words: &[Self]) -> bool {
        words.iter().any(|word| word.is(self))
    }
}

/// The words of a text that say something. `also_empty` are further words that say nothing where the text stands.
pub(crate) fn words(text: &str, also_empty: &[&str]) -> Vec<Word> {
    let empty = every_word(&also_empty.join(" "));
    let says = |word: &Word| !EMPTY.contains(&word.text.as_str()) && !word.is_in(&empty);
    every_word(text).into_iter().filter(says).collect()
}

/// All words of a text.
pub(crate) fn every_word(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    name::words(text).map(|text| Word { stem: stemmer.stem(&text).into_owned(), text }).collect()
}

/// Those of the words that the others have too, each once, in their order.
pub(crate) fn shared<'w>(words: &'w [Word], others: &[Word]) -> Vec<&'w Word> {
    let mut shared: Vec<&Word> = Vec::new();
    for word in words {
        if word.is_in(others) && !shared.iter().any(|known| known.is(word)) {
            shared.push(word);
        }
    }
    shared
}

/// Checks whether the others have each of the words. No words at all are in nothing.
pub(crate) fn all_in(words: &[Word], others: &[Word]) -> bool {
    !words.is_empty() && words.iter().all(|word| word.is_in(others))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(few: &str, many: &str) -> bool {
        all_in(&words(few, &[]), &words(many, &[]))
    }

    #[test]
    fn forms_of_a_word_are_the_same() {
        for (few, many) in [
            ("Schema updates", "an update of the schema"),
            ("Schema updates", "updating the schemas"),
            ("Log rotation", "rotate the logs"),
            ("Security patches", "security patch"),
            ("critical bug fixes", "fix a critical bug"),
            ("data breach", "Data breaches"),
            ("configuration changes", "configure a change"),
            ("log", "logging"),
            ("Log rotation", "rotating logs"),
            ("Certificate renewal", "renew certificates"),
            ("deployment", "deploy"),
        ] {
            assert!(fits(few, many), "{few} in {many}");
        }
    }

    #[test]
    fn words_of_one_stem_are_not() {
        for (few, many) in [
            ("Log rotation", "log"),
            ("Log rotation", "log rotator"),
            ("standard backups", "standardize backups"),
            ("standard backups", "standardizing the backups"),
            ("security", "secure"),
            ("blog", "log"),
            ("", "log"),
            ("the", "the"),
        ] {
            assert!(!fits(few, many), "{few} in {many}");
        }
    }

    #[test]
    fn what_is_shared_is_told_as_it_was_written() {
        let typed = words("Updating the schemas, and updates", &["and"]);
        let shared: Vec<_> =
            shared(&typed, &words("schema update", &[])).iter().map(|word| word.text.clone()).collect();
        assert_eq!(shared, ["updating", "schemas"]);
    }

    #[test]
    fn words_of_no_meaning_there_are_left_out_in_all_their_forms() {
        assert!(words("change the changes, changing", &["change"]).is_empty());
    }
}
