//! `own log`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session, Target};
use crate::matrix::{Matrix, Part, Scope};
use crate::query::diff::{self, Asked, Change};
use crate::query::moment::Toward;
use crate::query::unanswered::Why;
use crate::query::{self, Answer, Named, Typed, card, resolve};
use crate::source::{History, Located, Revision};
use crate::text::target::targets;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own log postgres backup
  own log --party backend --since 2026-01-01",
    after_help = "More examples:
  own log postgres --rev v2 --format csv
  own log postgres backup --field commits.author --all

The history is that of HEAD, or of --rev, along the first parents. A row that is gone is found by its exact id or name."
)]
pub(crate) struct Log {
    #[command(flatten)]
    pub target: Target,
    /// Only changes that this party is part of
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Option<String>,
    /// Only commits since this time
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub since: Option<Typed>,
    /// Only commits until this time, or the end of this day
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub until: Option<Typed>,
    #[command(flatten)]
    pub output: Output,
}

/// The names in a question.
pub(super) struct Typing<'t> {
    pub(super) system: Option<&'t str>,
    pub(super) area: Option<&'t str>,
    pub(super) party: Option<&'t str>,
}

pub(super) fn run(args: Log, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let (system, area) = args.target.into_parts(false)?;
    let typing = Typing { system: system.as_deref(), area: area.as_deref(), party: args.party.as_deref() };
    let (located, revision) = session.start()?;
    let (matrix, asked, history) = match resolved(&typing, &located, session) {
        Ok((matrix, asked)) => (matrix, asked.clone(), session.history(&revision, &asked.subject())?),
        Err(Failure::Unanswered(none)) if none.why == Why::NothingFits => {
            let matrix = session.load(&located, &Scope::Whole)?;
            let (asked, history) = gone(&typing, matrix, &revision, session)?.ok_or(none)?;
            (matrix, asked, history)
        }
        Err(failure) => return Err(failure),
    };
    let (clock, moment) = (session.clock(), session.moment(matrix)?);
    let since = args.since.map(|since| moment.instant(&since, &clock, Toward::Past)).transpose()?;
    let until = args.until.map(|until| clock.until(&until, matrix)).transpose()?;
    if until.is_some_and(|until| since.is_some_and(|since| until < since)) {
        return Err(Failure::misuse("--until is before --since: no commit is in between"));
    }
    let caveats = diff::caveats(&history);
    let log = diff::log(asked, history.commits, &moment, (since, until))?;
    session.answer(matrix, Answer::new("log", vec![log], caveats), &args.output)
}

/// What names stand for at the commit where a history starts.
pub(super) fn resolved(
    typing: &Typing<'_>,
    located: &Located,
    session: &Session<'_>,
) -> Result<(&'static Matrix, Asked), Failure> {
    let Typing { system, area, party } = *typing;
    if system.is_none() && area.is_some() {
        return Err(Failure::misuse("name the system of the area: own log SYSTEM AREA"));
    }
    let scope = match (Scope::of_target(system, area), party) {
        (Scope::Parts(systems), Some(party)) => {
            Scope::Parts(systems.into_iter().chain([Part::Party(party.to_owned())]).collect())
        }
        (scope, _) => scope,
    };
    let load = |scope: &Scope| session.load(located, scope);
    query::ask(&scope, Some(&Scope::Whole), load, |matrix| diff::ask(matrix, system, area, party), |_| true)
}

/// Something that existed at an earlier commit, by its exact id or name.
fn gone(
    typing: &Typing<'_>,
    matrix: &Matrix,
    revision: &Revision,
    session: &Session<'_>,
) -> Result<Option<(Asked, History<Change>)>, Failure> {
    // A party has an id only.
    let party = typing.party.map(|typed| match resolve::party(matrix, typed) {
        Ok(party) => card::party_name(matrix, party),
        Err(_) => Named { id: typed.to_owned(), name: typed.to_owned() },
    });
    let readings: Vec<(Option<&str>, &str)> = match (typing.system, typing.area) {
        (Some(system), Some(area)) => vec![(Some(system), area)],
        (Some(text), None) => targets(text).into_iter().flatten().map(|(system, area)| (Some(system), area)).collect(),
        (None, _) => vec![(None, "")],
    };
    let names: Vec<&str> = readings.iter().filter_map(|(system, _)| *system).collect();
    let earlier = session.earlier(revision, &names)?;
    for (name, area) in readings {
        let now = name.and_then(|name| resolve::system(matrix, name).ok()?);
        let mut system = now.map(|system| card::system_name(matrix, system));
        if let (None, Some(name)) = (&system, name) {
            let Some(id) = earlier.get(name) else { continue };
            system = Some(Named { id: id.clone(), name: id.clone() });
        }
        let mut asked = Asked { system, area: None, party: party.clone() };
        let history = session.history(revision, &asked.subject())?;
        if let Some(last) = history.commits.first().and_then(|(_, changes)| changes.first())
            && let Some(system) = asked.system.as_mut().filter(|system| now.is_none() && system.id == last.id)
        {
            system.name.clone_from(&last.name);
        }
        asked.area = diff::area_in(&history.commits, area);
        if !history.commits.is_empty() && (area.is_empty() || asked.area.is_some()) {
            return Ok(Some((asked, history)));
        }
    }
    Ok(None)
}
