//! `own list`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::matrix::Scope;
use crate::query::Unanswered;
use crate::query::list::list;
use crate::query::things::Class;

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own list systems --tag pci
  own list teams --format csv")]
pub(crate) struct List {
    #[arg(value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Names::Kind)]
    #[arg(help = Class::plurals(Class::all()))]
    pub kind: Option<String>,
    /// With systems: only those with this tag
    #[arg(long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new(), add = Names::Tag)]
    pub tag: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: List, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let Some(kind) = args.kind else {
        let message = "say which kind: own list KIND";
        return Err(Unanswered::misuse(message, vec![Class::kinds(Class::all())]).into());
    };
    let matrix = session.matrix(&Scope::Whole)?;
    let answer = list(&session.current(matrix), &kind, args.tag.as_deref())?;
    // Several values are what people ask a list for.
    session.answer(matrix, answer, &Output { all: true, ..args.output })
}
