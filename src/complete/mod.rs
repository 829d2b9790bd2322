//! Completion of the command line, answered by the program itself, so that it knows the matrix in force.
//!
//! A script in `completions/` asks: `COMPLETE=<shell> own -- <what was typed>`. What was typed is read into words as
//! that shell would read them ([`shells`]), the words are read as arguments ([`mod@line`]), clap's engine finds what can
//! stand at the cursor (of the plainest lines `plain` does), the [`Source`] names the things of the matrix, and [`shells`] writes them so that each becomes
//! one word of that shell, whatever characters it has. Nothing else is printed: a matrix that can't be read completes
//! nothing, and subcommands and options still do.

mod bash;
mod engine;
mod entries;
mod fish;
pub(crate) mod line;
mod plain;
pub(crate) mod shells;

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::Arc;

use clap::CommandFactory;
use clap::builder::ArgExt;

pub(crate) use line::Line;
pub(crate) use shells::Shell;

/// The environment variable by which a shell's script asks; its value names the shell.
pub(crate) const VARIABLE: &str = "COMPLETE";

/// What the value of an argument names, declared beside the argument: `#[arg(add = Value::System)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// A system.
    System,
    /// An area of the system that the line names, see [`Line::value`].
    Area,
    /// A topic.
    Topic,
    /// A party.
    Party,
    /// A party, or a person of a rota.
    Member,
    /// An owner role.
    Role,
    /// An escalation level.
    Level,
    /// A change category.
    Category,
    /// Anything that has a page: system, party, level, category …
    Thing,
    /// A kind of thing.
    Kind,
    /// How often a duty recurs.
    Cadence,
    /// A kind of duty.
    DutyKind,
    /// A metric that has a target.
    Metric,
    /// A rule of `own check`.
    Rule,
    /// A field of the subcommand's answer.
    Field,
}

impl ArgExt for Value {}

/// One thing that can be named on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// How scripts name it.
    pub id: String,
    /// How people name it; shown beside the id.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
}

/// Whoever knows what can be named.
///
/// Asked only when the cursor is where a name can stand. It has no way to fail: what it can't find out, it leaves out.
pub(crate) trait Source: Send + Sync {
    /// What a value may name here, in the order in which to show it. What doesn't begin with what was typed, letter by
    /// letter in any case, may be left out.
    fn entries(&self, value: Value, line: &Line, typed: &str) -> Vec<Entry>;
}

impl<F: Fn(Value, &Line, &str) -> Vec<Entry> + Send + Sync> Source for F {
    fn entries(&self, value: Value, line: &Line, typed: &str) -> Vec<Entry> {
        self(value, line, typed)
    }
}

/// Answers a shell that asks for completion; false when this run is something else.
///
/// `args` starts with the program's name. With nothing behind it, the shell's script is written, as
/// `own generate completions` does; with `--` and what was typed behind it, the candidates are. All else is a run like
/// any other, even if the variable happens to be set: an answer at night must not hang on a stray variable.
pub(crate) fn run(args: &[OsString], host: &crate::Host, out: &mut dyn Write) -> io::Result<bool> {
    let Some(shell) = (host.variable)(VARIABLE).and_then(|name| Shell::named(&name)) else {
        return Ok(false);
    };
    match args {
        [_] => out.write_all(shell.script().as_bytes())?,
        [_, dashes, typed @ ..] if dashes == "--" => {
            if let Some(request) = shell.read(typed) {
                let source: Arc<dyn Source> = Arc::new(entries::of_matrix(host));
                let plain = plain::answer(&request.words, &*source);
                let answer =
                    plain.unwrap_or_else(|| engine::answer(crate::cli::Cli::command(), &request.words, &source));
                out.write_all(shell.write(&request, &answer).as_bytes())?;
            }
        }
        _ => return Ok(false),
    }
    out.flush()?;
    Ok(true)
}
