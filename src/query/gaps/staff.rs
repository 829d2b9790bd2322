//! Who counts as somebody.

use crate::matrix::{Area, Matrix, PartyId, Responsibility};

/// The parties of a matrix, without the one to leave out.
#[derive(Clone, Copy)]
pub(super) struct Staff<'m> {
    pub(super) matrix: &'m Matrix,
    /// The party to leave out.
    pub(super) gone: Option<PartyId>,
}

/// How a cell is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// With somebody, whoever else stands in it.
    Somebody,
    /// With placeholders only.
    Placeholder,
    /// Not at all.
    Nobody,
}

impl<'m> Staff<'m> {
    /// Everybody.
    pub(super) const fn all(matrix: &'m Matrix) -> Self {
        Self { matrix, gone: None }
    }

    /// Everybody but one.
    pub(super) const fn without(matrix: &'m Matrix, gone: PartyId) -> Self {
        Self { matrix, gone: Some(gone) }
    }

    /// Whether a party is there and no placeholder.
    pub(super) fn is_somebody(self, party: PartyId) -> bool {
        self.gone != Some(party) && !self.matrix.party(party).is_placeholder()
    }

    /// How a cell is filled.
    pub(super) fn filled(self, area: &Area, of: Responsibility) -> Filled {
        let mut filled = Filled::Nobody;
        for party in area.parties(of).filter(|party| self.gone != Some(*party)) {
            if self.is_somebody(party) {
                return Filled::Somebody;
            }
            filled = Filled::Placeholder;
        }
        filled
    }

    /// Those of some parties who count, each once.
    pub(super) fn somebody(self, parties: impl IntoIterator<Item = PartyId>) -> Vec<PartyId> {
        let mut known = Vec::new();
        for party in parties {
            if self.is_somebody(party) && !known.contains(&party) {
                known.push(party);
            }
        }
        known
    }

    /// Whether a list names only the party to leave out.
    pub(super) fn is_lost(self, parties: impl IntoIterator<Item = PartyId>) -> bool {
        let mut named = false;
        for party in parties {
            if self.is_somebody(party) {
                return false;
            }
            named |= self.gone == Some(party);
        }
        named
    }
    /// Whether an area has somebody who approves and nobody to escalate to.
    pub(super) fn has_approval_instead(self, area: &Area) -> bool {
        let has = |of| self.filled(area, of) == Filled::Somebody;
        has(Responsibility::Approval) && !has(Responsibility::Escalation)
    }
}
