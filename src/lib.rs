//! `own` answers, from a YAML file kept in git: who owns this system, whom do I call now, what approval does this
//! change need?
//!
//! Data flows one way: arguments (`commands`) → locate, read, validate (`source`) → `matrix` → `query` → answer →
//! `view` → `render` → [`Exit`].

#[macro_use]
mod text;
#[macro_use]
mod query;

mod alert;
mod atomic;
mod check;
mod commands;
mod compiled;
mod complete;
mod diagnostic;
mod exit;
mod host;
mod limits;
mod matrix;
mod on_call;
mod regular_file;
mod render;
mod source;
mod time_zones;
mod view;

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod inside;

use std::ffi::OsString;
use std::io::Write;

use commands::{Cli, Command, Console, Session, too_many_words};
pub use exit::Exit;
pub use host::Host;

/// Runs `own` with the arguments of a command line, the program's name first.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    host: &Host,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    time_zones::set_folder((host.variable)("TZDIR"));
    if let Some(completion) = complete::completion(&args, host) {
        // If the shell stopped listening, there is nobody to tell.
        let _ = stdout.write_all(completion.as_bytes()).and_then(|()| stdout.flush());
        return Exit::Answered;
    }
    let console = Console::new(&args, host, stdout, stderr);
    let Cli { global, command } = match Cli::read(&args) {
        Ok(cli) => cli,
        Err(error) => return console.usage(&args, error),
    };
    // An alert may be long.
    let is_alert = matches!(command, Command::Call(_));
    if let Some(refused) = too_many_words(&args).filter(|_| !is_alert) {
        return console.finish(Err(refused.into()));
    }
    let mut session = Session::new(host, global, console);
    let ended = command.run(&mut session);
    session.finish(ended)
}
