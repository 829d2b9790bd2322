//! A run: what it knows of the process, what holds for all commands, and the only way out for anything that is
//! printed.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;

use super::failure::Failure;
use super::file::is_of_matrix;
use crate::cli::{Drawing, Global, Output};
use crate::compiled::{Broken, Many};
use crate::matrix::{Matrix, Scope};
use crate::query::fields::{Fields, Shape};
use crate::query::moment::Clock;
use crate::query::{self, Answer, Caveats, Unanswered, Warning};
use crate::render::field;
use crate::render::graph::{Drawn, dot, mermaid};
use crate::render::{self, color};
use crate::source::{self, Cache, Compilable, Kept, Located, Report, Survey};
use crate::text::sanitize;
use crate::view::Pages;
use crate::{Exit, Host};

/// A run.
pub(crate) struct Session<'a> {
    host: &'a Host,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    global: Option<Global>,
}

impl<'a> Session<'a> {
    pub(crate) fn new(host: &'a Host, stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self { host, stdout, stderr, global: None }
    }

    /// Takes over the options that hold for every command.
    pub(super) fn obey(&mut self, global: Global) {
        self.global = Some(global);
    }

    /// Where the matrix comes from.
    pub(super) fn located(&self) -> Result<Located, Failure> {
        let flag = self.global.as_ref().and_then(|global| global.matrix.clone());
        source::locate(&self.host.request(flag)).map_err(|report| self.refused(&report))
    }

    /// As much of the matrix as a question is about, or more. It stays until the process ends: taking it apart piece by
    /// piece would cost a lookup more than finding the answer in it does.
    pub(super) fn matrix(&self, scope: &Scope) -> Result<&'static Matrix, Failure> {
        let located = self.located()?;
        let current_dir = self.host.request(None).current_dir;
        let matrix = source::load(&located, &current_dir, scope, &self.cache());
        Ok(Box::leak(Box::new(matrix.map_err(|report| self.refused(&report))?)))
    }

    /// Answers from as much of the matrix as a question is about: see [`query::ask`].
    pub(super) fn ask<T>(
        &self,
        scope: &Scope,
        answer: impl Fn(&Matrix) -> Result<T, Unanswered>,
        is_enough: impl Fn(&T) -> bool,
    ) -> Result<(&'static Matrix, T), Failure> {
        query::ask(scope, |scope| self.matrix(scope), answer, is_enough)
    }

    /// The matrix, for many questions.
    pub(super) fn many(&self, cache: &Cache) -> Result<Many, Failure> {
        let current_dir = self.host.request(None).current_dir;
        source::many(&self.located()?, &current_dir, cache).map_err(|report| self.refused(&report))
    }

    /// A compiled matrix that can't be used.
    pub(super) fn unusable(&self, broken: Broken) -> Failure {
        let current_dir = self.host.request(None).current_dir;
        match self.located() {
            Ok(located) => {
                let place = located.path.unwrap_or_else(|| current_dir.clone());
                self.refused(&source::unusable(&place, &current_dir, broken))
            }
            Err(failure) => failure,
        }
    }

    /// Standard input.
    pub(super) fn stdin(&self) -> Box<dyn Read> {
        (self.host.stdin)()
    }

    /// As [`Self::write`].
    pub(super) fn write_bytes(&mut self, text: &[u8]) -> Result<(), Failure> {
        Ok(self.stdout.write_all(text)?)
    }

    /// The compiled matrix that stands for one that was found.
    pub(super) fn compiled(&self, located: &Located) -> Option<Kept> {
        source::compiled(located, &self.host.request(None).current_dir, &self.cache())
    }

    /// The user's cache of compiled matrices.
    pub(super) fn cache(&self) -> Cache {
        let off = self.global.as_ref().is_some_and(|global| global.no_cache);
        if off { Cache::default() } else { self.host.cache() }
    }

    /// The matrix with all that is wrong with it; of a path, if one is given.
    pub(super) fn survey(&self, path: Option<PathBuf>) -> Result<Survey, Failure> {
        let (located, current_dir) = self.located_at(path)?;
        source::survey(&located, &current_dir).map_err(|report| self.refused(&report))
    }

    /// The matrix, to be compiled; of a path, if one is given.
    pub(super) fn compilable(&self, path: Option<PathBuf>) -> Result<Compilable, Failure> {
        let (located, current_dir) = self.located_at(path)?;
        Compilable::read(&located, &current_dir).map_err(|report| self.refused(&report))
    }

    /// Refuses to write over the matrix itself; over that of a path, if one is given.
    pub(super) fn spare(&self, path: Option<PathBuf>, output: &Path) -> Result<(), Failure> {
        let (located, _) = self.located_at(path)?;
        if located.path.is_some_and(|matrix| is_of_matrix(output, &matrix)) {
            let message = format!("`{}` belongs to the matrix itself: name another file", output.display());
            return Err(Failure::Usage(message));
        }
        Ok(())
    }

    /// Where the matrix comes from: a path, if one is given. With the current folder.
    fn located_at(&self, path: Option<PathBuf>) -> Result<(Located, PathBuf), Failure> {
        let matrix = self.global.as_ref().and_then(|global| global.matrix.clone());
        if path.is_some() && matrix.is_some() {
            return Err(Failure::Usage("say which matrix once: with --matrix, or with PATH".to_owned()));
        }
        let flag = path.or(matrix);
        let request = self.host.request(flag);
        let located = source::locate(&request).map_err(|report| self.refused(&report))?;
        Ok((located, request.current_dir))
    }

    /// A matrix that can't be read or isn't valid.
    pub(super) fn refused(&self, report: &Report) -> Failure {
        Failure::Matrix(render::report::report(report, self.color(false)))
    }

    /// The day that was given to stand in for today.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.global.as_ref().and_then(|global| global.as_of)
    }

    /// The day that today is taken for.
    pub(super) fn today(&self) -> Date {
        self.as_of().unwrap_or_else(|| Offset::UTC.to_datetime(Timestamp::now()).date())
    }

    /// The time of the asker. With `--as-of`, the day is that one, and the time of day is the present one.
    pub(super) fn clock(&self, zone: Option<TimeZone>) -> Clock {
        // Nobody asks for a part of a second.
        let now = Timestamp::now();
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let reader = (self.host.variable)("TZ").and_then(|name| name.into_string().ok());
        Clock { now, day: self.as_of(), zone, reader }
    }

    /// Writes an answer as the user wants it.
    pub(super) fn answer<T: Pages + Serialize + Fields>(
        &mut self,
        matrix: &Matrix,
        answer: Answer<T>,
        output: &Output,
    ) -> Result<(), Failure> {
        self.answer_shaped(matrix, answer, |_| T::shape(), output)
    }

    /// As [`Self::answer`], for results whose fields depend on the thing that was asked for.
    pub(super) fn answer_shaped<T: Pages + Serialize>(
        &mut self,
        matrix: &Matrix,
        mut answer: Answer<T>,
        shape: impl FnOnce(&[T]) -> Shape,
        output: &Output,
    ) -> Result<(), Failure> {
        let mut caveats = Caveats::default();
        caveats.review(matrix, self.today());
        answer.warnings.extend(caveats.into_warnings());
        if let Some(path) = &output.field {
            let shape = shape(&answer.results);
            return self.field(&answer, &shape, path, output.all);
        }
        self.print(&answer, output.format)?;
        // CSV has no place for caveats.
        if output.format == render::Format::Csv {
            self.stdout.flush()?;
            self.warn(&answer.warnings);
        }
        // As for its page.
        std::mem::forget(answer);
        Ok(())
    }

    /// Draws what can be drawn. Caveats go to standard error: the picture is for a program that draws it.
    pub(super) fn draw(
        &mut self,
        matrix: &Matrix,
        drawn: &[impl Drawn],
        mut warnings: Vec<Warning>,
        language: Drawing,
    ) -> Result<(), Failure> {
        let mut caveats = Caveats::default();
        caveats.review(matrix, self.today());
        warnings.extend(caveats.into_warnings());
        for graph in drawn.iter().map(Drawn::graph) {
            self.write(&match language {
                Drawing::Mermaid => mermaid::render(&graph),
                Drawing::Dot => dot::render(&graph),
            })?;
        }
        self.stdout.flush()?;
        self.warn(&warnings);
        Ok(())
    }

    /// Writes something that isn't an answer of the matrix, such as the rules: without its caveats.
    pub(super) fn print(&mut self, text: &impl render::Present, format: render::Format) -> Result<(), Failure> {
        let width = if self.host.stdout_is_terminal { (self.host.width)() } else { None };
        if format == render::Format::Table {
            let page = text.page();
            self.write(&render::table::render(&page, width, self.color(true)))?;
            // The process ends next: taking the page apart would be for nothing.
            std::mem::forget(page);
            return Ok(());
        }
        let text = render::write(text, format, width, self.color(true))?;
        self.write(&text)
    }

    /// Bare values of one field. Caveats go to standard error: standard output is for `$(…)`.
    fn field<T: Serialize>(&mut self, answer: &Answer<T>, shape: &Shape, path: &str, all: bool) -> Result<(), Failure> {
        let results = serde_json::to_value(&answer.results).map_err(anyhow::Error::from)?;
        let values = field::select(&results, &Shape::List(Box::new(shape.clone())), path);
        let values = values.map_err(|error| Failure::of_field(path, &error))?;
        if values.len() > 1 && !all {
            let mut hints = vec!["add --all for all of them, or narrow the question:".to_owned()];
            hints.extend(values);
            return Err(Unanswered::nothing(format!("{} values fit the field `{path}`", hints.len() - 1), hints).into());
        }
        self.write(&values.into_iter().map(|value| value + "\n").collect::<String>())?;
        self.stdout.flush()?;
        self.warn(&answer.warnings);
        Ok(())
    }

    /// Caveats on standard error, for an answer that has no place for them.
    pub(super) fn warn(&mut self, warnings: &[Warning]) {
        for warning in warnings {
            let line = format!("own: warning[{}]: {}", warning.code.as_str(), warning.message);
            self.note(&line);
        }
    }

    /// Says something about the run on standard error. Where that can't be written, the answer stands all the same.
    pub(super) fn note(&mut self, line: &str) {
        // What was printed before is read before.
        let _ = self.stdout.flush();
        let _ = writeln!(self.stderr, "{}", sanitize::shown(line));
    }

    /// Whether the answer is read on a terminal.
    pub(super) fn on_terminal(&self) -> bool {
        self.host.stdout_is_terminal
    }

    /// A page as the terminal shows it.
    pub(super) fn render(&self, page: &crate::view::page::Page) -> String {
        render::table::render(page, (self.host.width)(), self.color(true))
    }

    /// Sends what was written on its way.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.stdout.flush()?)
    }

    /// Writes text that is harmless already.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.stdout.write_all(text.as_bytes())?)
    }

    /// Whether to colour standard output, or standard error.
    pub(super) fn color(&self, stdout: bool) -> bool {
        let variable = &self.host.variable;
        let choice = self.global.as_ref().map_or(color::Choice::Auto, |global| global.color);
        let terminal = if stdout { self.host.stdout_is_terminal } else { self.host.stderr_is_terminal };
        color::resolve(
            choice,
            variable("NO_COLOR").as_deref(),
            variable("CLICOLOR_FORCE").as_deref(),
            terminal,
            variable("TERM").as_deref(),
        )
    }

    /// Runs a command to its end: says what went wrong, and makes sure that what was written has arrived.
    pub(crate) fn finish(mut self, run: impl FnOnce(&mut Self) -> Result<(), Failure>) -> Exit {
        let (done, exit) = match run(&mut self) {
            Err(Failure::Ended(exit)) => (Ok(()), exit),
            done => (done, Exit::Answered),
        };
        match done.and_then(|()| Ok(self.stdout.flush()?)) {
            Ok(()) => exit,
            Err(failure) => self.fail(failure),
        }
    }

    /// Standard error is the last resort: where it can't be written either, the exit code says it alone.
    fn fail(&mut self, failure: Failure) -> Exit {
        match failure {
            Failure::Usage(message) => {
                self.note(&format!("own: {message}"));
                Exit::WrongUse
            }
            Failure::Matrix(report) => {
                let _ = self.stderr.write_all(report.as_bytes());
                Exit::BadMatrix
            }
            Failure::Unanswered(unanswered) => {
                self.note(&format!("own: {}", unanswered.message));
                for hint in &unanswered.hints {
                    self.note(&format!("  {hint}"));
                }
                Exit::from(unanswered.why)
            }
            Failure::Ended(exit) => exit,
            // A reader that closes the pipe early has read enough.
            Failure::Output(error) if is_broken_pipe(&error) => Exit::Answered,
            Failure::Output(error) => {
                self.note(&format!("own: can't write the answer: {error:#}"));
                Exit::NothingFits
            }
        }
    }

    /// What clap has to say: help and version are answers, the rest is wrong use.
    pub(crate) fn usage(self, error: &clap::Error) -> Exit {
        // What the user typed is in it, and may hold anything.
        let text = error.render().to_string();
        let text: String =
            text.lines().flat_map(|line| [sanitize::shown(line).into_owned(), "\n".to_owned()]).collect();
        if error.use_stderr() {
            let _ = self.stderr.write_all(text.as_bytes());
            return Exit::WrongUse;
        }
        self.finish(|session| session.write(&text))
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe))
}
