//! What the user said: arguments only. Their doc comments are the help.

mod check;
mod compile;
mod drawn;
mod duties;
mod gaps;
mod ics;
mod onboard;
mod plain;
mod render;
mod rota;
mod sla;

pub use check::{Check, CheckFormat};
pub use compile::Compile;
pub use drawn::{Drawing, DrawnFormat, DrawnOutput};
pub use duties::Duties;
pub use gaps::Gaps;
pub use ics::Ics;
pub use onboard::Onboard;
pub(crate) use plain::{Plain, read as read_plain};
pub use render::{Render, Rendering};
pub use rota::Rota;
pub use sla::Sla;

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::complete::{Shell, Value};
use crate::format::{Format, color};
use crate::matrix::{Duration, clock};
use crate::query::moment::Typed;

/// Who owns this system, whom do I call now, what approval does this change need?
///
/// Answers come from a YAML matrix kept in git. Which one, `own where` says: the one that
/// --matrix or `OWN_MATRIX` names, an ownership.yaml here or above, yours in the configuration folder, or the built-in one.
#[derive(Debug, Parser)]
#[command(name = "own", version, arg_required_else_help = true, infer_subcommands = false)]
#[command(after_long_help = EXIT_CODES)]
pub struct Cli {
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
pub struct Global {
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
pub struct Output {
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
pub enum Command {
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
pub struct Target {
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
    ///
    /// # Errors
    /// The area is given twice.
    pub fn into_parts(self) -> Result<(Option<String>, Option<String>), String> {
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
pub struct When {
    /// The time that stands in for now: RFC 3339, "2026-11-24 03:00", +2h, "tomorrow 03:00", "sat 03:00"
    #[arg(long, value_name = "TIME")]
    pub at: Option<Typed>,
    /// The zone in which times are typed and shown, instead of the calendar's
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub zone: Option<TimeZone>,
}

/// Who is responsible: each party with its contacts and on-call cover
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own who postgres backup
  own who --area backup
  own who --party backend --role primary
  own who postgres --field contacts.primary-on-call
  printf 'postgres\\tbackup\\n' | own who --batch

With --batch each line is a system, or a system and an area with a tab between them, or a JSON object with any of system, area, topic, party and role. Each is answered by one line, in order; a question without an answer by one with `error`. The exit code is 1 if there is such a one. The matrix is read once, at the start.")]
pub struct Who {
    /// What is asked about.
    #[command(flatten)]
    pub target: Target,
    /// Rows of one topic, whatever the area is called in each system
    #[arg(long, value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = Value::Topic)]
    pub topic: Option<String>,
    /// Rows that name this team, role, group or placeholder
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Value::Party)]
    pub party: Option<String>,
    /// Rows in which this is filled: primary, secondary, escalation, approval …; or an owner role such as data
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new(), add = Value::Role)]
    pub role: Option<String>,
    /// When it is asked about.
    #[command(flatten)]
    pub when: When,
    /// Read questions from standard input, and answer each with a line of JSON
    #[arg(long, conflicts_with_all = ["system", "area", "system_option", "area_option", "topic", "party", "role", "format", "field", "all"])]
    pub batch: bool,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}

/// The escalation path: whom to call at each level, and how soon they answer
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own escalate postgres backup --elapsed 25m
  own escalate postgres backup --since 02:10 --zone Europe/Berlin
  own escalate sqlite --off-hours
  own escalate --for \"data breach\"
  own escalate postgres --format mermaid")]
pub struct Escalate {
    /// What is asked about.
    #[command(flatten)]
    pub target: Target,
    /// Time since the incident began, such as 25m or 1h30m
    #[arg(long, value_name = "DURATION")]
    pub elapsed: Option<Duration>,
    /// When the incident began: a time as for --at; 02:10 is the last one that is over
    #[arg(long, value_name = "TIME", conflicts_with = "elapsed")]
    pub since: Option<Typed>,
    /// When it is asked about.
    #[command(flatten)]
    pub when: When,
    /// How often the path is gone through, where the policy starts again
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub loops: Option<u32>,
    /// Count down on a terminal until Ctrl-C
    #[arg(long, requires = "since", conflicts_with_all = ["at", "format", "field", "all"])]
    pub watch: bool,
    /// Response times in business hours only
    #[arg(long)]
    pub business_hours: bool,
    /// Response times outside business hours only
    #[arg(long, conflicts_with = "business_hours")]
    pub off_hours: bool,
    /// One level only
    #[arg(long, value_name = "N", add = Value::Level)]
    pub level: Option<u32>,
    /// Levels whose scope or triggers speak of this
    #[arg(long = "for", value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub speaks_of: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: DrawnOutput,
}

/// The category that a change falls in, its approval, and whom to notify
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own change \"schema update\"
  own change schema update --system postgres
  own change --category emergency
  own change --form schema update --system postgres > request.md")]
pub struct Change {
    /// The change in a few words; several words need no quotes
    #[arg(value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub text: Vec<String>,
    /// The system to be changed: adds who does it and who approves it there
    #[arg(long, value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Value::System)]
    pub system: Option<String>,
    /// An area of the system, instead of finding it by the text; may be given several times
    #[arg(long, value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), requires = "system", add = Value::Area)]
    pub area: Vec<String>,
    /// Write a change request to be filled in, as Markdown with front matter
    #[arg(long, requires = "system")]
    pub form: bool,
    /// A category, instead of finding it by the text
    #[arg(long, value_name = "CATEGORY", value_parser = NonEmptyStringValueParser::new(), add = Value::Category)]
    pub category: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}

/// All that the matrix says of one system, party, level, category …
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own show postgres
  own show db-admin-lead
  own show level 2
  own show duckdb --from 2026-01-05
  own show document --as-of 2025-12-19
  own show security --format dot")]
pub struct Show {
    /// A system, party, person, area, level, change category, topic, duty … or `document`; several words need no quotes
    #[arg(value_name = "THING", required = true, value_parser = NonEmptyStringValueParser::new(), add = Value::Thing)]
    pub thing: Vec<String>,
    /// Which kind of thing, where the name fits several
    #[arg(long, value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Value::Kind)]
    pub kind: Option<String>,
    /// The day on which the first week begins, of a migration or of the onboarding
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// How it is written.
    #[command(flatten)]
    pub output: DrawnOutput,
}

/// Everything of one kind, one a line
#[derive(Debug, Args)]
pub struct List {
    /// systems, areas, topics, parties, teams, roles, people, rotas, levels, changes, duties …
    #[arg(value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Value::Kind)]
    pub kind: String,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}

/// Everything whose name or text fits, saying which kind it is
#[derive(Debug, Args)]
pub struct Find {
    /// Words that must all occur; several words need no quotes
    #[arg(value_name = "TEXT", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub text: Vec<String>,
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}

/// Which matrix is asked, and why that one
#[derive(Debug, Args)]
pub struct Where {
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}

/// Write a starter matrix
#[derive(Debug, Args)]
pub struct Init {
    /// The file to write; it must not be there yet
    #[arg(value_name = "FILE", default_value = "ownership.yaml", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
}

/// Completions for a shell, the manual page, the schema of the YAML, or a calendar to subscribe to
#[derive(Debug, Args)]
pub struct Generate {
    /// What to generate.
    #[command(subcommand)]
    pub what: Generated,
}

/// What can be generated.
#[derive(Debug, Subcommand)]
pub enum Generated {
    /// What a shell sources or installs to complete `own`
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// The manual page, of `own` or of one of its commands
    Man {
        /// A command
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
    /// The JSON Schema of the YAML, for editors that complete and check while you type
    Schema,
    /// An iCalendar file to subscribe to: duties, reviews, audits, training and shifts
    Ics(Ics),
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
