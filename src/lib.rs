//! `own` answers, from a YAML file kept in git: who owns this system, whom do I call now, what approval does this
//! change need?
//!
//! Data flows one way: arguments (`cli`) → locate, read, validate (`source`) → `matrix` → `query` → answer → `view` →
//! `render` → [`Exit`].

#[macro_use]
mod text;
#[macro_use]
mod query;

mod check;
mod cli;
mod command;
mod compiled;
mod complete;
mod diagnostic;
mod exit;
mod matrix;
mod on_call;
mod render;
mod source;
mod view;

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod inside;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches};

pub use exit::Exit;

/// Looks up an environment variable.
pub type Variable = Box<dyn Fn(&str) -> Option<OsString>>;

/// What a run knows of the process around it. Looked at only when needed.
pub struct Host {
    /// An environment variable.
    pub variable: Variable,
    /// The current folder.
    pub current_dir: io::Result<PathBuf>,
    /// The user's configuration folder.
    pub config_dir: Box<dyn Fn() -> Option<PathBuf>>,
    /// Standard input.
    pub stdin: Box<dyn Fn() -> Box<dyn Read>>,
    /// The user's cache folder.
    pub cache_dir: Box<dyn Fn() -> Option<PathBuf>>,
    /// Whether standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// The width of the terminal, if standard output is one.
    pub width: Box<dyn Fn() -> Option<u16>>,
}

impl Host {
    /// What the search for the matrix starts from.
    fn request(&self, flag: Option<PathBuf>) -> source::Request {
        source::Request {
            flag,
            env: (self.variable)("OWN_MATRIX"),
            // A current folder that has been deleted can only be spoken of as `.`.
            current_dir: self.current_dir.as_ref().map_or_else(|_| ".".into(), Clone::clone),
            config_dir: (self.config_dir)(),
        }
    }

    /// The user's cache of compiled matrices. `OWN_CACHE` turns it off; any value does but nothing and `on`, since whoever
    /// says `no` there doesn't mean yes.
    fn cache(&self) -> source::Cache {
        let said = (self.variable)("OWN_CACHE");
        let on = said.is_none_or(|said| said.is_empty() || said.eq_ignore_ascii_case("on"));
        source::Cache::new(if on { (self.cache_dir)().map(|folder| folder.join("own")) } else { None })
    }
}

/// Runs `own` with the arguments of a command line, the program's name first.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    host: &Host,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    match complete::run(&args, host, stdout) {
        Ok(false) => {}
        // A shell that doesn't listen any more has no use for the rest.
        Ok(true) | Err(_) => return Exit::Answered,
    }
    let session = command::Session::new(host, stdout, stderr);
    if let Some(cli) = cli::read_plain(&args) {
        return session.finish(|session| command::run(cli, session));
    }
    // Like the matrix, what reads the arguments is never taken apart.
    let parser = Box::leak(Box::new(cli::Cli::command()));
    let parsed = parser.try_get_matches_from_mut(args).map(|matches| Box::leak(Box::new(matches)));
    match parsed.and_then(|matches| cli::Cli::from_arg_matches_mut(matches).map_err(|error| error.format(parser))) {
        Ok(cli) => session.finish(|session| command::run(cli, session)),
        Err(error) => session.usage(&error),
    }
}
