//! "Did you mean …?": the known name nearest to a typed one.

use crate::text::name::{key, words};

/// Maximum length, in characters. Longer names are rarely typos, and comparing them takes time.
const LONGEST: usize = 100;

/// The nearest known name, if it is near enough to be meant; of equally near ones the first.
///
/// Case, spaces, hyphens and punctuation don't count.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = key(word);
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let mut best = None;
    for candidate in candidates {
        if let Some(distance) = distance(&word, length, &key(candidate))
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The shortest known name that has all words of a text in their order, one of them perhaps mistyped, and other words.
pub(crate) fn nearest_by_words<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let words = |text| words(text).filter(|word| word != "and");
    let typed: Vec<String> = words(text).collect();
    longest_word(text)?;
    let fitting = candidates.into_iter().filter_map(|candidate| {
        let mut others = words(candidate);
        let mut slips = 0;
        for word in &typed {
            slips += others.find_map(|other| distance(word, word.chars().count(), &other))?;
        }
        // A word alone has to be mistyped: many names have it otherwise.
        (typed.len() > 1 || slips > 0).then_some(((slips, candidate.len()), candidate))
    });
    fitting.min_by_key(|(rank, _)| *rank).map(|(_, candidate)| candidate)
}

/// The longest word of a text, if it is long enough that a similar word is a typo. [`nearest_by_words`] finds only names that have one.
pub(crate) fn longest_word(text: &str) -> Option<String> {
    let longest = words(text).max_by_key(|word| word.chars().count())?;
    (4..=LONGEST).contains(&longest.chars().count()).then_some(longest)
}

/// The only known name at edit distance 1. A different digit doesn't count as a typo: `team-2` isn't `team-1`.
pub(crate) fn sole<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = key(word);
    let length = word.chars().count();
    let mut near = candidates.into_iter().filter(|candidate| {
        let candidate = key(candidate);
        let swapped = length <= 3 && same_letters(&word, &candidate);
        (length > 3 || swapped) && digits(&word) == digits(&candidate) && strsim::osa_distance(&word, &candidate) <= 1
    });
    near.next().filter(|_| near.next().is_none())
}

/// The digits of a word.
fn digits(word: &str) -> String {
    word.chars().filter(|character| character.is_numeric()).collect()
}

/// The edit distance of two words (a letter added, removed, replaced, or two swapped), up to a limit.
fn distance(word: &str, length: usize, candidate: &str) -> Option<usize> {
    let other = candidate.chars().count();
    let most = match length.max(other) {
        // `cto` isn't a typo for `cio`, but `wbe` and `wbb` are typos for `web` and `wb`.
        0..=3 => usize::from(same_letters(word, candidate) || (length.min(other) > 1 && once(word) == once(candidate))),
        longer => allowed(longer),
    };
    if other == 0 || length.abs_diff(other) > most {
        return None;
    }
    let distance = strsim::osa_distance(word, candidate);
    (distance <= most).then_some(distance)
}

/// The maximum edit distance, by the longer of two words.
fn allowed(length: usize) -> usize {
    match length {
        0..=6 => 1,
        7..=11 => 2,
        longer => longer / 4,
    }
}

/// The largest edit distance at which a name counts as near; `None` if no name does.
pub(crate) fn most_slips(word: &str) -> Option<usize> {
    let length = word.chars().count();
    let reached = |other: &usize| other - length <= allowed(*other);
    (1..=LONGEST).contains(&length).then(|| (length..=2 * length + 1).filter(reached).map(allowed).max()).flatten()
}

/// A word with each doubled letter once.
fn once(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters
}

/// Checks whether two words differ in the order of their letters only.
fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTIES: [&str; 7] =
        ["db-admin", "cio", "infrastructure", "backend", "backend-lead", "security-officer", "qa-lead"];

    #[test]
    fn slips_are_found() {
        for (word, meant) in [
            ("db-admn", "db-admin"),
            ("DB Admin", "db-admin"),
            ("dbadmin", "db-admin"),
            ("CIO", "cio"),
            ("ico", "cio"),
            ("infrastructure-team", "infrastructure"),
            ("bakcend", "backend"),
            ("backend_lead", "backend-lead"),
            ("securty-oficer", "security-officer"),
        ] {
            assert_eq!(nearest(word, PARTIES), Some(meant), "{word}");
        }
        assert_eq!(nearest("primry", ["primary", "secondary"]), Some("primary"));
    }

    #[test]
    fn nothing_silly_is_suggested() {
        for word in ["cto", "ci", "x", "", "---", "platform", "frontend", "qa", "devops", "security"] {
            assert_eq!(nearest(word, PARTIES), None, "{word}");
        }
        assert_eq!(nearest("backup-verification", ["backup-restoration"]), None);
        assert_eq!(nearest(&"a".repeat(1_000_000), ["a"]), None);
        assert_eq!(nearest("anything", [""]), None);
    }

    #[test]
    fn one_slip_from_one_name_is_beyond_doubt() {
        assert_eq!(sole("db-admn", PARTIES), Some("db-admin"));
        assert_eq!(sole("team-x", ["team-a", "team-b"]), None);
        assert_eq!(sole("bakcedn", PARTIES), None);
        assert_eq!(sole("cto", PARTIES), None);
        assert_eq!(sole("team-2", ["team-1"]), None);
        assert_eq!(sole("tema-1", ["team-1"]), Some("team-1"));
    }

    #[test]
    fn a_word_may_be_missing_and_another_mistyped() {
        let names = ["Payments API", "Schema Migration & Updates", "Database Administration Team", "Payments"];
        for (text, meant) in [
            ("paymnets", Some("Payments")),
            ("paymments api", Some("Payments API")),
            ("schema migraton", Some("Schema Migration & Updates")),
            ("datbase team", Some("Database Administration Team")),
            ("database", None),
            ("migration schema", None),
            ("api", None),
        ] {
            assert_eq!(nearest_by_words(text, names), meant, "{text}");
        }
        assert_eq!(nearest("dbb", ["db"]), Some("db"));
    }

    #[test]
    fn ties_go_to_the_first() {
        assert_eq!(nearest("team-x", ["team-a", "team-b"]), Some("team-a"));
        assert_eq!(nearest("team-x", ["team-b", "team-a"]), Some("team-b"));
    }
}
