//! The matrix as of a commit: `--rev`, and what changed since.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use jiff::Timestamp;

use super::{Failure, Session};
use crate::matrix::{Matrix, Scope, Subject};
use crate::query::diff::{Change, step};
use crate::query::{AsOf, Typed};
use crate::source::{self, Access, History, Located, Problem, Repository, Revision, is_yaml};

impl Session<'_> {
    /// The matrix that a text names: as of a revision or a date, or at a path.
    pub(crate) fn named(&self, name: &str) -> Result<Located, Failure> {
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
    pub(crate) fn start(&self) -> Result<(Located, Rc<Revision>), Failure> {
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
    pub(crate) fn history(&self, revision: &Revision, subject: &Subject) -> Result<History<Change>, Failure> {
        self.console.busy("reading the history");
        let history = revision.history(subject, &self.cache(), &step);
        history.map_err(|problem| self.refuse(problem))
    }

    /// The ids of systems that had a name before a commit.
    pub(crate) fn earlier(&self, revision: &Revision, names: &[&str]) -> Result<HashMap<String, String>, Failure> {
        revision.earlier(names).map_err(|problem| self.refuse(problem))
    }

    /// The commit at which one revision left another.
    pub(crate) fn merge_base(&self, of: &str, and: &str) -> Result<String, Failure> {
        let located = self.found(None)?;
        let [of, and] = [self.revision(&located, of)?, self.revision(&located, and)?];
        of.merge_base(&and).map_err(|problem| self.refuse(problem))
    }

    /// Refuses `--rev` for a command that names revisions in another way.
    pub(crate) fn refuse_rev(&self, instead: &str) -> Result<(), Failure> {
        match &self.global.rev {
            Some(_) => Err(Failure::misuse(format!("name the revisions without --rev: {instead}"))),
            None => Ok(()),
        }
    }

    /// The same matrix as of a revision, or of the end of a date.
    pub(super) fn revised(&self, located: Located, asked: &str) -> Result<Located, Failure> {
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

    /// The commit that the answer is about, and the time at which it is given.
    pub(crate) fn as_of(&self, matrix: &Matrix) -> Result<Option<AsOf>, Failure> {
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
}
