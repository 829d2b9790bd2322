//! Teams, roles, groups and placeholders.

use super::super::container::{Items, Required, Spanned};
use super::super::leaf::Text;
use super::super::raw;
use super::{Context, contacts, placed, texts, value};
use crate::matrix::{Group, OnCall, Party, PartyKind, Team};

/// A party of any section.
pub(super) enum Raw {
    Team(raw::Team),
    Role(raw::Role),
    Group(raw::Group),
    Placeholder(raw::Placeholder),
}

impl Raw {
    /// The parties of a file, in order of the sections.
    pub(super) fn of_file(file: &mut raw::File) -> Vec<(Text, Self)> {
        let mut all = Vec::new();
        all.extend(std::mem::take(&mut file.teams).into_iter().map(|(id, raw)| (id, Self::Team(raw))));
        all.extend(std::mem::take(&mut file.roles).into_iter().map(|(id, raw)| (id, Self::Role(raw))));
        all.extend(std::mem::take(&mut file.groups).into_iter().map(|(id, raw)| (id, Self::Group(raw))));
        all.extend(std::mem::take(&mut file.placeholders).into_iter().map(|(id, raw)| (id, Self::Placeholder(raw))));
        all
    }
}

/// The fields that teams, roles and groups share.
macro_rules! reachable {
    ($id:ident, $raw:ident, $kind:expr, $context:ident) => {{
        $context.accept($raw.accept, $id.span);
        Party {
            described: value($raw.described).unwrap_or(true),
            contacts: contacts($raw.contacts),
            calendar: $context.reference(&$raw.calendar),
            rota_link: placed($raw.rota),
            ..named($id, $raw.name, $raw.aliases, $kind, $context)
        }
    }};
}

pub(super) fn party(id: Text, raw: Raw, context: &mut Context<'_>) -> Party {
    match raw {
        Raw::Team(raw) => {
            let kind = PartyKind::Team(Team {
                lead: context.reference(&raw.lead),
                size: placed(raw.size),
                on_call: raw.on_call.into_option().and_then(|raw| on_call(raw, context)),
                responsibilities: texts(raw.responsibilities),
            });
            reachable!(id, raw, kind, context)
        }
        Raw::Role(raw) => {
            let kind = PartyKind::Role(context.reference(&raw.team));
            reachable!(id, raw, kind, context)
        }
        Raw::Group(raw) => {
            let kind = PartyKind::Group(Group {
                chair: context.reference(&raw.chair),
                members: context.references(&raw.members),
                meets: value(raw.meets),
                responsibilities: texts(raw.responsibilities),
            });
            reachable!(id, raw, kind, context)
        }
        Raw::Placeholder(raw) => {
            context.accept(raw.accept, id.span);
            named(id, raw.name, raw.aliases, PartyKind::Placeholder(value(raw.stands_for)), context)
        }
    }
}

fn named(id: Text, name: Required<Text>, aliases: Items<Text>, kind: PartyKind, context: &mut Context<'_>) -> Party {
    let name = context.required(name, "name", id.span, format_args!("party `{}`", id.value));
    Party {
        name: name.unwrap_or_else(|| id.value.clone()),
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

fn on_call(Spanned { value: raw, span }: Spanned<raw::OnCall>, context: &mut Context<'_>) -> Option<OnCall> {
    context.missing(raw.cover.is_absent(), "cover", span, "on_call");
    Some(OnCall { cover: value(raw.cover)?, purpose: value(raw.for_), otherwise: value(raw.otherwise), place: span })
}
