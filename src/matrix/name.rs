//! Names as people type them: case, spaces, hyphens and punctuation don't matter.

/// What two spellings of a name have in common: its letters and digits in lower case. The word "and" is as good as the
/// sign `&`, which has none.
///
/// A name without a letter or digit stands for itself, so that it can still be typed.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in cased_words(text) {
        let before = key.len();
        push_lowercase(word, &mut key);
        if &key[before..] == "and" {
            key.truncate(before);
        }
    }
    match key.is_empty() {
        false => key,
        true if text.contains(char::is_alphanumeric) => words(text).collect(),
        true => text.trim().to_owned(),
    }
}

fn push_lowercase(word: &str, to: &mut String) {
    if word.is_ascii() {
        to.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        to.push_str(&word.to_lowercase());
    }
}

/// The words of a text, in lower case, without punctuation.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    cased_words(text).map(str::to_lowercase)
}

fn cased_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The text from each of its words on.
pub fn word_starts(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().scan(false, |inside, (at, c)| {
        let starts = c.is_alphanumeric() && !*inside;
        *inside = c.is_alphanumeric();
        Some((at, starts))
    });
    starts.filter(|(_, starts)| *starts).map(|(at, _)| &text[at..])
}

/// Whether a text is a kebab-case id: `db-admin`, `ssl-2`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.split('-').all(part)
}

/// An id as words for people: `primary-on-call` is "Primary On Call".
#[must_use]
pub fn title(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    id.split('-').map(capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(key("PostgreSQL (Keycloak)"), key("postgresql-keycloak"));
        assert_eq!(key("ÉQUIPE"), key("équipe"));
        assert_ne!(key("db admin"), key("db admins"));
        assert_eq!(key("backup-and-recovery"), key("Backup & Recovery"));
        assert_ne!(key("and"), key("&"));
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
