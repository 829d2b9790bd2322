//! The levels that a question asks for.

use super::{Incident, Sought};
use crate::matrix::{Level, Matrix, Policy};
use crate::query::wording::{all_in, words};
use crate::query::{Unanswered, card};

/// The levels that are asked for.
pub(super) fn levels<'m>(
    matrix: &Matrix,
    policy: &'m Policy,
    question: &Incident,
) -> Result<Vec<&'m Level>, Unanswered> {
    let all = || policy.levels.iter();
    let listed = || all().map(|level| format!("level {}: {}", level.number, level.name)).collect();
    let mut levels: Vec<&Level> = all().collect();
    if let Some(number) = question.level {
        levels.retain(|level| level.number == number);
        if levels.is_empty() {
            return Err(Unanswered::nothing(
                format!("{} has no level {number}", card::policy_name(policy).name),
                listed(),
            ));
        }
    }
    if let Some(sought) = &question.sought {
        let asked: Vec<&Level> = std::mem::take(&mut levels);
        levels.extend(asked.iter().filter(|level| !mentions(level, sought).is_empty()));
        if levels.is_empty() {
            return Err(nothing_mentions(matrix, policy, &asked, sought));
        }
    }
    Ok(levels)
}

/// No requested level mentions the text. Another level may, or the authority of one, or a level of another policy.
fn nothing_mentions(matrix: &Matrix, policy: &Policy, asked: &[&Level], sought: &Sought) -> Unanswered {
    let hints = |sought: &Sought, says: &str| -> Vec<String> {
        let levels = policy.levels.iter().filter(|level| !mentions(level, sought).is_empty());
        levels.map(|level| format!("level {} {says}: {}", level.number, level.name)).collect()
    };
    let (text, texts, stated) = match sought {
        Sought::Subject(text) => (text, "scope or triggers", "a scope or triggers"),
        Sought::Authority(text) => (text, "authority", "an authority"),
    };
    let mut found = hints(sought, "does");
    if found.is_empty() && matches!(sought, Sought::Subject(_)) {
        let says = format!("has the authority (--may \"{text}\")");
        found = hints(&Sought::Authority(text.clone()), &says);
    }
    for other in matrix.policies.iter().filter(|other| other.id != policy.id) {
        let levels = other.levels.iter().filter(|level| !mentions(level, sought).is_empty());
        let name = card::policy_name(other).name;
        found.extend(levels.map(|of| format!("level {0} of {name} does: own show {1}/{0}", of.number, other.id)));
    }
    if found.is_empty() {
        let all: Vec<_> = policy.levels.iter().flat_map(|level| said(level, sought)).collect();
        let head = if all.is_empty() { format!("no level states {stated}") } else { "levels mention:".to_owned() };
        found.push(head);
        found.extend(all.iter().map(|words| format!("  {words}")));
    }
    let message = match asked {
        [level] => format!("level {} doesn't mention `{text}` in its {texts}", level.number),
        _ => format!("no level of {} mentions `{text}` in its {texts}", card::policy_name(policy).name),
    };
    Unanswered::nothing(message, found)
}

/// The texts of a level among which something is sought.
fn said<'l>(level: &'l Level, sought: &Sought) -> impl Iterator<Item = &'l String> {
    let (some, others) = match sought {
        Sought::Subject(_) => (&level.scope[..], &level.triggers[..]),
        Sought::Authority(_) => (&level.authority[..], &[][..]),
    };
    some.iter().chain(others)
}

/// The texts of a level that have all words of what is sought.
pub(super) fn mentions(level: &Level, sought: &Sought) -> Vec<String> {
    let (Sought::Subject(text) | Sought::Authority(text)) = sought;
    let asked = words(text, &[]);
    said(level, sought).filter(|said| all_in(&asked, &words(said, &[]))).cloned().collect()
}
