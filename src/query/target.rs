//! A system, perhaps with an area, that a text names. If it names none: what else is called so, and the command that shows it.

use super::{Caveats, Code, Key, Thing, Unanswered, card, resolve, things};
use crate::matrix::{Area, Called, Fit, Kind, Matrix, System, SystemId};
use crate::text::name::key;
use crate::text::shell;
use crate::text::target::targets;

/// The number of other things that an error lists.
pub(super) const MOST: usize = 12;

/// A system that a text names, and the rest of the text: an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target<'t> {
    pub(super) system: SystemId,
    name: &'t str,
    pub(super) area: Option<&'t str>,
}

/// How the command that asks takes a system and an area. Hints show that form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// `own who SYSTEM AREA`.
    Who,
    /// `own escalate SYSTEM AREA`.
    Escalate,
    /// `own call SYSTEM/AREA`.
    Call,
    /// `own log SYSTEM AREA`.
    Log,
    /// `own change --system SYSTEM/AREA`.
    Change,
    /// `own show SYSTEM/AREA`.
    Show,
    /// A command that takes a system alone: `own sla SYSTEM`.
    Alone(&'static str),
    /// `own attest SYSTEM AREA`.
    Attest,
    /// `--system SYSTEM`, without an area.
    SystemOption,
}

impl Asker {
    /// The words that ask about an area.
    pub(super) fn command(self, system: &System, area: &Area) -> String {
        match self {
            Self::Who => format!("own who {} {}", system.id, area.id),
            Self::Escalate => format!("own escalate {} {}", system.id, area.id),
            Self::Call => format!("own call {}/{}", system.id, area.id),
            Self::Log => format!("own log {} {}", system.id, area.id),
            Self::Change => format!("own change --system {}/{}", system.id, area.id),
            Self::Show => format!("own show {}/{}", system.id, area.id),
            Self::Attest => format!("own attest {} {}", system.id, area.id),
            Self::Alone(command) => format!("own {command} {}", system.id),
            Self::SystemOption => format!("--system {}", system.id),
        }
    }
}

/// The system of an option, if it is given.
pub(super) fn of_option(matrix: &Matrix, typed: Option<&str>) -> Result<Option<SystemId>, Unanswered> {
    typed.map(|typed| system(matrix, typed, Asker::SystemOption)).transpose()
}

/// The system that a text names, or an error with what else is called so.
pub(super) fn system(matrix: &Matrix, typed: &str, asker: Asker) -> Result<SystemId, Unanswered> {
    resolve::system(matrix, typed)?.ok_or_else(|| no_system(matrix, typed, asker))
}

/// A system and its area, given as two texts or in one.
pub(super) fn target<'t>(
    matrix: &Matrix,
    typed: &'t str,
    area: Option<&'t str>,
    asker: Asker,
) -> Result<Target<'t>, Unanswered> {
    match area {
        Some(_) => Ok(Target { system: system(matrix, typed, asker)?, name: typed, area }),
        None => split(matrix, typed, asker)?.ok_or_else(|| no_system(matrix, typed, asker)),
    }
}

/// As [`target`], or the only area of all systems with this name: then with a caveat.
pub(super) fn target_or_area<'t>(
    matrix: &Matrix,
    typed: &'t str,
    area: Option<&'t str>,
    caveats: &mut Caveats,
) -> Result<Target<'t>, Unanswered> {
    let found = match area {
        Some(_) => Some(target(matrix, typed, area, Asker::Who)?),
        None => split(matrix, typed, Asker::Who)?,
    };
    let Some(target) = found else {
        let (system, area) = sole_area(matrix, typed).ok_or_else(|| no_system(matrix, typed, Asker::Who))?;
        let message = format!("no system is called `{typed}`: this is the only area of that name");
        caveats.add(Code::AreaNotSystem, message, Some(card::at(matrix, area.place)));
        return Ok(Target { system, name: typed, area: Some(typed) });
    };
    for child in namesakes(matrix, &target) {
        let message = format!("its child has the same name: own who {}", child.id);
        caveats.add(Code::SameNameChild, message, Some(card::at(matrix, child.place)));
    }
    Ok(target)
}

/// A system, or a system and its area, in one text. An exact name of a system comes before a prefix, and a longer one first;
/// then the reading whose area the system has. If none has it, the complete text may be the name of another thing. In
/// `postgresql database`, a word that continues the name of the system isn't the beginning of an area.
fn split<'t>(matrix: &Matrix, typed: &'t str, asker: Asker) -> Result<Option<Target<'t>>, Unanswered> {
    let readings = targets(typed).map(|group| named(matrix, group));
    let has_area = |(_, area, systems): &&Reading<'t>| {
        area.is_empty() || systems.iter().any(|id| !areas(matrix, *id, area).is_empty())
    };
    let all = || readings.iter().flatten();
    let found = all().find(has_area);
    if found.is_none() && names_other(matrix, typed) {
        return Ok(None);
    }
    let Some((name, area, _)) = found.or_else(|| all().next()) else { return Ok(None) };
    let area = Some(*area).filter(|area| !area.is_empty());
    Ok(Some(Target { system: system(matrix, name, asker)?, name, area }))
}

/// The name of a system, that of an area, and the systems of that name.
type Reading<'t> = (&'t str, &'t str, Vec<SystemId>);

/// The readings that name a system: exactly, or if none does, by a prefix. A prefix longer than the exact name comes before
/// areas that are named by a prefix.
fn named<'t>(matrix: &Matrix, group: Vec<(&'t str, &'t str)>) -> Vec<Reading<'t>> {
    let (mut exact, mut prefix): (Vec<Reading<'t>>, Vec<Reading<'t>>) = (Vec::new(), Vec::new());
    for (text, area) in group {
        let systems = resolve::systems(matrix, text);
        let fit = systems.first().and_then(|(_, called)| called.fit(&key(text)));
        let reading = (text, area, systems.into_iter().map(|(id, _)| id).collect());
        match fit {
            Some(Fit::Exact) => exact.push(reading),
            Some(Fit::Prefix) => prefix.push(reading),
            None => {}
        }
    }
    let Some((_, _, systems)) = exact.last() else { return prefix };
    prefix.retain(|(text, _, more)| {
        exact.iter().all(|(name, ..)| name.len() < text.len()) && more.iter().any(|id| systems.contains(id))
    });
    let at = exact.iter().position(|reading| !is_exact(matrix, reading)).unwrap_or(exact.len());
    exact.splice(at..at, prefix);
    exact
}

/// Whether the rest of a reading is empty, or exactly the name of an area.
fn is_exact(matrix: &Matrix, (_, area, systems): &Reading<'_>) -> bool {
    let is_named =
        |id: &SystemId| areas(matrix, *id, area).iter().any(|(_, of)| of.fit(&key(area)) == Some(Fit::Exact));
    area.is_empty() || systems.iter().any(is_named)
}

fn areas<'m>(matrix: &'m Matrix, system: SystemId, typed: &str) -> Vec<(&'m Area, Called<'m>)> {
    resolve::best(typed, matrix.system(system).areas.iter().map(|area| (area, Called::from(area))))
}

/// The area that a text names, if no other area of any system has a name that begins so.
fn sole_area<'m>(matrix: &'m Matrix, typed: &str) -> Option<(SystemId, &'m Area)> {
    let typed = key(typed);
    let mut named = matrix.areas().filter_map(|(id, area)| Some((Called::from(area).fit(&typed)?, id, area)));
    let (fit, id, area) = named.next()?;
    (fit == Fit::Exact && named.next().is_none()).then_some((id, area))
}

/// The children that share the name by which a system was found, if only as its id or alias.
fn namesakes<'m>(matrix: &'m Matrix, target: &Target<'_>) -> impl Iterator<Item = &'m System> {
    let (name, typed) = (key(&matrix.system(target.system).name), key(target.name));
    let shares = move |child: &&System| {
        let fit = Called::from(*child).fit(&typed);
        fit == Some(Fit::Exact) || fit.is_some() && key(&child.name) == name
    };
    matrix.parts(target.system).filter(shares)
}

/// No system has the name: the nearest one, or what else is called so.
fn no_system(matrix: &Matrix, typed: &str, asker: Asker) -> Unanswered {
    let no = |text: &str, hints| Unanswered::nothing(format!("no system is called `{text}`"), hints);
    let others = others(matrix);
    let hints = called(matrix, &others, typed, asker);
    if !hints.is_empty() {
        return no(typed, hints);
    }
    // Asked for a system alone.
    if let Ok(Some(Target { system, area: Some(area), .. })) = split(matrix, typed, asker)
        && let [(area, _)] = areas(matrix, system, area)[..]
    {
        return no(typed, vec![format!("{} is {}", area.name, an_area(matrix.system(system), area, asker))]);
    }
    let readings = || targets(typed).into_iter().flatten().map(|(text, _)| text);
    let near = readings().find_map(|text| {
        resolve::near(text, resolve::called_systems(matrix).map(|(_, called)| called)).map(|near| (text, near))
    });
    if let Some((text, near)) = near {
        return no(if text == near { typed } else { text }, vec![format!("did you mean `{near}`?")]);
    }
    let named = others.iter().filter(|thing| thing.kind != Kind::Duty);
    let near = resolve::near(typed, named.clone().map(Thing::called));
    if let Some(near) = near
        && let Some(thing) = named.clone().find(|thing| [thing.local_id(), &thing.name].contains(&near))
    {
        return no(typed, vec![format!("did you mean `{near}`? It is {}", command(matrix, thing, asker))]);
    }
    no(readings().min_by_key(|text| text.len()).unwrap_or(typed), vec!["`own list systems` lists them".to_owned()])
}

fn an_area(system: &System, area: &Area, asker: Asker) -> String {
    format!("an area of {}: {}", system.name, asker.command(system, area))
}

/// What else than a party has exactly this name, each with the command that shows it.
pub(super) fn no_parties(matrix: &Matrix, typed: &str) -> Vec<String> {
    let is_named = |thing: &Thing| thing.called().fit(&key(typed)) == Some(Fit::Exact);
    let is_other = |thing: &Thing| matches!(thing.kind, Kind::System | Kind::Area | Kind::Duty);
    let others: Vec<Thing> = things(matrix).into_iter().filter(|of| is_other(of) && is_named(of)).collect();
    called(matrix, &others, typed, Asker::Show)
}

/// What else than a system is called so, each with the command that shows it.
pub(super) fn other_things(matrix: &Matrix, typed: &str, asker: Asker) -> Vec<String> {
    called(matrix, &others(matrix), typed, asker)
}

fn called(matrix: &Matrix, others: &[Thing], typed: &str, asker: Asker) -> Vec<String> {
    let called = fitting(others, typed);
    let hint = |thing: &&Thing| format!("{} is {}", thing.name, command(matrix, thing, asker));
    let more = called.len().saturating_sub(MOST);
    let more = (more > 0).then(|| format!("and {more} more: `own find {}` lists them", shell::word(typed)));
    called.iter().take(MOST).map(hint).chain(more).collect()
}

/// Everything else that someone may take for a system.
fn others(matrix: &Matrix) -> Vec<Thing> {
    let is_other = |kind: Kind| kind.is_party() || matches!(kind, Kind::Area | Kind::Duty);
    things(matrix).into_iter().filter(|thing| is_other(thing.kind)).collect()
}

/// Whether a text is exactly the name of something that isn't a system.
fn names_other(matrix: &Matrix, typed: &str) -> bool {
    let key = key(typed);
    others(matrix).iter().any(|thing| thing.called().fit(&key) == Some(Fit::Exact))
}

/// The things that a text names, those that it names exactly first. Duties are named exactly only.
fn fitting<'t>(things: &'t [Thing], typed: &str) -> Vec<&'t Thing> {
    let typed = key(typed);
    let fit = |thing: &'t Thing| Some((thing.called().fit(&typed)?, thing));
    let is_meant = |(fit, thing): &(Fit, &Thing)| *fit == Fit::Exact || thing.kind != Kind::Duty;
    let mut fitting: Vec<(Fit, &Thing)> = things.iter().filter_map(fit).filter(is_meant).collect();
    fitting.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    fitting.into_iter().map(|(_, thing)| thing).collect()
}

/// The kind of a thing, and the command that shows it.
fn command(matrix: &Matrix, thing: &Thing, asker: Asker) -> String {
    if let Key::Area(system, index) = thing.key {
        return an_area(matrix.system(system), &matrix.system(system).areas[index], asker);
    }
    let article = if thing.kind == Kind::Organisation { "an" } else { "a" };
    let show = if asker == Asker::Log && thing.kind.is_party() { "log --party" } else { "show" };
    format!("{article} {}: own {show} {}", thing.kind.as_str(), thing.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(systems: &str) -> Matrix {
        let yaml = format!("version: 1\nteams: {{ a: {{ name: A }} }}\nsystems:\n{systems}");
        crate::source::from_texts([("m.yaml".to_owned(), yaml)]).unwrap()
    }

    fn named(matrix: &Matrix, typed: &str) -> Result<String, String> {
        let found = target(matrix, typed, None, Asker::Who).map_err(|error| error.message)?;
        Ok([&matrix.system(found.system).id, found.area.unwrap_or("")].join("|"))
    }

    #[test]
    fn one_text_names_a_system_and_its_area() {
        let matrix = matrix(
            "  db: { name: DB, areas: { backup: { name: Backup, primary: a } } }\n  \
             db-main: { name: Main DB, areas: { log: { name: Log, primary: a } } }\n  \
             db-main-log: { name: Logging }\n  \
             pg: { name: PG Database (Keycloak), areas: { jobs: { name: Jobs, primary: a }, ops: { name: Database Operations, primary: a } } }\n",
        );
        for (typed, expected) in [
            ("db", "db|"),
            ("db backup", "db|backup"),
            ("db/ba", "db|ba"),
            ("db main", "db-main|"),
            ("db main log", "db-main-log|"),
            ("db main/log", "db-main|log"),
            ("main lo", "db-main|lo"),
            ("db main nothing", "db-main|nothing"),
            // More of the name of the system, not the beginning of its area.
            ("pg database", "pg|"),
            ("pg database jobs", "pg|jobs"),
            ("pg database k", "pg|"),
            ("pg database nothing", "pg|nothing"),
            ("pg/database", "pg|database"),
            ("pg database operations", "pg|database operations"),
        ] {
            assert_eq!(named(&matrix, typed).as_deref(), Ok(expected), "{typed}");
        }
        assert_eq!(named(&matrix, "x/y z").unwrap_err(), "no system is called `x`");
    }

    #[test]
    fn a_hint_is_a_command_that_answers_the_same_question() {
        let matrix = matrix("  db: { name: DB, areas: { backup: { name: Backup, primary: a } } }\n");
        for (asker, area, party) in [
            (Asker::Who, "own who db backup", "own show a"),
            (Asker::Call, "own call db/backup", "own show a"),
            (Asker::Log, "own log db backup", "own log --party a"),
        ] {
            let hint = |typed| other_things(&matrix, typed, asker).join("; ");
            assert_eq!(hint("backup"), format!("Backup is an area of DB: {area}"));
            assert_eq!(hint("a"), format!("A is a team: {party}"));
        }
    }

    #[test]
    fn a_parent_is_meant_rather_than_its_child_of_the_same_name() {
        let mut matrix = matrix("  key: { name: Key }\n  key-x: { name: Child, part_of: key }\n  key-y: { name: Y }\n");
        matrix.systems[1].name = "Key".to_owned();
        assert_eq!(named(&matrix, "Key").as_deref(), Ok("key|"));
        let mut caveats = Caveats::default();
        assert!(target_or_area(&matrix, "key", None, &mut caveats).is_ok());
        assert_eq!(caveats.into_warnings()[0].message, "its child has the same name: own who key-x");
        matrix.systems[2].name = "Key".to_owned();
        assert_eq!(named(&matrix, "key").unwrap_err(), "`key` matches 2 system names: choose one");
    }
}
