//! `own who --batch --field`: one value per question.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use super::batch::{Batch, each_question, parse};
use super::{Exit, Failure, Session};
use crate::matrix::{Assignment, PartyId, Responsibility};
use crate::query::who::{Owned, Who};
use crate::query::{Answer, AreaRow, Fields, Owner, Parties, PartyCard, Shape, Unanswered};
use crate::render::field::{self, FieldError};

/// Values of cells that are remembered.
const REMEMBERED: usize = 1 << 16;

/// A value, or why there is none.
type Found = Result<String, Unanswered>;

/// The field that `--field` names.
struct Field<'a> {
    path: &'a str,
    /// True to print several values, separated by tabs.
    all: bool,
    /// A field of the parties of a cell: `primary.name`. It needs no answer.
    cell: Option<(Responsibility, &'a str)>,
    /// The values of the cells so far, by their parties.
    cells: HashMap<Vec<PartyId>, Found>,
}

/// Answers each question with a line: its value, or nothing. The reason is on standard error.
pub(super) fn run(session: &mut Session<'_>, path: &str, all: bool) -> Result<Exit, Failure> {
    let of_cell = path
        .split_once('.')
        .and_then(|(cell, path)| Some((Responsibility::ALL.into_iter().find(|of| of.as_str() == cell)?, path)));
    let of_cell = of_cell.filter(|(_, path)| !path.contains("away_until"));
    let mut field = Field { path, all, cell: of_cell, cells: HashMap::new() };
    each_question(session, |batch, line, out, session| {
        let found = field.value(batch, &line.text, session)?;
        if let Ok(value) = &found {
            out.extend_from_slice(value.as_bytes());
        }
        out.push(b'\n');
        if let Err(unanswered) = &found {
            session.console.note(&format!("own: line {}: {}", line.number, unanswered.message));
        }
        Ok(found.is_ok())
    })
}

impl Field<'_> {
    fn value(&mut self, batch: &mut Batch, line: &[u8], session: &Session<'_>) -> Result<Found, Failure> {
        if let Some(found) = self.of_row(batch, line) {
            return Ok(found);
        }
        let asked = match parse(line) {
            Ok(asked) => asked,
            Err(message) => return Ok(Err(Unanswered::misuse(message, Vec::new()))),
        };
        if let Some((of, _)) = self.cell
            && let Some(cells) = batch.selected(&asked, session)?
            && let Some(found) = named(&cells, of).and_then(|parties| self.of_cell(batch, parties))
        {
            return Ok(found);
        }
        match batch.who(asked, session)? {
            Ok(Who::Rows(answer)) => self.of_answer(&answer),
            Ok(Who::Owners(answer)) => self.of_answer(&answer),
            Ok(Who::System(answer)) => self.of_answer(&answer),
            Err(unanswered) => Ok(Err(unanswered)),
        }
    }

    /// The value of a cell of an area, if system and area are named exactly.
    fn of_row(&mut self, batch: &mut Batch, line: &[u8]) -> Option<Found> {
        let (of, _) = self.cell?;
        let (system, area) = std::str::from_utf8(line).ok()?.split_once('\t')?;
        let (system, area) = (system.trim(), area.trim());
        if system.is_empty() || system.starts_with('{') || area.is_empty() || area.contains('\t') {
            return None;
        }
        let parties = named(batch.many.assignments(system, area).ok()??, of)?;
        self.of_cell(batch, parties)
    }

    /// The value of a cell by its parties.
    fn of_cell(&mut self, batch: &Batch, parties: Vec<PartyId>) -> Option<Found> {
        let (_, path) = self.cell?;
        // The address of a role may be that of a holder who isn't away.
        if matches!(path, "email" | "phone") && batch.many.matrix().has_absences() {
            return None;
        }
        if parties.is_empty() {
            return None;
        }
        if let Some(found) = self.cells.get(&parties) {
            return Some(found.clone());
        }
        let cards = Parties::of(batch.many.matrix()).cards(&parties);
        let cards = serde_json::to_value(cards).ok()?;
        let found = self.select(&cards, &Shape::List(Box::new(PartyCard::shape())), path).ok()?;
        if self.cells.len() >= REMEMBERED {
            self.cells.clear();
        }
        self.cells.insert(parties, found.clone());
        Some(found)
    }

    fn of_answer<T: Serialize + Fields>(&self, answer: &Answer<T>) -> Result<Found, Failure> {
        let results = field::data(&answer.results, self.path).map_err(anyhow::Error::from)?;
        let found = self.select(&results, &Shape::List(Box::new(T::shape())), self.path);
        // The answer to another line may have the field.
        let nothing = |shape: &Shape| field::select(&Value::Null, shape, self.path);
        let is_known = |shape: &Shape| matches!(nothing(shape), Ok(_) | Err(FieldError::Nothing { .. }));
        let is_known = || [AreaRow::shape(), Owned::shape(), Owner::shape()].iter().any(is_known);
        Ok(found.or_else(|wrong| if is_known() { Ok(Err(wrong)) } else { Err(wrong) })?)
    }

    /// The value at a path. A wrong path is a mistake in the command.
    fn select(&self, value: &Value, shape: &Shape, path: &str) -> Result<Found, Unanswered> {
        match field::select(value, shape, path) {
            Ok(values) if values.len() > 1 && !self.all => {
                let message = format!("`{}` has {} values: add --all for all of them", self.path, values.len());
                Ok(Err(Unanswered::nothing(message, Vec::new())))
            }
            Ok(values) => Ok(Ok(values.iter().map(|value| field::line(value)).collect::<Vec<_>>().join("\t"))),
            Err(wrong @ (FieldError::Unknown { .. } | FieldError::NotAValue { .. })) => Err(wrong.of_path(self.path)),
            Err(nothing) => Ok(Err(nothing.of_path(self.path))),
        }
    }
}

/// The parties of one cell. `None` if one has a last day.
fn named(assignments: &[Assignment], of: Responsibility) -> Option<Vec<PartyId>> {
    let cells = assignments.iter().filter(|cell| cell.responsibility == of);
    cells.map(|cell| cell.until().is_none().then_some(cell.party)).collect()
}
