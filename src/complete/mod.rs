//! Completion of the command line. The program answers by itself, so that it knows the matrix.
//!
//! A script in `completions/` asks: `COMPLETE=<shell> own -- <what was typed>`. [`shells`] splits that into words as the
//! shell does. [`mod@line`] assigns the words to arguments. clap's engine finds the candidates for the word at the cursor;
//! for a line of `own who`, `plain` does. The [`Source`] names the things of the matrix, and [`shells`] quotes each
//! candidate as one word. Nothing else is printed: without a valid matrix, only subcommands and options complete.

mod bash;
mod engine;
mod entries;
mod fish;
mod line;
mod plain;
mod shells;

use std::ffi::OsString;

use clap::CommandFactory;

use crate::Host;
use crate::commands::{Cli, Names, Shell};
use line::Line;

/// The environment variable with which a shell's script asks; its value names the shell.
const VARIABLE: &str = "COMPLETE";

/// One thing that can be named on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    id: String,
    /// Shown beside the id.
    name: String,
    aliases: Vec<String>,
}

/// Lists what an argument may name on this line, in the order to show it. It may leave out what doesn't begin with the
/// typed text, in any case. It runs only when the cursor is where a name can be, and it leaves out what it can't find.
type Source = dyn Fn(Names, &Line, &str) -> Vec<Entry> + Send + Sync;

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
    let source = entries::of_matrix(host);
    let answer = plain::answer(&request.words, &*source)
        .unwrap_or_else(|| engine::answer(Cli::command(), &request.words, &source));
    Some(shells::write(shell, &request, &answer))
}
