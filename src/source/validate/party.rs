//! Teams, roles, groups and placeholders.

use super::super::raw;
use super::super::spanned::{Items, Slot, Spanned, Text};
use super::{Context, text, texts};
use crate::matrix::{Group, OnCall, Party, PartyKind, Placed, Team};

/// A party as it is written, and in which section.
pub(super) enum Raw {
    Team(raw::Team),
    Role(raw::Role),
    Group(raw::Group),
    Placeholder(raw::Placeholder),
}

pub(super) fn parties(raw: Vec<(Text, Raw)>, context: &mut Context<'_>) -> Vec<Party> {
    raw.into_iter().map(|(id, raw)| party(id, raw, context)).collect()
}

fn party(id: Text, raw: Raw, context: &mut Context<'_>) -> Party {
    match raw {
        Raw::Team(raw) => {
            let kind = PartyKind::Team(Team {
                lead: raw.lead.get().and_then(|lead| context.party(lead)),
                size: size(raw.size, context),
                on_call: raw.on_call.into_option().and_then(|on_call| self::on_call(on_call, context)),
                responsibilities: texts(raw.responsibilities),
            });
            let described = context.flag(raw.described, true);
            let contacts = context.contacts(raw.contacts);
            let (calendar, rota_link) = (context.calendar(&raw.calendar), link(raw.rota, context));
            context.accept(raw.accept, id.span);
            Party { described, contacts, calendar, rota_link, ..named(id, raw.name, raw.aliases, kind, context) }
        }
        Raw::Role(raw) => {
            let kind = PartyKind::Role(raw.team.get().and_then(|team| context.party(team)));
            let described = context.flag(raw.described, true);
            let contacts = context.contacts(raw.contacts);
            let (calendar, rota_link) = (context.calendar(&raw.calendar), link(raw.rota, context));
            context.accept(raw.accept, id.span);
            Party { described, contacts, calendar, rota_link, ..named(id, raw.name, raw.aliases, kind, context) }
        }
        Raw::Group(raw) => {
            let kind = PartyKind::Group(Group {
                chair: raw.chair.get().and_then(|chair| context.party(chair)),
                members: context.parties(raw.members),
                meets: text(raw.meets),
                responsibilities: texts(raw.responsibilities),
            });
            let described = context.flag(raw.described, true);
            let contacts = context.contacts(raw.contacts);
            let (calendar, rota_link) = (context.calendar(&raw.calendar), link(raw.rota, context));
            context.accept(raw.accept, id.span);
            Party { described, contacts, calendar, rota_link, ..named(id, raw.name, raw.aliases, kind, context) }
        }
        Raw::Placeholder(raw) => {
            let kind = PartyKind::Placeholder(text(raw.stands_for));
            context.accept(raw.accept, id.span);
            named(id, raw.name, raw.aliases, kind, context)
        }
    }
}

fn named(id: Text, name: Slot<Text>, aliases: Items<Text>, kind: PartyKind, context: &mut Context<'_>) -> Party {
    let name = context.required(name, "name", id.span, format_args!("party `{}`", id.value));
    Party {
        name: name.unwrap_or_default(),
        aliases: texts(aliases),
        described: true,
        contacts: Vec::new(),
        calendar: None,
        rota_link: None,
        kind,
        place: id.span,
        id: id.value,
    }
}

fn on_call(raw: Spanned<raw::OnCall>, context: &mut Context<'_>) -> Option<OnCall> {
    let cover = context.word_in(&raw.value.cover, "cover");
    if raw.value.cover.is_absent() {
        context.required(Slot::default(), "cover", raw.span, "on_call");
    }
    Some(OnCall { cover: cover?, purpose: text(raw.value.for_), otherwise: text(raw.value.otherwise), place: raw.span })
}

/// Full-time equivalents: whole ones or parts.
fn size(slot: Slot<Text>, context: &mut Context<'_>) -> Option<Placed<f64>> {
    let text = slot.into_option()?;
    // `nan`, `inf`, `1e9`, `-1`: numbers to Rust, and to nobody who counts people.
    let is_plain = text.value.chars().all(|c| c.is_ascii_digit() || c == '.');
    let size = text.value.parse().ok().filter(|size: &f64| is_plain && *size > 0.0);
    if size.is_none() {
        context.bad(&text, "size", "it is a number of people, such as 2 or 1.5");
    }
    size.map(|value| Placed { value, place: text.span })
}

/// The web address of a rota that is kept elsewhere.
fn link(slot: Slot<Text>, context: &mut Context<'_>) -> Option<Placed<String>> {
    let text = slot.into_option()?;
    let host = ["https://", "http://"].iter().find_map(|scheme| text.value.strip_prefix(scheme));
    if host.is_none_or(|host| host.is_empty() || host.contains(char::is_whitespace)) {
        context.bad(&text, "web address", "a rota that is kept elsewhere is linked: https://…");
        return None;
    }
    Some(Placed { value: text.value, place: text.span })
}
