//! Words of a question and of the matrix, compared by their stems: "rotate logs" speaks of a "Log rotation".

use rust_stemmers::{Algorithm, Stemmer};

use crate::matrix::name;

/// Words that say nothing of what is meant, in the language of the stems.
const EMPTY: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "for", "from", "in", "is", "it", "my", "of", "on", "or",
    "our", "the", "this", "to", "we", "with",
];

/// A word as it was written, and what it has in common with its other forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower case.
    pub text: String,
    stem: String,
}

/// The words of a text that say something. `also_empty` are further words that say nothing where the text stands.
#[must_use]
pub fn words(text: &str, also_empty: &[&str]) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let stem = |text: &str| stemmer.stem(text).into_owned();
    let empty: Vec<String> = also_empty.iter().map(|word| stem(word)).collect();
    let words = name::words(text).filter(|word| !EMPTY.contains(&word.as_str()));
    words.map(|text| Word { stem: stem(&text), text }).filter(|word| !empty.contains(&word.stem)).collect()
}

/// Those of the words that the others have too, each once, in their order.
#[must_use]
pub fn shared<'w>(words: &'w [Word], others: &[Word]) -> Vec<&'w Word> {
    let mut shared: Vec<&Word> = Vec::new();
    for word in words {
        if others.iter().any(|other| other.stem == word.stem) && !shared.iter().any(|known| known.stem == word.stem) {
            shared.push(word);
        }
    }
    shared
}

/// Whether the others have each of the words. No words at all are in nothing.
#[must_use]
pub fn all_in(words: &[Word], others: &[Word]) -> bool {
    !words.is_empty() && words.iter().all(|word| others.iter().any(|other| other.stem == word.stem))
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
            ("Log rotation", "rotate the logs"),
            ("Security patches", "security patch"),
            ("critical bug fixes", "fix a critical bug"),
            ("data breach", "Data breaches"),
        ] {
            assert!(fits(few, many), "{few} in {many}");
        }
        for (few, many) in [("Log rotation", "log"), ("blog", "log"), ("", "log"), ("the", "the")] {
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
        assert!(words("change the changes", &["change"]).is_empty());
    }
}
