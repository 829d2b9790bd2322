//! People who are gone, and where the matrix still names them.

use std::collections::{BTreeSet, HashMap};

use super::super::look::Look;
use super::super::roster::Roster;
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{AddressKind, Kind, Matrix, Party, PartyId};

/// People and their e-mail addresses that aren't in the roster.
pub(in super::super) fn not_in(look: &mut Look<'_>, roster: &Roster) {
    let matrix = look.matrix;
    let members = members(matrix);
    for (id, person) in matrix.party_ids().filter(|(_, party)| party.kind_name() == Kind::Person) {
        if roster.has(person) {
            addresses(look, person, roster);
        } else {
            let missing = format!("{} isn't in the roster", person.name);
            let message = [vec![missing], parts(matrix, &members, id)].concat().join(", ");
            let help = format!("`own gaps --without {}` shows what would be left open", person.id);
            look.report(Finding::at(Rule::NotInRoster, person.place, message).help(help), &[person.place]);
        }
    }
}

/// Addresses of somebody who has others now. A roster without addresses says nothing about them.
fn addresses(look: &mut Look<'_>, person: &Party, roster: &Roster) {
    let mails = person.contacts.iter().filter(|contact| contact.kind == AddressKind::Email);
    for contact in mails.filter(|contact| roster.has_mail() && !roster.has_address(&contact.address)) {
        let message = format!("the address {} of {} isn't in the roster", contact.address, person.name);
        look.report(Finding::at(Rule::NotInRoster, contact.place, message), &[contact.place, person.place]);
    }
}

/// The teams and groups of each member, lead and chair, in the order of the matrix.
fn members(matrix: &Matrix) -> HashMap<PartyId, BTreeSet<PartyId>> {
    let mut members: HashMap<PartyId, BTreeSet<PartyId>> = HashMap::new();
    for (id, party) in matrix.party_ids() {
        let of_team = party.team().into_iter().flat_map(|team| team.members.iter().chain(&team.lead));
        let of_group = party.group().into_iter().flat_map(|group| group.members.iter().chain(&group.chair));
        for member in of_team.chain(of_group) {
            members.entry(*member).or_default().insert(id);
        }
    }
    members
}

/// What a person is in the matrix: holder of roles, member of teams and groups, in rotas.
fn parts(matrix: &Matrix, members: &HashMap<PartyId, BTreeSet<PartyId>>, id: PartyId) -> Vec<String> {
    let name = |party: &PartyId| matrix.party(*party).name.clone();
    let parts = [
        ("holds", matrix.roles_of(id).iter().map(name).collect::<Vec<_>>()),
        ("is in", members.get(&id).into_iter().flatten().map(name).collect()),
        ("takes turns in", matrix.rotas_with(id).map(|rota| rota.id.clone()).collect()),
    ];
    let said = parts.into_iter().filter(|(_, names)| !names.is_empty());
    said.map(|(what, names)| format!("{what} {}", names.join(", "))).collect()
}
