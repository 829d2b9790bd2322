//! `own change`.

use super::session::{Failure, Session};
use crate::cli;
use crate::query::change::{Question, change};

pub(super) fn run(args: cli::Change, session: &mut Session<'_>) -> Result<(), Failure> {
    let text = (!args.text.is_empty()).then(|| args.text.join(" "));
    let question = Question { text, system: args.system, category: args.category };
    let matrix = session.matrix()?;
    let answer = change(&matrix, &question)?;
    session.answer(&matrix, answer, &args.output)
}
