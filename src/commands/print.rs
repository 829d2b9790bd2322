//! Answers in the format that the user asked for.

use jiff::Timestamp;
use serde::Serialize;

use super::output::{Drawing, Output};
use super::{Exit, Failure, Session};
use crate::matrix::{Duration, Matrix};
use crate::query::unanswered::Why;
use crate::query::{Answer, Caveats, Code, Fields, Shape, Unanswered, Warning};
use crate::render::graph::{Drawn, dot, mermaid};
use crate::render::{self, Format, Present, field};
use crate::view::moment::as_of as as_of_line;
use crate::view::{Full, Pages};

impl Session<'_> {
    /// Prints an answer.
    pub(super) fn answer<T: Pages + Serialize + Fields>(
        &mut self,
        matrix: &Matrix,
        answer: Answer<T>,
        output: &Output,
    ) -> Result<Exit, Failure> {
        self.answer_shaped(matrix, answer, |_| T::shape(), output)
    }

    /// Like [`Self::answer`], for results whose fields depend on the thing that was asked for.
    pub(super) fn answer_shaped<T: Pages + Serialize>(
        &mut self,
        matrix: &Matrix,
        mut answer: Answer<T>,
        shape: impl FnOnce(&[T]) -> Shape,
        output: &Output,
    ) -> Result<Exit, Failure> {
        self.add_warnings(matrix, &mut answer.warnings)?;
        answer.as_of = self.as_of(matrix)?;
        if let Some(path) = &output.field {
            let shape = shape(&answer.results);
            return self.field(&answer, &shape, path, output);
        }
        if output.full {
            self.print(&Full(&answer), output.format)?;
        } else {
            self.print(&answer, output.format)?;
        }
        // CSV has no place for warnings.
        if output.format == Format::Csv {
            self.note_commit(matrix)?;
            self.console.warn(&answer.warnings)?;
        }
        // Leaked, because the process ends soon and freeing it piece by piece costs time.
        std::mem::forget(answer);
        Ok(Exit::Answered)
    }

    /// Prints pictures. Warnings go to standard error, because a program reads the picture.
    pub(super) fn draw(
        &mut self,
        matrix: &Matrix,
        drawn: &[impl Drawn],
        mut warnings: Vec<Warning>,
        language: Drawing,
    ) -> Result<Exit, Failure> {
        self.add_warnings(matrix, &mut warnings)?;
        self.note_commit(matrix)?;
        for graph in drawn.iter().map(Drawn::graph) {
            self.console.write(&match language {
                Drawing::Mermaid => mermaid::render(&graph),
                Drawing::Dot => dot::render(&graph),
            })?;
        }
        self.console.warn(&warnings)?;
        Ok(Exit::Answered)
    }

    /// Prints something that isn't an answer of the matrix, such as the rules.
    pub(super) fn print(&mut self, answer: &impl Present, format: Format) -> Result<Exit, Failure> {
        if format == Format::Table {
            let page = answer.page();
            self.console.write_page(&page)?;
            // Leaked, as the answer is.
            std::mem::forget(page);
        } else {
            let text = render::write(answer, format, None, false)?;
            self.console.write(&text)?;
        }
        Ok(Exit::Answered)
    }

    /// Prints bare values of one field. Warnings go to standard error: standard output is for `$(…)`.
    fn field<T: Serialize>(
        &mut self,
        answer: &Answer<T>,
        shape: &Shape,
        path: &str,
        output: &Output,
    ) -> Result<Exit, Failure> {
        let results = field::data(&answer.results, path).map_err(anyhow::Error::from)?;
        let values = field::select(&results, &Shape::List(Box::new(shape.clone())), path);
        // Without a value, the reason may be that somebody's last day is over.
        let ended = answer.warnings.iter().filter(|warning| warning.code == Code::AssignmentEnded);
        let values = values.map_err(|error| match error.of_path(path) {
            none if none.why == Why::NamesNobody => {
                Unanswered { hints: [none.hints, ended.map(|of| of.message.clone()).collect()].concat(), ..none }
            }
            misuse => misuse,
        })?;
        if values.len() > 1 && !output.all {
            let mut hints = vec!["add --all for all of them, or narrow the question:".to_owned()];
            hints.extend(values.iter().map(|value| field::line(value)));
            return Err(Unanswered::nothing(format!("`{path}` has {} values", hints.len() - 1), hints).into());
        }
        // A value that has the separator can't be raw.
        let printed = values.iter().map(|value| match output.null {
            true if !value.contains('\0') => format!("{value}\0"),
            null => field::line(value) + if null { "\0" } else { "\n" },
        });
        self.console.write(&printed.collect::<String>())?;
        self.console.warn(&answer.warnings)?;
        Ok(Exit::Answered)
    }

    /// Adds the warnings about the matrix as a whole, leaves out those that nobody wants to hear, and completes their commands.
    pub(super) fn add_warnings(&self, matrix: &Matrix, warnings: &mut Vec<Warning>) -> Result<(), Failure> {
        let mut caveats = self.origin_caveats(matrix);
        // An answer without a matrix has no calendar that could say which day it is.
        if !matrix.files.is_empty() {
            caveats.review(matrix, self.today(matrix)?);
        }
        warnings.extend(caveats.into_warnings());
        self.console.omit(warnings);
        for warning in warnings {
            warning.message = self.to_copy(vec![std::mem::take(&mut warning.message)]).concat();
            warning.of = self.to_copy(std::mem::take(&mut warning.of));
        }
        Ok(())
    }

    /// Where the matrix comes from, if that is worth a warning.
    pub(super) fn origin_caveats(&self, matrix: &Matrix) -> Caveats {
        let mut caveats = Caveats::default();
        if self.unselected.get() {
            caveats.built_in(matrix);
        }
        if let Some((remote, max_age)) = self.remote.get().and_then(|remote| Some((remote, remote.max_age?))) {
            let fetched = remote.fetched().map_or(0, |last| last.at);
            let age = u64::try_from(Timestamp::now().as_second() - fetched).unwrap_or_default();
            caveats.outdated(Duration::from_seconds(age), max_age);
        }
        caveats
    }

    /// Prints on standard error which matrix answers, if it is built in or of a commit, for an output without a heading.
    pub(super) fn note_matrix(&mut self, matrix: &Matrix) -> Result<(), Failure> {
        self.note_commit(matrix)?;
        let caveats = self.origin_caveats(matrix);
        self.console.warn(&caveats.into_warnings())
    }

    /// Prints on standard error which commit answers.
    pub(super) fn note_commit(&mut self, matrix: &Matrix) -> Result<(), Failure> {
        if let Some(as_of) = self.as_of(matrix)?.filter(|_| !self.console.quiet) {
            let line: String = as_of_line(&as_of, None).into_iter().map(|run| run.text).collect();
            self.console.note(&format!("own: {line}"));
        }
        Ok(())
    }
}
