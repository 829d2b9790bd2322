//! `own escalate`.

use super::failure::Failure;
use super::session::Session;
use crate::cli;
use crate::matrix::Scope;
use crate::query::escalate::{Hours, Question, escalate};

pub(super) fn run(args: cli::Escalate, session: &mut Session<'_>) -> Result<(), Failure> {
    let hours = match (args.business_hours, args.off_hours) {
        (true, _) => Some(Hours::Business),
        (_, true) => Some(Hours::Off),
        _ => None,
    };
    let (system, area) = args.target.into_parts().map_err(Failure::Usage)?;
    if system.is_none() && area.is_some() {
        return Err(Failure::Usage("an area needs its system: own escalate SYSTEM AREA".to_owned()));
    }
    let question = Question {
        system,
        area,
        elapsed: args.elapsed,
        since: args.since,
        at: args.when.at,
        clock: session.clock(args.when.zone.clone()),
        loops: args.loops,
        hours,
        level: args.level,
        speaks_of: args.speaks_of,
    };
    if args.watch {
        return super::watch::run(question, args.when.zone.as_ref(), session);
    }
    let matrix = session.matrix(&Scope::of_system(question.system.as_deref()))?;
    let answer = escalate(matrix, &question)?;
    match args.output.written() {
        Ok(output) => session.answer(matrix, answer, &output),
        Err(language) => session.draw(matrix, answer.results.as_slice(), answer.warnings, language),
    }
}
