//! Finds the matrix: the first of five places, with everything that was considered.
//!
//! A place that is named or found wins even if it can't be read: `own` never continues with the next one. The caller passes in
//! what belongs to the process.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::entry::{FILES, FOLDER};
use super::remote::Remote;
use super::text::shown_path;
use super::trust::{Access, Objection, leads_out};
use crate::text::sanitize::shown;

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

words! {
    /// The places where a matrix can be, first to last.
    pub(crate) enum Place {
        /// `--matrix`.
        Flag = "--matrix",
        /// `OWN_MATRIX`.
        Environment = "OWN_MATRIX",
        /// `ownership.yaml` or `ownership/` in the current folder or above.
        Found = "ownership.yaml or ownership/ here or above",
        /// `own/matrix.yaml` in the user's configuration folder.
        Configuration = "own/matrix.yaml in the configuration folder",
        /// The matrix that is part of the program.
        BuiltIn = "the built-in matrix",
    }

    /// The result of looking at a place.
    pub(crate) enum Verdict {
        /// This is the matrix.
        Wins = "used",
        /// This is the matrix, but nothing has its name.
        Missing = "chosen, but doesn't exist",
        /// This is the matrix, but it belongs to somebody else.
        Foreign = "refused, because it belongs to another user",
        /// This is the matrix, but it is a pipe or a device.
        NotAFile = "refused, because it is neither a file nor a folder",
        /// This is the matrix, but it is a link to another place.
        LeadsOut = "refused, because it is a link that leads out of its folder",
        /// Not given, or the system has no such folder.
        NotGiven = "not given",
        /// The variable is set to nothing.
        Empty = "empty, so ignored",
        /// Nothing is there.
        NotThere = "not there",
        /// A file has the name of a folder.
        NotAFolder = "is a file instead of a folder",
        /// An earlier place has won.
        NotReached = "not looked at, because an earlier place is used",
    }
}

impl Verdict {
    /// Checks whether this is the matrix, even if it may not be read.
    pub(crate) fn is_winner(self) -> bool {
        matches!(self, Self::Wins | Self::Missing | Self::Foreign | Self::NotAFile | Self::LeadsOut)
    }
}

/// Something that was considered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Considered {
    /// The place that it belongs to.
    pub place: Place,
    /// The file or folder, if there was one to look at.
    pub path: Option<PathBuf>,
    pub verdict: Verdict,
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
            return remote.map(|remote| Winner::remote(place, remote)).map_err(unclear);
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

    /// The nearest matrix in or above a folder. The search ends at the root of a git repository.
    fn upwards(&mut self, from: &Path) -> Result<Option<Winner>, Unlocatable> {
        for folder in from.ancestors() {
            let mut found: Vec<(PathBuf, Winner)> = Vec::new();
            for (name, kind) in FILES.map(|file| (file, Kind::File)).into_iter().chain([(FOLDER, Kind::Folder)]) {
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
            let git = folder.join(".git");
            if self.entry(&git)?.is_some() {
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
mod tests {
    use tempfile::TempDir;

    use super::*;

    struct Home(TempDir);

    impl Home {
        /// A folder with these files; a path that ends with a slash is a folder. The `.git` is a ceiling, so that
        /// nothing above the test's own folder is ever found.
        fn new(paths: &[&str]) -> Self {
            let home = Self(tempfile::tempdir().unwrap());
            for path in [&[".git/"], paths].concat() {
                let at = home.at(path);
                if path.ends_with('/') {
                    fs::create_dir_all(at).unwrap();
                } else {
                    fs::create_dir_all(at.parent().unwrap()).unwrap();
                    fs::write(at, "").unwrap();
                }
            }
            home
        }

        fn at(&self, path: &str) -> PathBuf {
            self.0.path().join(path)
        }

        fn request(&self, current_dir: &str) -> Request {
            Request { current_dir: self.at(current_dir), ..Request::default() }
        }
    }

    fn verdicts(located: &Located) -> Vec<(Place, Verdict)> {
        located.considered.iter().map(|considered| (considered.place, considered.verdict)).collect()
    }

    #[test]
    fn the_first_place_that_is_given_wins() {
        let home = Home::new(&["ownership.yaml", "config/own/matrix.yaml"]);
        let mut request = Request {
            flag: Some("nowhere.yaml".into()),
            env: Some("elsewhere.yaml".into()),
            config_dir: Some(home.at("config")),
            ..home.request("")
        };
        let located = locate(&request).unwrap();
        assert_eq!((located.place, located.path), (Place::Flag, Some(home.at("nowhere.yaml"))));
        request.flag = None;
        let located = locate(&request).unwrap();
        assert_eq!((located.place, &located.path), (Place::Environment, &Some(home.at("elsewhere.yaml"))));
        assert_eq!(
            verdicts(&located),
            [
                (Place::Flag, Verdict::NotGiven),
                (Place::Environment, Verdict::Wins),
                (Place::Found, Verdict::NotReached),
                (Place::Configuration, Verdict::NotReached),
                (Place::BuiltIn, Verdict::NotReached),
            ]
        );
        request.env = Some("".into());
        let located = locate(&request).unwrap();
        assert_eq!((located.place, &located.path), (Place::Found, &Some(home.at("ownership.yaml"))));
        assert_eq!(located.considered[1].verdict, Verdict::Empty);
        fs::remove_file(home.at("ownership.yaml")).unwrap();
        let located = locate(&request).unwrap();
        assert_eq!((located.place, located.path), (Place::Configuration, Some(home.at("config/own/matrix.yaml"))));
        fs::remove_file(home.at("config/own/matrix.yaml")).unwrap();
        let located = locate(&request).unwrap();
        assert_eq!((located.place, &located.path), (Place::BuiltIn, &None));
        assert_eq!(located.considered[3].verdict, Verdict::NotThere);
        assert_eq!(located.considered.len(), 5);
    }

    #[test]
    fn an_absolute_path_stays_and_an_empty_flag_is_an_error() {
        let home = Home::new(&[]);
        let path = if cfg!(windows) { r"C:\a\b" } else { "/a/b" };
        let request = Request { flag: Some(path.into()), ..home.request("") };
        assert_eq!(locate(&request).unwrap().path, Some(path.into()));
        let error = locate(&Request { flag: Some("".into()), ..home.request("") }).unwrap_err();
        assert_eq!(error.message, "`--matrix` is empty: name a file or folder, or leave it out");
    }

    #[test]
    fn the_built_in_matrix_and_standard_input_are_selected_by_name() {
        let home = Home::new(&["ownership.yml", "empty/.git/"]);
        let flag =
            |flag: &str| locate(&Request { flag: Some(flag.into()), required: true, ..home.request("") }).unwrap();
        assert_eq!((flag("built-in").place, flag("built-in").path), (Place::Flag, None));
        assert_eq!(flag("./built-in").path, Some(home.at("./built-in")));
        assert_eq!(flag("-").path, Some(STDIN.into()));
        let request = Request { env: Some("built-in".into()), required: true, ..home.request("") };
        assert_eq!(locate(&request).unwrap().place, Place::Environment);
        assert_eq!(locate(&home.request("")).unwrap().path, Some(home.at("ownership.yml")));
        let refused = locate(&Request { required: true, ..home.request("empty") }).unwrap_err();
        assert!(refused.message.starts_with("there is no matrix"), "{refused:?}");
    }

    #[test]
    fn the_nearest_one_above_wins() {
        let home = Home::new(&["ownership.yaml", "a/ownership/", "a/b/c/"]);
        let located = locate(&home.request("a/b/c")).unwrap();
        assert_eq!(located.path, Some(home.at("a/ownership")));
        let looked: Vec<_> = located.considered.iter().filter(|considered| considered.place == Place::Found).collect();
        assert_eq!(looked.len(), 3);
        assert_eq!(looked[0].path, Some(home.at("a/b/c")));
        assert_eq!((looked[2].path.as_ref(), looked[2].verdict), (Some(&home.at("a/ownership")), Verdict::Wins));
    }

    #[test]
    fn the_search_ends_at_the_root_of_the_repository() {
        for git in ["repo/.git/", "repo/.git"] {
            let home = Home::new(&["ownership.yaml", git, "repo/src/"]);
            assert_eq!(locate(&home.request("repo/src")).unwrap().place, Place::BuiltIn);
            fs::write(home.at("repo/ownership.yaml"), "").unwrap();
            assert_eq!(locate(&home.request("repo/src")).unwrap().path, Some(home.at("repo/ownership.yaml")));
        }
    }

    #[test]
    fn two_in_one_folder_are_an_error() {
        let home = Home::new(&["a/ownership.yaml", "a/ownership/", "a/b/ownership.yaml"]);
        let error = locate(&home.request("a")).unwrap_err().message;
        assert_eq!(error, "both `ownership.yaml` and `ownership` are there: keep one, or name one with `--matrix`");
        assert_eq!(locate(&home.request("a/b")).unwrap().path, Some(home.at("a/b/ownership.yaml")));
    }

    #[test]
    fn a_file_with_the_name_of_the_folder_is_passed_by_and_noted() {
        let home = Home::new(&["ownership"]);
        let located = locate(&home.request("")).unwrap();
        let expected = [(Place::Found, Verdict::NotAFolder), (Place::Found, Verdict::NotThere)];
        assert_eq!(verdicts(&located)[2..4], expected);
        assert_eq!(located.place, Place::BuiltIn);
    }

    #[test]
    fn a_folder_with_the_name_of_the_file_is_an_error() {
        let home = Home::new(&["ownership.yaml/"]);
        let error = locate(&home.request("")).unwrap_err();
        assert!(error.message.starts_with("`ownership.yaml` is a folder instead of a file"), "{error:?}");
        let home = Home::new(&["config/own/matrix.yaml/"]);
        let request = Request { config_dir: Some(home.at("config")), ..home.request("") };
        let error = locate(&request).unwrap_err();
        assert!(error.message.contains("matrix.yaml` is a folder instead of a file"), "{error:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        use std::os::unix::fs::symlink;

        let home = Home::new(&["ownership.yaml", "a/", "b/"]);
        symlink("nowhere", home.at("a/ownership.yaml")).unwrap();
        symlink("ownership", home.at("b/ownership")).unwrap();
        assert_eq!(locate(&home.request("a")).unwrap().path, Some(home.at("a/ownership.yaml")));
        assert_eq!(locate(&home.request("b")).unwrap().path, Some(home.at("b/ownership")));
    }

    // Windows says that nothing has such a name.
    #[cfg(unix)]
    #[test]
    fn what_can_not_be_looked_at_is_an_error() {
        // A name that no file system allows stands for a folder that may not be entered, which root may.
        let name = "x".repeat(5000);
        let home = Home::new(&[]);
        let request = Request { config_dir: Some(home.at(&name)), ..home.request("") };
        let error = locate(&request).unwrap_err();
        assert!(error.message.starts_with("can't tell whether `xxx"), "{error:?}");
        assert!(error.cause.is_some());
    }
}
