//! `own escalate`.

use jiff::Timestamp;

use super::session::{Failure, Session};
use crate::cli;
use crate::matrix::Duration;
use crate::query::escalate::{Hours, Question, escalate};

pub(super) fn run(args: cli::Escalate, session: &mut Session<'_>) -> Result<(), Failure> {
    let elapsed = match args.since {
        Some(since) => Some(elapsed(since, args.at)?),
        None => args.elapsed,
    };
    let hours = match (args.business_hours, args.off_hours) {
        (true, _) => Some(Hours::Business),
        (_, true) => Some(Hours::Off),
        _ => None,
    };
    let (system, area) = args.target.into_parts().map_err(Failure::Usage)?;
    if system.is_none() && area.is_some() {
        return Err(Failure::Usage("an area needs its system: own escalate SYSTEM AREA".to_owned()));
    }
    let question = Question { system, area, elapsed, hours, level: args.level, speaks_of: args.speaks_of };
    let matrix = session.matrix()?;
    let answer = escalate(&matrix, &question)?;
    match args.output.written() {
        Ok(output) => session.answer(&matrix, answer, &output),
        Err(language) => session.draw(&matrix, answer.results.as_slice(), answer.warnings, language),
    }
}

/// Time from the start of an incident until now, or until the time that stands in for it.
fn elapsed(since: Timestamp, at: Option<Timestamp>) -> Result<Duration, Failure> {
    let seconds = at.unwrap_or_else(Timestamp::now).as_second() - since.as_second();
    let seconds = u64::try_from(seconds).map_err(|_| {
        Failure::Usage(format!("the incident began at {since}, later than now; set --at, or mend --since"))
    })?;
    Ok(Duration::from_seconds(seconds))
}
