//! Systems: what others have and one lacks, and where it is on its way to.

use std::collections::HashMap;

use crate::check::look::{Look, counted};
use crate::diagnostic::{Finding, Rule, quoted};
use crate::matrix::graph::cycles;
use crate::matrix::{Lifecycle, Matrix, Place, Placed, System, SystemId};
use crate::text::name;
use crate::text::nearest::{nearest, sole};

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    ambiguous_names(look);
    owner_roles(look);
    circular_dependencies(look);
    let others = LACKS.map(|(.., has)| matrix.systems.iter().filter(|system| has(system)).count());
    for (id, system) in matrix.system_ids() {
        lifecycle(look, system);
        if system.is(Lifecycle::Deprecated) && system.migration.is_none() {
            let message = format!("{} is deprecated without a migration", system.name);
            let finding = Finding::at(Rule::DeprecatedWithoutMigration, system.place, message);
            look.report_missing(finding, "migration", &[system.place]);
        }
        migration(look, system);
        owners(look, system);
        // A whole is looked after through its parts.
        if !matrix.part_ids(id).is_empty() {
            continue;
        }
        if system.areas.is_empty() && matrix.owners(id).is_empty() {
            let message = format!("{} has no owner, no area and no child", system.name);
            look.report_missing(Finding::at(Rule::EmptySystem, system.place, message), "owners", &[system.place]);
        } else {
            lacks(look, system, others);
        }
    }
}

/// Reports a word that is probably a misspelt known one.
fn lifecycle(look: &mut Look<'_>, system: &System) {
    let Some(Placed { value: word, place }) = &system.lifecycle else { return };
    let known = Lifecycle::ALL.map(Lifecycle::as_str);
    if let Some(near) = nearest(word, known).filter(|near| near != word) {
        let finding = Finding::at(Rule::LifecycleSpelling, *place, format!("unknown lifecycle {}", quoted(word)));
        let finding = finding.help(format!("did you mean `{near}`?")).fix_if(word, sole(word, known));
        look.report(finding, &[system.place]);
    }
}

/// Names that systems of different parents share. Validation refuses those of siblings.
fn ambiguous_names(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let mut firsts: HashMap<String, SystemId> = HashMap::new();
    for (id, system) in matrix.system_ids() {
        for text in [&system.id, &system.name].into_iter().chain(&system.aliases) {
            let first = *firsts.entry(name::key(text)).or_insert(id);
            let other = matrix.system(first);
            let is_close = [Some(first), other.part_of].contains(&system.part_of) || other.part_of == Some(id);
            if first != id && !is_close {
                let message = format!("`{text}` can mean system `{}` and system `{}`", other.id, system.id);
                let finding = Finding::at(Rule::AmbiguousName, system.place, message);
                look.report(finding.related(other.place, "the first one"), &[system.place]);
            }
        }
    }
}

/// Names of systems that a message about a circle shows.
const SHOWN: usize = 10;

fn circular_dependencies(look: &mut Look<'_>) {
    let systems = &look.matrix.systems;
    let needed = |at: usize| systems[at].depends_on.iter().map(|on| on.value.0 as usize);
    for cycle in cycles(systems.len(), needed) {
        let all = || cycle.iter().chain(cycle.first());
        let first = all().next().map(|at| &systems[*at]);
        let second = all().nth(1).copied();
        let edge = first.and_then(|first| first.depends_on.iter().find(|on| Some(on.value.0 as usize) == second));
        let (Some(first), Some(edge)) = (first, edge) else { continue };
        let mut ids: Vec<&str> = all().take(SHOWN + 1).map(|at| systems[*at].id.as_str()).collect();
        ids.extend((cycle.len() > SHOWN).then_some("…"));
        let message = format!("circular depends_on: {}", ids.join(" → "));
        look.report(Finding::at(Rule::CircularDependsOn, edge.place, message), &[first.place]);
    }
}

fn owners(look: &mut Look<'_>, system: &System) {
    for ownership in &system.owners {
        if let Some(until) = ownership.until.filter(|_| ownership.has_ended(look.today)) {
            let message = format!("the {} was one until {until}: {}", ownership.title(), system.name);
            look.report(Finding::at(Rule::AssignmentEnded, ownership.place, message), &[system.place]);
        }
        for party in ownership.parties.iter().filter(|party| look.matrix.party(**party).is_person()) {
            let message = format!("the {} is a person, {}: {}", ownership.title(), look.name(*party), system.name);
            look.report_person(*party, ownership.place, message, &[system.place]);
        }
    }
}

/// Owner roles in two spellings, each second one once.
fn owner_roles(look: &mut Look<'_>) {
    let mut spelt: HashMap<String, Vec<(&str, Place)>> = HashMap::new();
    for (spelling, place, item) in spellings(look.matrix) {
        let role = name::owner_role(spelling);
        let known = spelt.entry(role.clone()).or_default();
        if known.iter().any(|(other, _)| *other == spelling) {
            continue;
        }
        known.push((spelling, place));
        if let [(first, at), _, ..] = known.as_slice() {
            let message = format!("`{spelling}` and `{first}` are one owner role");
            let finding = Finding::at(Rule::OwnerRoleSpelling, place, message).related(*at, "the first one");
            look.report(finding.help(format!("write `{role}` everywhere")), &[item]);
        }
    }
}

/// Every spelling of an owner role: those of the section first, then those of systems, each with its place and its item.
fn spellings(matrix: &Matrix) -> impl Iterator<Item = (&str, Place, Place)> {
    let of_section = matrix.owner_roles.iter().map(|role| (role.value.as_str(), role.place, role.place));
    let of_systems = matrix.systems.iter().flat_map(|system| system.owners.iter().map(move |owner| (system, owner)));
    let of_systems = of_systems.flat_map(|(system, owner)| {
        let own = owner.spellings.iter().map(|spelling| (spelling.value.as_str(), spelling.place));
        // The first place is that of the id, unless it has a spelling of its own.
        let id = (own.clone().next().map(|(_, place)| place) != Some(owner.place))
            .then_some((owner.role.as_str(), owner.place));
        id.into_iter().chain(own).map(|(spelling, place)| (spelling, place, system.place))
    });
    of_section.chain(of_systems)
}

fn migration(look: &mut Look<'_>, system: &System) {
    let Some(migration) = &system.migration else { return };
    let (phases, bands) = (migration.phases.len(), migration.timeline.len());
    if bands > 0 && migration.start.is_none() {
        let message = format!("the migration of {} counts weeks but has no start", system.name);
        let finding = Finding::at(Rule::MigrationWithoutStart, migration.place, message);
        look.report(finding.help("add `start: 2026-01-05`"), &[system.place]);
    }
    if phases > 0 && bands > 0 && phases != bands {
        let message = format!(
            "the migration of {} has {} and {} of weeks",
            system.name,
            counted(phases, "phase"),
            counted(bands, "band")
        );
        look.report(Finding::at(Rule::MigrationUnmapped, migration.place, message), &[system.place]);
    }
}

/// Whether a system has something.
type Has = fn(&System) -> bool;

/// What a system may lack: the rule, what it is called, and its key.
const LACKS: [(Rule, &str, &str, Has); 3] = [
    (Rule::NoDuties, "procedures", "duties", |system| !system.duties.is_empty()),
    (Rule::NoContacts, "contacts", "contacts", |system| !system.contacts.is_empty()),
    (Rule::NoServiceLevel, "service level", "service_level", |system| system.service_level.is_some()),
];

/// What a system lacks and others have; of each so many do.
fn lacks(look: &mut Look<'_>, system: &System, others: [usize; LACKS.len()]) {
    for ((rule, what, key, has), others) in LACKS.into_iter().zip(others) {
        if others > 0 && !of_whole(look.matrix, system).any(has) {
            let message = format!(
                "{} has no {what}, and {} of the others {}",
                system.name,
                others,
                if others == 1 { "has" } else { "have" }
            );
            look.report_missing(Finding::at(rule, system.place, message), key, &[system.place]);
        }
    }
}

/// A system and the wholes that it is part of.
fn of_whole<'m>(matrix: &'m Matrix, system: &'m System) -> impl Iterator<Item = &'m System> {
    std::iter::successors(Some(system), |part| part.part_of.map(|whole| matrix.system(whole)))
}
