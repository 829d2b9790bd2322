//! Systems with their areas, owners, duties, service level and migration.

use super::super::container::{Entries, Items, Short, Spanned};
use super::super::leaf::{Leaf, Ref, Text};
use super::super::raw;
use super::known::Ids;
use super::names::Names;
use super::{Context, contacts, document, placed, selector, texts, value};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{
    Area, Assignment, Band, Cadence, Duty, DutyKind, Migration, Ownership, Responsibility, ServiceLevel, System,
};
use crate::text::name;

pub(super) fn systems(raw: Vec<(Text, raw::System)>, context: &mut Context<'_>) -> Vec<System> {
    let parents: Vec<_> = raw.iter().map(|(_, system)| system.part_of.get().map(|parent| parent.span)).collect();
    let mut systems: Vec<System> = raw.into_iter().map(|(id, raw)| system(id, raw, context)).collect();
    let parent = |at: usize| systems[at].part_of.map(|parent| parent.0 as usize);
    for cycle in cycles(systems.len(), parent) {
        if let Some(span) = cycle.first().and_then(|at| parents[*at]) {
            let ids: Vec<&str> = cycle.iter().chain(cycle.first()).map(|at| systems[*at].id.as_str()).collect();
            let fault = Finding::at(Rule::CircularPartOf, span, format!("circular part_of: {}", ids.join(" → ")));
            context.faults.push(fault.help("a system can't be part of itself"));
        }
        cycle.first().into_iter().for_each(|at| systems[*at].part_of = None);
    }
    for at in too_deep(systems.len(), |at| systems[at].part_of.map(|parent| parent.0 as usize)) {
        let message = format!("`{}` has more than {DEEPEST} systems above it", systems[at].id);
        let fault = Finding::at(Rule::CircularPartOf, parents[at].unwrap_or_default(), message);
        context.faults.push(fault.help("make it a child of one further up"));
        systems[at].part_of = None;
    }
    systems
}

/// The longest way up from a child, in parents.
pub(super) const DEEPEST: usize = 64;

/// The first nodes beyond [`DEEPEST`] in a graph without cycles in which each has at most one successor.
pub(super) fn too_deep(count: usize, next: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut depths: Vec<Option<usize>> = vec![None; count];
    let mut deep = Vec::new();
    for start in 0..count {
        let open = |at: &usize| depths[*at].is_none();
        let up = std::iter::successors(Some(start).filter(open), |at| next(*at).filter(open));
        let mut path: Vec<usize> = up.collect();
        while let Some(at) = path.pop() {
            let above = next(at).and_then(|parent| depths[parent]);
            let depth = above.map_or(0, |above| above + 1);
            let is_deep = depth > DEEPEST;
            deep.extend(is_deep.then_some(at));
            // It is cut off there.
            depths[at] = Some(if is_deep { 0 } else { depth });
        }
    }
    deep
}

/// The cycles in a graph in which each node has at most one successor.
pub(super) fn cycles(count: usize, next: impl Fn(usize) -> Option<usize>) -> Vec<Vec<usize>> {
    // The walk on which each was first met.
    let mut met: Vec<Option<usize>> = vec![None; count];
    let mut cycles = Vec::new();
    for start in 0..count {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(here) = at.filter(|here| met[*here].is_none()) {
            met[here] = Some(start);
            path.push(here);
            at = next(here);
        }
        let from = at.filter(|at| met[*at] == Some(start)).and_then(|at| path.iter().position(|step| *step == at));
        cycles.extend(from.map(|from| path.split_off(from)));
    }
    cycles
}

/// One system.
pub(super) fn system(id: Text, mut raw: raw::System, context: &mut Context<'_>) -> System {
    let plain = raw.plain();
    let name = context.required(raw.name, "name", id.span, format_args!("system `{}`", id.value));
    let area_ids = area_ids(&raw.areas, context);
    context.accept(raw.accept, id.span);
    let migration = raw.migration.into_option().map(|raw| migration(raw, &area_ids, context));
    area_ids.refuse_bad(context.faults);
    System {
        name: name.unwrap_or_else(|| id.value.clone()),
        aliases: texts(raw.aliases),
        part_of: context.reference(&raw.part_of),
        owners: owners(raw.owners, context),
        areas: raw.areas.into_iter().map(|(id, raw)| area(id, raw, context)).collect(),
        duties: duties(raw.duties, context),
        contacts: contacts(raw.contacts),
        selectors: selector::selectors(raw.selectors, context),
        service_level: raw.service_level.into_option().map(service_level),
        policy: context.reference(&raw.escalation),
        calendar: context.reference(&raw.calendar),
        migration,
        place: id.span,
        id: id.value,
        ..plain
    }
}

/// The owners by role. Those of one role in two spellings are joined.
fn owners(raw: Entries<Short<raw::Owner>>, context: &mut Context<'_>) -> Vec<Ownership> {
    let mut owners: Vec<Ownership> = Vec::new();
    for (role, Short(raw)) in raw {
        let new = ownership(role, raw, context);
        match owners.iter_mut().find(|known| known.role == new.role && known.note == new.note) {
            Some(known) => {
                known.spellings.extend(new.spellings);
                let missing: Vec<_> = new.parties.into_iter().filter(|party| !known.parties.contains(party)).collect();
                known.parties.extend(missing);
            }
            None => owners.push(new),
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
        place: spelling.span,
        spellings: if spelling.value == role { Vec::new() } else { vec![spelling.placed()] },
        role,
    };
    context.known.describe(&mut ownership);
    ownership
}

/// The ids of a system's areas, unique in it as ids and as names.
fn area_ids(areas: &Entries<raw::Area>, context: &mut Context<'_>) -> Ids {
    let mut ids = Ids::new("area");
    ids.enter(areas, context.faults);
    let mut names = Names::new("area");
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
        let assignment =
            |party: &Ref<_>| Some(Assignment { responsibility, party: context.find(party)?, place: party.span });
        assignments.extend(cell.iter().filter_map(assignment));
    }
    Area {
        name: name.unwrap_or_else(|| id.value.clone()),
        aliases: texts(raw.aliases),
        topic: value(raw.topic),
        assignments,
        selectors: selector::selectors(raw.selectors, context),
        note: value(raw.note),
        place: id.span,
        id: id.value,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_found_wherever_they_begin() {
        let of = |parents: &[i8]| cycles(parents.len(), |at| usize::try_from(parents[at]).ok());
        assert!(of(&[]).is_empty() && of(&[-1]).is_empty() && of(&[1, 2, -1, 2, 3]).is_empty());
        assert_eq!((of(&[0]), of(&[1, 0])), (vec![vec![0]], vec![vec![0, 1]]));
        assert_eq!(of(&[-1, 0, 3, 4, 2]), [[2, 3, 4]]);
        assert_eq!(of(&[1, 2, 3, 1, 4]), [vec![1, 2, 3], vec![4]]);
    }

    /// A chain of 8,000 systems took every command a minute.
    #[test]
    fn a_chain_is_cut_where_it_is_too_deep() {
        let of = |length: usize| too_deep(length, |at| at.checked_sub(1));
        assert!(of(0).is_empty() && of(DEEPEST + 1).is_empty());
        assert_eq!(of(DEEPEST + 2), [DEEPEST + 1]);
        assert_eq!(of(3 * DEEPEST), [DEEPEST + 1, 2 * DEEPEST + 2]);
        let back = too_deep(DEEPEST + 2, |at| Some(at + 1).filter(|at| *at < DEEPEST + 2));
        assert_eq!(back, [0]);
    }
}
