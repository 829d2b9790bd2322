//! `own explain`: a key of the YAML, or the code of a rule.

use clap::Args;

use super::{Failure, Names, Output, Session};
use crate::Exit;
use crate::check;
use crate::matrix::Matrix;
use crate::query::explain;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  own explain on_call
  own explain no-secondary")]
pub(crate) struct Explain {
    /// A key of the YAML, or the code of a rule of `own check`
    #[arg(value_name = "KEY|CODE", add = Names::Rule)]
    pub name: String,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Explain, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match check::named(&args.name) {
        Ok(rule) => session.answer(&Matrix::default(), check::rule_cards(&[rule]), &args.output),
        Err(_) => session.answer(&Matrix::default(), explain::key(&args.name)?, &args.output),
    }
}
