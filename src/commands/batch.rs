//! `own who --batch`: many questions in one process, one per line.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read};

use serde::{Deserialize, Serialize};

use super::evidence::{EvidenceArgs, Label, Top};
use super::{Exit, Failure, Refusal, Session};
use crate::compiled::Many;
use crate::limits::{self, QUESTION_BYTES, WORDS};
use crate::matrix::{Assignment, Scope};
use crate::query::who::{RowFilter, Who, who};
use crate::query::{Answer, Caveats, Clock, Unanswered, choose};
use crate::render::json::push_line;
use crate::source::Cache;

/// A question as JSON.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    system: Option<String>,
    area: Option<String>,
    host: Option<String>,
    path: Option<String>,
    url: Option<String>,
    repo: Option<String>,
    labels: Option<BTreeMap<String, String>>,
    topic: Option<String>,
    party: Option<String>,
    role: Option<String>,
}

impl Asked {
    /// Takes the evidence out of the question.
    fn take_evidence(&mut self) -> EvidenceArgs {
        let labels = self.labels.take().unwrap_or_default();
        EvidenceArgs {
            host: self.host.take(),
            path: self.path.take(),
            url: self.url.take(),
            repo: self.repo.take(),
            label: labels.into_iter().map(|(name, value)| Label(name, value)).collect(),
        }
    }
}

/// Bytes of answers that are remembered.
const REMEMBERED: usize = 64 << 20;

/// Bytes of answers to write at once, unless someone waits for them.
const AT_ONCE: usize = 1 << 16;

/// State that all questions share.
pub(super) struct Batch {
    pub(super) many: Many,
    top: Top,
    /// The previous question; its moment is that of all of them.
    question: RowFilter,
    /// Answers by their lines, and whether they are errors. They share a matrix and a moment.
    answers: HashMap<Vec<u8>, (Vec<u8>, bool)>,
    remembered: usize,
    /// True if the cached matrix was unusable, and the YAML replaced it.
    reloaded: bool,
}

/// Answers each question with a line of JSON.
pub(super) fn run(session: &mut Session<'_>) -> Result<Exit, Failure> {
    each_question(session, |batch, line, out, session| batch.ask(&line.text, out, session))
}

/// A question.
pub(super) struct Line {
    pub(super) text: Vec<u8>,
    /// Its number, from 1.
    pub(super) number: u64,
}

/// Asks each question on standard input. `ask` appends the answer to the output, and is false for an error.
pub(super) fn each_question(
    session: &mut Session<'_>,
    mut ask: impl FnMut(&mut Batch, &Line, &mut Vec<u8>, &mut Session<'_>) -> Result<bool, Failure>,
) -> Result<Exit, Failure> {
    let question = RowFilter { clock: session.clock(), ..RowFilter::default() };
    let many = session.many(&session.cache())?;
    let top = Top::of(session)?;
    let mut batch = Batch { many, top, question, answers: HashMap::new(), remembered: 0, reloaded: false };
    let mut lines = BufReader::with_capacity(AT_ONCE, session.stdin());
    let (mut line, mut out) = (Line { text: Vec::new(), number: 0 }, Vec::with_capacity(2 * AT_ONCE));
    let mut exit = Exit::Answered;
    // Whether the next question isn't there yet: someone may wait for this answer before asking it.
    let mut waiting = true;
    while read_line(&mut lines, &mut line.text)? {
        line.number += 1;
        if waiting {
            batch.at(session.clock());
        }
        match ask(&mut batch, &line, &mut out, session) {
            Ok(answered) => exit = if answered { exit } else { Exit::NothingFits },
            Err(failure) => {
                // Earlier answers stay valid.
                session.console.write_bytes(&out)?;
                return Err(failure);
            }
        }
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
    Ok(exit)
}

impl Batch {
    /// Moves to another moment: the question may have taken long to arrive.
    fn at(&mut self, clock: Clock) {
        if self.question.clock != clock {
            self.question.clock = clock;
            self.answers.clear();
            self.remembered = 0;
        }
    }

    /// Appends the answer to the question on a line; false if it is an error.
    fn ask(&mut self, line: &[u8], out: &mut Vec<u8>, session: &Session<'_>) -> Result<bool, Failure> {
        if let Some((answer, answered)) = self.answers.get(line) {
            out.extend_from_slice(answer);
            return Ok(*answered);
        }
        let start = out.len();
        let answered = match parse(line) {
            Ok(asked) => match self.who(asked, session)? {
                Ok(Who::Rows(answer)) => Ok(self.push(session, answer, out)?),
                Ok(Who::Owners(answer)) => Ok(self.push(session, answer, out)?),
                Ok(Who::System(answer)) => Ok(self.push(session, *answer, out)?),
                Err(unanswered) => Err(unanswered),
            },
            Err(message) => Err(Unanswered::misuse(message, Vec::new())),
        };
        let is_answered = answered.is_ok();
        if let Err(mut unanswered) = answered {
            unanswered.hints = session.to_copy(unanswered.hints);
            push_error(&unanswered, out)?;
        }
        self.remember(line, &out[start..], is_answered);
        Ok(is_answered)
    }

    /// The cells of the area that evidence alone selects, without the rest of an answer.
    pub(super) fn selected(
        &mut self,
        asked: &Asked,
        session: &Session<'_>,
    ) -> Result<Option<Vec<Assignment>>, Failure> {
        let mut rest = asked.clone();
        let evidence = rest.take_evidence().below(&self.top);
        if evidence.is_empty() || rest != Asked::default() {
            return Ok(None);
        }
        self.turn_to(&Scope::of_evidence(&evidence), session)?;
        let chosen = choose(self.many.matrix(), &evidence, &mut Caveats::default());
        Ok(chosen.ok().and_then(|choice| choice.area).map(|area| area.assignments.clone()))
    }

    /// The answer to a question, if it has one.
    pub(super) fn who(&mut self, mut asked: Asked, session: &Session<'_>) -> Result<Result<Who, Unanswered>, Failure> {
        let evidence = asked.take_evidence().below(&self.top);
        let Asked { system, area, topic, party, role, .. } = asked;
        let question = std::mem::take(&mut self.question);
        self.question = RowFilter { system, area, evidence, topic, party, role, ..question };
        let scope = self.question.scope();
        self.turn_to(&scope, session)?;
        let mut answer = who(self.many.matrix(), &self.question);
        // Only the whole matrix has the nearest selector. Reading it for each file without an owner would take too long.
        if !answer.as_ref().is_ok_and(Who::is_enough)
            && let Some(wider @ Scope::Parts(_)) = scope.with_others()
        {
            self.turn_to(&wider, session)?;
            answer = who(self.many.matrix(), &self.question);
        }
        Ok(answer)
    }

    /// Appends an answer with the warnings about the whole matrix.
    fn push<T: Serialize>(
        &self,
        session: &Session<'_>,
        mut answer: Answer<T>,
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        session.add_warnings(self.many.matrix(), &mut answer.warnings)?;
        Ok(push_line(&answer, out)?)
    }

    /// Reads the systems that a question needs.
    fn turn_to(&mut self, scope: &Scope, session: &Session<'_>) -> Result<(), Failure> {
        let mut turned = self.many.turn_to(scope);
        if turned.is_err() && !self.reloaded {
            self.reloaded = true;
            self.many = session.many(&Cache::default())?;
            turned = self.many.turn_to(scope);
        }
        turned.map_err(|broken| session.unusable(broken))
    }

    fn remember(&mut self, line: &[u8], answer: &[u8], answered: bool) {
        let size = line.len() + answer.len();
        if self.remembered + size > REMEMBERED {
            self.answers.clear();
            self.remembered = 0;
        }
        self.remembered += size;
        self.answers.insert(line.to_vec(), (answer.to_vec(), answered));
    }
}

/// Appends the reason why a question has no answer.
fn push_error(unanswered: &Unanswered, out: &mut Vec<u8>) -> Result<(), Failure> {
    let hints: Vec<&str> = unanswered.hints.iter().map(String::as_str).take(limits::HINTS).collect();
    Ok(push_line(&Refusal::new(Exit::from(unanswered.why), &unanswered.message, &hints), out)?)
}

/// Reads a line without its end; false if there is none.
fn read_line(lines: &mut BufReader<Box<dyn Read>>, line: &mut Vec<u8>) -> Result<bool, Failure> {
    line.clear();
    let read = lines.by_ref().take(QUESTION_BYTES).read_until(b'\n', line);
    let read = read.map_err(|error| Failure::misuse(format!("standard input can't be read: {error}")))?;
    if read == 0 {
        return Ok(false);
    }
    if read as u64 == QUESTION_BYTES {
        return Err(Failure::misuse(
            "a question is longer than 1 MiB: is standard input a list of questions?".to_owned(),
        ));
    }
    for end in [b'\n', b'\r'] {
        line.pop_if(|last| *last == end);
    }
    Ok(true)
}

/// Parses the question on a line.
pub(super) fn parse(line: &[u8]) -> Result<Asked, String> {
    let line = std::str::from_utf8(line).map_err(|_| "the question is not UTF-8".to_owned())?;
    if line.trim_start().starts_with('{') {
        let asked: Asked =
            serde_json::from_str(line).map_err(|error| format!("the question isn't valid JSON: {error}"))?;
        let selects = [&asked.host, &asked.path, &asked.url, &asked.repo].into_iter().any(Option::is_some);
        if asked.system.is_some() && (selects || asked.labels.is_some()) {
            return Err("name the system, or a selector".to_owned());
        }
        return Ok(asked);
    }
    if line.len() > WORDS && line.split_whitespace().count() > WORDS {
        return Err(format!("more than {WORDS} words: ask a shorter question"));
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
