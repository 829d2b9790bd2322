//! `own who --batch`: many questions in one process, a line each.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Failure, Session, When};
use crate::Exit;
use crate::compiled::Many;
use crate::matrix::Matrix;
use crate::query::moment::Clock;
use crate::query::who::{Question, Who, who};
use crate::query::{Answer, Caveats, SCHEMA, Unanswered};
use crate::render::json::push_line;
use crate::source::Cache;

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
struct Refusal<'u> {
    schema: u32,
    error: Error<'u>,
}

/// Why it has none.
#[derive(Debug, Serialize)]
struct Error<'u> {
    /// The exit code that it has when it is asked alone.
    exit: u8,
    message: &'u str,
    hints: &'u [String],
}

/// Bytes of answers that are remembered.
const REMEMBERED: usize = 64 << 20;

/// Bytes of answers that are written at once, unless somebody waits for them.
const AT_ONCE: usize = 1 << 16;

/// Everything that questions have in common.
struct Batch {
    many: Many,
    /// The question that was asked last; its moment is that of all of them.
    question: Question,
    today: Date,
    /// Answers by the lines that asked for them: the matrix and the moment are the same for all.
    answers: HashMap<Vec<u8>, Rc<Answered>>,
    remembered: usize,
    /// Whether what is kept was no good, and the YAML was read instead.
    afresh: bool,
}

/// The answer to a question, as it is written.
struct Answered {
    line: Vec<u8>,
    refused: bool,
}

pub(super) fn run(when: When, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let question = Question { at: when.at, clock: session.clock(when.zone.clone()), ..Question::default() };
    let many = session.many(&session.cache())?;
    let today = session.today();
    let mut batch = Batch { many, question, today, answers: HashMap::new(), remembered: 0, afresh: false };
    let mut lines = BufReader::with_capacity(AT_ONCE, session.stdin());
    let (mut line, mut out, mut refused) = (Vec::new(), Vec::with_capacity(2 * AT_ONCE), false);
    // Whether the next question isn't there yet: somebody may be waiting for this answer before it is put.
    let mut waiting = true;
    while read_line(&mut lines, &mut line)? {
        if waiting {
            batch.at(session.clock(when.zone.clone()), session.today());
        }
        let answered = match batch.ask(&line, session) {
            Ok(answered) => answered,
            Err(failure) => {
                // What was answered before is answered.
                session.console.write_bytes(&out)?;
                return Err(failure);
            }
        };
        refused |= answered.refused;
        out.extend_from_slice(&answered.line);
        waiting = !lines.buffer().contains(&b'\n');
        if waiting || out.len() >= AT_ONCE {
            session.console.write_bytes(&out)?;
            out.clear();
        }
        if waiting {
            session.console.flush()?;
        }
    }
    session.console.write_bytes(&out)?;
    Ok(if refused { Exit::NothingFits } else { Exit::Answered })
}

impl Batch {
    /// Moves to another moment: a question may have been waited for.
    fn at(&mut self, clock: Clock, today: Date) {
        if self.question.clock != clock || self.today != today {
            self.question.clock = clock;
            self.today = today;
            self.answers.clear();
            self.remembered = 0;
        }
    }

    /// The answer to the question on a line.
    fn ask(&mut self, line: &[u8], session: &Session<'_>) -> Result<Rc<Answered>, Failure> {
        if let Some(answered) = self.answers.get(line) {
            return Ok(Rc::clone(answered));
        }
        let mut out = Vec::new();
        let refused = match asked(line) {
            Ok(asked) => {
                let Asked { system, area, topic, party, role } = asked;
                let question = std::mem::take(&mut self.question);
                self.question = Question { system, area, topic, party, role, ..question };
                self.answer(&mut out, session)?.err()
            }
            Err(message) => Some(Unanswered::misuse(message, Vec::new())),
        };
        if let Some(unanswered) = &refused {
            push_line(&refusal(unanswered), &mut out)?;
        }
        let answered = Rc::new(Answered { line: out, refused: refused.is_some() });
        self.remember(line, &answered);
        Ok(answered)
    }

    /// Adds the answer to the question, unless it has none.
    fn answer(&mut self, out: &mut Vec<u8>, session: &Session<'_>) -> Result<Result<(), Unanswered>, Failure> {
        let scope = self.question.scope();
        let mut turned = self.many.turn_to(&scope);
        if turned.is_err() && !self.afresh {
            self.afresh = true;
            self.many = session.many(&Cache::default())?;
            turned = self.many.turn_to(&scope);
        }
        turned.map_err(|broken| session.unusable(broken))?;
        let matrix = self.many.matrix();
        match who(matrix, &self.question) {
            Ok(Who::Rows(answer)) => push(matrix, answer, self.today, out)?,
            Ok(Who::Owners(answer)) => push(matrix, answer, self.today, out)?,
            Ok(Who::System(answer)) => push(matrix, *answer, self.today, out)?,
            Err(unanswered) => return Ok(Err(unanswered)),
        }
        Ok(Ok(()))
    }

    fn remember(&mut self, line: &[u8], answered: &Rc<Answered>) {
        self.remembered += line.len() + answered.line.len();
        if self.remembered > REMEMBERED {
            self.answers.clear();
            self.remembered = line.len() + answered.line.len();
        }
        self.answers.insert(line.to_vec(), Rc::clone(answered));
    }
}

/// Adds an answer with the caveats of the matrix as a whole.
fn push<T: Serialize>(matrix: &Matrix, mut answer: Answer<T>, today: Date, out: &mut Vec<u8>) -> Result<(), Failure> {
    let mut caveats = Caveats::default();
    caveats.review(matrix, today);
    answer.warnings.extend(caveats.into_warnings());
    Ok(push_line(&answer, out)?)
}

fn refusal(unanswered: &Unanswered) -> Refusal<'_> {
    let exit = Exit::from(unanswered.why) as u8;
    Refusal { schema: SCHEMA, error: Error { exit, message: &unanswered.message, hints: &unanswered.hints } }
}

/// Reads a line without its end; false if there is none.
fn read_line(lines: &mut BufReader<Box<dyn Read>>, line: &mut Vec<u8>) -> Result<bool, Failure> {
    line.clear();
    let read = lines.by_ref().take(LONGEST).read_until(b'\n', line);
    let read = read.map_err(|error| Failure::Usage(format!("standard input can't be read: {error}")))?;
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
