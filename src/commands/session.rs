//! A run: the options of every command, and the matrix and the time that follow from them.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::output_file::is_of_matrix;
use super::{Console, Failure, Global, hints};
use crate::compiled::{Broken, Many};
use crate::matrix::{Matrix, Scope, Subject};
use crate::query::current::current;
use crate::query::diff::{Change, step};
use crate::query::unanswered::Why;
use crate::query::{self, AsOf, Clock, Moment, Typed, Unanswered};
use crate::render::color::Choice;
use crate::source::{
    self, Access, Cache, CompiledFile, History, Located, Place, Problem, Remote, Report, Repository, Revision, Survey,
    is_yaml,
};
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

    /// The matrix that a text names: as of a revision or a date, or at a path.
    pub(super) fn named(&self, name: &str) -> Result<Located, Failure> {
        let located = self.found(None);
        let path = located.as_ref().ok().and_then(|located| located.path.as_deref());
        let commit = path.and_then(|path| Repository::of(path).ok()?.commit(name).ok()?);
        let is_path = || self.folder().join(name).exists() || is_yaml(Path::new(name));
        if commit.is_none() && is_path() {
            return self.found(Some(name.into()));
        }
        let located = located?;
        let revision = commit.map_or_else(|| self.revision(&located, name), Ok)?;
        Ok(Located { access: Access::Committed(Rc::new(revision)), ..located })
    }

    /// The matrix at the commit where a history starts: that of `--rev`, or `HEAD`.
    pub(super) fn start(&self) -> Result<(Located, Rc<Revision>), Failure> {
        let located = self.located()?;
        let revision = match &located.access {
            Access::Committed(revision) => Rc::clone(revision),
            _ if located.path.is_none() || located.is_stdin() => {
                return Err(self.refuse(Repository::none(located.shown(&self.folder()))));
            }
            _ => Rc::new(self.revision(&located, "HEAD")?),
        };
        Ok((Located { access: Access::Committed(Rc::clone(&revision)), ..located }, revision))
    }

    /// What changed until a commit.
    pub(super) fn history(&self, revision: &Revision, subject: &Subject) -> Result<History<Change>, Failure> {
        self.console.busy("reading the history");
        let history = revision.history(subject, &self.cache(), &step);
        history.map_err(|problem| self.refuse(problem))
    }

    /// The ids of systems that had a name before a commit.
    pub(super) fn earlier(&self, revision: &Revision, names: &[&str]) -> Result<HashMap<String, String>, Failure> {
        revision.earlier(names).map_err(|problem| self.refuse(problem))
    }

    /// The commit at which one revision left another.
    pub(super) fn merge_base(&self, of: &str, and: &str) -> Result<String, Failure> {
        let located = self.found(None)?;
        let [of, and] = [self.revision(&located, of)?, self.revision(&located, and)?];
        of.merge_base(&and).map_err(|problem| self.refuse(problem))
    }

    /// Refuses `--rev` for a command that names revisions in another way.
    pub(super) fn refuse_rev(&self, instead: &str) -> Result<(), Failure> {
        match &self.global.rev {
            Some(_) => Err(Failure::misuse(format!("name the revisions without --rev: {instead}"))),
            None => Ok(()),
        }
    }

    /// The same matrix as of a revision, or of the end of a date.
    fn revised(&self, located: Located, asked: &str) -> Result<Located, Failure> {
        let revision = match self.revision.get() {
            Some(revision) => Rc::clone(revision),
            None => Rc::new(self.revision(&located, asked)?),
        };
        let revision = self.revision.get_or_init(|| revision);
        Ok(Located { access: Access::Committed(Rc::clone(revision)), ..located })
    }

    fn revision(&self, located: &Located, asked: &str) -> Result<Revision, Failure> {
        let refused = |problem: Problem| self.refuse(problem);
        let Some(path) = located.path.as_deref().filter(|_| !located.is_stdin()) else {
            let message = "a revision needs a matrix in a git repository: name one with --matrix PATH";
            return Err(Failure::misuse(message));
        };
        if let Some(remote) = located.remote.as_ref().filter(|remote| remote.fetched().is_none()) {
            return Err(refused(remote.never_fetched()));
        }
        let repository = Repository::of(path).map_err(refused)?;
        if let Some(revision) = repository.commit(asked).map_err(refused)? {
            return Ok(revision);
        }
        let date = asked.parse::<Typed>().map_err(|_| refused(repository.unknown(asked)))?;
        let matrix = self.newest(located, &repository);
        let until = self.clock().until(&date, matrix.as_ref().unwrap_or(&Matrix::default()))?;
        repository.commit_until(asked, until.as_second()).map_err(refused)
    }

    /// What all systems share in the matrix as it is now, if it can be read.
    fn newest(&self, located: &Located, repository: &Repository) -> Option<Matrix> {
        let load =
            |located: &Located| source::load(located, &self.host.folder(), &Scope::WithoutSystems, &self.cache());
        load(located).ok().or_else(|| {
            let head = Rc::new(repository.commit("HEAD").ok()??);
            load(&Located { access: Access::Committed(head), ..located.clone() }).ok()
        })
    }

    /// The present, by the default calendar.
    pub(super) fn moment<'m>(&self, matrix: &'m Matrix) -> Result<Moment<'m>, Failure> {
        Ok(Moment::with(matrix.default_calendar().map(|id| matrix.calendar(id)), &self.clock())?)
    }

    /// The commit that the answer is about, and the time at which it is given.
    pub(super) fn as_of(&self, matrix: &Matrix) -> Result<Option<AsOf>, Failure> {
        let Some(revision) = self.revision.get() else { return Ok(None) };
        let moment = self.moment(matrix)?;
        let committed = revision.committed().and_then(|second| Timestamp::from_second(second).ok());
        Ok(Some(AsOf {
            asked: revision.asked.clone(),
            commit: revision.commit.clone(),
            short: revision.short().to_owned(),
            committed: committed.map(|at| moment.card(at)),
            now: moment.card(moment.at),
        }))
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
