//! Parties: their description, and whether anything refers to them.

use std::collections::HashSet;

use super::{Finding, Look, Rule};
use crate::matrix::{Contact, Cover, Matrix, Party, PartyId, PartyKind, Refers as _, Responsibility, Team};

/// With fewer people, each is on call more often than one week in four.
const ENOUGH: f64 = 4.0;

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let referred = referred_to(matrix);
    let leads_at = lead_level(matrix);
    let covered = covered_otherwise(matrix);
    for (id, party) in matrix.party_ids() {
        if !referred.contains(&id) {
            let finding = Finding::at(Rule::UnusedParty, party.place, format!("nothing refers to {}", party.name));
            look.report(finding.help("drop it, or name it where it belongs"), &[party.place]);
        }
        if !party.described {
            let message = format!("{} isn't described", party.name);
            look.report(Finding::at(Rule::PartyNotDescribed, party.place, message), &[party.place]);
        }
        let leader = match &party.kind {
            PartyKind::Team(team) => team.lead,
            PartyKind::Group(group) => group.chair,
            _ => None,
        };
        if leader == Some(id) {
            let message = format!("{} leads itself", party.name);
            look.report(Finding::at(Rule::LeadsItself, party.place, message), &[party.place]);
        }
        match &party.kind {
            PartyKind::Role(role) if role.team.is_none() => {
                let message = format!("{} belongs to no team", party.name);
                let finding = Finding::at(Rule::RoleWithoutTeam, party.place, message);
                look.report_missing(finding, "team", &[party.place]);
            }
            PartyKind::Team(team) if party.described => self::team(look, id, party, team, leads_at, &covered),
            _ => {}
        }
    }
}

/// Reports what a described team lacks.
fn team(
    look: &mut Look<'_>,
    id: PartyId,
    party: &Party,
    team: &Team,
    leads_at: Option<u32>,
    covered: &HashSet<PartyId>,
) {
    let matrix = look.matrix;
    let mut missing = |rule: Rule, what: &str, key: &'static str| {
        let finding = Finding::at(rule, party.place, format!("{} {what}", party.name));
        look.report_missing(finding, key, &[party.place]);
    };
    if team.lead.is_none() {
        missing(Rule::TeamWithoutLead, "has no lead", "lead");
    }
    // Addresses at a level belong to the level.
    if party.contacts.iter().all(Contact::is_placeholder) {
        missing(Rule::TeamWithoutContact, "has no usable address of its own", "contacts");
    }
    if team.on_call.is_none() && matrix.rotas_of(id).next().is_none() {
        missing(Rule::TeamWithoutCover, "has no on-call cover", "on_call");
    }
    cover(look, id, team, covered.contains(&id));
    lead(look, party, team, leads_at);
}

/// Checks when a team can be called, and how many people share that. `is_covered`: somebody else takes its calls.
fn cover(look: &mut Look<'_>, id: PartyId, team: &Team, is_covered: bool) {
    let Some(on_call) = &team.on_call else { return };
    let party = look.matrix.party(id);
    match look.matrix.cover_of(id).unwrap_or(on_call.cover) {
        Cover::BusinessHours => {
            if !is_covered {
                let message = format!("{} is on call in business hours, and nobody at other hours", party.name);
                look.report(Finding::at(Rule::BusinessHoursOnly, on_call.place, message), &[party.place]);
            }
        }
        // Others cover business hours by nature: somebody is at work.
        Cover::OffHours => {}
        Cover::AroundTheClock => {
            if let Some(size) = team.size.filter(|size| size.value < ENOUGH) {
                let message = format!("{} covers all hours with {size} people", party.name);
                look.report(Finding::at(Rule::TooFewPeople, size.place, message), &[party.place]);
            }
        }
    }
}

/// Parties whose calls a level-contact takes outside business hours, or that have a secondary around the clock in each of
/// their areas.
fn covered_otherwise(matrix: &Matrix) -> HashSet<PartyId> {
    let covers = |party: PartyId| matrix.cover_of(party) == Some(Cover::AroundTheClock);
    let (mut with, mut without) = (HashSet::new(), HashSet::new());
    for (_, area) in matrix.areas() {
        let has_cover = area.parties(Responsibility::Secondary).any(covers);
        if has_cover { &mut with } else { &mut without }.extend(area.parties(Responsibility::Primary));
    }
    let contacts = matrix.policies.iter().flat_map(|policy| &policy.levels).flat_map(|level| &level.contacts);
    let takes = contacts.filter(|contact| contact.cover != Some(Cover::BusinessHours));
    let mut covered: HashSet<PartyId> = with.difference(&without).copied().collect();
    covered.extend(takes.flat_map(|contact| &contact.takes));
    covered
}

/// Compares the level of the lead with the level of other leads.
fn lead(look: &mut Look<'_>, party: &Party, team: &Team, leads_at: Option<u32>) {
    let (Some(lead), Some(leads_at)) = (team.lead, leads_at) else { return };
    if let Some(stands) = first_level(look.matrix, lead).filter(|stands| *stands > leads_at) {
        let message = format!(
            "{}, the lead of {}, is at level {stands}, other leads are at level {leads_at}",
            look.name(lead),
            party.name
        );
        look.report(Finding::at(Rule::LeadIsNextLevel, party.place, message), &[party.place]);
    }
}

/// The first level of any policy that calls a party.
fn first_level(matrix: &Matrix, party: PartyId) -> Option<u32> {
    matrix.calls(party).map(|(_, level, _)| level.number).min()
}

/// The first level that calls a lead of a team.
fn lead_level(matrix: &Matrix) -> Option<u32> {
    let leads = matrix.parties.iter().filter_map(|party| party.team()?.lead);
    leads.filter_map(|lead| first_level(matrix, lead)).min()
}

/// Every party that something refers to.
fn referred_to(matrix: &Matrix) -> HashSet<PartyId> {
    let mut referred = HashSet::new();
    matrix.visit_parties(&mut |party| {
        referred.insert(party);
    });
    referred
}
