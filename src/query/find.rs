//! `own find`: everything whose name or text fits, saying which kind it is.

use super::{Answer, At, Caveats, Thing, Unanswered, card, resolve, things};
use crate::matrix::{Kind, Matrix};
use crate::text::name;

/// From so many letters on, a word is also found inside another one: "port" in "support", and not "it" in "with".
const INSIDE: usize = 3;

/// The digits that a telephone number has at least.
const SHORTEST: usize = 5;

answer! {
    /// Something that fits.
    pub(crate) struct FindItem {
        /// What it is.
        pub kind: Kind,
        /// Its id, with the ids of what it belongs to before it.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// What tells it from others of its name.
        pub detail: Option<String>,
        /// The field in which the text was found: the first that has all its words, or else most of them.
        pub found_in: &'static str,
        /// What that field says.
        pub text: String,
        /// Position in the source.
        pub at: At,
    }
}

/// Answers `own find`: all words of the text occur in one thing, at the beginning of a word or inside it. What fits by
/// its names comes first. `now` is the same matrix without what has ended.
pub(crate) fn find(matrix: &Matrix, now: &Matrix, text: &str) -> Result<Answer<FindItem>, Unanswered> {
    let number = number(text);
    let words: Vec<String> = number.map_or_else(|| name::words(text).collect(), |number| vec![number]);
    if words.is_empty() {
        return Err(Unanswered::nothing(format!("`{text}` has no letter or digit to look for"), Vec::new()));
    }
    let things = things(matrix);
    let mut by_name = Vec::new();
    let mut by_text = Vec::new();
    for thing in &things {
        let names = names(thing);
        if let Some(found) = fit(&words, &names) {
            by_name.push(item(now, thing, found));
            continue;
        }
        let all: Vec<(&'static str, &str)> = names.into_iter().chain(thing.texts(matrix)).collect();
        by_text.extend(fit(&words, &all).map(|found| item(now, thing, found)));
        Unanswered::limit_rows(by_name.len().max(by_text.len()))?;
    }
    by_name.append(&mut by_text);
    if by_name.is_empty() {
        let near = resolve::near(text, things.iter().map(Thing::called));
        let hints = near.map(|near| format!("did you mean `{near}`?")).into_iter().collect();
        return Err(Unanswered::nothing(format!("nothing in the matrix mentions `{text}`"), hints));
    }
    Ok(Answer::new("found", by_name, Caveats::default()))
}

/// What a thing is called, its name first.
fn names(thing: &Thing) -> Vec<(&'static str, &str)> {
    let aliases = thing.aliases.iter().map(|alias| ("alias", alias.as_str()));
    [("name", thing.name.as_str()), ("id", thing.id.as_str())].into_iter().chain(aliases).collect()
}

/// The text in which all words occur, or, where none has all, the first of those with most of them. `None` if a word
/// occurs in no text.
fn fit<'t>(words: &[String], texts: &[(&'static str, &'t str)]) -> Option<(&'static str, &'t str)> {
    let mut occurs = vec![false; words.len()];
    let mut best: Option<(usize, (&'static str, &'t str))> = None;
    for (field, text) in texts {
        let in_text: Vec<String> = name::words(text).collect();
        let mut count = 0;
        for (word, occurs) in words.iter().zip(&mut occurs) {
            let here = in_text.iter().any(|other| is_in(word, other)) || has_number(text, word);
            *occurs |= here;
            count += usize::from(here);
        }
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, (*field, *text)));
        }
    }
    best.filter(|_| occurs.iter().all(|occurs| *occurs)).map(|(_, found)| found)
}

fn is_in(word: &str, other: &str) -> bool {
    let is_found_inside = word.chars().nth(INSIDE - 1).is_some() || word.contains(name::has_no_spaces);
    other.starts_with(word) || is_found_inside && other.contains(word)
}

/// The digits of a telephone number, without the zeros before it, which vary: `0049 40`, `+49 40`, `040`.
fn number(text: &str) -> Option<String> {
    let text = &name::folded(text);
    let digits = digits(text);
    (digits.len() >= SHORTEST && text.chars().all(is_in_number)).then(|| digits.trim_start_matches('0').to_owned())
}

/// Checks whether a text has a number with these digits, in whatever groups.
fn has_number(text: &str, word: &str) -> bool {
    let is_number = word.len() >= SHORTEST - 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && name::folded(text).replace("(0)", "").split(|c| !is_in_number(c)).any(|number| digits(number).contains(word))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_in_number(c: char) -> bool {
    c.is_ascii_digit() || " +-–()/.\u{a0}".contains(c)
}

fn item(matrix: &Matrix, thing: &Thing, (found_in, text): (&'static str, &str)) -> FindItem {
    FindItem {
        kind: thing.kind,
        id: thing.id.clone(),
        name: thing.name.clone(),
        detail: thing.brief(matrix),
        found_in,
        text: text.to_owned(),
        at: card::at(matrix, thing.place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Channel, Place, Target, Week};

    fn matrix() -> Matrix {
        let place = Place::default();
        Matrix {
            channels: vec![Channel { id: "urgent".into(), means: vec!["Backup line".into(), "SMS".into()], place }],
            targets: vec![Target {
                metric: "Backup Success Rate".into(),
                target: Some("99.9%".to_owned().into()),
                measurement: Some("Daily verification".to_owned().into()),
                threshold: None,
                place,
            }],
            onboarding: vec![Week { number: 1, items: vec!["PostgreSQL".into(), "with mentor".into()], place }],
            ..Matrix::default()
        }
    }

    fn found(text: &str) -> Vec<(&'static str, &'static str, String)> {
        let answer = find(&matrix(), &matrix(), text).map(|answer| answer.results).unwrap_or_default();
        answer.into_iter().map(|item| (item.kind.as_str(), item.found_in, item.text)).collect()
    }

    #[test]
    fn names_come_before_texts() {
        let found: Vec<_> = found("BACKUP").into_iter().map(|(kind, field, _)| (kind, field)).collect();
        assert_eq!(found, [("service-level", "name"), ("channel", "means")]);
    }

    #[test]
    fn all_words_must_occur_in_one_thing_though_not_in_one_field() {
        assert_eq!(found("success daily")[0].1, "name");
        assert!(found("success sms").is_empty());
        assert_eq!(found("daily"), [("service-level", "measurement", "Daily verification".to_owned())]);
    }

    #[test]
    fn short_words_are_only_found_at_the_beginning() {
        assert_eq!(found("sql")[0].2, "PostgreSQL");
        assert!(found("it").is_empty());
    }

    #[test]
    fn a_number_is_found_in_whatever_groups() {
        for (text, typed) in [
            ("+49 40 66969 210", "+494066969210"),
            ("+49 40 66969 210", "040 66969-210"),
            ("+49 40 66969 210", "0049 (40) 66969/210"),
            ("+49 40 66969 210", "66969 2"),
            ("+494066969210", "+49 40 669 69 210"),
            ("+49 (0)40 66969-210", "+49 40 66969210"),
            ("call 66969.210 at night", "66969210"),
            ("2026-11-24", "2026-11-24"),
            ("port 54320", "54320"),
            ("０３-１２３４-５６７８", "0312345678"),
            ("+81 3 1234 5678", "０３１２３４"),
        ] {
            let words = vec![number(typed).unwrap()];
            assert!(fit(&words, &[("phone", text)]).is_some(), "{typed} in {text}");
        }
        assert!(fit(&[number("66969 211").unwrap()], &[("phone", "+49 40 66969 210, 211")]).is_none());
        assert_eq!(number("1 2 3"), None);
        assert_eq!(number("66969 a"), None);
    }

    #[test]
    fn nothing_names_the_nearest() {
        let none = find(&matrix(), &matrix(), "backup sucess rate").unwrap_err();
        assert_eq!(none.hints, ["did you mean `backup-success-rate`?"]);
        assert!(find(&matrix(), &matrix(), " % ").is_err());
    }
}
