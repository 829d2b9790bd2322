//! `own gaps`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session, files};
use crate::matrix::Scope;
use crate::query::gaps::{self, GapSearch, gaps};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own gaps
  own gaps postgres",
    after_help = "More examples:
  own gaps --without backend
  own gaps --without ada,bo
  own gaps --files
  own gaps --field total.primary.share"
)]
pub(crate) struct Gaps {
    /// A system and its children: an id, name, alias, or the beginning of one; default: all systems
    #[arg(value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub system: Option<String>,
    /// What nobody would cover without these parties; their leads and members stay
    #[arg(long, value_name = "PARTY", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub without: Vec<String>,
    /// Files of the matrix's git repository in no system, and how many each system has
    #[arg(long, conflicts_with_all = ["system", "without"])]
    pub files: bool,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Gaps, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if args.files {
        let files = files::tracked(&session.located()?, &session.folder())?;
        let matrix = session.matrix(&Scope::Whole)?;
        return session.answer(matrix, gaps::files(matrix, &files, session.today(matrix)?), &args.output);
    }
    let question = GapSearch { system: args.system, without: args.without, rows: None, clock: Some(session.clock()) };
    let (matrix, answer) = session.ask(&question.scope(), |matrix| gaps(matrix, &question), |_| true)?;
    match answer {
        gaps::Gaps::Coverage(answer) => session.answer(matrix, *answer, &args.output),
        gaps::Gaps::Without(answer) => session.answer(matrix, *answer, &args.output),
    }
}
