//! `own diff`.

use super::{Args, Exit, Failure, NonEmptyStringValueParser, Output, Session};
use crate::matrix::{Matrix, Scope};
use crate::query::diff::{self, Severity, Side};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own diff
  own diff main...HEAD --fail-on breaking",
    after_help = "More examples:
  own diff 2026-03-01 --format markdown
  own diff old.yaml new.yaml
  own diff main --field reviewers.github --all

Exit code 1: changes at or above --fail-on, or any change with --exit-code."
)]
pub(crate) struct Diff {
    /// A revision, a date or a path; `A..B` is two, `A...B` compares B with where it left A
    #[arg(value_name = "OLD", value_parser = NonEmptyStringValueParser::new(), default_value = "HEAD")]
    pub old: String,
    /// A revision, a date or a path; default: the working files
    #[arg(value_name = "NEW", value_parser = NonEmptyStringValueParser::new())]
    pub new: Option<String>,
    /// The mildest severity that makes it exit with 1
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,
    /// Exit with 1 if anything changes
    #[arg(long)]
    pub exit_code: bool,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: &Diff, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.refuse_rev("own diff OLD NEW")?;
    let (old, new) = sides(args, session)?;
    let scope = Scope::Whole;
    let (old, new) = (side(Some(&old), &scope, session)?, side(new.as_deref(), &scope, session)?);
    let matrix = new.0;
    let answer = diff::diff(old, new, &session.clock())?;
    let worst = answer.results.iter().filter_map(diff::Diff::worst).max();
    let lowest = args.fail_on.or(args.exit_code.then_some(Severity::Cosmetic));
    let exit = session.answer(matrix, answer, &args.output)?;
    Ok(if lowest.is_some_and(|lowest| worst >= Some(lowest)) { Exit::NothingFits } else { exit })
}

/// What is compared: `A..B` and `A...B` name both.
fn sides(args: &Diff, session: &Session<'_>) -> Result<(String, Option<String>), Failure> {
    let or_head = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
    if args.new.is_some() || session.folder().join(&args.old).exists() {
        return Ok((args.old.clone(), args.new.clone()));
    }
    if let Some((old, new)) = args.old.split_once("...") {
        let (old, new) = (or_head(old), or_head(new));
        return Ok((session.merge_base(&old, &new)?, Some(new)));
    }
    Ok(match args.old.split_once("..") {
        Some((old, new)) => (or_head(old), Some(or_head(new))),
        None => (args.old.clone(), None),
    })
}

/// The matrix that a text names, or the working files.
pub(super) fn side(
    name: Option<&str>,
    scope: &Scope,
    session: &Session<'_>,
) -> Result<(&'static Matrix, Side), Failure> {
    let located = name.map_or_else(|| session.located(), |name| session.named(name))?;
    let matrix = session.load(&located, scope)?;
    let commit = located.commit();
    let shown = || located.shown(&session.folder());
    // A revision has the name that was typed.
    let name = name.filter(|_| commit.is_some()).map_or_else(shown, str::to_owned);
    Ok((matrix, Side { name, commit }))
}
