//! The matrix as of a git commit.

use std::cell::OnceCell;
use std::collections::{HashSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};

use super::Problem;
use super::commit::{Commit, FORMAT, REST, commits, short};
use super::entry::{FILES, FOLDER, NO_YAML, is_yaml};
use super::git::reading;
use super::objects::{Kind, Object, Objects};
use super::real_path::real_path;
use crate::limits;

/// A commit, and the place of the matrix in its repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revision {
    /// What was asked for: a revision or a date.
    pub(crate) asked: String,
    /// The full id of the commit.
    pub(crate) commit: String,
    /// When it was committed, in seconds since 1970; known once something was read.
    committed: OnceCell<i64>,
    pub(super) repository: Repository,
}

/// A repository, and a path in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repository {
    /// The top of its working tree, or a bare repository.
    pub(crate) top: PathBuf,
    /// From the top; empty for the top itself.
    pub(super) below: String,
}

impl Repository {
    /// The repository of a path, which may no longer exist. In `REPO.git//path` the repository is bare.
    pub(crate) fn of(path: &Path) -> Result<Self, Problem> {
        let none = || Self::none(path.display().to_string());
        if let Some((top, below)) = bare(path) {
            return Ok(Self { top, below });
        }
        let mut there = path.parent().filter(|_| path.is_symlink()).unwrap_or(path);
        while !there.exists() {
            there = there.parent().ok_or_else(none)?;
        }
        let rest = path.strip_prefix(there).map_err(|_| none())?;
        let real = real_path(there).map_err(|_| none())?;
        let top = real.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok()).ok_or_else(none)?;
        let below = real.strip_prefix(top).map_err(|_| none())?.components().chain(rest.components());
        let below: Option<Vec<&str>> = below.map(|part| part.as_os_str().to_str()).collect();
        Ok(Self { top: top.to_owned(), below: below.ok_or_else(none)?.join("/") })
    }

    /// Says that a matrix is in no repository.
    pub(crate) fn none(name: String) -> Problem {
        let what = "isn't in a git repository: name a matrix that is in one with `--matrix PATH`".to_owned();
        Problem { name, what, cause: None }
    }

    /// The commit that a revision names; `None` if there is none.
    pub(crate) fn commit(&self, asked: &str) -> Result<Option<Revision>, Problem> {
        // Names of files in the cache begin with it, so nothing else may be in it.
        let is_full = matches!(asked.len(), 40 | 64) && asked.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (commit, committed) = if is_full {
            (asked.to_ascii_lowercase(), OnceCell::new())
        } else {
            let found = Objects::open(&self.top).and_then(|mut objects| objects.find(&format!("{asked}^{{commit}}")));
            let Some(commit) = found.map_err(|error| self.unreadable(error))? else { return Ok(None) };
            (commit.id.clone(), OnceCell::from(commit.committed().unwrap_or_default()))
        };
        Ok(Some(Revision { asked: asked.to_owned(), commit, committed, repository: self.clone() }))
    }

    /// The last commit until a second, along the first parents of `HEAD`.
    pub(crate) fn commit_until(&self, asked: &str, second: i64) -> Result<Revision, Problem> {
        let until = format!("--min-age={second}");
        let commit = self.says(&["rev-list", "--first-parent", "-1", &until, "HEAD", "--"])?;
        if commit.is_empty() {
            let what = if self.is_shallow() {
                format!("is before the history of this shallow clone begins: {REST}")
            } else {
                "is before the first commit: name a later date".to_owned()
            };
            return Err(Problem { name: asked.to_owned(), what, cause: None });
        }
        Ok(Revision { asked: asked.to_owned(), commit, committed: OnceCell::new(), repository: self.clone() })
    }

    /// Says that a revision doesn't exist.
    pub(crate) fn unknown(&self, asked: &str) -> Problem {
        let top = self.top.display();
        let shallow = if self.is_shallow() { format!("; this clone is shallow: {REST}") } else { String::new() };
        let what = format!(
            "is neither a revision of `{top}` nor a date: name a commit, a tag, a branch, or a date such as 2026-03-01{shallow}"
        );
        Problem { name: asked.to_owned(), what, cause: None }
    }

    /// Checks whether the last commit has the path.
    pub(crate) fn has_committed(&self) -> Result<bool, Problem> {
        self.says(&["rev-parse", "--git-dir"])?;
        Ok(self.says(&["rev-parse", "--verify", "--quiet", &format!("HEAD:{}", self.below)]).is_ok())
    }

    fn is_shallow(&self) -> bool {
        self.says(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer == "true")
    }

    /// What a git command prints.
    fn says(&self, arguments: &[&str]) -> Result<String, Problem> {
        let output = reading(&self.top, arguments).output().map_err(|error| self.unreadable(error))?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(self.unreadable(io::Error::other(why.lines().next().unwrap_or_default().to_owned())));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned())
    }

    pub(super) fn unreadable(&self, error: io::Error) -> Problem {
        let what = "can't be read with git".to_owned();
        Problem { name: self.top.display().to_string(), what, cause: Some(error) }
    }
}

/// A bare repository and the path in it that `REPO.git//path` names.
pub(crate) fn bare(path: &Path) -> Option<(PathBuf, String)> {
    let (top, below) = path.to_str()?.split_once("//").filter(|(top, _)| !top.is_empty())?;
    let top = Path::new(top);
    let is_bare = top.join("HEAD").is_file() && top.join("objects").is_dir();
    is_bare.then(|| (top.to_owned(), below.trim_matches('/').to_owned()))
}

impl Revision {
    /// When it was committed, in seconds since 1970, if that is known.
    pub(crate) fn committed(&self) -> Option<i64> {
        self.committed.get().copied()
    }

    /// When the last commit until this one was made that changed the matrix, in seconds since 1970.
    pub(super) fn changed(&self) -> Option<i64> {
        let path = format!(":(literal){}", self.repository.below);
        let path = if self.repository.below.is_empty() { "." } else { &path };
        let said = self.repository.says(&["rev-list", "--max-count=1", "--timestamp", &self.commit, "--", path]);
        said.ok()?.split(' ').next()?.parse().ok().or_else(|| self.committed())
    }

    /// The last commit that two have in common.
    pub(crate) fn merge_base(&self, other: &Self) -> Result<String, Problem> {
        self.repository.says(&["merge-base", &self.commit, &other.commit])
    }

    /// Notes what the cache knows.
    pub(super) fn was_committed(&self, second: i64) {
        let _ = self.committed.set(second);
    }

    /// Its id for people.
    pub(crate) fn short(&self) -> &str {
        short(&self.commit)
    }

    /// The top of the repository's working tree.
    pub(crate) fn top(&self) -> &Path {
        &self.repository.top
    }

    /// The files of the matrix, in order of their paths, each with the name that git takes for it.
    pub(super) fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let unreadable = |error| self.repository.unreadable(error);
        let mut objects = Objects::open(self.top()).map_err(unreadable)?;
        let commit = objects.find(&format!("{}^{{commit}}", self.commit)).map_err(unreadable)?;
        let commit = commit.ok_or_else(|| self.repository.unknown(&self.asked))?;
        self.was_committed(commit.committed().unwrap_or_default());
        let root = self.root_before_renames(&mut objects).map_err(unreadable)?;
        let (below, root) = root.ok_or_else(|| {
            let what =
                format!("isn't in commit {}: name the path that it had there with `--matrix PATH`", self.short());
            Problem { name: self.repository.below.clone(), what, cause: None }
        })?;
        let name = self.name(&below);
        let files = self.all(below, root, &mut objects, &|_| false).map_err(unreadable)?;
        if files.is_empty() {
            return Err(Problem { name, what: NO_YAML.to_owned(), cause: None });
        }
        Ok(files.into_iter().map(|(path, file)| (self.name(&path), file.bytes)).collect())
    }

    /// Another commit of the repository, with the path that the matrix has there.
    pub(super) fn at_commit(&self, commit: String, path: String) -> Self {
        let repository = Repository { below: path, ..self.repository.clone() };
        Self { asked: commit.clone(), commit, committed: OnceCell::new(), repository }
    }

    /// The files of the matrix, in order of their paths; none if it isn't there. Those that are known aren't read.
    pub(super) fn objects(
        &self,
        objects: &mut Objects,
        is_known: &dyn Fn(&str) -> bool,
    ) -> io::Result<Vec<(String, Object)>> {
        let Some((path, root)) = self.root(objects)? else { return Ok(Vec::new()) };
        self.all(path, root, objects, is_known)
    }

    fn all(
        &self,
        path: String,
        root: Object,
        objects: &mut Objects,
        is_known: &dyn Fn(&str) -> bool,
    ) -> io::Result<Vec<(String, Object)>> {
        if !root.is_tree {
            return Ok(vec![(path, root)]);
        }
        let mut files = self.below(&path, root, objects, is_known)?;
        files.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(files)
    }

    /// A file of the commit, as git names it.
    pub(super) fn name(&self, path: &str) -> String {
        format!("{}:{path}", self.short())
    }

    /// The file or folder of the matrix, and the path that it had at the commit.
    fn root(&self, objects: &mut Objects) -> io::Result<Option<(String, Object)>> {
        let below = &self.repository.below;
        let (folder, name) = below.rsplit_once('/').map_or(("", below.as_str()), |(folder, name)| (folder, name));
        // A name by which a matrix is found may replace another one.
        let names = FILES.into_iter().chain([FOLDER]);
        let others = names.clone().filter(|_| names.clone().any(|of| of == name)).map(|other| joined(folder, other));
        for path in std::iter::once(below.clone()).chain(others) {
            if let Some(found) = self.at(&path, objects)? {
                return Ok(Some((path, found)));
            }
        }
        Ok(None)
    }

    /// The same, even if the matrix has been renamed since.
    fn root_before_renames(&self, objects: &mut Objects) -> io::Result<Option<(String, Object)>> {
        if let Some(root) = self.root(objects)? {
            return Ok(Some(root));
        }
        let Some(path) = self.renamed(objects)? else { return Ok(None) };
        Ok(self.at(&path, objects)?.map(|found| (path, found)))
    }

    fn at(&self, path: &str, objects: &mut Objects) -> io::Result<Option<Object>> {
        objects.find(&if path.is_empty() {
            format!("{}^{{tree}}", self.commit)
        } else {
            format!("{}:{path}", self.commit)
        })
    }

    /// The path that the matrix had at the commit, from the renames since, and then from those until it on another branch.
    fn renamed(&self, objects: &mut Objects) -> io::Result<Option<String>> {
        let renames = |from: &str, until: &str| self.log(&format!("{from}..{until}"), &["--diff-filter=R"]);
        let mut path = self.repository.below.clone();
        for commit in renames(&self.commit, "HEAD").unwrap_or_default() {
            commit.path_before(&mut path, objects)?;
        }
        if self.at(&path, objects)?.is_none() {
            for commit in renames("HEAD", &self.commit).unwrap_or_default().iter().rev() {
                commit.path_after(&mut path, objects)?;
            }
        }
        Ok((path != self.repository.below).then_some(path))
    }

    /// The commits that change YAML, the newest first. Nothing that the repository configures changes the output.
    pub(super) fn log(&self, range: &str, options: &[&str]) -> io::Result<Vec<Commit>> {
        let extension = Path::new(&self.repository.below).extension().and_then(|extension| extension.to_str());
        let same_kind = format!("*.{}", extension.unwrap_or("y*ml"));
        let log = ["log", "-z", FORMAT, "--encoding=UTF-8", "--name-status", "-M", "--no-show-signature"];
        let always = ["--no-ext-diff", "--no-follow", "--no-color"];
        let this = format!(":(literal){}", self.repository.below);
        let paths = [range, "--", &same_kind, "*.y*ml", &this];
        let output = reading(self.top(), &[&log[..], &always, options, &paths].concat()).output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        Ok(commits(&String::from_utf8_lossy(&output.stdout)))
    }

    /// Every YAML file in and below a folder. A folder that links lead to is read once, so loops end.
    fn below(
        &self,
        path: &str,
        root: Object,
        objects: &mut Objects,
        is_known: &dyn Fn(&str) -> bool,
    ) -> io::Result<Vec<(String, Object)>> {
        let (mut files, mut links, mut entries) = (Vec::new(), Vec::new(), 0);
        let (mut folders, mut seen) = (VecDeque::from([(path.to_owned(), root)]), HashSet::new());
        while let Some((folder, tree)) = folders.pop_front() {
            seen.insert(tree.id.clone());
            for entry in tree.entries().filter(|entry| !entry.name.starts_with('.')) {
                let path = joined(&folder, entry.name);
                match entry.kind {
                    Kind::Folder => folders.extend(objects.find(&entry.id)?.map(|tree| (path, tree))),
                    Kind::Link => links.push(path),
                    Kind::File if is_yaml(entry.name.as_ref()) => {
                        let known = is_known(&entry.id).then(|| Object::unread(entry.id.clone()));
                        let file = if known.is_some() { known } else { objects.find(&entry.id)? };
                        files.extend(file.map(|file| (path, file)));
                    }
                    Kind::File => {}
                }
                entries += 1;
            }
            if files.len() > limits::FILES || entries > limits::FOLDER_ENTRIES {
                return Err(io::Error::other(format!("`{path}` holds more than {} YAML files", limits::FILES)));
            }
            // Folders come first, because a link may lead to one of them.
            if folders.is_empty() {
                for link in links.drain(..) {
                    match self.at(&link, objects)? {
                        Some(tree) if tree.is_tree && !seen.contains(&tree.id) => folders.push_back((link, tree)),
                        Some(file) if !file.is_tree && is_yaml(link.as_ref()) => files.push((link, file)),
                        _ => {}
                    }
                }
            }
        }
        Ok(files)
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
