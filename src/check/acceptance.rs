//! Accepted findings, and acceptances that accept nothing.

use super::look::Candidate;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{Acceptance, Matrix};

/// Removes accepted findings, and adds one for each acceptance that accepts nothing.
pub(super) fn without_accepted(matrix: &Matrix, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut used = vec![false; matrix.acceptances.len()];
    let mut left = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let accepts = |acceptance: &Acceptance| {
            acceptance.rule == candidate.finding.rule && candidate.items.contains(&acceptance.item)
        };
        let accepting: Vec<usize> =
            (0..).zip(&matrix.acceptances).filter(|(_, a)| accepts(a)).map(|(at, _)| at).collect();
        if accepting.is_empty() {
            left.push(candidate);
        }
        for at in accepting {
            used[at] = true;
        }
    }
    let unused = matrix.acceptances.iter().zip(used).filter(|(_, used)| !used).map(|(acceptance, _)| acceptance);
    left.extend(unused.map(|acceptance| {
        let message = format!("nothing here violates `{}` any more", acceptance.rule);
        let finding = Finding::at(Rule::UnusedAcceptance, acceptance.place, message).help("drop the acceptance");
        Candidate { finding, items: vec![acceptance.item], key: None }
    }));
    left
}
