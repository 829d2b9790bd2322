//! The organisation around a party: who leads it, who belongs to it, where its people sit, what it owns.

use crate::matrix::{Group, Kind, Matrix, Ownership, PartyId};
use crate::query::{Named, card};

/// A party and what it is tied to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Organisation {
    /// The party, then all others.
    pub members: Vec<Member>,
    /// What ties them.
    pub ties: Vec<Tie>,
}

/// A party or a system.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    /// Its id and name.
    pub named: Named,
    /// The kind of the party, or `system`.
    pub kind: Kind,
}

/// What ties two members, named by their indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tie {
    /// Who does it.
    pub from: usize,
    /// To whom, or to what.
    pub to: usize,
    /// What: `leads`, `belongs to`, `System Owner` …
    pub what: String,
}

/// The organisation around a party.
pub(crate) fn organisation(matrix: &Matrix, party: PartyId) -> Organisation {
    let mut around = Around { matrix, organisation: Organisation { members: Vec::new(), ties: Vec::new() } };
    let centre = around.party(party);
    let people = around.team(party, centre);
    around.roles(party, centre);
    around.groups(party, &people);
    around.systems(party, centre);
    around.organisation
}

struct Around<'m> {
    matrix: &'m Matrix,
    organisation: Organisation,
}

impl Around<'_> {
    fn member(&mut self, member: Member) -> usize {
        let members = &mut self.organisation.members;
        members.iter().position(|known| *known == member).unwrap_or_else(|| {
            members.push(member);
            members.len() - 1
        })
    }

    fn party(&mut self, id: PartyId) -> usize {
        let kind = self.matrix.party(id).kind_name();
        self.member(Member { named: card::party_name(self.matrix, id), kind })
    }

    fn tie(&mut self, from: usize, to: usize, what: &str) {
        self.organisation.ties.push(Tie { from, to, what: what.to_owned() });
    }

    /// Who leads a team and who belongs to it; the party itself is among the people.
    fn team(&mut self, id: PartyId, centre: usize) -> Vec<PartyId> {
        let (lead, members) =
            self.matrix.party(id).team().map(|team| (team.lead, team.members.clone())).unwrap_or_default();
        let of_team = |(_, party): &(PartyId, &crate::matrix::Party)| party.team_of_role() == Some(id);
        let roles: Vec<PartyId> = self.matrix.party_ids().filter(of_team).map(|(role, _)| role).collect();
        let mut people = vec![id];
        for person in lead.into_iter().chain(roles.into_iter().chain(members).filter(|role| Some(*role) != lead)) {
            let at = self.party(person);
            self.tie(at, centre, if Some(person) == lead { "leads" } else { "belongs to" });
            people.push(person);
        }
        people
    }

    /// Teams that the party leads, belongs to, is part of, or that are part of it; roles that it holds, or who holds it.
    fn roles(&mut self, id: PartyId, centre: usize) {
        let matrix = self.matrix;
        let leads = |party: &crate::matrix::Party| party.team().is_some_and(|team| team.lead == Some(id));
        for (team, of) in matrix.party_ids() {
            let belongs =
                matrix.party(id).team_of_role() == Some(team) || of.team().is_some_and(|of| of.members.contains(&id));
            if leads(of) || belongs {
                let at = self.party(team);
                self.tie(centre, at, if leads(of) { "leads" } else { "belongs to" });
            }
            if of.role().is_some_and(|role| role.held_by.contains(&id)) {
                let at = self.party(team);
                self.tie(centre, at, "holds");
            }
            if of.team().is_some_and(|of| of.part_of == Some(id)) {
                let at = self.party(team);
                self.tie(at, centre, "is part of");
            }
        }
        for holder in matrix.holders(id) {
            let at = self.party(*holder);
            self.tie(at, centre, "holds");
        }
        if let Some(above) = matrix.party(id).team().and_then(|team| team.part_of) {
            let at = self.party(above);
            self.tie(centre, at, "is part of");
        }
    }

    /// Groups in which one of the people sits; all who sit in the party, if it is a group.
    fn groups(&mut self, id: PartyId, people: &[PartyId]) {
        for (group, of) in self.matrix.party_ids() {
            let Some(Group { chair, members, .. }) = of.group() else { continue };
            let seats = chair.iter().map(|chair| (*chair, "chairs"));
            let seats = seats.chain(members.iter().map(|member| (*member, "sits on")));
            for (person, what) in seats.filter(|(person, _)| group == id || people.contains(person)) {
                let (from, to) = (self.party(person), self.party(group));
                self.tie(from, to, what);
            }
        }
    }

    /// Systems that it owns, each with its owner roles.
    fn systems(&mut self, id: PartyId, centre: usize) {
        let matrix = self.matrix;
        for (system, of) in matrix.system_ids() {
            let owns = of.owners.iter().filter(|ownership| ownership.parties.contains(&id));
            let titles: Vec<String> = owns.map(Ownership::title).collect();
            if !titles.is_empty() {
                let at = self.member(Member { named: card::system_name(matrix, system), kind: Kind::System });
                self.tie(centre, at, &titles.join(", "));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `from what to`, one a tie.
    fn told(of: &str) -> Vec<String> {
        let matrix = crate::source::built_in().unwrap();
        let (id, _) = matrix.party_ids().find(|(_, party)| party.id == of).unwrap();
        let organisation = organisation(&matrix, id);
        assert_eq!(organisation.members[0].named.id, of);
        let id = |index: usize| organisation.members[index].named.id.as_str();
        organisation.ties.iter().map(|tie| format!("{} {} {}", id(tie.from), tie.what, id(tie.to))).collect()
    }

    #[test]
    fn a_team_has_its_lead_the_groups_of_its_people_and_its_systems() {
        let expected = [
            "security-officer leads security",
            "security-officer sits on database-management-committee",
            "security Data Owner postgresql",
            "security Security Owner, Compliance Owner file-storage",
        ];
        assert_eq!(told("security"), expected);
    }

    #[test]
    fn a_role_has_its_teams_and_a_group_its_seats() {
        let expected = ["security-officer leads security", "security-officer sits on database-management-committee"];
        assert_eq!(told("security-officer"), expected);
        let seats = told("database-management-committee");
        assert_eq!(seats.len(), 5);
        assert_eq!(seats[0], "cio chairs database-management-committee");
    }
}
