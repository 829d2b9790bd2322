//! `own generate`.

use clap::CommandFactory;

use super::failure::Failure;
use super::session::Session;
use crate::cli::{self, Cli, Generated};
use crate::matrix::Scope;
use crate::query::agenda::{Question, agenda};
use crate::render::ics::ics;

/// Made from the raw types by a test of `source::schema`.
const SCHEMA: &str = include_str!("../../data/matrix.schema.json");

pub(super) fn run(args: cli::Generate, session: &mut Session<'_>) -> Result<(), Failure> {
    match args.what {
        Generated::Completions { shell } => session.write(shell.script()),
        Generated::Man { command } => session.write(&man(command.as_deref())?),
        Generated::Schema => session.write(SCHEMA),
        Generated::Ics(args) => calendar(args, session),
    }
}

fn man(command: Option<&str>) -> Result<String, Failure> {
    let mut own = Cli::command();
    own.build();
    let page = match command {
        None => own,
        Some(name) => {
            let found = own.find_subcommand(name).cloned();
            let found = found.ok_or_else(|| Failure::Usage(format!("`own` has no command `{name}`")))?;
            found.display_name(format!("own-{name}"))
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A calendar. What it leaves out goes to standard error: the file is for a program that reads it.
fn calendar(args: cli::Ics, session: &mut Session<'_>) -> Result<(), Failure> {
    let today = session.today();
    let from = args.from.unwrap_or(today);
    let question = Question { party: args.party, system: args.system, from, days: args.days, today };
    let agenda = agenda(session.matrix(&Scope::Whole)?, &question)?;
    session.write(&ics(&agenda))?;
    session.flush()?;
    session.warn(&agenda.warnings);
    Ok(())
}
