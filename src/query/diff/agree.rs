//! Who must agree with a change: parties that gain or lose a responsibility, and the handles of their reviewers.

use std::collections::{BTreeMap, HashMap};

use super::{Concerned, Handles};
use crate::matrix::{AddressKind, Matrix, PartyId, Plain, Renamed};
use crate::query::card;

/// The parties, each with what it gains and loses. A placeholder can't agree.
pub(super) fn parties(
    old: &Matrix,
    new: &Matrix,
    renamed: &Renamed,
    moved: &BTreeMap<String, [Vec<String>; 2]>,
) -> Vec<Concerned> {
    let plain = Plain { matrix: old, renamed };
    let of_old: HashMap<String, PartyId> =
        old.party_ids().map(|(id, party)| (plain.renamed("PartyId", &party.id), id)).collect();
    let of_new: HashMap<&str, PartyId> = new.party_ids().map(|(id, party)| (party.id.as_str(), id)).collect();
    let concerned = moved.iter().filter_map(|(id, [gains, loses])| {
        let in_new = of_new.get(id.as_str()).map(|party| (new, *party));
        let (matrix, party) = in_new.or_else(|| Some((old, *of_old.get(id)?)))?;
        (!matrix.party(party).is_placeholder()).then(|| Concerned {
            base: card::party_name(matrix, party),
            gains: gains.clone(),
            loses: loses.clone(),
            reviewers: Handles {
                github: handles(matrix, party, AddressKind::GitHub),
                gitlab: handles(matrix, party, AddressKind::GitLab),
            },
        })
    });
    concerned.collect()
}

/// All of them, each once.
pub(super) fn all(parties: &[Concerned]) -> Handles {
    let once = |of: fn(&Concerned) -> &Vec<String>| {
        let mut all: Vec<String> = parties.iter().flat_map(of).cloned().collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    Handles { github: once(|party| &party.reviewers.github), gitlab: once(|party| &party.reviewers.gitlab) }
}

/// The handles of a party, or else of those who hold the role, or else of the team's lead.
fn handles(matrix: &Matrix, party: PartyId, site: AddressKind) -> Vec<String> {
    let own = |party: PartyId| -> Vec<String> {
        let contacts = matrix.party(party).contacts.iter();
        let of_site = contacts.filter(|contact| contact.kind == site && !contact.is_placeholder());
        of_site.map(|contact| handle(&contact.address)).collect()
    };
    let or_holders = |party: PartyId| match own(party) {
        own_handles if own_handles.is_empty() => matrix.holders(party).iter().flat_map(|holder| own(*holder)).collect(),
        own_handles => own_handles,
    };
    let found: Vec<String> = or_holders(party);
    let lead = matrix.party(party).team().and_then(|team| team.lead);
    if found.is_empty() { lead.map(or_holders).unwrap_or_default() } else { found }
}

/// A handle without the site and the sign before it.
fn handle(address: &str) -> String {
    let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or(address, |(_, path)| path);
    path.trim_start_matches('@').trim_end_matches('/').to_owned()
}
