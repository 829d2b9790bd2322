//! What the user said: arguments only. Their doc comments are the help.

mod change;
mod check;
mod compile;
mod drawn;
mod duties;
mod escalate;
mod find;
mod gaps;
mod generate;
mod ics;
mod init;
mod list;
mod onboard;
mod plain;
mod render;
mod rota;
mod show;
mod sla;
mod whence;
mod who;

pub(crate) use change::Change;
pub(crate) use check::{Check, CheckFormat};
pub(crate) use compile::Compile;
pub(crate) use drawn::{Drawing, DrawnOutput};
pub(crate) use duties::Duties;
pub(crate) use escalate::Escalate;
pub(crate) use find::Find;
pub(crate) use gaps::Gaps;
pub(crate) use generate::{Generate, Generated};
pub(crate) use ics::Ics;
pub(crate) use init::Init;
pub(crate) use list::List;
pub(crate) use onboard::Onboard;
pub(crate) use plain::{Plain, read as read_plain};
pub(crate) use render::{Render, Rendering};
pub(crate) use rota::Rota;
pub(crate) use show::Show;
pub(crate) use sla::Sla;
pub(crate) use whence::Where;
pub(crate) use who::Who;

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::complete::Value;
use crate::matrix::clock;
use crate::query::moment::Typed;
use crate::render::{Format, color};

/// Who owns this system, whom do I call now, what approval does this change need?
///
/// Answers come from a YAML matrix kept in git. Which one, `own where` says: the one that
/// --matrix or `OWN_MATRIX` names, an ownership.yaml here or above, yours in the configuration folder, or the built-in one.
#[derive(Debug, Parser)]
#[command(name = "own", version, arg_required_else_help = true, infer_subcommands = false)]
#[command(after_long_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes:
  0  answered
  1  nothing fits: unknown or ambiguous
  2  wrong use of the command line
  3  the matrix can't be read or isn't valid
  4  the row exists, and the matrix names nobody for what was asked";

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// A YAML file, or a folder of them: the matrix to ask
    #[arg(long, global = true, value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub matrix: Option<PathBuf>,
    /// Read the YAML itself, and keep nothing compiled (also: `OWN_CACHE=off`)
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: color::Choice,
    /// The date that stands in for today, such as 2025-12-18
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

/// Options of every command that answers.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// How the answer is written
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    /// Print bare values of one field, one a line, such as primary.name
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "format", add = Value::Field)]
    pub field: Option<String>,
    /// With --field: print all values, where there are several
    #[arg(long, requires = "field")]
    pub all: bool,
}

/// The commands.
///
/// Only the arguments of the one that is run are built: so each says what it does here, for the list of commands, and in the
/// same words at its arguments, for its own help.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Who is responsible: each party with its contacts and on-call cover
    Who(Who),
    /// The escalation path: whom to call at each level, and how soon they answer
    Escalate(Escalate),
    /// Who is on call for a party, or when a person is, turn by turn
    Rota(Rota),
    /// The category that a change falls in, its approval, and whom to notify
    Change(Change),
    /// All that the matrix says of one system, party, level, category …
    Show(Show),
    /// Everything of one kind, one a line
    List(List),
    /// Everything whose name or text fits, saying which kind it is
    Find(Find),
    /// What is to be done, how often, by whom
    Duties(Duties),
    /// The training of somebody new, with dates, and what there is to carry
    Onboard(Onboard),
    /// What is promised, the downtime it allows, and whether a threshold is passed
    Sla(Sla),
    /// Everything wrong with a matrix, each with file, line and column
    Check(Check),
    /// What is missing, who carries how much, and what would be left without somebody
    Gaps(Gaps),
    /// The whole matrix as a document: Markdown, or a page for a browser
    Render(Render),
    /// Which matrix is asked, and why that one
    Where(Where),
    /// Write a matrix in the form that is asked fastest, to publish it to many machines
    Compile(Compile),
    /// Write a starter matrix
    Init(Init),
    /// Completions for a shell, the manual page, the schema of the YAML, or a calendar to subscribe to
    Generate(Generate),
}

/// A system and one of its areas, by position or by option.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// A system: its id, name, alias, or the beginning of one
    #[arg(value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    system: Option<String>,
    /// One of its areas; several words need no quotes
    #[arg(value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "area_option", add = Value::Area)]
    area: Vec<String>,
    /// The system, by option
    #[arg(long = "system", id = "system_option", value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    system_option: Option<String>,
    /// The area, by option
    #[arg(long = "area", id = "area_option", value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), add = Value::Area)]
    area_option: Option<String>,
}

impl Target {
    /// The system and the area as typed. With `--system`, what stands by position is the area.
    pub(crate) fn into_parts(self) -> Result<(Option<String>, Option<String>), String> {
        let (system, words) = match self.system_option {
            Some(system) => (Some(system), self.system.into_iter().chain(self.area).collect()),
            None => (self.system, self.area),
        };
        match (self.area_option, words.is_empty()) {
            (Some(area), true) => Ok((system, Some(area))),
            (Some(_), false) => Err(format!("the area is given twice: `{}` and --area", words.join(" "))),
            (None, true) => Ok((system, None)),
            (None, false) => Ok((system, Some(words.join(" ")))),
        }
    }
}

/// When it is asked about.
#[derive(Debug, Args)]
pub(crate) struct When {
    /// The time that stands in for now: RFC 3339, "2026-11-24 03:00", +2h, "tomorrow 03:00", "sat 03:00"
    #[arg(long, value_name = "TIME")]
    pub at: Option<Typed>,
    /// The zone in which times are typed and shown, instead of the calendar's
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub zone: Option<TimeZone>,
}

/// A date in the one form that the matrix uses too.
fn date(text: &str) -> Result<Date, String> {
    crate::source::date(text).ok_or_else(|| "dates are written 2025-12-18".to_owned())
}

/// A time zone by its name.
fn zone(name: &str) -> Result<TimeZone, String> {
    clock::zone(name).map_err(|near| match near {
        Some(near) => format!("there is no such time zone; did you mean `{near}`?"),
        None => "time zones have the names of the IANA database, such as Europe/Berlin".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn a_command_says_the_same_in_the_list_and_in_its_own_help() {
        let about = |command: &clap::Command| -> Vec<(String, String)> {
            let each = command.get_subcommands();
            each.map(|of| (of.get_name().to_owned(), of.get_about().map(ToString::to_string).unwrap_or_default()))
                .collect()
        };
        let mut command = Cli::command();
        let listed = about(&command);
        command.build();
        assert_eq!(listed, about(&command).into_iter().filter(|(name, _)| name != "help").collect::<Vec<_>>());
    }
}
