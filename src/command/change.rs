//! `own change`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::query::change::{Question, change, form};
use crate::render::Format;

pub(super) fn run(args: cli::Change, session: &mut Session<'_>) -> Result<(), Failure> {
    let text = (!args.text.is_empty()).then(|| args.text.join(" "));
    let question = Question { text, system: args.system, areas: args.area, category: args.category };
    let matrix = session.matrix(&question.scope())?;
    if args.form {
        let answer = form(matrix, &question, session.today())?;
        let mut output = args.output;
        // A form is a document: there is no table of it.
        if output.format == Format::Table {
            output.format = Format::Markdown;
        }
        return session.answer(matrix, answer, &output);
    }
    let answer = change(matrix, &question)?;
    session.answer(matrix, answer, &args.output)
}
