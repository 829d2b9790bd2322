//! `own check --fix`: applies every fix that is the only right one, and touches nothing else in a file.

mod levels;

pub(super) use levels::in_order;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Finding, Fix, Rule};
use crate::source::{self, Sources, Survey};

/// A fix may bring other findings to light; this many rounds are enough for them.
const ROUNDS: usize = 8;

/// Bytes to read in search of the fixes that break nothing, and how often to read at most.
const SEARCHED: usize = 32 << 20;
const ATTEMPTS: usize = 200;

/// Findings that no fix may cause.
const BREAKING: [Rule; 4] = [Rule::Syntax, Rule::DuplicateKey, Rule::DuplicateId, Rule::WrongShape];

/// A matrix with every fix applied.
pub(crate) struct Fixed {
    pub(crate) survey: Survey,
    /// Findings without a fix.
    pub(crate) left: Vec<Finding>,
    /// Places that were fixed.
    pub(crate) count: usize,
}

/// Applies every fix. `check` finds what is left.
pub(crate) fn fix(survey: Survey, findings: Vec<Finding>, check: impl Fn(&Survey) -> Vec<Finding>) -> Fixed {
    let mut fixed = Fixed { survey, left: findings, count: 0 };
    let bytes: usize = fixed.survey.sources.0.iter().map(|file| file.text.len()).sum();
    let mut attempts = (SEARCHED / bytes.max(1)).min(ATTEMPTS);
    for _ in 0..ROUNDS {
        let fixable: Vec<&Finding> = fixed.left.iter().filter(|finding| finding.fix.is_some()).collect();
        // All of them together break something.
        let harmless = || applied(&fixed.survey, &harmless(&fixed.survey, &fixable, &mut attempts));
        let applied = applied(&fixed.survey, &fixable).or_else(harmless).filter(|(_, count)| *count > 0);
        let Some((survey, count)) = applied else { break };
        fixed = Fixed { left: check(&survey), survey, count: fixed.count + count };
    }
    fixed
}

/// What fixes make, and how many there are; `None` if they break something.
fn applied(survey: &Survey, findings: &[&Finding]) -> Option<(Survey, usize)> {
    let (sources, count) = fix_once(&survey.sources, findings);
    let fixed = source::surveyed(sources);
    (fixed.faults.count(&BREAKING) <= survey.faults.count(&BREAKING)).then_some((fixed, count))
}

/// Of findings whose fixes together break something, those that don't: a fix that breaks something isn't the only right
/// one.
fn harmless<'f>(survey: &Survey, findings: &[&'f Finding], attempts: &mut usize) -> Vec<&'f Finding> {
    let (left, right) = findings.split_at(findings.len() / 2);
    if left.is_empty() {
        return Vec::new();
    }
    let mut harmless = |half: &[&'f Finding]| {
        if breaks(survey, half, attempts) { self::harmless(survey, half, attempts) } else { half.to_vec() }
    };
    let left = harmless(left);
    let both = [left.clone(), harmless(right)].concat();
    // Two may only break something together.
    if breaks(survey, &both, attempts) { left } else { both }
}

/// Whether the fixes of findings break something. Without attempts left they count as if they did.
fn breaks(survey: &Survey, findings: &[&Finding], attempts: &mut usize) -> bool {
    let is_left = *attempts > 0;
    *attempts = attempts.saturating_sub(1);
    !is_left || applied(survey, findings).is_none()
}

/// The fixes of a finding.
pub(super) fn all(finding: &Finding) -> impl Iterator<Item = &Fix> {
    finding.fix.iter().chain(&finding.more_fixes)
}

/// Whether a fix can be applied: the text that it replaces is where it should be.
pub(super) fn is_possible(fix: &Fix, sources: &Sources) -> bool {
    piece(fix, sources).is_some()
}

/// The texts after fixing, and the number of fixes. One that overlaps another is left for the next round.
fn fix_once(sources: &Sources, findings: &[&Finding]) -> (Sources, usize) {
    let mut count = 0;
    let mut all: Vec<Pieces> = sources.0.iter().map(|_| Pieces::default()).collect();
    for finding in findings {
        let pieces: Option<Vec<_>> = self::all(finding).map(|fix| piece(fix, sources)).collect();
        let is_free = |(file, piece): &(usize, Piece)| all.get(*file).is_some_and(|pieces| pieces.has_room_for(piece));
        if let Some(pieces) = pieces.filter(|pieces| pieces.iter().all(is_free)) {
            count += 1;
            for (file, piece) in pieces {
                all[file].0.insert(piece.start, piece);
            }
        }
    }
    let files = sources.0.iter().zip(all).map(|(file, pieces)| file.with_text(pieces.put_into(&file.text)));
    (Sources(files.collect()), count)
}

/// A range of bytes, and the text to replace it.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    text: Arc<str>,
}

/// Pieces of one text, by where they start. They don't overlap.
#[derive(Default)]
struct Pieces(BTreeMap<usize, Piece>);

impl Pieces {
    fn has_room_for(&self, piece: &Piece) -> bool {
        let before = self.0.range(..piece.end).next_back();
        !self.0.contains_key(&piece.start) && before.is_none_or(|(_, last)| last.end <= piece.start)
    }

    /// The text with all pieces replaced.
    fn put_into(self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        let mut done = 0;
        for piece in self.0.into_values() {
            new.push_str(&text[done..piece.start]);
            new.push_str(&piece.text);
            done = piece.end;
        }
        new + &text[done..]
    }
}

/// The file and the range of a fix, if the text there is the one to replace.
fn piece(fix: &Fix, sources: &Sources) -> Option<(usize, Piece)> {
    let file = sources.file(fix.file)?;
    let (start, end) = (file.offset(fix.from.0, fix.from.1), file.offset(fix.to.0, fix.to.1));
    let there = file.text.get(start..end)?;
    let is_there = |was: &String| there == was || there.trim_matches(['"', '\'']) == was;
    if !fix.was.as_ref().is_none_or(is_there) {
        return None;
    }
    Some((usize::try_from(fix.file).ok()?, Piece { start, end, text: fix.text.clone() }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::check::{Settings, check};
    use crate::source::SourceFile;

    /// A fix for a time of day was once written as a duration, which was no better, and counted once a round.
    #[test]
    fn a_fix_is_valid_and_counted_once() {
        let hours = "business_hours: [{ days: mon, from: \"9 h\", until: \"17:00\" }]";
        let text =
            format!("version: 1\ndocument: {{ updated: 18.09.2025 }}\ncalendar: {{ time_zone: UTC, {hours} }}\n");
        let survey = source::surveyed(Sources(vec![SourceFile::new("a", text)]));
        let today = "2025-09-18".parse().unwrap();
        let check = |survey: &Survey| check(survey, &Settings::default(), today, &crate::check::Beside::default());
        let findings = check(&survey);
        let fixed = fix(survey, findings, check);
        assert_eq!(fixed.count, 1, "the date");
        assert!(fixed.survey.sources.0[0].text.contains("updated: 2025-09-18"));
        assert!(fixed.survey.sources.0[0].text.contains(hours));
    }

    /// `on_call` with a text would be of the wrong shape, which once kept every other mistake from being fixed.
    #[test]
    fn a_fix_that_breaks_something_keeps_no_other() {
        let team = |number: usize, key: &str| format!("  t{number}: {{ name: T{number}, {key} }}\n");
        let with = |size: &str, cover: &str| {
            let teams = (0..20).map(|number| team(number, if number % 7 == 3 { cover } else { size }));
            format!("version: 1\nteams:\n{}", teams.collect::<String>())
        };
        let survey = source::surveyed(Sources(vec![SourceFile::new("a", with("siez: 2", "on-call: 24/7"))]));
        let today = "2025-09-18".parse().unwrap();
        let check = |survey: &Survey| check(survey, &Settings::default(), today, &crate::check::Beside::default());
        let findings = check(&survey);
        let fixed = fix(survey, findings, check);
        assert_eq!((fixed.count, &*fixed.survey.sources.0[0].text), (17, with("size: 2", "on-call: 24/7").as_str()));
    }
}
