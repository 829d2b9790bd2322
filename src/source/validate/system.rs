//! Systems with their areas, owners, duties, service level and migration.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::super::{Entries, Items, Leaf, Ref, Short, Slot, Spanned, Text, raw};
use super::chain::refused_parents;
use super::ids::Ids;
use super::names::Names;
use super::reviewed::reviewed;
use super::{Context, contacts, document, extensions, links, placed, selector, texts, value};
use crate::diagnostic::{Finding, Rule};
use crate::limits::AREAS;
use crate::matrix::{
    Area, Assignment, Band, Cadence, DEFAULT, Duty, DutyKind, Migration, Ownership, Placed, PolicyId, Responsibility,
    ServiceLevel, SeverityPolicy, System, SystemId, Terms,
};
use crate::text::name;

pub(super) fn systems(raw: Vec<(Text, raw::System)>, context: &mut Context<'_>) -> Vec<System> {
    let parents: Vec<_> = raw.iter().map(|(_, system)| system.part_of.get().map(|parent| parent.span)).collect();
    let mut systems: Vec<System> = raw.into_iter().map(|(id, raw)| system(id, raw, context)).collect();
    let id = |at: usize| systems[at].id.as_str();
    let parent = |at: usize| systems[at].part_of.map(|parent| parent.0 as usize);
    for at in refused_parents("system", &parents, id, parent, context) {
        systems[at].part_of = None;
    }
    systems
}

/// One system.
pub(super) fn system(id: Text, mut raw: raw::System, context: &mut Context<'_>) -> System {
    let plain = raw.plain();
    let name = context.required(raw.name, "name", id.span, format_args!("system `{}`", id.value));
    let area_ids = area_ids(&raw.areas, context);
    context.accept(raw.accept, id.span);
    let migration = raw.migration.into_option().map(|raw| Box::new(migration(raw, &area_ids, context)));
    for (area, span) in context.known.expected.get(&id.value).into_iter().flatten() {
        area_ids.rename_at(area, *span);
    }
    area_ids.refuse_bad(context.faults);
    let (policy, policies) = policies(&raw.escalation, raw.policies, context);
    System {
        name: name.unwrap_or_else(|| id.value.clone()),
        aliases: texts(raw.aliases),
        part_of: context.reference(&raw.part_of),
        owners: owners(raw.owners, context),
        areas: raw.areas.into_iter().map(|(id, raw)| area(id, raw, context)).collect(),
        duties: duties(raw.duties, context),
        depends_on: depends_on(&raw.depends_on, context),
        contacts: contacts(raw.contacts),
        selectors: selector::selectors(raw.selectors, context),
        links: links(raw.links),
        extensions: extensions(raw.extensions),
        service_level: raw.service_level.into_option().map(|raw| Box::new(service_level(raw))),
        policy,
        policies,
        calendar: context.reference(&raw.calendar),
        migration,
        reviewed: reviewed(raw.reviewed, context),
        place: id.span,
        id: id.value,
        ..plain
    }
}

/// The policy that holds at any severity, and those for some.
fn policies(
    escalation: &Slot<Ref<raw::Policy>>,
    raw: Entries<Ref<raw::Policy>>,
    context: &mut Context<'_>,
) -> (Option<PolicyId>, Vec<SeverityPolicy>) {
    let (mut policy, mut policies) = (context.reference(escalation), Vec::new());
    for (severity, id) in raw {
        let Some(found) = context.find(&id) else { continue };
        if severity.value != DEFAULT {
            policies.push(SeverityPolicy { severity: severity.value, policy: found });
        } else if escalation.is_absent() {
            policy = Some(found);
        } else {
            let fault = Finding::at(Rule::GivenTwice, severity.span, "the default policy is given twice");
            context.faults.push(fault.help("keep `escalation` or `default`"));
        }
    }
    (policy, policies)
}

/// The systems that a system needs, each once.
fn depends_on(raw: &Items<Ref<raw::System>>, context: &mut Context<'_>) -> Vec<Placed<SystemId>> {
    let mut seen = HashSet::new();
    let found = raw.iter().filter_map(|on| Some(Placed { value: context.find(on)?, place: on.span }));
    found.filter(|on| seen.insert(on.value)).collect()
}

/// The owners by role. Those of one role in two spellings are joined.
fn owners(raw: Entries<Short<raw::Owner>>, context: &mut Context<'_>) -> Vec<Ownership> {
    let mut owners: Vec<Ownership> = Vec::new();
    let mut known = HashMap::new();
    for (role, Short(raw)) in raw {
        let new = ownership(role, raw, context);
        match known.entry((new.role.clone(), new.note.clone(), new.until)) {
            Entry::Vacant(entry) => {
                entry.insert(owners.len());
                owners.push(new);
            }
            Entry::Occupied(entry) => {
                let known = &mut owners[*entry.get()];
                known.spellings.extend(new.spellings);
                let missing: Vec<_> = new.parties.into_iter().filter(|party| !known.parties.contains(party)).collect();
                known.parties.extend(missing);
            }
        }
    }
    owners
}

fn ownership(spelling: Text, raw: raw::Owner, context: &mut Context<'_>) -> Ownership {
    let role = name::owner_role(&spelling.value);
    let mut ownership = Ownership {
        parties: context.references(&raw.party),
        title: value(raw.title),
        inherited: true,
        note: value(raw.note),
        until: value(raw.until),
        place: spelling.span,
        spellings: if spelling.value == role { Vec::new() } else { vec![spelling.placed()] },
        role,
    };
    context.known.owner_roles.describe(&mut ownership);
    ownership
}

/// The ids of a system's areas, unique in it as ids and as names.
fn area_ids(areas: &Entries<raw::Area>, context: &mut Context<'_>) -> Ids {
    let mut ids = Ids::new("area");
    ids.enter(areas, context.faults);
    let mut names = Names::new("area");
    if let Some((id, _)) = areas.iter().nth(AREAS) {
        let message = format!("the system has more than {AREAS} areas");
        context
            .faults
            .push(Finding::at(Rule::BadValue, id.span, message).help("make children of it, with areas of their own"));
    }
    for (id, area) in areas {
        names.enter(id, &area.name, &area.aliases, None, context.faults);
    }
    ids
}

fn area(id: Text, raw: raw::Area, context: &mut Context<'_>) -> Area {
    let name = context.required(raw.name, "name", id.span, format_args!("area `{}`", id.value));
    let cells =
        [raw.primary, raw.secondary, raw.escalation, raw.approval, raw.accountable, raw.consulted, raw.informed];
    context.accept(raw.accept, id.span);
    let mut assignments = Vec::new();
    for (responsibility, cell) in Responsibility::ALL.into_iter().zip(cells) {
        for Spanned { value: Short(cell), span } in cell {
            context.missing(cell.party.is_absent(), "party", span, format_args!("the {responsibility}"));
            assignments.extend(self::assignments(responsibility, cell, context));
        }
    }
    Area {
        name: name.unwrap_or_else(|| id.value.clone()),
        aliases: texts(raw.aliases),
        topic: value(raw.topic),
        assignments,
        selectors: selector::selectors(raw.selectors, context),
        note: value(raw.note),
        reviewed: reviewed(raw.reviewed, context),
        place: id.span,
        id: id.value,
    }
}

/// The parties of a cell that have the same terms.
fn assignments(responsibility: Responsibility, raw: raw::Cell, context: &mut Context<'_>) -> Vec<Assignment> {
    let (note, until) = (value(raw.note), value(raw.until));
    let terms = (note.is_some() || until.is_some()).then(|| Box::new(Terms { note, until }));
    let assignment = |party: &Ref<_>| {
        Some(Assignment { responsibility, party: context.find(party)?, terms: terms.clone(), place: party.span })
    };
    raw.party.iter().filter_map(assignment).collect()
}

fn duties(raw: Entries<Items<Spanned<raw::Duty>>, Cadence>, context: &mut Context<'_>) -> Vec<Duty> {
    let mut duties = Vec::new();
    for (every, items) in raw {
        let cadence = Leaf::<Cadence>::parse(&every.value, every.span, context.faults).map(Leaf::placed);
        let under = document::Under { cadence, kind: DutyKind::Operation };
        duties.extend(items.into_iter().filter_map(|item| document::duty(item, Some(&under), context)));
    }
    duties
}

fn service_level(Spanned { value: raw, span }: Spanned<raw::ServiceLevel>) -> ServiceLevel {
    ServiceLevel {
        availability: placed(raw.availability),
        downtime_per_month: placed(raw.downtime_per_month),
        response: placed(raw.response),
        place: span,
    }
}

fn migration(raw: Spanned<raw::Migration>, areas: &Ids, context: &mut Context<'_>) -> Migration {
    let Spanned { value: raw, span } = raw;
    let phases = raw.phases.iter();
    Migration {
        start: value(raw.start),
        phases: phases.filter_map(|phase| areas.find(phase, context.faults)).map(|area| area as usize).collect(),
        timeline: raw.timeline.into_iter().filter_map(|raw| band(raw, context)).collect(),
        place: span,
    }
}

fn band(Spanned { value: raw, span }: Spanned<raw::Band>, context: &mut Context<'_>) -> Option<Band> {
    context.missing(raw.weeks.is_absent(), "weeks", span, "the band");
    let by = context.references(&raw.by);
    let (from_week, to_week) = value(raw.weeks)?;
    Some(Band { from_week, to_week, by, activity: value(raw.activity), place: span })
}
