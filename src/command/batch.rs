//! `own who --batch`: many questions in one process, a line each.

use std::io::{BufRead, BufReader, Read};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::session::{Failure, Session};
use crate::Exit;
use crate::cli::When;
use crate::compiled::Many;
use crate::format::json::write_line;
use crate::matrix::Matrix;
use crate::query::who::{Question, Who, who};
use crate::query::{Answer, Caveats, SCHEMA, Unanswered};

/// No question is longer: what is, is no list of questions.
const LONGEST: u64 = 1 << 20;

/// A question as JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    system: Option<String>,
    area: Option<String>,
    topic: Option<String>,
    party: Option<String>,
    role: Option<String>,
}

/// A question without an answer, as JSON.
#[derive(Debug, Serialize)]
struct Refusal {
    schema: u32,
    error: Error,
}

/// Why it has none.
#[derive(Debug, Serialize)]
struct Error {
    /// The exit code that it has when it is asked alone.
    exit: u8,
    message: String,
    hints: Vec<String>,
}

pub(super) fn run(when: When, session: &mut Session<'_>) -> Result<(), Failure> {
    let mut many = session.many()?;
    let mut question = Question { at: when.at, clock: session.clock(when.zone), ..Question::default() };
    let today = session.today();
    let mut lines = BufReader::with_capacity(1 << 16, session.stdin());
    let (mut line, mut all_answered) = (Vec::new(), true);
    while read_line(&mut lines, &mut line)? {
        let answered = match asked(&line) {
            Ok(asked) => {
                let Asked { system, area, topic, party, role } = asked;
                question = Question { system, area, topic, party, role, ..question };
                answer(&question, &mut many, today, session)?
            }
            Err(message) => Err(Unanswered::misuse(message, Vec::new())),
        };
        if let Err(unanswered) = answered {
            all_answered = false;
            write_line(&refusal(unanswered), session.stdout())?;
        }
        // Somebody may be waiting for this answer before the next question is put.
        if !lines.buffer().contains(&b'\n') {
            session.flush()?;
        }
    }
    if all_answered { Ok(()) } else { Err(Failure::Ended(Exit::NothingFits)) }
}

/// Writes the answer to a question, unless it has none.
fn answer(
    question: &Question,
    many: &mut Many,
    today: Date,
    session: &mut Session<'_>,
) -> Result<Result<(), Unanswered>, Failure> {
    let matrix = many.matrix(&question.scope());
    let matrix =
        matrix.map_err(|broken| Failure::Matrix(format!("own: the compiled matrix can't be used: {broken}\n")))?;
    match who(matrix, question) {
        Ok(Who::Rows(answer)) => write(matrix, answer, today, session),
        Ok(Who::Owners(answer)) => write(matrix, answer, today, session),
        Ok(Who::System(answer)) => write(matrix, *answer, today, session),
        Err(unanswered) => return Ok(Err(unanswered)),
    }
    .map(Ok)
}

fn write<T: Serialize>(
    matrix: &Matrix,
    mut answer: Answer<T>,
    today: Date,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let mut caveats = Caveats::default();
    caveats.review(matrix, today);
    answer.warnings.extend(caveats.into_warnings());
    Ok(write_line(&answer, session.stdout())?)
}

fn refusal(unanswered: Unanswered) -> Refusal {
    let exit = Exit::from(unanswered.why).code();
    Refusal { schema: SCHEMA, error: Error { exit, message: unanswered.message, hints: unanswered.hints } }
}

/// Reads a line without its end; false if there is none.
fn read_line(lines: &mut BufReader<Box<dyn Read>>, line: &mut Vec<u8>) -> Result<bool, Failure> {
    line.clear();
    let read = lines.by_ref().take(LONGEST).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(false);
    }
    if read as u64 == LONGEST {
        return Err(Failure::Usage(
            "a question is longer than 1 MiB: is standard input a list of questions?".to_owned(),
        ));
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(true)
}

/// What a line asks.
fn asked(line: &[u8]) -> Result<Asked, String> {
    let line = std::str::from_utf8(line).map_err(|_| "the question is not UTF-8".to_owned())?;
    if line.trim_start().starts_with('{') {
        return serde_json::from_str(line).map_err(|error| format!("the question is no JSON of one: {error}"));
    }
    let said = |part: Option<&str>| part.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    let mut parts = line.split('\t');
    let asked = Asked { system: said(parts.next()), area: said(parts.next()), ..Asked::default() };
    match parts.next() {
        Some(_) => Err("a question is a system and an area, with one tab between them".to_owned()),
        None if asked.system.is_none() && asked.area.is_none() => Err("nothing is asked".to_owned()),
        None => Ok(asked),
    }
}
