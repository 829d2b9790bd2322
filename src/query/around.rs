//! A party and what is around it: roles that a person holds, the team that it belongs to, what it leads, what it chairs.

use crate::matrix::{Matrix, PartyId, PartyKind, Way};

words! {
    /// What a party is to the one that is asked about.
    pub(crate) enum Relation {
        /// It is the one.
        Itself = "itself",
        /// The one belongs to it.
        BelongsTo = "belongs-to",
        /// The one holds it.
        Holds = "holds",
        /// The one leads it.
        Leads = "leads",
        /// The one chairs it.
        Chairs = "chairs",
    }
}

/// A party, then the teams that it leads, the groups that it chairs and its team, each once. For a person everything for which
/// the person is responsible, then the groups that these chair.
pub(crate) fn around(matrix: &Matrix, id: PartyId) -> Vec<(PartyId, Relation)> {
    let mut found = responsible(matrix, id);
    let own: Vec<PartyId> = found.iter().map(|(party, _)| *party).collect();
    let mut add = |party, relation| {
        if !found.iter().any(|(known, _)| *known == party) {
            found.push((party, relation));
        }
    };
    for (other, party) in matrix.party_ids() {
        match &party.kind {
            PartyKind::Team(team) if team.lead.is_some_and(|lead| own.contains(&lead)) => add(other, Relation::Leads),
            PartyKind::Group(group) if group.chair.is_some_and(|chair| own.contains(&chair)) => {
                add(other, Relation::Chairs);
            }
            _ => {}
        }
    }
    if let Some(team) = matrix.party(id).team_of_role() {
        add(team, Relation::BelongsTo);
    }
    found
}

/// A party, and if it is a person, everything for which the person is responsible.
pub(crate) fn responsible(matrix: &Matrix, id: PartyId) -> Vec<(PartyId, Relation)> {
    let ways = matrix.ways_from(id);
    ways.iter().map(|way| (way.party, relation(matrix, id, way))).collect()
}

/// What the last party on a way is to the one at its start.
fn relation(matrix: &Matrix, start: PartyId, way: &Way) -> Relation {
    let before = way.steps.iter().rev().nth(1).copied().unwrap_or(start);
    match matrix.party(way.party).team() {
        _ if way.steps.is_empty() => Relation::Itself,
        None => Relation::Holds,
        Some(team) if team.lead == Some(before) => Relation::Leads,
        Some(_) => Relation::BelongsTo,
    }
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
