//! Parties.

use super::super::{Items, Required, Spanned, Text, raw};
use super::chain::refused_parents;
use super::reviewed::reviewed;
use super::{Context, contacts, extensions, links, placed, texts, value};
use crate::matrix::{Away, Group, Kind, OnCall, Party, PartyKind, Role, Team};

/// A party of any section.
pub(super) enum Raw {
    Team(raw::Team),
    Role(raw::Role),
    Person(raw::Person),
    Organisation(raw::Organisation),
    Group(raw::Group),
    Placeholder(raw::Placeholder),
}

impl Raw {
    /// The parties of a file, in order of the sections.
    pub(super) fn of_file(file: &mut raw::File) -> impl Iterator<Item = (Text, Self)> + use<> {
        macro_rules! section {
            ($section:ident $kind:ident) => {
                std::mem::take(&mut file.$section).into_iter().map(|(id, raw)| (id, Self::$kind(raw)))
            };
        }
        section!(teams Team)
            .chain(section!(roles Role))
            .chain(section!(people Person))
            .chain(section!(organisations Organisation))
            .chain(section!(groups Group))
            .chain(section!(placeholders Placeholder))
    }
}

/// All parties.
pub(super) fn parties(files: &mut [raw::File], context: &mut Context<'_>) -> Vec<Party> {
    let count = context.known.kinds.len();
    let mut places = Vec::with_capacity(count);
    let valid = |(id, raw)| {
        places.push(if let Raw::Team(team) = &raw { team.part_of.get().map(|of| of.span) } else { None });
        party(id, raw, context)
    };
    let mut parties: Vec<Party> = Vec::with_capacity(count);
    parties.extend(files.iter_mut().flat_map(Raw::of_file).map(valid));
    let id = |at: usize| parties[at].id.as_str();
    let parent = |at: usize| parties[at].team().and_then(|team| team.part_of).map(|of| of.0 as usize);
    for at in refused_parents("team", &places, id, parent, context) {
        if let PartyKind::Team(team) = &mut parties[at].kind {
            team.part_of = None;
        }
    }
    parties
}

/// A party with the fields that most kinds share: description, addresses, links, calendar.
macro_rules! reachable {
    ($id:ident, $raw:ident, $kind:expr, $context:ident) => {{
        $context.accept($raw.accept, $id.span);
        Party {
            described: value($raw.described).unwrap_or(true),
            contacts: contacts($raw.contacts),
            links: links($raw.links),
            extensions: extensions($raw.extensions),
            calendar: $context.reference(&$raw.calendar),
            reviewed: reviewed($raw.reviewed, $context),
            ..named($id, $raw.name, $raw.aliases, $kind, $context)
        }
    }};
}

/// Kinds of parties that can belong to a team.
const MEMBERS: [Kind; 2] = [Kind::Person, Kind::Role];

fn party(id: Text, raw: Raw, context: &mut Context<'_>) -> Party {
    match raw {
        Raw::Team(raw) => {
            let kind = PartyKind::Team(Box::new(Team {
                lead: context.reference(&raw.lead),
                part_of: raw
                    .part_of
                    .get()
                    .and_then(|of| context.find_of_kind(of, &[Kind::Team], "a team is part of a team")),
                members: raw
                    .members
                    .iter()
                    .filter_map(|id| {
                        context.find_of_kind(
                            id,
                            &MEMBERS,
                            "members are people and roles; a team in a team has `part_of`",
                        )
                    })
                    .collect(),
                size: placed(raw.size),
                on_call: raw.on_call.into_option().and_then(|raw| on_call(raw, context)),
                responsibilities: texts(raw.responsibilities),
            }));
            Party { rota_link: placed(raw.rota), ..reachable!(id, raw, kind, context) }
        }
        Raw::Role(raw) => {
            let held_by =
                raw.held_by.iter().filter_map(|id| context.find_of_kind(id, &[Kind::Person], "people hold roles"));
            let held_by = held_by.collect();
            let kind = PartyKind::Role(Role { team: context.reference(&raw.team), held_by });
            Party { rota_link: placed(raw.rota), ..reachable!(id, raw, kind, context) }
        }
        Raw::Person(raw) => {
            context.accept(raw.accept, id.span);
            let away = raw.away.into_iter().filter_map(|raw| away(raw, context)).collect();
            let party = named(id, raw.name, raw.aliases, PartyKind::Person(away), context);
            Party {
                contacts: contacts(raw.contacts),
                links: links(raw.links),
                extensions: extensions(raw.extensions),
                reviewed: reviewed(raw.reviewed, context),
                ..party
            }
        }
        Raw::Organisation(raw) => reachable!(id, raw, PartyKind::Organisation(value(raw.kind)), context),
        Raw::Group(raw) => {
            let kind = PartyKind::Group(Box::new(Group {
                chair: context.reference(&raw.chair),
                members: context.references(&raw.members),
                meets: value(raw.meets),
                responsibilities: texts(raw.responsibilities),
            }));
            Party { rota_link: placed(raw.rota), ..reachable!(id, raw, kind, context) }
        }
        Raw::Placeholder(raw) => {
            context.accept(raw.accept, id.span);
            let party = named(id, raw.name, raw.aliases, PartyKind::Placeholder(value(raw.stands_for)), context);
            let reviewed = reviewed(raw.reviewed, context);
            Party { extensions: extensions(raw.extensions), reviewed, ..party }
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
        links: Vec::new(),
        extensions: Vec::new(),
        calendar: None,
        rota_link: None,
        reviewed: None,
        kind,
        place: id.span,
        id: id.value,
    }
}

fn away(Spanned { value: raw, span }: Spanned<raw::Away>, context: &mut Context<'_>) -> Option<Away> {
    context.missing(raw.from.is_absent(), "from", span, "the absence");
    context.missing(raw.until.is_absent(), "until", span, "the absence");
    let (from, until) = (value(raw.from)?, raw.until.into_option()?);
    context.last_day(from, until.value, until.span)?;
    Some(Away { from, until: until.value, reason: value(raw.reason), place: span })
}

fn on_call(Spanned { value: raw, span }: Spanned<raw::OnCall>, context: &mut Context<'_>) -> Option<OnCall> {
    context.missing(raw.cover.is_absent(), "cover", span, "on_call");
    Some(OnCall { cover: value(raw.cover)?, purpose: value(raw.for_), otherwise: value(raw.otherwise), place: span })
}
