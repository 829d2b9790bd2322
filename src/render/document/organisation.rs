//! Groups, teams, roles and placeholders.

use super::{heading, said, section};
use crate::query::card::OnCallCard;
use crate::query::show::{Mention, PartyPage};
use crate::view::page::{Block, Line};
use crate::view::show::facts::Facts;

/// What is said of a party that the matrix only names.
const NOT_DESCRIBED: &str = "no: the name is used, and nothing is said of it";

pub(super) fn blocks(parties: &[PartyPage]) -> Vec<Block> {
    let of = |kind: &'static str| parties.iter().filter(move |party| party.kind == kind);
    let mut inside: Vec<Block> = of("group").flat_map(|party| one(3, party, group(party))).collect();
    inside.extend(section(3, "Teams", of("team").flat_map(|party| one(4, party, team(party)))));
    inside.extend(section(3, "Roles", roles(of("role"))));
    inside.extend(section(3, "Placeholders", placeholders(of("placeholder"))));
    section(2, "Organisation", inside)
}

fn one(level: u8, party: &PartyPage, facts: Facts) -> Vec<Block> {
    std::iter::once(heading(level, party.name.as_str())).chain(facts.block()).collect()
}

fn named(party: &PartyPage) -> Facts {
    Facts::default()
        .lines("Also called", said::texts(&party.aliases))
        .text("Described", (!party.described).then_some(NOT_DESCRIBED))
}

fn group(party: &PartyPage) -> Facts {
    named(party)
        .lines("Chair", optional(party.chair.as_ref()))
        .lines("Members", said::line(&party.members))
        .text("Meeting Frequency", party.meets.as_deref())
        .lines("Responsibilities", said::texts(&party.responsibilities))
        .lines("Contacts", own_contacts(party))
}

fn team(party: &PartyPage) -> Facts {
    named(party)
        .lines("Lead", optional(party.lead.as_ref()))
        .text("Team Size", party.size.map(|size| format!("{size} FTE")).as_deref())
        .lines("Primary Responsibilities", said::texts(&party.responsibilities))
        .text("On-Call Rotation", party.on_call.as_ref().map(on_call).as_deref())
        .lines("Contacts", own_contacts(party))
}

fn on_call(on_call: &OnCallCard) -> String {
    let purpose = on_call.purpose.as_ref().map(|purpose| format!(" coverage for {purpose}")).unwrap_or_default();
    let otherwise = on_call.otherwise.as_ref().map(|words| format!(", otherwise {words}")).unwrap_or_default();
    format!("{}{purpose}{otherwise}", said::cover(on_call.cover))
}

fn own_contacts(party: &PartyPage) -> Vec<Line> {
    said::contacts(&party.own_contacts())
}

fn optional(mention: Option<&Mention>) -> Vec<Line> {
    mention.map(|mention| said::line(std::slice::from_ref(mention))).unwrap_or_default()
}

fn roles<'p>(roles: impl Iterator<Item = &'p PartyPage>) -> Option<Block> {
    let row = |role: &PartyPage| {
        let described = if role.described { Vec::new() } else { said::cell("no") };
        [
            said::cell(role.name.as_str()),
            said::texts(&role.aliases),
            optional(role.team.as_ref()),
            said::line(&role.lead_of),
            own_contacts(role),
            described,
        ]
    };
    said::table(["Role", "Also called", "Team", "Leads", "Contacts", "Described"], 1, roles.map(row).collect())
}

fn placeholders<'p>(placeholders: impl Iterator<Item = &'p PartyPage>) -> Option<Block> {
    let row = |party: &PartyPage| {
        [
            said::cell(party.name.as_str()),
            said::texts(&party.aliases),
            party.stands_for.iter().flat_map(|whom| said::cell(whom.as_str())).collect(),
            own_contacts(party),
        ]
    };
    said::table(["Placeholder", "Also called", "Stands for", "Contacts"], 1, placeholders.map(row).collect())
}
