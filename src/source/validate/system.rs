//! Systems and what belongs to one.

use std::collections::HashSet;

use super::super::raw;
use super::super::spanned::{Entries, Items, Short, Spanned, Text};
use super::known::{Ids, Names};
use super::{Context, document, text, texts};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{
    Area, Assignment, Band, Duty, DutyKind, Migration, Ownership, Placed, Responsibility, ServiceLevel, System,
    SystemId,
};

pub(super) fn systems(raw: Vec<(Text, raw::System)>, context: &mut Context<'_>) -> Vec<System> {
    let wholes: Vec<Option<Text>> = raw.iter().map(|(_, system)| system.part_of.get().cloned()).collect();
    let mut systems: Vec<System> = raw.into_iter().map(|(id, raw)| system(id, raw, context)).collect();
    refuse_circles(&mut systems, &wholes, context);
    systems
}

/// One system.
pub(super) fn system(id: Text, raw: raw::System, context: &mut Context<'_>) -> System {
    let name = context.required(raw.name, "name", id.span, format_args!("system `{}`", id.value));
    let area_ids = area_ids(&raw.areas, context);
    context.accept(raw.accept, id.span);
    System {
        name: name.unwrap_or_default(),
        aliases: texts(raw.aliases),
        kind: text(raw.kind),
        status: context.word_in(&raw.status, "status").unwrap_or_default(),
        part_of: raw.part_of.get().and_then(|whole| context.known.systems.find(whole, context.faults)).map(SystemId),
        description: text(raw.description),
        owners: owners(raw.owners, context),
        areas: raw.areas.into_iter().map(|(id, raw)| area(id, raw, context)).collect(),
        duties: duties(raw.duties, context),
        contacts: context.contacts(raw.contacts),
        service_level: raw.service_level.into_option().map(|raw| service_level(raw, context)),
        policy: raw
            .escalation
            .get()
            .and_then(|policy| context.known.policies.find(policy, context.faults))
            .map(|number| number as usize),
        calendar: context.calendar(&raw.calendar),
        migration: raw.migration.into_option().map(|raw| migration(raw, &area_ids, context)),
        place: id.span,
        id: id.value,
    }
}

/// A system that is part of itself, through others or not, has no owners to inherit: each circle is one fault.
fn refuse_circles(systems: &mut [System], wholes: &[Option<Text>], context: &mut Context<'_>) {
    let mut settled: HashSet<usize> = HashSet::new();
    for start in 0..systems.len() {
        let mut path: Vec<usize> = Vec::new();
        let mut on_path: HashSet<usize> = HashSet::new();
        let mut next = Some(start);
        while let Some(at) = next {
            if settled.contains(&at) {
                break;
            }
            if !on_path.insert(at) {
                let from = path.iter().position(|step| *step == at).unwrap_or_default();
                let names: Vec<&str> =
                    path[from..].iter().chain([&at]).map(|step| systems[*step].id.as_str()).collect();
                if let Some(whole) = &wholes[at] {
                    let message = format!("circular part_of: {}", names.join(" → "));
                    context.faults.push(
                        Finding::at(Rule::CircularPartOf, whole.span, message).help("a system can't be part of itself"),
                    );
                }
                systems[at].part_of = None;
                break;
            }
            path.push(at);
            next = systems[at].part_of.map(|whole| whole.0 as usize);
        }
        settled.extend(path);
    }
}

fn owners(raw: Entries<Short<raw::Owner>>, context: &mut Context<'_>) -> Vec<Ownership> {
    let owner = |(role, Short(raw)): (Text, Short<raw::Owner>)| Ownership {
        parties: context.parties(raw.party),
        title: text(raw.title),
        note: text(raw.note),
        place: role.span,
        role: role.value,
    };
    raw.into_iter().map(owner).collect()
}

/// The ids of a system's areas, unique in it as ids and as names.
fn area_ids(areas: &Entries<raw::Area>, context: &mut Context<'_>) -> Ids {
    let mut ids = Ids::new("area");
    ids.enter(areas, context.faults);
    let mut names = Names::new("area");
    for (id, area) in areas {
        names.enter(id, &area.name, &area.aliases, context.faults);
    }
    ids
}

fn area(id: Text, raw: raw::Area, context: &mut Context<'_>) -> Area {
    let name = context.required(raw.name, "name", id.span, format_args!("area `{}`", id.value));
    let cells =
        [raw.primary, raw.secondary, raw.escalation, raw.approval, raw.accountable, raw.consulted, raw.informed];
    let mut assignments = Vec::new();
    context.accept(raw.accept, id.span);
    for (responsibility, cell) in Responsibility::ALL.into_iter().zip(cells) {
        for text in cell {
            if let Some(party) = context.party(&text) {
                assignments.push(Assignment { responsibility, party, place: text.span });
            }
        }
    }
    Area {
        name: name.unwrap_or_default(),
        aliases: texts(raw.aliases),
        topic: text(raw.topic),
        assignments,
        note: text(raw.note),
        place: id.span,
        id: id.value,
    }
}

fn duties(raw: Entries<Items<Spanned<raw::Duty>>>, context: &mut Context<'_>) -> Vec<Duty> {
    let mut duties = Vec::new();
    for (every, items) in raw {
        let cadence = context.word(&every, "cadence");
        let cadence = cadence.map(|value| Placed { value, place: every.span });
        let under = document::Under { cadence, kind: DutyKind::Operation };
        duties.extend(items.into_iter().filter_map(|item| document::duty(item, Some(&under), context)));
    }
    duties
}

fn service_level(raw: Spanned<raw::ServiceLevel>, context: &mut Context<'_>) -> ServiceLevel {
    ServiceLevel {
        availability: context.parsed(raw.value.availability, "percentage"),
        downtime_per_month: context.parsed(raw.value.downtime_per_month, "duration"),
        response: context.parsed(raw.value.response, "duration"),
        place: raw.span,
    }
}

fn migration(raw: Spanned<raw::Migration>, areas: &Ids, context: &mut Context<'_>) -> Migration {
    let phases = raw.value.phases.into_iter();
    Migration {
        start: context.date(raw.value.start).map(|start| start.value),
        phases: phases.filter_map(|phase| areas.find(&phase, context.faults)).map(|area| area as usize).collect(),
        timeline: raw.value.timeline.into_iter().filter_map(|raw| band(raw, context)).collect(),
        place: raw.span,
    }
}

fn band(raw: Spanned<raw::Band>, context: &mut Context<'_>) -> Option<Band> {
    let by = context.parties(raw.value.by);
    let activity = text(raw.value.activity);
    if raw.value.weeks.is_absent() {
        context.required(raw.value.weeks.clone(), "weeks", raw.span, "the band");
    }
    let weeks = raw.value.weeks.into_option()?;
    let week = |text: &str| text.trim().parse::<u32>().ok().filter(|week| *week > 0);
    let (from, to) = weeks.value.split_once('-').unwrap_or((&weeks.value, &weeks.value));
    match (week(from), week(to)) {
        (Some(from_week), Some(to_week)) if from_week <= to_week => {
            Some(Band { from_week, to_week, by, activity, place: raw.span })
        }
        _ => {
            let help = "weeks are written 1-2, or 3 for one; they count from 1";
            context.faults.push(
                Finding::at(Rule::BadValue, weeks.span, format!("`{}` is no band of weeks", weeks.value)).help(help),
            );
            None
        }
    }
}
