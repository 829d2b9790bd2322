//! `own change`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::query::change::{PlannedChange, change, form};
use crate::render::Format;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own change \"schema update\"
  own change schema update --system postgres",
    after_help = "More examples:
  own change --category emergency
  own change --form schema update --system postgres > request.md"
)]
pub(crate) struct Change {
    /// The change in a few words; several words need no quotes
    #[arg(value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub text: Vec<String>,
    /// The system to change: adds who does it and who approves it
    #[arg(long, value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub system: Option<String>,
    /// An area of the system, instead of those that the text matches; may be given several times
    #[arg(long, value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), requires = "system", add = Names::Area)]
    pub area: Vec<String>,
    /// Write a change request to fill in, as Markdown with front matter
    #[arg(long, requires = "system")]
    pub form: bool,
    /// The category, instead of the one that the text matches
    #[arg(long, value_name = "CATEGORY", value_parser = NonEmptyStringValueParser::new(), add = Names::Category)]
    pub category: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Change, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let text = (!args.text.is_empty()).then(|| args.text.join(" "));
    let question = PlannedChange { text, system: args.system, areas: args.area, category: args.category };
    let scope = question.scope();
    let clock = session.clock();
    if args.form {
        let (matrix, answer) = session.ask(&scope, |matrix| form(matrix, &question, clock.today(matrix)?), |_| true)?;
        let mut output = args.output;
        // A form is a document, so its default format is Markdown.
        if output.format == Format::Table {
            output.format = Format::Markdown;
        }
        return session.answer(matrix, answer, &output);
    }
    // Areas of other systems may be what a change is about that fits no category.
    let (matrix, answer) =
        session.ask(&scope, |matrix| change(matrix, &question, clock.today(matrix).ok()), |_| true)?;
    session.answer(matrix, answer, &args.output)
}
