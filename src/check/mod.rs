//! `own check`: everything wrong with a matrix.
//!
//! Parsing and validation have already found the faults; the rules check the valid part. Then accepted findings are removed,
//! and each finding gets the severity that the matrix or the run sets for its rule.

mod acceptance;
mod card;
mod doubt;
mod extent;
mod fix;
mod look;
mod roster;
mod rules;
mod settings;

pub(crate) use card::findings as finding_cards;
pub(crate) use card::{FindingCard, RuleCard, rules as rule_cards};
pub(crate) use fix::fix;
pub(crate) use roster::Roster;
pub(crate) use settings::{Settings, named};

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::{Finding, Fix, Rule};
use crate::matrix::Place;
use crate::source::Survey;
use doubt::Doubt;
use look::{Candidate, Look};

/// What `own check` compares a matrix with, if an option says so.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// The files of its repository.
    pub files: Option<Vec<String>>,
    /// The people who are there.
    pub roster: Option<Roster>,
}

/// All findings in a matrix on a day: by file, line and column.
pub(crate) fn check(survey: &Survey, settings: &Settings, today: Date, beside: &Beside) -> Vec<Finding> {
    let mut look = Look::new(&survey.matrix, today);
    if !survey.faults.is_abandoned() {
        rules::all(&mut look);
        rules::beside(&mut look, beside);
    }
    let mut candidates = look.into_candidates();
    put_in_order(&mut candidates, survey);
    let doubt = Doubt::new(survey);
    let mut found = acceptance::without_accepted(&survey.matrix, candidates);
    found.retain(|candidate| doubt.allows(candidate));
    let set = |mut finding: Finding| {
        finding.severity = settings.severity(finding.rule, &survey.matrix)?;
        Some(finding)
    };
    let mut all = crate::diagnostic::Findings::default();
    all.extend(survey.faults.sorted().into_iter().cloned());
    all.extend(found.into_iter().filter_map(|candidate| set(candidate.finding)));
    let mut all: Vec<Finding> = all.sorted().into_iter().cloned().collect();
    for finding in &mut all {
        let is_possible = fix::all(finding).all(|fix| fix::is_possible(fix, &survey.sources));
        finding.fix = finding.fix.take().filter(|_| is_possible);
    }
    all
}

/// Adds the fix for levels that are out of order, if their text allows one. The levels of a policy share it.
fn put_in_order(candidates: &mut [Candidate], survey: &Survey) {
    let of_order = candidates.iter_mut().map(|candidate| &mut candidate.finding);
    let mut of_order: Vec<&mut Finding> = of_order.filter(|finding| finding.rule == Rule::LevelsOutOfOrder).collect();
    if of_order.is_empty() {
        return;
    }
    let mut policies = HashMap::new();
    for policy in &survey.matrix.policies {
        policies.extend(policy.levels.iter().map(|level| (level.window.place, policy)));
    }
    let mut fixes: HashMap<Place, Option<Fix>> = HashMap::new();
    for finding in &mut of_order {
        let Some((policy, span)) = finding.span.and_then(|span| Some((policies.get(&span)?, span))) else { continue };
        let fix = || fix::in_order(policy, survey.sources.file(span.file)?);
        finding.fix.clone_from(fixes.entry(policy.place).or_insert_with(fix));
    }
}

/// Whether the matrix isn't valid.
pub(crate) fn is_invalid(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.rule.is_fault())
}
