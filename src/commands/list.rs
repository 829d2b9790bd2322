//! `own list`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::{Failure, Names, Output, Session};
use crate::Exit;
use crate::matrix::Scope;
use crate::query::list::list;

#[derive(Debug, Args)]
pub(crate) struct List {
    /// systems, areas, topics, parties, teams, roles, people, rotas, levels, changes, duties …
    #[arg(value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Names::Kind)]
    pub kind: String,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &List, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = list(matrix, &args.kind)?;
    session.answer(matrix, answer, &args.output)
}
