//! Names as people type them: case, spaces, hyphens, punctuation and accents don't matter.

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

/// The words of a text, in lower case, without punctuation and accents.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !is_in_word(c)).map(folded).filter(|word| !word.is_empty())
}

/// As [`words()`], but a dot inside a word belongs to it: `node.js` is one word.
pub(crate) fn dotted_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !is_in_word(c) && c != '.').map(|word| word.trim_matches('.'));
    words.map(folded).filter(|word| !word.is_empty())
}

/// The text from each of its words on. Scripts that write no spaces have a word at each character.
pub(crate) fn word_starts(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().scan(false, |inside, (at, c)| {
        let starts = is_in_word(c) && (!*inside || has_no_spaces(c));
        *inside = is_in_word(c);
        Some((at, starts))
    });
    starts.filter(|(_, starts)| *starts).map(|(at, _)| &text[at..])
}

/// The text from each place inside it where a word without spaces may begin.
pub(crate) fn run_starts(text: &str) -> impl Iterator<Item = &str> {
    word_starts(text).skip(1).filter(|rest| rest.starts_with(has_no_spaces))
}

/// Letters and what they are typed as without a special keyboard. An accent of its own is left out.
const FOLDED: [(&str, &str); 43] = [
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("ff", "ﬀ"),
    ("ffi", "ﬃ"),
    ("ffl", "ﬄ"),
    ("fi", "ﬁ"),
    ("fl", "ﬂ"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("ij", "ĳ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŋ"),
    ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšșſ"),
    ("ss", "ß"),
    ("st", "ﬅﬆ"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔụủứừửữự"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżž"),
    ("α", "ά"),
    ("ε", "έ"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("η", "ή"),
    ("υ", "ύϋΰ"),
    ("ω", "ώ"),
    ("г", "ѓ"),
    ("е", "ѐё"),
    ("и", "ѝй"),
    ("і", "ї"),
    ("к", "ќ"),
    ("у", "ў"),
];

/// A text in lower case, without accents.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(c, &mut folded));
    folded
}

/// Appends a letter in lower case, without its accent.
fn push_folded(letter: char, folded: &mut String) {
    for c in letter.to_lowercase().filter(|c| !is_accent(*c)).map(narrow) {
        match FOLDED.iter().find(|(_, letters)| !c.is_ascii() && letters.contains(c)) {
            Some((letter, _)) => folded.push_str(letter),
            None => folded.push(c),
        }
    }
}

/// The letter or digit that a full-width one stands for.
fn narrow(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The text after a prefix, whose case and accents don't matter.
pub(crate) fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let prefix = folded(prefix);
    let (mut missing, mut letter) = (prefix.as_str(), String::new());
    for (at, c) in text.char_indices() {
        letter.clear();
        push_folded(c, &mut letter);
        if missing.is_empty() && !letter.is_empty() {
            return Some(&text[at..]);
        }
        // Two typed letters can stand for one, and the second may still be missing: `s` for ß.
        let typed = letter.len().min(missing.len());
        missing = missing.strip_prefix(letter.get(..typed)?)?;
    }
    missing.is_empty().then_some("")
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || is_accent(c)
}

/// True for an accent of the letter before it, but not for one that crosses the letter out.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{333}' | '\u{339}'..='\u{36f}')
}

/// True for Chinese, Japanese and Korean, where a word may begin anywhere in a run of characters.
pub(crate) fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
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

/// A text as a kebab-case id, as far as its letters allow: `Blue_Team` is `blue-team`.
pub(crate) fn to_id(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// The id of an owner role. `data`, `data_owner` and `Data Owner` are the same.
pub(crate) fn owner_role(text: &str) -> String {
    let id = to_id(text);
    match id.strip_suffix("-owner") {
        Some(role) => role.to_owned(),
        None if id.is_empty() => text.to_owned(),
        None => id,
    }
}

/// The title of an owner role that the matrix writes with capitals: `SRE` and `SRE Owner` are "SRE Owner".
pub(crate) fn owner_title(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || "-_".contains(c)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let role = match words.split_last() {
        Some((last, role)) if last.eq_ignore_ascii_case("owner") => role,
        _ => &words,
    };
    let has_capitals = role.iter().any(|word| word.contains(char::is_uppercase));
    has_capitals.then(|| format!("{} Owner", role.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_of_a_prefix_do_not_matter() {
        for (text, prefix, rest) in [
            ("Münster Depot", "muns", Some("ter Depot")),
            ("Mu\u{308}nster", "mu", Some("nster")),
            ("Munster", "Mün", Some("ster")),
            ("Straße", "stras", Some("e")),
            ("Straße", "strasse", Some("")),
            ("Łódź Ærø Iðunn Đakovo", "lodz aero idunn d", Some("akovo")),
            ("Łódź", "lodx", None),
            ("ab", "abc", None),
            ("点検", "点", Some("検")),
        ] {
            assert_eq!(after(text, prefix), rest, "{text} {prefix}");
        }
    }

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
            [("and", "and"), ("a and b", "ab"), ("and-x", "x"), ("x AND", "x"), ("sandy", "sandy"), ("é and ü", "eu")]
        {
            assert_eq!(key(text), expected);
        }
        assert_eq!(key("an-d"), "and");
        for text in ["İx and & B", "and", "A-b c", "ẞ 2", "e\u{301} ñ"] {
            assert_eq!(key_of_words(&words(text).collect::<Vec<_>>()), key(text), "{text}");
        }
    }

    #[test]
    fn accents_and_special_letters_do_not_matter() {
        for (text, typed) in [
            ("Équipe", "equipe"),
            ("E\u{301}quipe", "équipe"),
            ("Łódź", "lodz"),
            ("Søren", "soren"),
            ("Straße", "STRASSE"),
            ("Ægir", "aegir"),
            ("Guðrún Þórsdóttir", "gudrun thorsdottir"),
            ("Đorđe", "dorde"),
            ("Đỗ Nguyễn", "do nguyen"),
            ("İzmir", "izmir"),
            ("ſchool", "school"),
            ("Björn", "Bjo\u{308}rn"),
            ("ﬁle ﬂow", "file flow"),
            ("Ｄｂ ２", "db 2"),
        ] {
            assert_eq!(key(text), key(typed), "{text}");
        }
        assert_eq!(words("l\u{336}og").collect::<Vec<_>>(), ["l", "og"], "crossed out");
        assert_ne!(key("会計"), key("点検"));
    }

    #[test]
    fn a_word_may_begin_anywhere_in_a_run_of_cjk() {
        assert_eq!(word_starts("毎朝 点検").collect::<Vec<_>>(), ["毎朝 点検", "朝 点検", "点検", "検"]);
        assert_eq!(word_starts("a1 b").collect::<Vec<_>>(), ["a1 b", "b"]);
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
    fn an_owner_role_has_one_spelling() {
        for text in ["data", "Data", "data-owner", "data_owner", "Data Owner", "DATA  OWNER"] {
            assert_eq!(owner_role(text), "data", "{text}");
        }
        for (text, title) in [("SRE Owner", Some("SRE Owner")), ("SRE", Some("SRE Owner")), ("sre-owner", None)] {
            assert_eq!(owner_title(text).as_deref(), title, "{text}");
        }
        assert_eq!((owner_title("On-Call_owner"), owner_title("Owner")), (Some("On Call Owner".to_owned()), None));
        assert_eq!((owner_role("Owner"), owner_role("Product Manager")), ("owner".into(), "product-manager".into()));
        assert_eq!(owner_role("?"), "?");
    }

    #[test]
    fn an_id_becomes_words() {
        assert_eq!(title("primary-on-call"), "Primary On Call");
    }
}
