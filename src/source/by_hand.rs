//! Compiled matrices that `own compile` made: files that are asked like the YAML they were made of.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::read::{Problem, Unreadable};
use super::text::shown_path;
use crate::compiled::{Broken, Compiled, MAGIC};
use crate::matrix::{Matrix, Scope};

/// The compiled matrix at a place; `None` where something else is.
///
/// # Errors
/// It can't be used.
pub(super) fn find(path: &Path, current_dir: &Path) -> Result<Option<Compiled>, Unreadable> {
    // Opening a pipe would wait for whoever writes to it.
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    let Some(mut file) = is_file.then(|| File::open(path).ok()).flatten() else { return Ok(None) };
    let mut magic = [0; MAGIC.len()];
    if file.read_exact(&mut magic).is_err() || magic != MAGIC {
        return Ok(None);
    }
    Compiled::open(file).map(Some).map_err(|broken| unusable(path, current_dir, broken))
}

/// As much of it as a question is about.
///
/// # Errors
/// It is damaged.
pub(super) fn excerpt(
    compiled: &Compiled,
    path: &Path,
    current_dir: &Path,
    scope: &Scope,
) -> Result<Matrix, Unreadable> {
    let matrix = compiled.matrix(scope).and_then(|matrix| Ok(Matrix { files: compiled.origin()?.files, ..matrix }));
    matrix.map_err(|broken| unusable(path, current_dir, broken))
}

fn unusable(path: &Path, current_dir: &Path, broken: Broken) -> Unreadable {
    let what = match broken {
        Broken::Foreign | Broken::Damaged => "is a damaged compiled matrix: compile it anew with `own compile`",
        Broken::OtherVersion => "was compiled by another version of `own`: compile it anew with `own compile`",
        Broken::Unreadable(_) => "can't be read",
    };
    let cause = if let Broken::Unreadable(cause) = broken { Some(cause) } else { None };
    Unreadable { problems: vec![Problem { name: shown_path(path, current_dir), what: what.to_owned(), cause }] }
}
