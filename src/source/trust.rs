//! Which files may be read, and whose, if the user didn't name them. Git asks the same about its repositories.

use std::cell::OnceCell;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Revision;
use super::git::git;

/// The files that may be read from a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Access {
    /// The user named the place: any file, also a stream or a compiled matrix.
    #[default]
    Named,
    /// Regular files with YAML: in the user's configuration, or listed as trusted.
    Found,
    /// Regular files with YAML, of trusted users only.
    FoundOf(Trust),
    /// Files of a commit, which git reads and trusts, or not.
    Committed(Rc<Revision>),
}

/// The users and paths that are trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trust {
    users: Vec<u32>,
    /// From `OWN_TRUST`.
    paths: Vec<PathBuf>,
    /// From git's `safe.directory`, only if a path would be refused: asking git takes longer than a lookup.
    git: OnceCell<Vec<PathBuf>>,
}

/// Why a file or folder that wasn't named isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Objection {
    /// A pipe, socket or device: reading it might never end.
    NotAFile,
    /// The user that it belongs to isn't trusted.
    Owner(u32),
    /// A link to something outside of its folder, which may be private.
    LeadsOut,
}

impl Access {
    /// The access to a matrix that was found in or above the current folder. `trusted` is the value of `OWN_TRUST`.
    pub(super) fn found(path: &Path, trusted: Option<&OsStr>, sudo_user: Option<&OsStr>) -> Self {
        let paths: Vec<PathBuf> = trusted.map(|paths| std::env::split_paths(paths).collect()).unwrap_or_default();
        if is_listed(path, &paths) {
            return Self::Found;
        }
        Self::FoundOf(Trust { users: users(sudo_user), paths, git: OnceCell::new() })
    }

    /// Why something isn't read. `metadata` is that of a link, of its target, or of an open file.
    pub(super) fn objection(&self, path: &Path, metadata: &Metadata) -> Option<Objection> {
        if matches!(self, Self::Named | Self::Committed(_)) {
            return None;
        }
        if !(metadata.is_file() || metadata.is_dir() || metadata.is_symlink()) {
            return Some(Objection::NotAFile);
        }
        let Self::FoundOf(trust) = self else { return None };
        let owner = owner(metadata);
        (!trust.users.contains(&owner) && !trust.lists(path)).then_some(Objection::Owner(owner))
    }
}

impl Trust {
    fn lists(&self, path: &Path) -> bool {
        is_listed(path, &self.paths) || is_listed(path, self.git.get_or_init(safe_directories))
    }
}

/// Checks whether a link leads out of a folder. A dangling one leads nowhere.
pub(super) fn leads_out(link: &Path, folder: &Path) -> bool {
    let both = fs::canonicalize(link).and_then(|target| Ok((target, fs::canonicalize(folder)?)));
    both.is_ok_and(|(target, folder)| !target.starts_with(folder))
}

/// Checks whether a list has a path or a folder above it. `*` is everything.
fn is_listed(path: &Path, list: &[PathBuf]) -> bool {
    list.iter().any(|entry| {
        let folder = if entry.ends_with("*") { entry.parent().unwrap_or(entry) } else { entry };
        let is_above = || path.starts_with(folder) || fs::canonicalize(folder).is_ok_and(|real| path.starts_with(real));
        entry == Path::new("*") || folder.is_absolute() && is_above()
    })
}

/// Git's `safe.directory`, from the files of the user and the system only: a repository can't make itself trusted.
fn safe_directories() -> Vec<PathBuf> {
    let arguments = ["config", "--null", "--show-scope", "--type=path", "--get-all", "safe.directory"];
    let output = git(Path::new("/"), &arguments).output();
    let output = output.map(|output| output.stdout).unwrap_or_default();
    let mut list = Vec::new();
    let words: Vec<&[u8]> = output.split(|byte| *byte == 0).collect();
    for pair in words.chunks_exact(2) {
        match pair {
            [b"local" | b"worktree", _] => {}
            // Git's way to clear the list.
            [_, b""] => list.clear(),
            [_, path] => list.extend(path_of(path)),
            _ => {}
        }
    }
    list
}

fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    Some(PathBuf::from(OsString::from(std::str::from_utf8(bytes).ok()?)))
}

/// The users that are trusted: this one, root, and who became root with `sudo`.
#[cfg(unix)]
fn users(sudo_user: Option<&OsStr>) -> Vec<u32> {
    let user = rustix::process::geteuid();
    let sudo_user = sudo_user.filter(|_| user.is_root()).and_then(|id| id.to_str()?.parse().ok());
    [user.as_raw(), 0].into_iter().chain(sudo_user).collect()
}

/// Other systems have no such numbers: everything belongs to one user.
#[cfg(not(unix))]
fn users(_: Option<&OsStr>) -> Vec<u32> {
    vec![0]
}

#[cfg(unix)]
fn owner(metadata: &Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(metadata)
}

#[cfg(not(unix))]
fn owner(_: &Metadata) -> u32 {
    0
}

impl fmt::Display for Objection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFile => formatter
                .write_str("is neither a file nor a folder, so it is read only if you name it with `--matrix PATH`"),
            Self::LeadsOut => formatter.write_str(
                "is a link that leads out of its folder, so it is read only if you name it with `--matrix PATH`",
            ),
            Self::Owner(user) => write!(
                formatter,
                "belongs to another user (uid {user}): name it with `--matrix PATH`, or list its folder in `OWN_TRUST` or in git's \
                 `safe.directory`"
            ),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_path_with_all_below_it() {
        let drive = if cfg!(windows) { "C:" } else { "" };
        let native = |path: &&str| PathBuf::from(if path.starts_with('/') { drive } else { "" }.to_owned() + path);
        let is_listed =
            |path: &str, entries: &[&str]| is_listed(&native(&path), &entries.iter().map(native).collect::<Vec<_>>());
        for entry in ["/srv/own", "/srv/own/", "/srv/own/*", "/srv", "/", "*", "/srv/own/ownership.yaml"] {
            assert!(is_listed("/srv/own/ownership.yaml", &["/other", entry]), "{entry}");
        }
        for entry in ["/srv/ow", "/srv/own/ownership", "srv", "", ".", "/srv/own/ownership.yaml/x", "/*/x"] {
            assert!(!is_listed("/srv/own/ownership.yaml", &[entry]), "{entry}");
        }
        assert!(!is_listed("/srv/own", &[]));
    }

    #[test]
    #[cfg(unix)]
    fn only_root_trusts_the_user_of_sudo() {
        let root = rustix::process::geteuid().is_root();
        assert_eq!(users(Some(OsStr::new("4711"))).contains(&4711), root);
        assert!(!users(Some(OsStr::new("x"))).contains(&4711));
    }

    #[test]
    #[cfg(unix)]
    fn other_users_and_devices_are_refused_unless_named() {
        let path = Path::new("/dev/null");
        let device = fs::metadata(path).unwrap();
        let of = |users| Access::FoundOf(Trust { users, paths: Vec::new(), git: OnceCell::from(Vec::new()) });
        assert_eq!(Access::Named.objection(path, &device), None);
        assert_eq!(Access::Found.objection(path, &device), Some(Objection::NotAFile));
        let file = tempfile::NamedTempFile::new().unwrap();
        let (path, metadata) = (file.path(), file.as_file().metadata().unwrap());
        let owner = owner(&metadata);
        assert_eq!(Access::Found.objection(path, &metadata), None);
        assert_eq!(of(vec![owner]).objection(path, &metadata), None);
        assert_eq!(of(vec![owner + 1]).objection(path, &metadata), Some(Objection::Owner(owner)));
        let Access::FoundOf(trust) = of(Vec::new()) else { unreachable!() };
        let listed = Access::FoundOf(Trust { git: OnceCell::from(vec![path.to_owned()]), ..trust });
        assert_eq!(listed.objection(path, &metadata), None);
    }
}
