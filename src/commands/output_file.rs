//! Files that a command may overwrite.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use super::Failure;
use crate::atomic::{self, is_stream};
use crate::source::is_yaml;

/// The marks of what `own` writes are within the first bytes.
const MARKED: u64 = 1 << 16;

/// Writes a file completely or, if anything fails, not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    atomic::replace(path, bytes).map_err(|error| unwritable(path, &error))
}

pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::misuse(format!("can't write `{}`: {error}", path.display()))
}

/// Refuses to replace a file that this command didn't write, unless that is forced. `is_its` knows what it writes by the
/// first bytes.
pub(super) fn spare_others(
    path: &Path,
    force: bool,
    command: &str,
    is_its: impl Fn(&[u8]) -> bool,
) -> Result<(), Failure> {
    atomic::is_replaceable(path).map_err(|error| unwritable(path, &error))?;
    if force || is_stream(path) || !path.exists() {
        return Ok(());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MARKED).read_to_end(&mut bytes));
    read.map_err(|error| Failure::misuse(format!("can't read `{}`: {error}", path.display())))?;
    if bytes.is_empty() || is_its(&bytes) {
        return Ok(());
    }
    let wrong = format!("`{}` wasn't written by `{command}`", path.display());
    Err(Failure::misuse(format!("{wrong}: name another file, or replace it with --force")))
}

/// Checks whether a file is the matrix at this path, or would be one of its files.
pub(super) fn is_of_matrix(path: &Path, matrix: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let there = |path: &Path| fs::canonicalize(path).ok();
    // A file that doesn't exist yet is compared by its folder.
    let path = there(path).or_else(|| Some(there(folder)?.join(path.file_name()?)));
    let (Some(path), Some(matrix)) = (path, there(matrix)) else { return false };
    path == matrix || matrix.is_dir() && path.starts_with(&matrix) && is_yaml(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_matrix_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let (file, below) = (folder.path().join("m.yaml"), folder.path().join("below"));
        fs::write(&file, "").unwrap();
        fs::create_dir(&below).unwrap();
        assert!(is_of_matrix(&below.join("../m.yaml"), &file));
        assert!(is_of_matrix(&below.join("new.yaml"), folder.path()));
        assert!(!is_of_matrix(&folder.path().join("m.own"), folder.path()));
        assert!(!is_of_matrix(&folder.path().join("n.yaml"), &file));
    }
}
