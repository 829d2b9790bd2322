//! Replaces a file completely or not at all.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Replaces a file completely or, if anything fails, not at all. Links and permissions stay as they are. A pipe or a
/// device can't
/// be replaced, so it receives the bytes.
pub(super) fn replace(path: &Path, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
    if is_stream(path) {
        return File::options().write(true).open(path)?.write_all(bytes.as_ref());
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(std::io::Error::new(ErrorKind::NotFound, format!("there is no folder `{}`", folder.display())));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".own-").suffix(".tmp");
    let mut file: NamedTempFile = match fs::metadata(&path) {
        Ok(metadata) => builder.permissions(metadata.permissions()).tempfile_in(folder)?,
        Err(_) => new_file(&mut builder, folder)?,
    };
    file.write_all(bytes.as_ref())?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// Checks whether this is neither a file nor a folder: a pipe, a device, or standard output by its name.
pub(super) fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Checks whether a file is the matrix at this path, or would be one of its files.
pub(super) fn is_of_matrix(path: &Path, matrix: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let there = |path: &Path| fs::canonicalize(path).ok();
    // A file that doesn't exist yet is compared by its folder.
    let path = there(path).or_else(|| Some(there(folder)?.join(path.file_name()?)));
    let (Some(path), Some(matrix)) = (path, there(matrix)) else { return false };
    path == matrix
        || matrix.is_dir()
            && path.starts_with(&matrix)
            && path.extension().is_some_and(|kind| kind == "yaml" || kind == "yml")
}

/// A temporary file with the permissions of any new file.
#[cfg(unix)]
fn new_file(builder: &mut tempfile::Builder<'_, '_>, folder: &Path) -> std::io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(builder: &mut tempfile::Builder<'_, '_>, folder: &Path) -> std::io::Result<NamedTempFile> {
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        for text in ["long text\n", "short\n"] {
            replace(&file, text).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        let nowhere = folder.path().join("nowhere/a.md");
        assert_eq!(replace(&nowhere, "x").unwrap_err().kind(), ErrorKind::NotFound);
        fs::create_dir(folder.path().join("b.md")).unwrap();
        assert!(replace(&folder.path().join("b.md"), "x").is_err());
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_gets_what_would_replace_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        replace(&pipe, "all of it").unwrap();
        assert_eq!(reader.join().unwrap(), "all of it");
        assert!(is_stream(&pipe));
    }

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

    #[test]
    #[cfg(unix)]
    fn a_link_stays_a_link_and_permissions_stay_as_they_were() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.md", &link).unwrap();
        replace(&link, "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
