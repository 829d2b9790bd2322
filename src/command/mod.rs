//! One file a subcommand: each joins a question, the matrix and a format.

mod batch;
mod change;
mod check;
mod compile;
mod duties;
mod escalate;
mod failure;
mod file;
mod find;
mod gaps;
mod generate;
mod init;
mod list;
mod onboard;
mod render;
mod rota;
mod session;
mod show;
mod sla;
mod watch;
mod whence;
mod who;

use failure::Failure;
pub(crate) use session::Session;

use crate::cli::{Cli, Command};

/// Runs what the user said.
pub(crate) fn run(cli: Cli, session: &mut Session<'_>) -> Result<(), Failure> {
    session.obey(cli.global);
    match cli.command {
        Command::Who(args) => who::run(args, session),
        Command::Escalate(args) => escalate::run(args, session),
        Command::Rota(args) => rota::run(args, session),
        Command::Change(args) => change::run(args, session),
        Command::Show(args) => show::run(args, session),
        Command::List(args) => list::run(&args, session),
        Command::Find(args) => find::run(&args, session),
        Command::Duties(args) => duties::run(args, session),
        Command::Onboard(args) => onboard::run(&args, session),
        Command::Sla(args) => sla::run(args, session),
        Command::Check(args) => check::run(args, session),
        Command::Gaps(args) => gaps::run(args, session),
        Command::Render(args) => render::run(&args, session),
        Command::Where(args) => whence::run(&args, session),
        Command::Compile(args) => compile::run(args, session),
        Command::Init(args) => init::run(&args, session),
        Command::Generate(args) => generate::run(args, session),
    }
}
