//! Who counts as somebody.

use std::collections::HashSet;

use crate::matrix::{Area, Matrix, Party, PartyId, PartyKind, Responsibility};

/// The parties of a matrix, without those to leave out.
#[derive(Clone, Copy)]
pub(super) struct Staff<'m> {
    pub(super) matrix: &'m Matrix,
    /// The parties to leave out.
    pub(super) gone: &'m [PartyId],
}

/// How a cell is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// With somebody; a placeholder beside them doesn't matter.
    Somebody,
    /// With placeholders only.
    Placeholder,
    /// Not at all.
    Nobody,
}

impl<'m> Staff<'m> {
    /// Everybody.
    pub(super) const fn all(matrix: &'m Matrix) -> Self {
        Self { matrix, gone: &[] }
    }

    /// Everybody but some.
    pub(super) const fn without(matrix: &'m Matrix, gone: &'m [PartyId]) -> Self {
        Self { matrix, gone }
    }

    /// Whether a party is there and no placeholder.
    pub(super) fn is_somebody(self, party: PartyId) -> bool {
        !self.gone.contains(&party) && !self.matrix.party(party).is_placeholder()
    }

    /// How a cell is filled.
    pub(super) fn filled(self, area: &Area, of: Responsibility) -> Filled {
        let mut filled = Filled::Nobody;
        for party in area.parties(of).filter(|party| !self.gone.contains(party)) {
            if self.is_somebody(party) {
                return Filled::Somebody;
            }
            filled = Filled::Placeholder;
        }
        filled
    }

    /// Those of some parties who count, each once.
    pub(super) fn somebody(self, parties: impl IntoIterator<Item = PartyId>) -> Vec<PartyId> {
        let mut known = HashSet::new();
        parties.into_iter().filter(|party| self.is_somebody(*party) && known.insert(*party)).collect()
    }

    /// Checks whether a list names only parties to leave out.
    pub(super) fn is_lost(self, parties: impl IntoIterator<Item = PartyId>) -> bool {
        let mut named = false;
        for party in parties {
            if self.is_somebody(party) {
                return false;
            }
            named |= self.gone.contains(&party);
        }
        named
    }

    /// Whether an area has somebody who approves and nobody to escalate to.
    pub(super) fn has_approval_instead(self, area: &Area) -> bool {
        let has = |of| self.filled(area, of) == Filled::Somebody;
        has(Responsibility::Approval) && !has(Responsibility::Escalation)
    }
}

/// Some parties, and those of whom nobody is left without them: roles that nobody else holds, and teams and groups that name their
/// members, none of whom is left.
pub(super) fn gone_with(matrix: &Matrix, parties: &[PartyId]) -> Vec<PartyId> {
    let mut gone = parties.to_vec();
    loop {
        let lost = |(id, party): &(PartyId, &Party)| !gone.contains(id) && is_left_by(matrix, *id, party, &gone);
        let Some((id, _)) = matrix.party_ids().find(lost) else { return gone };
        gone.push(id);
    }
}

/// Checks whether a party consists only of some parties.
fn is_left_by(matrix: &Matrix, id: PartyId, party: &Party, gone: &[PartyId]) -> bool {
    let all_gone = |parties: &[PartyId]| !parties.is_empty() && parties.iter().all(|party| gone.contains(party));
    match &party.kind {
        PartyKind::Role(role) => all_gone(&role.held_by),
        PartyKind::Group(group) => all_gone(&group.members) && group.chair.is_none_or(|chair| gone.contains(&chair)),
        PartyKind::Team(team) => {
            let belongs = |party: &Party| {
                party.team_of_role() == Some(id) || party.team().is_some_and(|part| part.part_of == Some(id))
            };
            let mut others = matrix.party_ids().filter(|(_, other)| belongs(other)).map(|(other, _)| other);
            all_gone(&team.members)
                && others.all(|other| gone.contains(&other))
                && team.lead.is_none_or(|lead| gone.contains(&lead))
        }
        _ => false,
    }
}
