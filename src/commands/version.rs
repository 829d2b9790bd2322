//! `own --version --verbose`.

use std::env::consts::{ARCH, OS};
use std::ffi::OsString;

use super::{Cli, Command, Exit, Failure, Session};
use crate::time_zones;
use crate::view::facts::Facts;
use crate::view::page::{Block, Run};

/// The command line, if it asks for this and has only global options besides.
pub(super) fn read(args: &[OsString]) -> Option<Cli> {
    let (asked, mut rest): (Vec<OsString>, Vec<OsString>) =
        args.iter().cloned().partition(|arg| ["--version", "-V", "--verbose"].iter().any(|name| arg == name));
    if asked.len() != 2 || asked.iter().filter(|arg| *arg == "--verbose").count() != 1 {
        return None;
    }
    // Any command without arguments of its own.
    rest.push("where".into());
    let cli = Cli::read(&rest).ok()?;
    matches!(cli.command, Command::Where(_)).then_some(Cli { command: Command::Version, ..cli })
}

pub(super) fn run(session: &mut Session<'_>) -> Result<Exit, Failure> {
    let located = session.located();
    let matrix = match &located {
        Ok(located) => format!("{} ({})", located.shown(&session.folder()), located.place.as_str()),
        Err(_) => "none that can be used: `own where` shows why".to_owned(),
    };
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    let fingerprint = env!("OWN_FINGERPRINT");
    let facts = Facts::default()
        .fact("build", format!("{profile}, {ARCH}-{OS}, fingerprint {fingerprint}"))
        .fact("features", "none are optional")
        .fact("time zones", time_zones::about())
        .fact("matrix", matrix);
    let title = Block::Heading(1, vec![Run::plain(format!("own {}", env!("CARGO_PKG_VERSION")))]);
    session.console.write_page(&[title].into_iter().chain(facts.block()).collect())?;
    Ok(Exit::Answered)
}
