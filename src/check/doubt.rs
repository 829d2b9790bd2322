//! Findings that are uncertain, because a value with a fault may be the one that seems to be missing.

use super::extent;
use super::look::Candidate;
use crate::diagnostic::{Nature, Rule};
use crate::matrix::Place;
use crate::source::{SourceFile, Survey};

/// The faults of a matrix by their place.
pub(super) struct Doubt<'s> {
    survey: &'s Survey,
    /// By file and line.
    faults: Vec<(Place, Option<Rule>)>,
    /// Whether a reference leads nowhere: it may mean any party.
    loose_reference: bool,
}

impl<'s> Doubt<'s> {
    pub(super) fn new(survey: &'s Survey) -> Self {
        let places = survey.faults.places();
        // A missing value is no other one.
        let mut faults: Vec<(Place, Option<Rule>)> =
            places.filter(|(_, rule)| *rule != Some(Rule::MissingValue)).collect();
        faults.sort_unstable_by_key(|(place, _)| (place.file, place.line));
        let loose_reference = faults.iter().any(|(_, rule)| *rule == Some(Rule::UnknownReference));
        Self { survey, faults, loose_reference }
    }

    /// Whether a finding is certain.
    pub(super) fn allows(&self, candidate: &Candidate) -> bool {
        match candidate.finding.rule {
            Rule::UnusedParty if self.loose_reference => false,
            rule if rule.nature == Nature::Whole && !self.survey.is_complete => false,
            rule if matches!(rule.nature, Nature::Absence | Nature::Whole) => !self.touches(candidate),
            _ => true,
        }
    }

    /// Whether the innermost item of a finding has a fault that may be the missing value.
    fn touches(&self, candidate: &Candidate) -> bool {
        let Some(item) = candidate.items.first().filter(|_| !self.faults.is_empty()) else { return false };
        let Some(file) = self.survey.sources.file(item.file) else { return false };
        let lines = extent::lines(file, *item);
        let first = self.faults.partition_point(|(fault, _)| (fault.file, fault.line) < (item.file, *lines.start()));
        let within = self.faults.iter().skip(first);
        let mut within = within.take_while(|(fault, _)| (fault.file, fault.line) <= (item.file, *lines.end()));
        within.any(|(fault, rule)| candidate.key.is_none_or(|key| may_be(key, *fault, *rule, file)))
    }
}

/// Columns of a line in which keys are looked for. Beyond them a fault may be about any key: its line has too many of them.
const LONG: u32 = 1_000;

/// Whether a fault may be about a key: in its value, in a line without a key, or in a key itself.
fn may_be(key: &str, fault: Place, rule: Option<Rule>, file: &SourceFile) -> bool {
    if fault.column > LONG {
        return true;
    }
    let before = file.text.get(file.offset(fault.line, 1)..file.offset(fault.line, fault.column)).unwrap_or_default();
    match rule {
        None | Some(Rule::Syntax | Rule::UnknownKey | Rule::DuplicateKey) => true,
        Some(_) => !before.contains(": ") || before.contains(&format!("{key}:")),
    }
}
