//! Accepted findings, and acceptances that accept nothing.

use std::collections::HashMap;

use super::look::Candidate;
use crate::diagnostic::{Finding, Rule};
use crate::limits::FINDINGS_KEPT;
use crate::matrix::{Matrix, Place};

/// Removes accepted findings, and adds one for each acceptance that accepts nothing.
pub(super) fn without_accepted(matrix: &Matrix, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut by_item: HashMap<(Place, Rule), Vec<usize>> = HashMap::new();
    for (at, acceptance) in matrix.acceptances.iter().enumerate() {
        by_item.entry((acceptance.item, acceptance.rule)).or_default().push(at);
    }
    let mut used = vec![false; matrix.acceptances.len()];
    let mut counts: HashMap<Rule, usize> = HashMap::new();
    candidates.retain(|candidate| {
        let rule = candidate.finding.rule;
        *counts.entry(rule).or_default() += 1;
        let accepting = candidate.items.iter().filter_map(|item| by_item.get(&(*item, rule))).flatten();
        let mut accepting = accepting.peekable();
        let is_left = accepting.peek().is_none();
        accepting.for_each(|at| used[*at] = true);
        is_left
    });
    // Of a rule with more findings, not all are known.
    let is_known = |rule: Rule| counts.get(&rule).is_none_or(|count| *count < FINDINGS_KEPT);
    let unused = matrix.acceptances.iter().zip(used).filter(|(acceptance, used)| !used && is_known(acceptance.rule));
    let unused = unused.map(|(acceptance, _)| acceptance);
    candidates.extend(unused.map(|acceptance| {
        let message = format!("nothing here violates `{}` any more", acceptance.rule);
        let finding = Finding::at(Rule::UnusedAcceptance, acceptance.place, message).help("drop the acceptance");
        Candidate { finding, items: vec![acceptance.item], key: None }
    }));
    candidates
}
