//! `own show`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::fields::Shape;
use crate::query::show::{Question, Shown, drawn, show, stands_alone};

pub(super) fn run(args: cli::Show, session: &mut Session<'_>) -> Result<(), Failure> {
    let question = Question { thing: args.thing.join(" "), kind: args.kind, today: session.today(), from: args.from };
    let output = match args.output.written() {
        Ok(output) => output,
        Err(language) => {
            let matrix = session.matrix(&Scope::Whole)?;
            let (organisation, warnings) = drawn(matrix, &question)?;
            return session.draw(matrix, &[organisation], warnings, language);
        }
    };
    let (matrix, answer) = session.ask(&question.scope(), |matrix| show(matrix, &question), stands_alone)?;
    session.answer_shaped(matrix, answer, |shown| shown.first().map_or(Shape::Value, Shown::shape), &output)
}
