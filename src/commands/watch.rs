//! `own escalate --watch`: the path again every second.
//!
//! Each frame overwrites the previous one in place. That changes no terminal settings, so Ctrl-C may end the process at
//! any moment.

use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;

use super::{Exit, Failure, Session};
use crate::query::Typed;
use crate::query::escalate::{Incident, escalate};
use crate::view::watch::frame;

/// The rest of this second. Waiting a full second after each frame would skip some.
fn to_the_next_second() -> Duration {
    let gone = Duration::from_nanos(u64::try_from(Timestamp::now().subsec_nanosecond()).unwrap_or_default());
    Duration::from_secs(1).saturating_sub(gone)
}

/// Counts down until the user ends it.
pub(super) fn run(mut question: Incident, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if !session.console.is_terminal() {
        let message = "--watch needs a terminal; in a script ask again with --since and --format json";
        return Err(Failure::misuse(message.to_owned()));
    }
    let (matrix, _) = session.ask_target(&question.scope(), |matrix| escalate(matrix, &question), |_| true)?;
    session.note_matrix(matrix)?;
    let mut drawn = 0;
    loop {
        question.clock = session.clock();
        let answer = escalate(matrix, &question)?;
        let Some(path) = answer.results.first() else { return Ok(Exit::Answered) };
        // A typed time means another day after midnight, so the first interpretation stays.
        question.since = path.since.as_ref().and_then(|since| since.at.parse::<Typed>().ok()).or(question.since);
        let text = session.console.render(&frame(path));
        let over = if drawn == 0 { String::new() } else { format!("\u{1b}[{drawn}A\r\u{1b}[J") };
        drawn = text.lines().count();
        session.console.write(&format!("{over}{text}"))?;
        session.console.flush()?;
        sleep(to_the_next_second());
    }
}
