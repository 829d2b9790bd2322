//! `own show`.

use super::{Args, DrawnFormat, EvidenceArgs, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::matrix::Scope;
use crate::query::show::{NamedThing, Shown, drawn, show, stands_alone};
use crate::query::{Shape, Typed};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own show postgres
  own show db-admin-lead",
    after_help = "More examples:
  own show level 2
  own show duckdb --from 2026-01-05
  own show document --at 2025-12-19
  own show security --format dot"
)]
pub(crate) struct Show {
    /// A system, party, person, area, level, change category, topic, duty … or `document`; several words need no quotes
    #[arg(value_name = "THING", required_unless_present_any = ["host", "path", "url", "repo", "label"], conflicts_with_all = ["host", "path", "url", "repo", "label"], value_parser = NonEmptyStringValueParser::new(), add = Names::Thing)]
    pub thing: Vec<String>,
    /// The kind of thing, if the name matches several
    #[arg(long, value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Names::Kind)]
    pub kind: Option<String>,
    /// The first day of the first week, of a migration or of the onboarding
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<Typed>,
    #[command(flatten)]
    pub evidence: EvidenceArgs,
    #[command(flatten)]
    pub output: Output<DrawnFormat>,
}

pub(super) fn run(args: Show, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let evidence = args.evidence.into_evidence(session)?;
    let question =
        NamedThing { thing: args.thing.join(" "), evidence, kind: args.kind, from: args.from, clock: session.clock() };
    let output = match args.output.into_text() {
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
