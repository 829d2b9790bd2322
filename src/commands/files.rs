//! Files beside the matrix: those of its repository, and those that an option names.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Failure, Session};
use crate::atomic;
use crate::source::git::reading;
use crate::source::{Access, Located, SourceFile, real_path};

/// The text of a file that an option names, or of standard input for `-`. The rest of a longer one is left out.
pub(super) fn text_of(path: &Path, noun: &str, most: u64, session: &Session<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let is_stdin = path.as_os_str() == "-";
    if is_stdin && session.located()?.is_stdin() {
        return Err(Failure::misuse(format!("standard input is the matrix: name the {noun} as a file")));
    }
    let read = if is_stdin {
        session.stdin().take(most).read_to_end(&mut bytes)
    } else {
        File::open(session.folder().join(path)).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::misuse(format!("can't read the {noun} `{}`: {error}", path.display())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The nearest folder above the matrix that has `.git`.
pub(super) fn top(located: &Located, folder: &Path) -> Option<PathBuf> {
    let matrix = located.path.as_ref().filter(|_| !located.is_stdin())?;
    let matrix = real_path(&folder.join(matrix)).ok()?;
    matrix.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok()).map(Path::to_owned)
}

/// The files that git tracks, in order, from the top of the repository. Names that aren't UTF-8 are left out: no selector
/// can name them.
pub(super) fn tracked(located: &Located, folder: &Path) -> Result<Vec<String>, Failure> {
    let none = || Failure::misuse("--files needs a matrix in a git repository");
    let (top, output) = if let Access::Committed(of) = &located.access {
        let list = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", &of.commit];
        (of.top().to_owned(), reading(of.top(), &list).output())
    } else {
        let top = top(located, folder).ok_or_else(none)?;
        let output = reading(&top, &["ls-files", "-z"]).output();
        (top, output)
    };
    let output = output.map_err(|error| Failure::misuse(format!("can't run git: {error}")))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned();
        return Err(Failure::misuse(format!("git can't list the files of `{}`: {why}", top.display())));
    }
    let names = output.stdout.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    Ok(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Writes files, each in one step, so that a reader sees the old or the new one. If one can't be replaced or has changed since it
/// was read, writes none.
pub(super) fn write_files(changed: &[(&SourceFile, &SourceFile)]) -> Result<(), Failure> {
    let mut paths = Vec::with_capacity(changed.len());
    for (old, new) in changed {
        let no_file =
            || Failure::misuse("only files can be written: not the built-in matrix, standard input or a commit");
        let path = new.path.as_ref().ok_or_else(no_file)?;
        let refused = |why: String| Failure::misuse(format!("can't write `{}`: {why}; nothing is written", new.name));
        atomic::is_replaceable(path).map_err(|error| refused(error.to_string()))?;
        // A stream may lead to a file, but can't replace it in one step.
        if !path.symlink_metadata()?.is_file() {
            return Err(no_file());
        }
        if std::fs::read(path)? != old.whole().as_bytes() {
            return Err(refused("it has changed meanwhile".to_owned()));
        }
        paths.push(path);
    }
    for (done, ((_, new), path)) in changed.iter().zip(paths).enumerate() {
        atomic::replace(path, new.whole().as_bytes()).map_err(|error| {
            let before = if done > 0 { format!("; written before it: {done}") } else { String::new() };
            Failure::misuse(format!("can't write `{}`: {error}{before}", new.name))
        })?;
    }
    Ok(())
}
