//! `own attest`.

use jiff::civil::Date;

use super::files::write_files;
use super::target::Target;
use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::matrix::{Matrix, Scope};
use crate::query::attest::{Row, TypedRow, due};
use crate::query::{Answer, Caveats, Clock, Unanswered, card, resolve};
use crate::source::{self, NewEntry, Sources, Survey, with_entry};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own attest --due
  own attest --due --party backend",
    after_help = "More examples:
  own attest postgres backup --by dave
  own attest --party dba --by dave"
)]
pub(crate) struct Attest {
    #[command(flatten)]
    pub target: Target,
    /// A party instead of a system; with --due: only the rows that it, its roles and its teams have to confirm
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Option<String>,
    /// Who confirms that the row is right: a person, or any other party
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), required_unless_present = "due", add = Names::Party)]
    pub by: Option<String>,
    /// List the rows that somebody has to confirm, and whose they are
    #[arg(long, conflicts_with = "by")]
    pub due: bool,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Attest, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let may_be_party = args.target.system_option.is_none() && args.target.area_option.is_none();
    let (system, area) = args.target.into_parts(false)?;
    let row = TypedRow { system, area, party: args.party, may_be_party };
    let Some(by) = args.by else {
        let matrix = session.matrix(&Scope::Whole)?;
        return session.answer(matrix, due(matrix, &row, session.today(matrix)?)?, &args.output);
    };
    let survey = session.valid_files()?;
    let today = session.today(&survey.matrix)?;
    let by = survey.matrix.party(resolve::party(&survey.matrix, &by)?);
    let old = row.find(&survey.matrix).map_err(|mut none| {
        let commands = none.hints.iter_mut().filter(|hint| hint.contains("own attest "));
        commands.for_each(|command| command.extend([" --by ", &by.id]));
        none
    })?;
    refuse_earlier(&survey.matrix, old, today, session)?;
    let entry = entry(today, &by.id, old.digest(&survey.matrix));
    let is_right = |new: &Survey| row.find(&new.matrix).is_ok_and(|row| row.is_confirmed(&new.matrix, today, &by.id));
    let Some(new) = confirmed(&survey, old, &entry).filter(is_right) else {
        let at = card::at(&survey.matrix, old.place(&survey.matrix));
        let id = old.card(&survey.matrix, today).base.id;
        let message = format!("can't confirm {id} without changing something else, such as what an alias repeats");
        let hint = format!("write it yourself, below {}:{}: {}", at.file, at.line, entry.text());
        return Err(Unanswered::misuse(message, vec![hint]).into());
    };
    let files = survey.sources.0.iter().zip(&new.sources.0);
    write_files(&files.filter(|(old, new)| old.text != new.text).collect::<Vec<_>>())?;
    let card = row.find(&new.matrix)?.card(&new.matrix, today);
    session.answer(&new.matrix, Answer::new("confirmation", vec![card], Caveats::default()), &args.output)
}

/// A typed day before that of the last confirmation would replace the newer one. Today may, since a day to come is a mistake.
fn refuse_earlier(matrix: &Matrix, row: Row<'_>, day: Date, session: &Session<'_>) -> Result<(), Failure> {
    let today = Clock { at: None, ..session.clock() }.today(matrix)?;
    let last = row.reviewed(matrix).map(|reviewed| reviewed.on.value).filter(|last| day < *last && *last <= today);
    let Some(last) = last else { return Ok(()) };
    let id = row.card(matrix, day).base.id;
    let message = format!("{id} was confirmed on {last}, which is after {day}");
    Err(Unanswered::misuse(message, vec!["leave out --at to confirm it today".to_owned()]).into())
}

/// What is written.
fn entry(today: Date, by: &str, digest: String) -> NewEntry<'static> {
    // To YAML it may look like a number.
    let of = if digest.parse::<f64>().is_ok() { format!("\"{digest}\"") } else { digest };
    NewEntry { key: "reviewed", values: [("on", today.to_string()), ("by", by.to_owned()), ("of", of)] }
}

/// The files with a row confirmed; `None` if that changes anything else.
fn confirmed(survey: &Survey, row: Row<'_>, entry: &NewEntry<'_>) -> Option<Survey> {
    let place = row.place(&survey.matrix);
    let file = survey.sources.file(place.file)?;
    let old = row.reviewed(&survey.matrix).map(|old| [old.on.place, old.by.place, old.of.place]);
    let text = with_entry(file, place, entry, old)?;
    let files = (0..).zip(&survey.sources.0);
    let files =
        files.map(|(number, file)| if number == place.file { file.with_text(text.clone()) } else { file.clone() });
    Some(source::surveyed(Sources(files.collect()))).filter(|new| new.faults.is_empty())
}
