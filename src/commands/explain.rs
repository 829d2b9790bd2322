//! `own explain`: a key of the YAML, or the code of a rule or a warning.

use super::{Args, Exit, Failure, Names, Output, Session};
use crate::check;
use crate::matrix::Matrix;
use crate::query::explain;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own explain on_call
  own explain no-secondary",
    after_help = "More examples:
  own explain built-in-matrix"
)]
pub(crate) struct Explain {
    /// A key of the YAML, or the code of a rule or a warning; without it, all codes
    #[arg(value_name = "KEY|CODE", add = Names::Code)]
    pub name: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Explain, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let matrix = Matrix::default();
    let Some(name) = &args.name else { return session.answer(&matrix, explain::codes(), &args.output) };
    if let Ok(rule) = check::named(name) {
        return session.answer(&matrix, check::rule_cards(&[rule]), &args.output);
    }
    match explain::code(name) {
        Some(code) => session.answer(&matrix, code, &args.output),
        None => session.answer(&matrix, explain::key(name)?, &args.output),
    }
}
