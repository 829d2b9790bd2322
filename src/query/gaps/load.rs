//! Who is responsible for how much.

use super::share::share;
use super::{Scope, areas};
use crate::matrix::{Kind, Matrix, PartyId, Responsibility};
use crate::query::{At, Named, OnCallCard, card, party};

answer! {
    /// A party and how many areas it carries.
    pub(crate) struct Load: Named {
        /// `team`, `role`, `group` or `placeholder`; what a placeholder carries, nobody carries.
        pub kind: Kind,
        /// Whether the matrix says more of it than its name.
        pub described: bool,
        /// On-call cover; `null` where the matrix doesn't say, and of what isn't a team.
        pub on_call: Option<OnCallCard>,
        /// Areas that it does.
        pub primary: usize,
        /// Areas where it is the secondary.
        pub secondary: usize,
        /// Areas that are escalated to it.
        pub escalation: usize,
        /// Areas in which it must approve.
        pub approval: usize,
        /// Areas for which it is accountable (RACI).
        pub accountable: usize,
        /// The five together: the order of the parties.
        pub carries: usize,
        /// Its primaries as a part of those of all parties, from 0 to 1; `null` where nobody has any.
        pub share_of_primaries: Option<f64>,
        /// Position in the source.
        pub at: At,
    }
}

/// The cover of a party whose rotas alone give it.
fn of_rota(matrix: &Matrix, id: PartyId) -> Option<OnCallCard> {
    matrix.cover_of(id).map(|cover| OnCallCard { cover, purpose: None, otherwise: None })
}

/// Parties that carry something, those that carry most first, ties in the order of the matrix.
pub(super) fn loads(matrix: &Matrix, scope: &Scope) -> Vec<Load> {
    let counts = counts(matrix, scope);
    let primaries = counts.iter().map(|[primary, ..]| primary).sum();
    let carrying = matrix.party_ids().zip(counts).filter(|(_, counts)| counts.iter().any(|count| *count > 0));
    let mut loads: Vec<Load> = carrying
        .map(|((id, party), [primary, secondary, escalation, approval, accountable])| Load {
            base: card::party_name(matrix, id),
            kind: party.kind_name(),
            described: party.described,
            on_call: party::on_call(matrix, id).or_else(|| of_rota(matrix, id)),
            primary,
            secondary,
            escalation,
            approval,
            accountable,
            carries: primary + secondary + escalation + approval + accountable,
            share_of_primaries: share(primary, primaries),
            at: card::at(matrix, party.place),
        })
        .collect();
    // Stable: ties stay in the order of the matrix.
    loads.sort_by_key(|load| std::cmp::Reverse(load.carries));
    loads
}

/// For each party the areas that it carries, by column; an area that names it twice in one column counts once.
fn counts(matrix: &Matrix, scope: &Scope) -> Vec<[usize; 5]> {
    let mut counts = vec![[0; 5]; matrix.parties.len()];
    for area in areas(matrix, scope) {
        for (column, of) in Responsibility::CARRIED.into_iter().enumerate() {
            let mut named: Vec<PartyId> = area.parties(of).collect();
            named.sort_unstable();
            named.dedup();
            for party in named {
                if let Some(count) = counts.get_mut(party.0 as usize).and_then(|counts| counts.get_mut(column)) {
                    *count += 1;
                }
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::coverage_of;

    #[test]
    fn who_carries_most_comes_first_and_who_carries_nothing_not_at_all() {
        let coverage = coverage_of(
            "teams:\n  idle: { name: Idle }\n  one: { name: One }\n  two: { name: Two }\n  \
             most: { name: Most, on_call: { cover: 24/7 } }\nsystems:\n  shop:\n    name: Shop\n    areas:\n      \
             a: { name: A, primary: [most, two], secondary: one }\n      b: { name: B, primary: most, approval: most }\n      \
             c: { name: C, primary: most, informed: idle }",
        );
        let told = |load: &super::Load| (load.id.clone(), load.carries, load.share_of_primaries);
        let expected =
            [("most".to_owned(), 4, Some(0.75)), ("one".to_owned(), 1, Some(0.0)), ("two".to_owned(), 1, Some(0.25))];
        assert_eq!(coverage.parties.iter().map(told).collect::<Vec<_>>(), expected);
        assert_eq!(
            coverage.parties[0].on_call.as_ref().map(|on_call| on_call.cover),
            Some(crate::matrix::Cover::AroundTheClock)
        );
        assert_eq!(coverage.parties[1].on_call, None);
    }

    #[test]
    fn a_share_of_no_primaries_is_unknown() {
        let coverage = coverage_of(
            "teams:\n  one: { name: One }\nsystems:\n  shop:\n    name: Shop\n    areas:\n      \
             a: { name: A, escalation: one }",
        );
        assert_eq!(coverage.parties[0].share_of_primaries, None);
    }
}
