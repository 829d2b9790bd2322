//! The manual page of a command.

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::roff::Roff;
use super::titled;
use super::topic::{self, Topic};

pub(super) fn page(command: &Command, name: &str) -> String {
    let mut roff = titled(name, 1, &text_of(command.get_about()));
    roff.section("Synopsis");
    let usage = command.clone().render_usage().to_string();
    roff.text(usage.trim_start_matches("Usage: "));
    roff.section("Description");
    roff.text(&text_of(command.get_long_about().or(command.get_about())));
    let (notes, examples) = notes(command);
    for note in &notes {
        paragraph(&mut roff, note);
    }
    commands(&mut roff, command, name);
    arguments(&mut roff, command);
    roff.section("Examples");
    roff.example(examples.iter().map(String::as_str));
    let is_own = name == "own";
    if is_own {
        topic::write(&mut roff, Topic::Environment);
        topic::write(&mut roff, Topic::ExitCodes);
    }
    roff.section("See also");
    roff.text(if is_own { "`own-matrix`(5), `git`(1)" } else { "`own`(1), `own-matrix`(5)" });
    roff.0
}

fn text_of(text: Option<&StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// The paragraphs below the arguments in the help, and the examples, each on a line.
fn notes(command: &Command) -> (Vec<String>, Vec<String>) {
    let below = text_of(command.get_after_help());
    let (mut notes, mut examples) = (Vec::new(), Vec::new());
    for paragraph in text_of(command.get_before_help()).split("\n\n").chain(below.split("\n\n")) {
        match paragraph.split_once("xamples:\n") {
            Some((_, lines)) => examples.extend(lines.lines().map(|line| line.trim().to_owned())),
            None => notes.push(paragraph.to_owned()),
        }
    }
    (notes, examples)
}

/// A paragraph, in which indented lines are examples.
fn paragraph(roff: &mut Roff, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    for lines in lines.chunk_by(|one, other| one.starts_with("  ") == other.starts_with("  ")) {
        if lines[0].starts_with("  ") {
            roff.example(lines.iter().map(|line| line.trim()));
        } else {
            roff.paragraph();
            roff.text(&lines.join("\n"));
        }
    }
}

fn commands(roff: &mut Roff, command: &Command, name: &str) {
    if command.has_subcommands() {
        roff.section("Commands");
    }
    for subcommand in command.get_subcommands() {
        roff.request("TP");
        roff.text(&format!("`{name}-{}`(1)", subcommand.get_name()));
        roff.text(&text_of(subcommand.get_about()));
    }
}

/// The arguments, by the headings that they have in the help.
fn arguments(roff: &mut Roff, command: &Command) {
    let mut headings: Vec<&str> = Vec::new();
    for heading in command.get_arguments().map(heading) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    // As in the help: arguments without dashes first, then options without a heading.
    headings.sort_by_key(|heading| ["Arguments", "Options"].iter().position(|first| first == heading).unwrap_or(2));
    for title in headings {
        roff.section(title);
        for arg in command.get_arguments().filter(|arg| heading(arg) == title) {
            argument(roff, arg);
        }
    }
}

fn heading(arg: &Arg) -> &str {
    arg.get_help_heading().unwrap_or(if arg.is_positional() { "Arguments" } else { "Options" })
}

fn argument(roff: &mut Roff, arg: &Arg) {
    let values: Vec<_> = arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let mut meaning = text_of(arg.get_long_help().or(arg.get_help()));
    if !default.is_empty() && arg.get_action().takes_values() {
        meaning.extend(["; default: ", &default.join(" ")]);
    }
    let short = arg.get_short().filter(|_| arg.get_long().is_some());
    // clap writes an argument with its long name and its value.
    roff.entry(&format!("{}{arg}", short.map(|short| format!("-{short}, ")).unwrap_or_default()), &meaning);
    for value in values.iter().filter(|_| arg.get_action().takes_values() && !arg.is_hide_possible_values_set()) {
        let meaning = value.get_help().map(|help| format!(": {help}")).unwrap_or_default();
        roff.request("br");
        roff.text(&format!("`{}`{meaning}", value.get_name()));
    }
}
