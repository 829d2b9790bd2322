//! One file for each subcommand: its arguments, whose doc comments are the help, and the lines that connect the stages.

mod arranged;
mod attest;
mod batch;
mod batch_fields;
mod blame;
mod call;
mod change;
mod check;
mod compile;
mod console;
mod diff;
mod doctor;
mod duties;
mod escalate;
mod evidence;
mod explain;
mod failure;
mod fetch;
mod files;
mod find;
mod gaps;
mod generate;
mod help;
mod hints;
mod ics;
mod init;
mod list;
mod log;
pub(crate) mod manual;
mod misuse;
mod names;
mod onboard;
mod output;
mod output_file;
mod pager;
pub(crate) mod plain;
mod print;
mod progress;
mod render;
mod rota;
mod schema;
mod session;
mod show;
mod sla;
mod target;
mod version;
mod watch;
mod when;
mod r#where;
mod who;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::tz::TimeZone;

use crate::Exit;
use crate::query::Typed;
use crate::render::color;
use arranged::{Arranged, HELP};
pub(crate) use console::Console;
use evidence::EvidenceArgs;
use failure::{Failure, Refusal};
pub(crate) use generate::Shell;
pub(crate) use misuse::too_many_words;
pub(crate) use names::Names;
use output::{DrawnFormat, Output};
pub(crate) use session::Session;
use target::Target;
use when::zone;

/// Who owns this system, whom do I call now, what approval does this change need?
///
/// Answers come from a YAML matrix in git: the one that --matrix or `OWN_MATRIX` names, an ownership.yaml in this
/// folder or a parent, yours in the configuration folder, or the built-in one. `own where` shows which.
#[derive(Debug, Parser)]
#[command(name = "own", bin_name = "own", version, arg_required_else_help = true, infer_subcommands = false)]
#[command(disable_help_flag = true, disable_help_subcommand = true)]
#[command(help_template = HELP, before_help = EXAMPLES, after_long_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  own call \"db-prod-3 replication lag > 300s\"
  own who postgres backup";

const EXIT_CODES: &str = "Exit codes:
  0  answered
  1  no match, or ambiguous
  2  wrong usage
  3  the matrix can't be read or isn't valid
  4  the row exists, but the matrix names nobody for what was asked

`own help TOPIC` explains: exit-codes, times, names, matrix, environment";

/// Options of every command.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The matrix: a YAML file, a folder of them, `-` for standard input, `git+https://…`, or `built-in`
    #[arg(long, global = true, value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub matrix: Option<PathBuf>,
    /// Parse the YAML, and don't use the cache (also: `OWN_CACHE=off`)
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// Omit warnings, but for `built-in-matrix`; `own check` prints nothing and only sets the exit code
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: color::Choice,
    /// When to link places, such as ownership.yaml:12, to their files: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub hyperlink: color::Choice,
    /// Use this time instead of now: 2025-12-18, "fri 9am", -2h …
    #[arg(long, global = true, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<Typed>,
    /// Use the matrix as of this git revision, or of the end of this date
    #[arg(long, global = true, value_name = "REV", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true)]
    pub rev: Option<String>,
    /// The time zone for input and output, instead of the calendar's
    #[arg(long, global = true, value_name = "ZONE", value_parser = zone)]
    pub zone: Option<TimeZone>,
    /// Print help; -h prints a summary
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
}

/// The commands. clap builds the arguments only of the one that runs.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Find whom to call now from the text of an alert, a log line, a stack trace, a host or labels
    Call(Arranged<call::Call>),
    /// Show the owners of a system or area, and whom to call
    Who(Arranged<who::Who>),
    /// Show the escalation path: whom to call at each level, and how soon they answer
    Escalate(Arranged<escalate::Escalate>),
    /// Show who is on call for a party, or when a person is, turn by turn
    Rota(Arranged<rota::Rota>),
    /// Find the category of a change, its approval, and whom to notify
    Change(Arranged<change::Change>),
    /// Show everything about one system, party, level, category …
    Show(Arranged<show::Show>),
    /// List all things of one kind, one per line
    List(Arranged<list::List>),
    /// Find everything that matches a text, with its kind
    Find(Arranged<find::Find>),
    /// List recurring work: what, how often, by whom
    Duties(Arranged<duties::Duties>),
    /// Plan a newcomer's training, with dates, and the responsibilities that come with the role
    Onboard(Arranged<onboard::Onboard>),
    /// Show service levels, the downtime they allow, and whether a threshold is passed
    Sla(Arranged<sla::Sla>),
    /// Show what changes in meaning between two revisions or files, and who must agree
    Diff(Arranged<diff::Diff>),
    /// Show who changed what and when, from git: a row, a system, a party or all
    Log(Arranged<log::Log>),
    /// Show the commit that last changed each cell of a system
    Blame(Arranged<blame::Blame>),
    /// Confirm that a row of the matrix is right, or list what is due
    Attest(Arranged<attest::Attest>),
    /// Find problems in a matrix, with file, line and column
    Check(Arranged<check::Check>),
    /// Find gaps in ownership, load and cover
    Gaps(Arranged<gaps::Gaps>),
    /// Render the matrix as a document: Markdown, or an HTML page
    Render(Arranged<render::Render>),
    /// Download a remote matrix, or its newest version
    Fetch(Arranged<fetch::Fetch>),
    /// Show the matrix in use, and why
    Where(Arranged<r#where::Where>),
    /// Compile a matrix, to publish it to many machines
    Compile(Arranged<compile::Compile>),
    /// Write a starter matrix
    Init(Arranged<init::Init>),
    /// Explain a key, a rule or a warning
    Explain(Arranged<explain::Explain>),
    /// Generate shell completions, the manual page, the schema of the YAML, or a calendar to subscribe to
    Generate(Arranged<generate::Generate>),
    /// `own --version --verbose`
    #[command(skip)]
    Version,
    /// Show the help of a command, or explain exit codes, times, names, the format or the environment
    Help(Arranged<help::Help>),
}

impl Cli {
    /// Parses the arguments of a command line, the program's name first.
    pub(crate) fn read(args: &[OsString]) -> Result<Self, clap::Error> {
        if let Some(cli) = plain::read(args) {
            return Ok(cli);
        }
        // Leaked, because the process ends soon and freeing them piece by piece costs time.
        let parser = Box::leak(Box::new(Self::command()));
        let matches = parser.try_get_matches_from_mut(args).or_else(|error| {
            let moved = misuse::with_format_behind(args, parser).ok_or(error)?;
            parser.try_get_matches_from_mut(moved)
        });
        match matches {
            Ok(matches) => {
                let matches = Box::leak(Box::new(matches));
                Self::from_arg_matches_mut(matches).map_err(|error| error.format(parser))
            }
            Err(error) => version::read(args).ok_or(error),
        }
    }
}

impl Command {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        // Their lines are those of commits.
        if matches!(self, Self::Diff(_) | Self::Log(_) | Self::Blame(_)) {
            session.console.hyperlink = color::Choice::Never;
        }
        match self {
            Self::Call(Arranged(args)) => call::run(args, session),
            Self::Who(Arranged(args)) => who::run(args, session),
            Self::Escalate(Arranged(args)) => escalate::run(args, session),
            Self::Rota(Arranged(args)) => rota::run(args, session),
            Self::Change(Arranged(args)) => change::run(args, session),
            Self::Version => version::run(session),
            Self::Show(Arranged(args)) => show::run(args, session),
            Self::List(Arranged(args)) => list::run(args, session),
            Self::Find(Arranged(args)) => find::run(&args, session),
            Self::Duties(Arranged(args)) => duties::run(args, session),
            Self::Onboard(Arranged(args)) => onboard::run(&args, session),
            Self::Sla(Arranged(args)) => sla::run(args, session),
            Self::Diff(Arranged(args)) => diff::run(&args, session),
            Self::Log(Arranged(args)) => log::run(args, session),
            Self::Blame(Arranged(args)) => blame::run(args, session),
            Self::Attest(Arranged(args)) => attest::run(args, session),
            Self::Check(Arranged(args)) => check::run(args, session),
            Self::Gaps(Arranged(args)) => gaps::run(args, session),
            Self::Render(Arranged(args)) => render::run(&args, session),
            Self::Fetch(Arranged(args)) => fetch::run(&args, session),
            Self::Where(Arranged(args)) => r#where::run(&args, session),
            Self::Explain(Arranged(args)) => explain::run(&args, session),
            Self::Compile(Arranged(args)) => compile::run(args, session),
            Self::Init(Arranged(args)) => init::run(&args, session),
            Self::Generate(Arranged(args)) => generate::run(args, session),
            Self::Help(Arranged(args)) => help::run(&args, session),
        }
    }
}
