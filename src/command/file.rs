//! A file's text is replaced as a whole, or not at all.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Puts a text in a file's place: the whole of it, or, if anything fails, nothing. A link stays a link, and what may be
/// done with the file stays as it was.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    replace_with(path, |file| file.write_all(text.as_bytes()))
}

/// As [`replace`], with what is written by the caller.
pub(super) fn replace_with(path: &Path, write: impl FnOnce(&mut File) -> std::io::Result<()>) -> std::io::Result<()> {
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
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// A temporary file that others may read, as they may read any new file.
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
