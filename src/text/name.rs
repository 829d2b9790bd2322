//! Names as people type them: case, spaces, hyphens and punctuation don't matter.

/// The part that two spellings of a name share: its letters and digits in lower case. The word "and" is as good as the
/// sign `&`, which has none.
///
/// A name without a letter or digit is its own key, so that people can still type it.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut word = 0;
    let mut end_word = |key: &mut String| {
        if &key[word..] == "and" {
            key.truncate(word);
        }
        word = key.len();
    };
    if text.is_ascii() {
        // Nearly every name is, and names are compared more often than anything else is done.
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                key.push(char::from(byte.to_ascii_lowercase()));
            } else {
                end_word(&mut key);
            }
        }
        end_word(&mut key);
    } else {
        for word in words(text) {
            key.push_str(&word);
            end_word(&mut key);
        }
    }
    match key.is_empty() {
        false => key,
        true if text.contains(char::is_alphanumeric) => words(text).collect(),
        true => text.trim().to_owned(),
    }
}

/// Checks whether a look at its first letter or digit shows that the [`key`] of a text doesn't begin with another,
/// which isn't empty.
/// Nearly all pairs of names differ there.
pub(crate) fn begins_otherwise(text: &str, key: &str) -> bool {
    let first = text.bytes().find(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    // An `a` may be that of an "and" that the key leaves out.
    let first = first.map(|byte| byte.to_ascii_lowercase()).filter(|byte| byte.is_ascii() && *byte != b'a');
    first.is_some_and(|first| key.as_bytes().first() != Some(&first))
}

/// As [`key`], of a text whose [`words()`] these are.
pub(crate) fn key_of_words(words: &[String]) -> String {
    let key: String = words.iter().filter(|word| *word != "and").map(String::as_str).collect();
    if key.is_empty() { words.concat() } else { key }
}

/// The words of a text, in lower case, without punctuation.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The text from each of its words on.
pub(crate) fn word_starts(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().scan(false, |inside, (at, c)| {
        let starts = c.is_alphanumeric() && !*inside;
        *inside = c.is_alphanumeric();
        Some((at, starts))
    });
    starts.filter(|(_, starts)| *starts).map(|(at, _)| &text[at..])
}

/// Checks whether a text is a kebab-case id: `db-admin`, `ssl-2`.
pub(crate) fn is_id(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.split('-').all(part)
}

/// An id as words for people: `primary-on-call` is "Primary On Call".
pub(crate) fn title(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    id.split('-').map(capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_told_apart_by_its_first_letter_begins_otherwise(
            text in "[ -]{0,2}(a|an|and|AND|b|B|é|İ|ẞ|1|&){0,3}[ -]?(and|x|É)?",
            other in "[abàéi1x&]n?d?",
        ) {
            let other = key(&other);
            prop_assert!(!begins_otherwise(&text, &other) || !key(&text).starts_with(&other));
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(key("PostgreSQL (Keycloak)"), key("postgresql-keycloak"));
        assert_eq!(key("ÉQUIPE"), key("équipe"));
        assert_ne!(key("db admin"), key("db admins"));
        assert_eq!(key("backup-and-recovery"), key("Backup & Recovery"));
        assert_ne!(key("and"), key("&"));
    }

    #[test]
    fn the_word_and_is_no_part_of_a_key_and_its_letters_are() {
        for (text, expected) in
            [("and", "and"), ("a and b", "ab"), ("and-x", "x"), ("x AND", "x"), ("sandy", "sandy"), ("é and ü", "éü")]
        {
            assert_eq!(key(text), expected);
        }
        assert_eq!(key("an-d"), "and");
        for text in ["İx and & B", "and", "A-b c", "ẞ 2"] {
            assert_eq!(key_of_words(&words(text).collect::<Vec<_>>()), key(text), "{text}");
        }
    }

    #[test]
    fn a_name_of_signs_alone_is_not_everybody() {
        assert_eq!(key(" 🔥 "), "🔥");
    }

    #[test]
    fn ids_are_kebab_case() {
        assert!(is_id("db-admin") && is_id("s3"));
        for bad in ["", "-", "Db", "a--b", "-a", "a-", "a_b", "a b", "é"] {
            assert!(!is_id(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_id_becomes_words() {
        assert_eq!(title("primary-on-call"), "Primary On Call");
    }
}
