//! Command lines that clap refuses: what else may be meant.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, Parser};

use super::Cli;
use crate::limits::WORDS;
use crate::query::Unanswered;
use crate::text::nearest::nearest;
use crate::text::shell;

/// True if the line asks for JSON, even if the rest of it can't be parsed.
pub(super) fn asks_for_json(args: &[OsString]) -> bool {
    let mut args = args.iter().take_while(|arg| *arg != "--").peekable();
    let mut json = false;
    while let Some(arg) = args.next() {
        json |= arg == "--format=json" || arg == "--format" && args.peek().is_some_and(|format| *format == "json");
    }
    json
}

/// The arguments with `--format` behind the subcommand, where it belongs, if it is before it.
pub(super) fn with_format_behind(args: &[OsString], parser: &clap::Command) -> Option<Vec<OsString>> {
    let is_command = |arg: &OsString| parser.find_subcommand(arg).is_some();
    let is_format = |arg: &OsString| arg.to_str().is_some_and(|arg| arg == "--format" || arg.starts_with("--format="));
    let command = args.iter().position(is_command)?;
    let at = args[..command].iter().position(is_format)?;
    let until = if args[at] == "--format" { at + 2 } else { at + 1 };
    let (before, after) = (args.get(until..=command)?, &args[command + 1..]);
    Some([&args[..at], before, &args[at..until], after].concat())
}

/// Refuses more words than a question has: comparing each of them with the matrix would take long.
pub(crate) fn too_many_words(args: &[OsString]) -> Option<Unanswered> {
    let bytes: usize = args.iter().map(|arg| arg.len() + 1).sum();
    let count = |arg: &OsString| arg.to_string_lossy().split_whitespace().count();
    (bytes > WORDS && args.iter().map(count).sum::<usize>() > WORDS)
        .then(|| Unanswered::misuse(format!("more than {WORDS} words: ask a shorter question"), Vec::new()))
}

/// Explains a word that is no command: the name of one mistyped, or a question without its command.
pub(super) fn unknown_command(args: &[OsString], error: &Error) -> Option<Unanswered> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let at = args.iter().position(|arg| arg == typed.as_str())?;
    if error.kind() != ErrorKind::InvalidSubcommand || args[..at].iter().any(|arg| arg == "generate") {
        return None;
    }
    let (before, after) = (&args[..at], &args[at..]);
    let of_words: Vec<OsString> =
        after.iter().take_while(|arg| !arg.to_string_lossy().starts_with('-')).cloned().collect();
    let who = |before: &[OsString], after: &[OsString]| [before, &["who".into()], after].concat();
    // With all options, unless some belong to another command.
    let questions = [who(before, after), who(before, &of_words)];
    let question = questions.iter().find_map(|args| line(args));
    let question = question.unwrap_or_else(|| spoken(&who(&["own".into()], &of_words)));
    let cli = Cli::command();
    let commands = cli.get_subcommands().map(clap::Command::get_name).chain(["--version"]);
    let hint = match nearest(typed, commands) {
        Some(command) => {
            let corrected = line(&[before, &[command.into()], &after[1..]].concat());
            format!("did you mean `{}`? Or ask `{question}`", corrected.unwrap_or_else(|| format!("own {command}")))
        }
        None => format!("ask `{question}`"),
    };
    let hints = vec![hint, "`own --help` lists the commands".to_owned()];
    Some(Unanswered::misuse(format!("no command is called `{typed}`"), hints))
}

/// A command line to copy, if `own` takes its arguments.
fn line(args: &[OsString]) -> Option<String> {
    Cli::try_parse_from(args).is_ok().then(|| spoken(&[&["own".into()], &args[1..]].concat()))
}

fn spoken(words: &[OsString]) -> String {
    words.iter().map(|word| shell::word(&word.to_string_lossy()).into_owned()).collect::<Vec<_>>().join(" ")
}

/// Removes tips that don't help: to pass a mistyped option as a value, or an option that is hardly like the typed one. The
/// usage of a mistyped option has one like it instead of all.
pub(super) fn remove_tips(error: &mut Error) {
    error.remove(ContextKind::Suggested);
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage)
    {
        let usage = usage_of(&usage.to_string());
        error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    }
    for (typed, suggested) in
        [(ContextKind::InvalidArg, ContextKind::SuggestedArg), (ContextKind::InvalidValue, ContextKind::SuggestedValue)]
    {
        let is_near = match (error.get(typed), error.get(suggested)) {
            (Some(ContextValue::String(typed)), Some(ContextValue::String(near))) => {
                nearest(typed, [near.as_str()]).is_some()
            }
            (Some(ContextValue::String(typed)), Some(ContextValue::Strings(near))) => {
                nearest(typed, near.iter().map(String::as_str)).is_some()
            }
            _ => true,
        };
        if !is_near {
            error.remove(suggested);
        }
    }
}

/// The usage of the command whose usage begins in the same way.
fn usage_of(usage: &str) -> StyledStr {
    let mut command = Cli::command();
    command.build();
    for word in usage.split_whitespace().skip_while(|word| *word != "own").skip(1) {
        let Some(found) = command.find_subcommand(word) else { break };
        command = found.clone();
    }
    command.render_usage()
}
