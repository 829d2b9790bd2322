//! Finds the matrix: the first of five places, with everything that was considered.
//!
//! A place that is named or found wins even if it can't be read: `own` never continues with the next one. The caller passes in
//! what belongs to the process.

mod considered;

use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::entry::{FILES, FOLDER};
use super::remote::Remote;
use super::text::shown_path;
use super::trust::{Access, Objection, leads_out};
use crate::text::sanitize::shown;
pub(crate) use considered::{Considered, Place, Verdict};

/// Selects the built-in matrix. A file of this name is `./built-in`.
const BUILT_IN: &str = "built-in";
/// Standard input as a file, which only Unix has. The name is the same everywhere.
pub(super) const STDIN: &str = "/dev/stdin";

/// Where to look for the matrix.
#[derive(Debug, Default, Clone)]
pub(crate) struct Request {
    /// The value of `--matrix`.
    pub flag: Option<PathBuf>,
    /// The value of `OWN_MATRIX`.
    pub env: Option<OsString>,
    /// The folder in which the search begins, and to which paths are relative.
    pub current_dir: PathBuf,
    /// The user's configuration folder, if there is one.
    pub config_dir: Option<PathBuf>,
    /// Refuses the built-in matrix unless it is selected: `OWN_REQUIRE_MATRIX=1`.
    pub required: bool,
    /// Paths that are trusted although they belong to other users: the value of `OWN_TRUST`.
    pub trusted: Option<OsString>,
    /// The user's cache folder, if there is one.
    pub cache_dir: Option<PathBuf>,
    /// The user who became root: the value of `SUDO_UID`.
    pub sudo_user: Option<OsString>,
}

/// The matrix to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located {
    /// The place that won.
    pub place: Place,
    /// The file or folder; `None` for the built-in matrix.
    pub path: Option<PathBuf>,
    /// What may be read there.
    pub access: Access,
    /// Why it isn't read.
    pub objection: Option<Objection>,
    /// Where `own fetch` downloads it from.
    pub remote: Option<Remote>,
    /// Everything that was considered, in order, with the winner.
    pub considered: Vec<Considered>,
}

/// Why it isn't clear which matrix is meant.
#[derive(Debug)]
pub(crate) struct Unlocatable {
    /// The reason and what to do, in one line.
    pub(crate) message: String,
    /// The system's error.
    pub(crate) cause: Option<io::Error>,
}

fn unclear(message: impl Into<String>) -> Unlocatable {
    Unlocatable { message: message.into(), cause: None }
}

/// Finds the matrix to use.
pub(crate) fn locate(request: &Request) -> Result<Located, Unlocatable> {
    let mut search = Search { request, considered: Vec::new() };
    let Winner { place, path, access, objection, remote } = search.run()?;
    let verdict = match objection {
        None => Verdict::Wins,
        Some(Objection::NotAFile) => Verdict::NotAFile,
        Some(Objection::Owner(_)) => Verdict::Foreign,
        Some(Objection::LeadsOut) => Verdict::LeadsOut,
    };
    search.consider(place, path.clone(), verdict);
    for later in Place::ALL.into_iter().skip_while(|other| *other != place).skip(1) {
        search.consider(later, None, Verdict::NotReached);
    }
    Ok(Located { place, path, access, objection, remote, considered: search.considered })
}

impl Located {
    /// Its path for people.
    pub(crate) fn shown(&self, current_dir: &Path) -> String {
        let path = || self.path.as_deref().map_or_else(|| BUILT_IN.to_owned(), |path| shown_path(path, current_dir));
        self.remote.as_ref().map_or_else(path, Remote::shown)
    }

    /// The commit that it is read from.
    pub(crate) fn commit(&self) -> Option<String> {
        if let Access::Committed(revision) = &self.access { Some(revision.commit.clone()) } else { None }
    }

    /// Whether nothing has the name of the file or folder that is read.
    pub(crate) fn is_missing(&self) -> bool {
        let is_read = !matches!(self.access, Access::Committed(_)) && !self.is_stdin();
        let is_nowhere = |path: &PathBuf| fs::metadata(path).is_err_and(|error| is_nothing(&error));
        is_read && self.path.as_ref().is_some_and(is_nowhere)
    }

    /// True for standard input, which can be read only once.
    pub(crate) fn is_stdin(&self) -> bool {
        self.path.as_deref() == Some(Path::new(STDIN))
    }
}

struct Search<'a> {
    request: &'a Request,
    considered: Vec<Considered>,
}

/// The place that wins.
struct Winner {
    place: Place,
    path: Option<PathBuf>,
    access: Access,
    objection: Option<Objection>,
    remote: Option<Remote>,
}

impl Winner {
    /// One that the user names.
    fn named(place: Place, path: Option<PathBuf>) -> Self {
        Self { place, path, access: Access::Named, objection: None, remote: None }
    }

    fn remote(place: Place, remote: Remote) -> Self {
        let path = remote.path();
        Self { remote: Some(remote), ..Self::named(place, Some(path)) }
    }
}

impl Search<'_> {
    /// The place that wins. Notes those before it.
    fn run(&mut self) -> Result<Winner, Unlocatable> {
        let here = &self.request.current_dir;
        match &self.request.flag {
            Some(path) if path.as_os_str().is_empty() => {
                return Err(unclear("`--matrix` is empty: name a file or folder, or leave it out"));
            }
            Some(path) => return self.named(Place::Flag, path),
            None => self.consider(Place::Flag, None, Verdict::NotGiven),
        }
        match &self.request.env {
            Some(path) if path.is_empty() => self.consider(Place::Environment, None, Verdict::Empty),
            Some(path) => return self.named(Place::Environment, Path::new(path)),
            None => self.consider(Place::Environment, None, Verdict::NotGiven),
        }
        if let Some(found) = self.upwards(here)? {
            return Ok(found);
        }
        match &self.request.config_dir {
            Some(folder) => {
                let path = folder.join("own").join("matrix.yaml");
                if let Some(found) = self.look(Place::Configuration, &path, Kind::File)? {
                    return Ok(found);
                }
                if let Some(found) = self.configured(&folder.join("own").join("config.yaml"))? {
                    return Ok(found);
                }
                if self.considered.last().is_none_or(|last| last.place != Place::Configuration) {
                    self.consider(Place::Configuration, Some(path), Verdict::NotThere);
                }
            }
            None => self.consider(Place::Configuration, None, Verdict::NotGiven),
        }
        if self.request.required {
            let how = "refuses the built-in one: name one with `--matrix`";
            return Err(unclear(format!("there is no matrix, and `OWN_REQUIRE_MATRIX` {how}")));
        }
        Ok(Winner::named(Place::BuiltIn, None))
    }

    /// The matrix that the user names: a path, a URL, standard input or the built-in one.
    fn named(&self, place: Place, path: &Path) -> Result<Winner, Unlocatable> {
        if let Some(remote) = Remote::named(path, self.request.cache_dir.as_deref()) {
            let named = |remote: Remote| if place == Place::Flag { remote.by_option(path) } else { remote };
            return remote.map(|remote| Winner::remote(place, named(remote))).map_err(unclear);
        }
        let path = match path.to_str() {
            Some("-") => Some(STDIN.into()),
            Some(BUILT_IN) => None,
            _ => Some(self.request.current_dir.join(path)),
        };
        Ok(Winner::named(place, path))
    }

    /// The remote matrix of a configuration.
    fn configured(&mut self, path: &Path) -> Result<Option<Winner>, Unlocatable> {
        let Some(found) = self.look(Place::Configuration, path, Kind::File)? else { return Ok(None) };
        if found.objection.is_some() {
            return Ok(Some(found));
        }
        let remote = Remote::configured(path, self.request.cache_dir.as_deref());
        let remote = remote.map_err(|why| unclear(format!("`{}` isn't valid: {why}", self.shown(path))))?;
        Ok(remote.map(|remote| Winner::remote(Place::Configuration, remote)))
    }

    /// The nearest matrix in or above a folder. The search ends at the root of a git repository. In a folder that is a
    /// matrix, a file is a part of it.
    fn upwards(&mut self, from: &Path) -> Result<Option<Winner>, Unlocatable> {
        for folder in from.ancestors() {
            let is_root = self.entry(&folder.join(".git"))?.is_some();
            let is_matrix = !is_root && folder.file_name() == Some(OsStr::new(FOLDER));
            let files: &[&str] = if is_matrix { &[] } else { &FILES };
            let mut found: Vec<(PathBuf, Winner)> = Vec::new();
            for (name, kind) in files.iter().map(|file| (*file, Kind::File)).chain([(FOLDER, Kind::Folder)]) {
                let path = folder.join(name);
                if let Some(winner) = self.look(Place::Found, &path, kind)? {
                    found.push((path, winner));
                }
            }
            if let [(one, _), (other, _), ..] = found.as_slice() {
                let both = format!("both `{}` and `{}` are there", self.shown(one), self.shown(other));
                return Err(unclear(format!("{both}: keep one, or name one with `--matrix`")));
            }
            if let Some((_, winner)) = found.pop() {
                return Ok(Some(winner));
            }
            self.consider(Place::Found, Some(folder.to_owned()), Verdict::NotThere);
            if is_root {
                break;
            }
        }
        Ok(None)
    }

    /// Checks whether a file or folder is there, and whether it may be read. Notes something of another kind.
    fn look(&mut self, place: Place, path: &Path, kind: Kind) -> Result<Option<Winner>, Unlocatable> {
        let Some(entry) = self.entry(path)? else { return Ok(None) };
        // A dangling link was found; reading it reports the problem.
        let target = if entry.is_symlink() { fs::metadata(path).ok() } else { None };
        let metadata = target.as_ref().unwrap_or(&entry);
        match kind {
            // The name is reserved for the matrix.
            Kind::File if metadata.is_dir() => {
                let what = format!("`{}` is a folder instead of a file", self.shown(path));
                return Err(unclear(format!("{what}: rename it, or name a matrix with `--matrix`")));
            }
            Kind::Folder if !metadata.is_dir() && !metadata.is_symlink() => {
                self.consider(place, Some(path.to_owned()), Verdict::NotAFolder);
                return Ok(None);
            }
            Kind::File | Kind::Folder => {}
        }
        let Request { trusted, sudo_user, .. } = self.request;
        let access = match place {
            Place::Found => Access::found(path, trusted.as_deref(), sudo_user.as_deref()),
            _ => Access::Found,
        };
        let mut metadata = [Some(&entry), target.as_ref()].into_iter().flatten();
        let objection = metadata.find_map(|metadata| access.objection(path, metadata)).or_else(|| {
            let folder = path.parent().filter(|_| place == Place::Found && entry.is_symlink())?;
            leads_out(path, folder).then_some(Objection::LeadsOut)
        });
        Ok(Some(Winner { place, path: Some(path.to_owned()), access, objection, remote: None }))
    }

    /// The file, folder or link with this path.
    fn entry(&self, path: &Path) -> Result<Option<Metadata>, Unlocatable> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(metadata)),
            Err(error) if is_nothing(&error) => Ok(None),
            Err(error) => {
                let message =
                    format!("can't tell whether `{}` is there: name a matrix with `--matrix`", self.shown(path));
                Err(Unlocatable { message, cause: Some(error) })
            }
        }
    }

    fn consider(&mut self, place: Place, path: Option<PathBuf>, verdict: Verdict) {
        self.considered.push(Considered { place, path, verdict });
    }

    fn shown(&self, path: &Path) -> String {
        shown(&shown_path(path, &self.request.current_dir)).into_owned()
    }
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[derive(Clone, Copy)]
enum Kind {
    File,
    Folder,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
