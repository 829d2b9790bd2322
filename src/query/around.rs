//! A role and what is around it: the team that it belongs to, what it leads, what it chairs.

use crate::matrix::{Matrix, PartyId, PartyKind};

words! {
    /// What a party is to the one that is asked about.
    pub(crate) enum Relation {
        /// It is the one.
        Itself = "itself",
        /// The one belongs to it.
        BelongsTo = "belongs-to",
        /// The one leads it.
        Leads = "leads",
        /// The one chairs it.
        Chairs = "chairs",
    }
}

/// A party, then its team, the teams that it leads and the groups that it chairs, each once.
pub(crate) fn around(matrix: &Matrix, id: PartyId) -> Vec<(PartyId, Relation)> {
    let mut found = vec![(id, Relation::Itself)];
    let mut add = |party, relation| {
        if !found.iter().any(|(known, _)| *known == party) {
            found.push((party, relation));
        }
    };
    for (other, party) in matrix.party_ids() {
        match &party.kind {
            PartyKind::Team(team) if team.lead == Some(id) => add(other, Relation::Leads),
            PartyKind::Group(group) if group.chair == Some(id) => add(other, Relation::Chairs),
            _ => {}
        }
    }
    if let Some(team) = matrix.party(id).team_of_role() {
        add(team, Relation::BelongsTo);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_has_its_team_once() {
        let yaml = "version: 1\nteams:\n  crew: { name: Crew, lead: boss }\n  other: { name: Other, lead: boss }\n\
                    roles:\n  boss: { name: Boss, team: crew }\n  hand: { name: Hand, team: crew }\n\
                    groups:\n  board: { name: Board, chair: boss, members: [hand] }\n";
        let matrix = crate::source::from_texts([("test.yaml".to_owned(), yaml.to_owned())]).unwrap();
        let of = |id: &str| {
            let (id, _) = matrix.party_ids().find(|(_, party)| party.id == id).unwrap();
            let around = around(&matrix, id).into_iter();
            around
                .map(|(party, relation)| format!("{} {}", matrix.party(party).id, relation.as_str()))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("boss"), ["boss itself", "crew leads", "other leads", "board chairs"]);
        assert_eq!(of("hand"), ["hand itself", "crew belongs-to"]);
        assert_eq!(of("crew"), ["crew itself"]);
    }
}
