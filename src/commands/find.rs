//! `own find`.

use super::{Args, Exit, Failure, NonEmptyStringValueParser, Output, Session};
use crate::matrix::Scope;
use crate::query::find::find;

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own find keycloak
  own find backup --field id --all")]
pub(crate) struct Find {
    /// Words that must all occur; several words need no quotes
    #[arg(value_name = "TEXT", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub text: Vec<String>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Find, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = find(matrix, &session.current(matrix), &args.text.join(" "))?;
    session.answer(matrix, answer, &args.output)
}
