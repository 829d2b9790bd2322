//! Commits as `git log` lists them.

use std::io;

use serde::{Deserialize, Serialize};

use super::objects::Objects;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Commit {
    /// Its full id.
    pub(crate) id: String,
    /// When it was committed, in seconds since 1970.
    pub(crate) committed: i64,
    pub(crate) author: String,
    pub(crate) email: String,
    pub(crate) subject: String,
    /// Old and new paths.
    #[serde(skip)]
    renames: Vec<(String, String)>,
}

/// Where the commits are that a shallow clone lacks.
pub(crate) const REST: &str = "`git fetch --unshallow` fetches the rest; of a remote matrix, a clone has it";

/// Characters of a commit's id that people see.
const SHORT: usize = 10;

/// The id of a commit for people.
pub(crate) fn short(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

/// The format that [`commits`] reads, with authors as `.mailmap` names them. No status of a file begins as a commit does.
pub(super) const FORMAT: &str = "--format=%x01%H%x00%ct%x00%aN%x00%aE%x00%s";

/// The commits in the output of `git log -z --name-status`.
pub(super) fn commits(output: &str) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut words = output.split('\0').map(|word| word.trim_start_matches('\n'));
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_default().to_owned();
        match (word.strip_prefix('\u{1}'), commits.last_mut()) {
            (Some(id), _) => commits.push(Commit {
                id: id.to_owned(),
                committed: next().parse().unwrap_or_default(),
                author: next(),
                email: next(),
                subject: next(),
                renames: Vec::new(),
            }),
            (None, Some(commit)) if word.starts_with('R') => commit.renames.push((next(), next())),
            (None, _) if word.starts_with('C') => _ = (next(), next()),
            (None, _) => _ = next(),
        }
    }
    commits
}

/// Follows a path through renames, each of a file from the first path to the second one. `there` is the commit of the second
/// paths.
fn moved<'c>(
    path: &mut String,
    renames: impl Iterator<Item = (&'c String, &'c String)>,
    there: &str,
    objects: &mut Objects,
) -> io::Result<()> {
    for (from, to) in renames {
        if from == path {
            to.clone_into(path);
        } else if let Some(folder) = from.strip_prefix(&format!("{path}/")).and_then(|rest| to.strip_suffix(rest))
            // A single file may have moved between folders.
            && objects.find(&format!("{there}:{path}"))?.is_none()
        {
            folder.trim_end_matches('/').clone_into(path);
        }
    }
    Ok(())
}

impl Commit {
    /// Changes the path that a matrix has at the commit to the one that it had before.
    pub(super) fn path_before(&self, path: &mut String, objects: &mut Objects) -> io::Result<()> {
        let renames = self.renames.iter().map(|(old, new)| (new, old));
        moved(path, renames, &format!("{}^", self.id), objects)
    }

    /// Changes the path that a matrix had before the commit to the one that it has at the commit.
    pub(super) fn path_after(&self, path: &mut String, objects: &mut Objects) -> io::Result<()> {
        let renames = self.renames.iter().map(|(old, new)| (old, new));
        moved(path, renames, &self.id, objects)
    }

    /// Checks whether its parent is missing, because the clone is shallow.
    pub(super) fn is_cut(&self, objects: &mut Objects) -> io::Result<bool> {
        let Some(commit) = objects.find(&format!("{}^{{commit}}", self.id))? else { return Ok(false) };
        let text = String::from_utf8_lossy(&commit.bytes);
        let has_parent = text.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with("parent "));
        Ok(has_parent && objects.find(&format!("{}^^{{commit}}", self.id))?.is_none())
    }
}
