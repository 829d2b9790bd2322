//! Finds candidates for the cursor: clap's engine, with completers that know the rest of the line.

use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use clap::{Arg, Command, ValueHint};
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate};

use super::line::{Line, takes_several};
use super::{Entry, Names, Source};
use crate::text::name;
use crate::text::sanitize::shown;

/// A candidate.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// File names, which each shell completes and quotes itself.
    Files,
    /// These, in this order.
    Candidates {
        /// The `--option=` that each begins with.
        attached: String,
        /// Without control characters and duplicates.
        candidates: Vec<Candidate>,
    },
}

/// A word that fits at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The word as the program would receive it.
    pub(super) value: String,
    /// Help beside it: one line, may be empty.
    pub(super) description: String,
}

/// Marks the candidate that represents all files.
const FILES: &str = "own::files";

/// Finds what can replace the last word.
pub(super) fn answer(command: Command, words: &[OsString], source: &Arc<Source>) -> Answer {
    let mut command = without_others(command, words);
    command.build();
    let line = Arc::new(Line::read(&command, words));
    let mut command = with_completers(command, &line, source);
    let cursor = words.len().saturating_sub(1);
    // Fails if nothing matches.
    let mut found = engine::complete(&mut command, words.to_vec(), cursor, None).unwrap_or_default();
    if found.iter().any(|candidate| candidate.get_id().is_some_and(|id| id == FILES)) {
        return Answer::Files;
    }
    if line.is_fresh() && found.iter().any(|candidate| !is_option(candidate)) {
        found.retain(|candidate| !is_option(candidate));
    }
    Answer::Candidates { attached: line.attached().unwrap_or_default().to_owned(), candidates: candidates(found) }
}

/// Candidates that can be typed, each once.
pub(super) fn candidates(found: Vec<CompletionCandidate>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::with_capacity(found.len());
    let mut seen = std::collections::HashSet::new();
    for candidate in found {
        // Nobody can type invalid text or control characters.
        let Some(value) = candidate.get_value().to_str().filter(|value| shown(value) == *value) else {
            continue;
        };
        if !value.is_empty() && seen.insert(value.to_owned()) {
            let description = candidate.get_help().map(|help| one_line(&help.to_string())).unwrap_or_default();
            candidates.push(Candidate { value: value.to_owned(), description });
        }
    }
    candidates
}

/// The command with the arguments of only those subcommands that the words name. Building all of them takes longer than
/// finding the candidates.
fn without_others(command: Command, words: &[OsString]) -> Command {
    command.mut_subcommands(|subcommand| {
        let named = words.iter().any(|word| word == subcommand.get_name());
        if named { subcommand } else { subcommand.defer(|command| command) }
    })
}

/// Options are candidates after a dash, or if nothing else fits.
fn is_option(candidate: &CompletionCandidate) -> bool {
    candidate.get_id().is_some_and(|id| id.starts_with("arg::"))
}

fn with_completers(command: Command, line: &Arc<Line>, source: &Arc<Source>) -> Command {
    command
        .mut_args(|arg| with_completer(arg, line, source))
        .mut_subcommands(|subcommand| with_completers(subcommand, line, source))
}

fn with_completer(arg: Arg, line: &Arc<Line>, source: &Arc<Source>) -> Arg {
    if let Some(&value) = arg.get::<Names>() {
        let (line, source) = (Arc::clone(line), Arc::clone(source));
        let (value, before) = match (value, arg.get_id().as_str()) {
            (Names::System, "system") if line.system_is_by_option() => (Names::Area, String::new()),
            (_, id) if takes_several(&arg) => (value, typed_before(&line, id)),
            _ => (value, String::new()),
        };
        let dashes = arg.is_allow_hyphen_values_set() || line.takes_dashes();
        // clap's engine also offers what comes next by position.
        let is_taken = arg.is_positional() && line.is_optional_value();
        arg.add(ArgValueCompleter::new(move |current: &OsStr| {
            let Some(current) = current.to_str().filter(|_| !is_taken) else {
                return Vec::new();
            };
            named(&*source, value, &line, &before, current, dashes)
        }))
    } else if matches!(arg.get_value_hint(), ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath) {
        arg.add(ArgValueCompleter::new(|current: &OsStr| {
            let is_path = !current.as_encoded_bytes().starts_with(b"-");
            let files = is_path.then(|| CompletionCandidate::new("").id(Some(FILES.to_owned())));
            files.into_iter().collect()
        }))
    } else {
        arg
    }
}

/// The things that a value may name. A candidate begins with a dash only where clap accepts that.
pub(super) fn named(
    source: &Source,
    value: Names,
    line: &Line,
    before: &str,
    current: &str,
    dashes: bool,
) -> Vec<CompletionCandidate> {
    let mut found = matching(source(value, line, &format!("{before}{current}")), before, current);
    found.retain(|candidate| dashes || !candidate.get_value().as_encoded_bytes().starts_with(b"-"));
    found
}

/// The words that an argument already has, because a name of several words needs no quotes. The first word of an area can
/// be in the system's position.
pub(super) fn typed_before(line: &Line, id: &str) -> String {
    let first = line.arguments("system").filter(|_| id == "area" && line.system_is_by_option());
    first.chain(line.arguments(id)).flat_map(|word| [word.to_string_lossy(), " ".into()]).collect()
}

/// Entries that begin with the typed text: by id, or else by name and alias, without regard to case and accents.
fn matching(entries: Vec<Entry>, before: &str, current: &str) -> Vec<CompletionCandidate> {
    if !before.is_empty() {
        return entries.iter().flat_map(|entry| rest_of_names(entry, before, current)).collect();
    }
    if entries.iter().any(|entry| entry.id.starts_with(current)) {
        let ids = entries.into_iter().filter(|entry| entry.id.starts_with(current));
        return ids.map(|entry| candidate(&entry.id, &entry.name)).collect();
    }
    let mut found = Vec::new();
    for entry in &entries {
        let so_far = found.len();
        found.extend(rest_of_names(entry, "", current));
        if found.len() == so_far && name::after(&entry.id, current).is_some() {
            found.push(candidate(&entry.id, &entry.name));
        }
    }
    found
}

/// A name and aliases that begin with all typed words, without the words before the current one.
fn rest_of_names(entry: &Entry, before: &str, current: &str) -> Vec<CompletionCandidate> {
    let names = std::iter::once(&entry.name).chain(&entry.aliases);
    let rests = names.filter_map(|name| {
        let word = name::after(name, before)?;
        name::after(word, current)?;
        Some(candidate(word, if *name == entry.name { &entry.id } else { &entry.name }))
    });
    rests.collect()
}

fn candidate(value: &str, description: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(one_line(description).into()))
}

/// The first line, sanitized.
fn one_line(text: &str) -> String {
    shown(text.trim().lines().next().unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, name: &str, aliases: &[&str]) -> Entry {
        let aliases = aliases.iter().map(ToString::to_string).collect();
        Entry { id: id.to_owned(), name: name.to_owned(), aliases }
    }

    fn values(before: &str, current: &str) -> Vec<String> {
        let entries = vec![
            entry("postgres", "PostgreSQL (Keycloak)", &["The Database"]),
            entry("dba", "DB Administration", &[]),
            entry("backup-team", "Équipe Sauvegarde", &["DB Backup"]),
        ];
        let found = matching(entries, before, current);
        found.iter().map(|found| found.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn ids_come_first_then_names_and_aliases_without_case_and_accents() {
        assert_eq!(values("", ""), ["postgres", "dba", "backup-team"]);
        assert_eq!(values("", "po"), ["postgres"]);
        assert_eq!(values("", "db"), ["dba"]);
        assert_eq!(values("", "db "), ["DB Administration", "DB Backup"]);
        assert_eq!(values("", "POSTGRES"), ["PostgreSQL (Keycloak)"]);
        assert_eq!(values("", "BACK"), ["backup-team"]);
        assert_eq!(values("", "équ"), ["Équipe Sauvegarde"]);
        assert_eq!(values("", "equi"), ["Équipe Sauvegarde"]);
        assert_eq!(values("", "x"), [""; 0]);
    }

    #[test]
    fn a_name_of_several_words_goes_on_without_quotes() {
        assert_eq!(values("db ", "a"), ["Administration"]);
        assert_eq!(values("db ", ""), ["Administration", "Backup"]);
        assert_eq!(values("db ", "x"), [""; 0]);
    }

    /// Parties were offered for the month of `own rota`.
    #[test]
    fn the_value_of_an_option_that_needs_none_is_nothing_by_position() {
        let source: Arc<Source> = Arc::new(|_, _, _| vec![entry("dba", "DB Administration", &[])]);
        let found = |words: &str| {
            let words: Vec<OsString> = words.split(' ').map(OsString::from).collect();
            match answer(<crate::commands::Cli as clap::CommandFactory>::command(), &words, &source) {
                Answer::Candidates { candidates, .. } => candidates.iter().any(|candidate| candidate.value == "dba"),
                Answer::Files => false,
            }
        };
        assert!(found("own rota d") && found("own rota --month 2026-12 d") && found("own rota --month=2026-12 d"));
        assert!(!found("own rota --month ") && !found("own rota --month d") && !found("own rota web --month "));
    }

    #[test]
    fn a_description_is_one_harmless_line() {
        assert_eq!(one_line("a\tb\u{1b}[31m\u{202e}c\nd"), "a\\tb\\u{1b}[31m\\u{202e}c");
        assert_eq!(one_line("\n\n"), "");
    }
}
