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
mod line;
mod plain;
mod shells;

use std::ffi::OsString;
use std::sync::Arc;

use clap::CommandFactory;

use crate::Host;
use crate::commands::{Cli, Names, Shell};
use line::Line;

/// The environment variable by which a shell's script asks; its value names the shell.
pub(crate) const VARIABLE: &str = "COMPLETE";

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
    fn entries(&self, value: Names, line: &Line, typed: &str) -> Vec<Entry>;
}

impl<F: Fn(Names, &Line, &str) -> Vec<Entry> + Send + Sync> Source for F {
    fn entries(&self, value: Names, line: &Line, typed: &str) -> Vec<Entry> {
        self(value, line, typed)
    }
}

/// Answers a shell that asks for completion; `None` if this run is something else.
///
/// `args` starts with the program's name. Alone, it asks for the shell's script, like `own generate completions`; followed
/// by `--` and what was typed, for candidates. Anything else is an ordinary run, even if the variable happens to be set:
/// a stray variable must not get in the way of an answer at night.
pub(crate) fn completion(args: &[OsString], host: &Host) -> Option<String> {
    let shell = (host.variable)(VARIABLE).and_then(|name| Shell::named(&name))?;
    match args {
        [_] => Some(shell.script().to_owned()),
        [_, dashes, typed @ ..] if dashes == "--" => Some(candidates(shell, typed, host).unwrap_or_default()),
        _ => None,
    }
}

fn candidates(shell: Shell, typed: &[OsString], host: &Host) -> Option<String> {
    let request = shells::read(shell, typed)?;
    let source: Arc<dyn Source> = Arc::new(entries::of_matrix(host));
    let answer = plain::answer(&request.words, &*source)
        .unwrap_or_else(|| engine::answer(Cli::command(), &request.words, &source));
    Some(shells::write(shell, &request, &answer))
}
