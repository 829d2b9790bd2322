//! People who are gone, and where the matrix still names them.

use super::super::look::Look;
use super::super::roster::Roster;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{AddressKind, Kind, Matrix, Party, PartyId};

/// People and their e-mail addresses that aren't in the roster.
pub(in super::super) fn not_in(look: &mut Look<'_>, roster: &Roster) {
    let matrix = look.matrix;
    for (id, person) in matrix.party_ids().filter(|(_, party)| party.kind_name() == Kind::Person) {
        if roster.has(person) {
            addresses(look, person, roster);
        } else {
            let missing = format!("{} isn't in the roster", person.name);
            let message = [vec![missing], parts(matrix, id)].concat().join(", ");
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

/// What a person is in the matrix: holder of roles, member of teams and groups, in rotas.
fn parts(matrix: &Matrix, id: PartyId) -> Vec<String> {
    let name = |party: &Party| party.name.clone();
    let holds = matrix.parties.iter().filter(|party| party.role().is_some_and(|role| role.held_by.contains(&id)));
    let member = matrix.parties.iter().filter(|party| {
        party.team().is_some_and(|team| team.members.contains(&id) || team.lead == Some(id))
            || party.group().is_some_and(|group| group.members.contains(&id) || group.chair == Some(id))
    });
    let rotas = matrix.rotas_with(id).map(|rota| rota.id.clone());
    let parts = [
        ("holds", holds.map(name).collect::<Vec<_>>()),
        ("is in", member.map(name).collect()),
        ("takes turns in", rotas.collect()),
    ];
    let said = parts.into_iter().filter(|(_, names)| !names.is_empty());
    said.map(|(what, names)| format!("{what} {}", names.join(", "))).collect()
}
