//! A run: the options of every command, and the matrix and the time that follow from them.

mod revision;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::output_file::is_of_matrix;
use super::{Console, Failure, Global, hints};
use crate::compiled::{Broken, Many};
use crate::matrix::{Matrix, Scope};
use crate::query::current::current;
use crate::query::unanswered::Why;
use crate::query::{self, Clock, Moment, Unanswered};
use crate::render::color::Choice;
use crate::source::{self, Cache, CompiledFile, Located, Place, Problem, Remote, Report, Revision, Survey};
use crate::{Exit, Host, render};

pub(crate) struct Session<'a> {
    host: &'a Host,
    global: Global,
    /// True if the built-in matrix answers although nobody selected it.
    pub(super) unselected: Cell<bool>,
    /// What `--rev` names.
    revision: OnceCell<Rc<Revision>>,
    /// The remote matrix that answers.
    pub(super) remote: OnceCell<Remote>,
    /// Where the run prints.
    pub(crate) console: Console<'a>,
}

impl<'a> Session<'a> {
    pub(crate) fn new(host: &'a Host, global: Global, mut console: Console<'a>) -> Self {
        console.choice = global.color;
        console.quiet = global.quiet;
        // The lines of a revision may be elsewhere by now.
        console.hyperlink = if global.rev.is_some() { Choice::Never } else { global.hyperlink };
        Self { host, global, unselected: Cell::new(false), revision: OnceCell::new(), remote: OnceCell::new(), console }
    }

    /// Where the matrix comes from.
    pub(super) fn located(&self) -> Result<Located, Failure> {
        self.located_at(None)
    }

    /// Where the matrix comes from: from a path, if there is one.
    pub(super) fn located_at(&self, path: Option<PathBuf>) -> Result<Located, Failure> {
        if path.is_some() && self.global.matrix.is_some() {
            return Err(Failure::misuse("say which matrix once: with --matrix, or with PATH"));
        }
        let located = self.found(path)?;
        match &self.global.rev {
            Some(asked) => self.revised(located, asked),
            None if located.remote.is_some() => Ok(located),
            // Nothing else than a commit can be read there.
            None if located.path.as_deref().and_then(source::bare).is_some() => self.revised(located, "HEAD"),
            None => Ok(located),
        }
    }

    /// Where the matrix is now.
    fn found(&self, path: Option<PathBuf>) -> Result<Located, Failure> {
        let request = self.host.request(path.or_else(|| self.global.matrix.clone()));
        let located = source::locate(&request).map_err(|report| self.refused(&report))?;
        self.unselected.set(located.place == Place::BuiltIn);
        if let Some(remote) = &located.remote {
            let _ = self.remote.set(remote.clone());
        }
        Ok(located)
    }

    /// The present, by the default calendar.
    pub(super) fn moment<'m>(&self, matrix: &'m Matrix) -> Result<Moment<'m>, Failure> {
        Ok(Moment::with(matrix.default_calendar().map(|id| matrix.calendar(id)), &self.clock())?)
    }

    /// Loads at least the part of the matrix that a question is about. It is leaked, because freeing it costs a lookup
    /// more than finding the answer.
    pub(super) fn matrix(&self, scope: &Scope) -> Result<&'static Matrix, Failure> {
        let located = self.located()?;
        self.load(&located, scope)
    }

    /// As [`Self::matrix`], from a place.
    pub(super) fn load(&self, located: &Located, scope: &Scope) -> Result<&'static Matrix, Failure> {
        // Nobody can read standard input twice.
        let scope = if located.is_stdin() { &Scope::Whole } else { scope };
        self.console.busy("reading the matrix");
        let matrix = source::load(located, &self.host.folder(), scope, &self.cache());
        self.console.busy("working out the answer");
        Ok(Box::leak(Box::new(matrix.map_err(|report| self.refused(&report))?)))
    }

    /// Answers from as much of the matrix as a question is about: see [`query::ask`].
    pub(super) fn ask<T>(
        &self,
        scope: &Scope,
        answer: impl Fn(&Matrix) -> Result<T, Unanswered>,
        is_enough: impl Fn(&T) -> bool,
    ) -> Result<(&'static Matrix, T), Failure> {
        query::ask(scope, Some(&Scope::Whole), |scope| self.matrix(scope), answer, is_enough)
    }

    /// Answers about a system and an area. If there is no such area, the text may name another thing.
    pub(super) fn ask_target<T>(
        &self,
        scope: &Scope,
        answer: impl Fn(&Matrix) -> Result<T, Unanswered>,
        is_enough: impl Fn(&T) -> bool,
    ) -> Result<(&'static Matrix, T), Failure> {
        query::ask(scope, scope.with_others().as_ref(), |scope| self.matrix(scope), answer, is_enough)
    }

    /// Opens the matrix for many questions.
    pub(super) fn many(&self, cache: &Cache) -> Result<Many, Failure> {
        let located = self.located()?;
        if located.is_stdin() {
            return Err(Failure::misuse("standard input has the questions: name the matrix as a file"));
        }
        source::many(&located, &self.host.folder(), cache).map_err(|report| self.refused(&report))
    }

    /// The failure for a compiled matrix that can't be used.
    pub(super) fn unusable(&self, broken: Broken) -> Failure {
        let folder = self.host.folder();
        match self.located() {
            Ok(located) => self.refused(&source::unusable(located.path.as_deref(), &folder, broken)),
            Err(failure) => failure,
        }
    }

    /// True if somebody at a terminal can be asked.
    pub(super) fn is_dialogue(&self) -> bool {
        self.host.stdout_is_terminal && (self.host.stdin_is_terminal)()
    }

    pub(super) fn stdin(&self) -> Box<dyn std::io::Read> {
        (self.host.stdin)()
    }

    /// The compiled form of a matrix, if there is one.
    pub(super) fn compiled(&self, located: &Located) -> Option<CompiledFile> {
        source::compiled(located, &self.host.folder(), &self.cache())
    }

    /// The user's cache of compiled matrices.
    pub(super) fn cache(&self) -> Cache {
        if self.global.no_cache { Cache::default() } else { self.host.cache() }
    }

    /// The matrix with everything that is wrong with it; of a path, if there is one.
    pub(super) fn survey(&self, path: Option<PathBuf>) -> Result<Survey, Failure> {
        self.console.busy("reading the matrix");
        let survey = source::survey(&self.located_at(path)?, &self.host.folder());
        self.console.busy("checking the matrix");
        survey.map_err(|report| self.refused(&report))
    }

    /// The matrix, which is valid, with the files to change.
    pub(super) fn valid_files(&self) -> Result<Survey, Failure> {
        let located = self.located()?;
        let is_file = located.path.is_some() && !located.is_stdin() && located.commit().is_none();
        if !is_file || source::is_compiled(&located, &self.host.folder()) {
            let message =
                "only YAML files can be changed: not the built-in matrix, a compiled one, standard input or a commit";
            return Err(Failure::misuse(message));
        }
        let survey = source::survey(&located, &self.host.folder()).map_err(|report| self.refused(&report))?;
        if survey.faults.is_empty() { Ok(survey) } else { Err(self.refused(&survey.into_report())) }
    }

    /// Compiles the matrix, or the one at a path.
    pub(super) fn compile(&self, path: Option<PathBuf>) -> Result<Vec<u8>, Failure> {
        self.console.busy("compiling the matrix");
        source::compile(&self.located_at(path)?, &self.host.folder()).map_err(|report| self.refused(&report))
    }

    /// Refuses to overwrite the matrix itself; that of a path, if there is one.
    pub(super) fn spare(&self, path: Option<PathBuf>, output: &Path) -> Result<(), Failure> {
        if self.located_at(path)?.path.is_some_and(|matrix| is_of_matrix(output, &matrix)) {
            let message = format!("`{}` belongs to the matrix itself: name another file", output.display());
            return Err(Failure::misuse(message));
        }
        Ok(())
    }

    /// The failure for something that can't be read.
    pub(super) fn refuse(&self, problem: Problem) -> Failure {
        self.refused(&problem.into())
    }

    fn refused(&self, report: &Report) -> Failure {
        let errors = if self.console.json { render::report::diagnostics(report) } else { Vec::new() };
        Failure::Matrix(render::report::report(report, &self.console.screen_stderr()), errors)
    }

    /// Ends a run. A question that has no answer says whose matrix was asked.
    pub(crate) fn finish(self, ended: Result<Exit, Failure>) -> Exit {
        let ended = ended.map_err(|failure| match failure {
            Failure::Unanswered(mut unanswered) => {
                unanswered.hints = self.to_copy(unanswered.hints);
                if self.unselected.get() && unanswered.why != Why::WrongUse {
                    unanswered.hints.push("asked the matrix built into this program: --matrix names yours".to_owned());
                }
                Failure::Unanswered(unanswered)
            }
            failure => failure,
        });
        self.console.finish(ended)
    }

    /// Hints whose commands ask the same matrix.
    pub(super) fn to_copy(&self, hints: Vec<String>) -> Vec<String> {
        hints::to_copy(hints, &self.global)
    }

    pub(super) fn today(&self, matrix: &Matrix) -> Result<Date, Failure> {
        Ok(self.clock().today(matrix)?)
    }

    /// The matrix without what has ended by the clock.
    pub(super) fn current<'m>(&self, matrix: &'m Matrix) -> Cow<'m, Matrix> {
        current(matrix, self.clock().today(matrix).ok())
    }

    /// An environment variable.
    pub(super) fn variable(&self, name: &str) -> Option<OsString> {
        (self.host.variable)(name)
    }

    /// The current folder.
    pub(super) fn folder(&self) -> PathBuf {
        self.host.folder()
    }

    /// The user's time.
    pub(super) fn clock(&self) -> Clock {
        // Answers show whole seconds.
        let now = Timestamp::now();
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let reader = self.variable("TZ").and_then(|name| name.into_string().ok());
        Clock { now, at: self.global.at.clone(), zone: self.global.zone.clone(), reader }
    }
}
