//! The things of the matrix that a value can name.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::CommandFactory;

use super::{Entry, Line, Names, Source};
use crate::Host;
use crate::commands::Cli;
use crate::commands::manual::Topic;
use crate::diagnostic::Rule;
use crate::matrix::{Cadence, Called, Matrix, Part, Responsibility, Scope, SystemId};
use crate::query::things::{self, Class};
use crate::query::{
    Fields, Unanswered, area, ask, card, change, diff, duties, escalate, explain, find, gaps, list, locate, onboard,
    owner, resolve, rota, show, sla, who,
};
use crate::source::{self, Cache, Request};
use crate::text::name;

/// Lists the things of the matrix that `own` would use for the line. A matrix that can't be read names nothing, and prints
/// nothing either, because the user is at a prompt.
pub(super) fn of_matrix(host: &Host) -> Arc<Source> {
    let (base, cache) = (host.request(None), host.cache());
    Arc::new(move |value: Names, line: &Line, typed: &str| {
        let flag = line.argument("matrix").map(PathBuf::from);
        let request = Request { flag, ..base.clone() };
        let none = Cache::default();
        let cache = if line.argument("no_cache").is_some() { &none } else { &cache };
        let load = |scope: &Scope| {
            let located = source::locate(&request).ok()?;
            source::load(&located, &request.current_dir, scope, cache).ok()
        };
        if value == Names::Field {
            return fields(line, load).iter().map(|path| named(path, "")).collect();
        }
        let matrix = load(&scope(value, line, typed)).unwrap_or_default();
        match before_slash(value, line, typed) {
            Some(system) => slashed(&matrix, system),
            None => entries(&matrix, value, line),
        }
    })
}

/// The part of the matrix that completes the typed text.
fn scope(value: Names, line: &Line, typed: &str) -> Scope {
    // Of a system, only the names of its areas matter.
    let areas_of = |system: &str| Part::AreaOf(system.to_owned(), String::new());
    let system = || system_on(line).map(areas_of);
    if let Some(system) = before_slash(value, line, typed) {
        return Scope::Parts(vec![areas_of(system)]);
    }
    let part = match value {
        Names::Party => Some(Part::Parties),
        Names::Thing => return Scope::Parts(vec![Part::SystemBeginning(typed.to_owned()), Part::Parties]),
        Names::System => Some(Part::SystemBeginning(typed.to_owned())),
        Names::Area if line.value(Names::System).is_none() => Some(Part::AreaBeginning(typed.to_owned())),
        Names::Area | Names::Level => system(),
        Names::Topic => Some(Part::Topics),
        Names::Role => Some(Part::Roles),
        Names::Tag => Some(Part::Tags),
        _ => None,
    };
    Scope::Parts(part.into_iter().collect())
}

fn entries(matrix: &Matrix, value: Names, line: &Line) -> Vec<Entry> {
    match value {
        Names::System => all(&matrix.systems),
        Names::Area => areas(matrix, line),
        Names::Topic => matrix.topics().map(|topic| named(topic, "")).collect(),
        Names::Party => all(&matrix.parties),
        Names::Role => roles(matrix),
        Names::Tag => tags(matrix),
        Names::Level => levels(matrix, line),
        Names::Category => all(&matrix.changes),
        Names::Thing => {
            let rotas = matrix.rotas.iter().map(|rota| named(&rota.id, &card::rota_name(rota).name));
            let calendars = matrix.calendars.iter().map(|calendar| named(&calendar.id, ""));
            let document = vec![named("document", "what the document says of itself")];
            [
                all(&matrix.systems),
                all(&matrix.parties),
                rotas.collect(),
                calendars.collect(),
                all(&matrix.changes),
                document,
            ]
            .concat()
        }
        Names::Kind => Class::all().map(|class| named(class.plural(), "")).collect(),
        Names::Cadence => Cadence::ALL.iter().map(|every| named(every.as_str(), "")).collect(),
        Names::DutyKind => duties::Kind::all().map(|kind| named(kind.as_str(), "")).collect(),
        Names::Metric => {
            matrix.targets.iter().map(|target| named(&things::slug(&target.metric), &target.metric)).collect()
        }
        Names::Rule => Rule::ALL.iter().map(|rule| named(rule.code, rule.what)).collect(),
        Names::Code => explain::codes().results.iter().map(|code| named(code.code, code.what)).collect(),
        Names::Page => help_pages(),
        Names::Field => Vec::new(),
    }
}

/// What `own help` explains.
fn help_pages() -> Vec<Entry> {
    let own = Cli::command();
    let about = |command: &clap::Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    let commands = own.get_subcommands().map(|command| named(command.get_name(), &about(command)));
    commands.chain(Topic::ALL.map(|topic| named(topic.as_str(), ""))).collect()
}

/// The areas of the system on the line, or of all systems.
fn areas(matrix: &Matrix, line: &Line) -> Vec<Entry> {
    if line.value(Names::System).is_none() {
        return all(matrix.areas().map(|(_, area)| area));
    }
    system(matrix, line).map(|id| all(&matrix.system(id).areas)).unwrap_or_default()
}

/// The system on the line.
fn system(matrix: &Matrix, line: &Line) -> Option<SystemId> {
    resolve::system(matrix, system_on(line)?).ok()?
}

/// The system on the line as typed, without an area after a slash.
fn system_on(line: &Line) -> Option<&str> {
    let typed = line.value(Names::System)?.to_str()?;
    Some(typed.rsplit_once('/').map_or(typed, |(system, _)| system))
}

/// The system of `SYSTEM/AREA`, for commands that take both in one word.
fn before_slash<'t>(value: Names, line: &Line, typed: &'t str) -> Option<&'t str> {
    let takes_both =
        line.subcommands().first().is_some_and(|name| ["who", "escalate", "change", "show"].contains(&name.as_str()));
    let names_both = takes_both && matches!(value, Names::System | Names::Thing);
    typed.rsplit_once('/').map(|(system, _)| system).filter(|_| names_both)
}

/// The areas of a system, as `SYSTEM/AREA` with the system as typed.
fn slashed(matrix: &Matrix, system: &str) -> Vec<Entry> {
    let id = resolve::system(matrix, system).ok().flatten();
    let areas = id.map(|id| all(&matrix.system(id).areas)).unwrap_or_default();
    areas.into_iter().map(|area| named(&format!("{system}/{}", area.id), &area.name)).collect()
}

/// Responsibilities, then the owner roles of the matrix.
fn roles(matrix: &Matrix) -> Vec<Entry> {
    let mut roles: Vec<Entry> = Responsibility::ALL.map(|of| named(of.as_str(), "")).into();
    for owner in matrix.systems.iter().flat_map(|system| &system.owners) {
        if !roles.iter().any(|role| role.id == owner.role) {
            roles.push(named(&owner.role, &owner.title()));
        }
    }
    roles
}

/// The tags of all systems, each once.
fn tags(matrix: &Matrix) -> Vec<Entry> {
    let tags: BTreeSet<&String> = matrix.systems.iter().flat_map(|system| &system.tags).collect();
    tags.into_iter().map(|tag| named(tag, "")).collect()
}

/// The levels of the policy of the system on the line.
fn levels(matrix: &Matrix, line: &Line) -> Vec<Entry> {
    let levels = matrix.policy_of(system(matrix, line)).map(|policy| &policy.levels);
    levels.into_iter().flatten().map(|level| named(&level.number.to_string(), &level.name)).collect()
}

/// Fields of the subcommand's answer. Those of `show` depend on the thing, so they need the matrix.
fn fields(line: &Line, load: impl Fn(&Scope) -> Option<Matrix>) -> Vec<String> {
    let shape = match line.subcommands().first().map(String::as_str) {
        Some("who") => {
            let rows = line.names_area() || ["topic", "party"].iter().any(|id| line.argument(id).is_some());
            match line.value(Names::Role) {
                Some(role) if is_of_owner(role) => owner::Owner::shape(),
                None if !rows && line.value(Names::System).is_some() => who::Owned::shape(),
                _ => area::AreaRow::shape(),
            }
        }
        Some("show") => return shown(line, load).map(|shown| shown.shape().paths()).unwrap_or_default(),
        Some("escalate") => escalate::EscalationPath::shape(),
        Some("change") if line.argument("form").is_some() => change::Form::shape(),
        Some("rota") => rota::RotaPage::shape(),
        Some("change") => change::Category::shape(),
        Some("list") => list::ListItem::shape(),
        Some("find") => find::FindItem::shape(),
        Some("gaps") if line.argument("without").is_some() => gaps::Without::shape(),
        Some("gaps") => gaps::Coverage::shape(),
        Some("duties") => duties::DutyRow::shape(),
        Some("onboard") => onboard::Plan::shape(),
        Some("sla") if line.argument("metric").is_some() => sla::Verdict::shape(),
        Some("sla") => sla::Promised::shape(),
        Some("explain") => explain::KeyCard::shape(),
        Some("diff") => diff::Diff::shape(),
        Some("log") => diff::Log::shape(),
        Some("blame") => diff::Blame::shape(),
        Some("where") => locate::Location::shape(),
        _ => return Vec::new(),
    };
    shape.paths()
}

/// Checks whether a role is an owner role rather than a responsibility.
fn is_of_owner(role: &OsStr) -> bool {
    let key = name::key(&role.to_string_lossy());
    let called = |of: Responsibility| Called { id: of.as_str(), name: of.as_str(), aliases: &[] };
    Responsibility::ALL.into_iter().all(|of| called(of).fit(&key).is_none())
}

/// The page of the thing on the line.
fn shown(line: &Line, load: impl Fn(&Scope) -> Option<Matrix>) -> Option<show::Shown> {
    let words: Vec<_> = line.arguments("thing").map(OsStr::to_string_lossy).collect();
    let kind = line.argument("kind").map(|kind| kind.to_string_lossy().into_owned());
    let question = show::NamedThing { thing: words.join(" "), kind, ..show::NamedThing::default() };
    // Nobody sees the reason.
    let load = |scope: &Scope| load(scope).ok_or_else(|| Unanswered::nothing("no matrix", Vec::new()));
    let found =
        ask(&question.scope(), Some(&Scope::Whole), load, |matrix| show::show(matrix, &question), show::stands_alone);
    found.ok()?.1.results.into_iter().next()
}

fn all<'m>(things: impl IntoIterator<Item: Into<Called<'m>>>) -> Vec<Entry> {
    let called = things.into_iter().map(Into::into);
    called
        .map(|Called { id, name, aliases }| Entry {
            id: id.to_owned(),
            name: name.to_owned(),
            aliases: aliases.to_vec(),
        })
        .collect()
}

fn named(id: &str, name: &str) -> Entry {
    Entry { id: id.to_owned(), name: name.to_owned(), aliases: Vec::new() }
}
