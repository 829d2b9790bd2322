//! People who are gone, and where the matrix still names them or an address of theirs.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::look::Look;
use super::super::roster::Roster;
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{AddressKind, Contact, Kind, Matrix, Party, PartyId, Place};
use crate::text::name;

/// Parts of the names of mailboxes that several people read.
const SHARED: &str = "abuse admin alert billing center centre contact data dba desk devops dispatch duty finance group help \
                      hostmaster incident info infra legal list monitor noc office oncall operations ops pager postmaster \
                      privacy reply security service support team webmaster";

/// A part of so many letters is only looked for at the end of a word.
const SHORT: usize = 4;

/// People, their e-mail addresses, and those of others that aren't in the roster.
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
    let shared = Shared::of(matrix);
    for (owner, contact, items) in addressed(matrix) {
        let address = &contact.address;
        if contact.kind == AddressKind::Email && roster.lacks(address) && !shared.has(address) {
            let message = format!("the address {address} of {owner} isn't in the roster");
            let help = "write that of somebody who is there; a mailbox that several people read can be accepted";
            look.report(
                Finding::at(Rule::NotInRoster, contact.place, message).help(help),
                &[&[contact.place], &items[..]].concat(),
            );
        }
    }
}

/// The addresses of everything that is no person: whose they are, and the items that have them, the innermost first.
fn addressed(matrix: &Matrix) -> impl Iterator<Item = (&str, &Contact, Vec<Place>)> {
    let parties = matrix.parties.iter().filter(|party| party.kind_name() != Kind::Person);
    let parties = parties.map(|party| (party.name.as_str(), &party.contacts, vec![party.place]));
    let systems = matrix.systems.iter().map(|system| (system.name.as_str(), &system.contacts, vec![system.place]));
    let levels = matrix.policies.iter().flat_map(|policy| policy.levels.iter().map(move |level| (policy, level)));
    let levels = levels.flat_map(|(policy, level)| {
        level
            .contacts
            .iter()
            .map(|called| (level.name.as_str(), &called.contacts, vec![called.place, level.place, policy.place]))
    });
    parties
        .chain(systems)
        .chain(levels)
        .flat_map(|(name, contacts, items)| contacts.iter().map(move |contact| (name, contact, items.clone())))
}

/// What tells a mailbox that several people read: words of what the matrix names, other than people.
struct Shared(HashSet<String>);

impl Shared {
    fn of(matrix: &Matrix) -> Self {
        let parties = matrix.parties.iter().filter(|party| party.kind_name() != Kind::Person);
        let parties = parties.flat_map(|party| [&party.id, &party.name].into_iter().chain(&party.aliases));
        let systems =
            matrix.systems.iter().flat_map(|system| [&system.id, &system.name].into_iter().chain(&system.aliases));
        let areas = matrix.areas().flat_map(|(_, area)| [&area.id, &area.name].into_iter().chain(&area.aliases));
        let names = parties.chain(systems).chain(areas);
        Self(names.flat_map(|named| name::words(named).chain([name::key(named)])).collect())
    }

    /// Checks whether a mailbox is called like what it is for, and not like a person.
    fn has(&self, address: &str) -> bool {
        let mailbox = address.rsplit_once('@').map_or(address, |(mailbox, _)| mailbox);
        let mailbox = mailbox.split_once(':').map_or(mailbox, |(_, mailbox)| mailbox);
        // A short one may be inside a name: `noc` is in Enoch.
        let has = |word: &str, part: &str| word.ends_with(part) || part.len() > SHORT && word.contains(part);
        let is_shared = |word: &str| {
            SHARED.split(' ').any(|part| has(word, part)) || word.chars().count() > 1 && self.0.contains(word)
        };
        is_shared(&name::key(mailbox)) || name::words(mailbox).any(|word| is_shared(&word))
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
