//! Compiled matrices that `own compile` made: files that are asked like the YAML they were made of.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::text::shown_path;
use super::unreadable::{Problem, Unreadable};
use crate::compiled::{Broken, Compiled, MAGIC};
use crate::matrix::{Matrix, Scope};

/// The compiled matrix at a place; `None` where something else is.
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

/// The compiled matrix at a place, with the names of its files.
pub(super) fn open(path: &Path, current_dir: &Path) -> Result<Option<(Compiled, Vec<String>)>, Unreadable> {
    let Some(compiled) = find(path, current_dir)? else { return Ok(None) };
    let origin = compiled.origin().map_err(|broken| unusable(path, current_dir, broken))?;
    Ok(Some((compiled, origin.files)))
}

/// As much of the compiled matrix at a place as a question is about.
pub(super) fn excerpt(path: &Path, current_dir: &Path, scope: &Scope) -> Result<Option<Matrix>, Unreadable> {
    let Some((compiled, files)) = open(path, current_dir)? else { return Ok(None) };
    let matrix = compiled.matrix(scope).map_err(|broken| unusable(path, current_dir, broken))?;
    Ok(Some(Matrix { files, ..matrix }))
}

/// Why a compiled matrix can't be used, and what to do.
pub(super) fn unusable(path: &Path, current_dir: &Path, broken: Broken) -> Unreadable {
    let what = match broken {
        Broken::Foreign | Broken::Damaged => "is a damaged compiled matrix: compile it anew with `own compile`",
        Broken::OtherVersion => "was compiled by another version of `own`: compile it anew with `own compile`",
        Broken::Unreadable(_) => "can't be read",
    };
    let cause = if let Broken::Unreadable(cause) = broken { Some(cause) } else { None };
    Unreadable { problems: vec![Problem { name: shown_path(path, current_dir), what: what.to_owned(), cause }] }
}
