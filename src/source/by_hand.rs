//! Files that `own compile` wrote.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::text::shown_path;
use super::{Access, Problem};
use crate::compiled::{Broken, Compiled, MAGIC};

/// The compiled matrix at a path that was named, and the names of its files; `None` if something else is there.
pub(super) fn open(
    path: &Path,
    access: &Access,
    current_dir: &Path,
) -> Result<Option<(Compiled, Vec<String>)>, Problem> {
    // Opening a pipe would wait for a writer.
    let is_file = *access == Access::Named && fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    let Some(mut file) = is_file.then(|| File::open(path).ok()).flatten() else { return Ok(None) };
    let mut magic = [0; MAGIC.len()];
    if file.read_exact(&mut magic).is_err() || magic != MAGIC {
        return Ok(None);
    }
    let opened = Compiled::open(file).and_then(|compiled| Ok((compiled.origin()?, compiled)));
    let (origin, compiled) = opened.map_err(|broken| unusable(path, current_dir, broken))?;
    // The file may claim any names, so each begins with that of the file itself.
    let read = shown_path(path, current_dir);
    Ok(Some((compiled, origin.files.into_iter().map(|claimed| format!("{read}:{claimed}")).collect())))
}

/// Explains why a compiled matrix can't be used.
pub(super) fn unusable(path: &Path, current_dir: &Path, broken: Broken) -> Problem {
    let what = match broken {
        Broken::Foreign | Broken::Damaged => "is a damaged compiled matrix: recompile it with `own compile`",
        Broken::OtherVersion => "was compiled by another version of `own`: recompile it with `own compile`",
        Broken::Unreadable(_) => "can't be read",
    };
    let cause = if let Broken::Unreadable(cause) = broken { Some(cause) } else { None };
    Problem { name: shown_path(path, current_dir), what: what.to_owned(), cause }
}
