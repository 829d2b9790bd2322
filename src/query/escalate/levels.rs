//! The levels that a question asks for.

use super::Question;
use crate::matrix::{Level, Policy};
use crate::query::wording::{all_in, words};
use crate::query::{Unanswered, card};

/// The levels that are asked for.
pub(super) fn levels<'m>(policy: &'m Policy, question: &Question) -> Result<Vec<&'m Level>, Unanswered> {
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
    if let Some(text) = &question.speaks_of {
        let asked: Vec<&Level> = std::mem::take(&mut levels);
        levels.extend(asked.iter().filter(|level| !speaks_of(level, text).is_empty()));
        if levels.is_empty() {
            return Err(nothing_speaks_of(policy, &asked, text));
        }
    }
    Ok(levels)
}

/// No level that is asked about speaks of a text; another one may.
fn nothing_speaks_of(policy: &Policy, asked: &[&Level], text: &str) -> Unanswered {
    let others = policy.levels.iter().filter(|level| !speaks_of(level, text).is_empty());
    let mut hints: Vec<String> = others.map(|level| format!("level {} does: {}", level.number, level.name)).collect();
    if hints.is_empty() {
        hints.push("levels mention:".to_owned());
        let said = policy.levels.iter().flat_map(|level| level.scope.iter().chain(&level.triggers));
        hints.extend(said.map(|words| format!("  {words}")));
    }
    let message = match asked {
        [level] => format!("the scope and triggers of level {} don't mention `{text}`", level.number),
        _ => format!("no level's scope or triggers mention `{text}`"),
    };
    Unanswered::nothing(message, hints)
}

/// Those of a level's scope and triggers that have all words of a text.
pub(super) fn speaks_of(level: &Level, text: &str) -> Vec<String> {
    let asked = words(text, &[]);
    let speaks = |said: &&String| all_in(&asked, &words(said, &[]));
    level.scope.iter().chain(&level.triggers).filter(speaks).cloned().collect()
}
