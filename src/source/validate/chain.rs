//! Chains, such as a child, its parent and so on: circles and chains that are too long are refused.

use super::super::Span;
use super::Context;
use crate::diagnostic::{Finding, Rule};
use crate::limits::PARENTS;
use crate::matrix::graph::cycles;

/// Those of some things whose parent is refused: it would close a circle, or the chain is too long. `places` has the place of
/// each `part_of`.
pub(super) fn refused_parents<'i>(
    noun: &str,
    places: &[Option<Span>],
    id: impl Fn(usize) -> &'i str,
    parent: impl Fn(usize) -> Option<usize>,
    context: &mut Context<'_>,
) -> Vec<usize> {
    let place = |at: usize| places[at].unwrap_or_default();
    let mut refused = vec![false; places.len()];
    for cycle in cycles(places.len(), &parent) {
        let Some(first) = cycle.first().copied() else { continue };
        let ids: Vec<&str> = cycle.iter().chain([&first]).map(|at| id(*at)).collect();
        let fault = Finding::at(Rule::CircularPartOf, place(first), format!("circular part_of: {}", ids.join(" → ")));
        context.faults.push(fault.help(format!("a {noun} can't be part of itself")));
        refused[first] = true;
    }
    for at in too_deep(places.len(), |at| parent(at).filter(|_| !refused[at])) {
        let message = format!("`{}` has more than {PARENTS} {noun}s above it", id(at));
        let fault = Finding::at(Rule::CircularPartOf, place(at), message);
        context.faults.push(fault.help("make it a child of one further up"));
        refused[at] = true;
    }
    (0..places.len()).filter(|at| refused[*at]).collect()
}

/// The first nodes beyond [`PARENTS`] in a graph without cycles in which each has at most one successor.
pub(super) fn too_deep(count: usize, next: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut depths: Vec<Option<usize>> = vec![None; count];
    let mut deep = Vec::new();
    for start in 0..count {
        let open = |at: &usize| depths[*at].is_none();
        let up = std::iter::successors(Some(start).filter(open), |at| next(*at).filter(open));
        let mut path: Vec<usize> = up.collect();
        while let Some(at) = path.pop() {
            let above = next(at).and_then(|parent| depths[parent]);
            let depth = above.map_or(0, |above| above + 1);
            let is_deep = depth > PARENTS;
            deep.extend(is_deep.then_some(at));
            // It is cut off there.
            depths[at] = Some(if is_deep { 0 } else { depth });
        }
    }
    deep
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain of 8,000 systems took every command a minute.
    #[test]
    fn a_chain_is_cut_where_it_is_too_deep() {
        let of = |length: usize| too_deep(length, |at| at.checked_sub(1));
        assert!(of(0).is_empty() && of(PARENTS + 1).is_empty());
        assert_eq!(of(PARENTS + 2), [PARENTS + 1]);
        assert_eq!(of(3 * PARENTS), [PARENTS + 1, 2 * PARENTS + 2]);
        let back = too_deep(PARENTS + 2, |at| Some(at + 1).filter(|at| *at < PARENTS + 2));
        assert_eq!(back, [0]);
    }
}
