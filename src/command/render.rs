//! `own render`: the matrix as a document.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use jiff::civil::Date;
use tempfile::NamedTempFile;

use super::session::{Failure, Session};
use crate::Exit;
use crate::cli::{self, Rendering};
use crate::format::{difference, document, html};
use crate::matrix::Matrix;
use crate::query::show::whole;

pub(super) fn run(args: &cli::Render, session: &mut Session<'_>) -> Result<(), Failure> {
    let matrix = session.matrix()?;
    match (&args.check, &args.output) {
        (Some(path), _) => check(args.kind, path, &matrix, session),
        (None, Some(path)) => write(args.kind, path, &matrix, session),
        (None, None) => session.write(&rendered(args.kind, &matrix, session.today(), "")?),
    }
}

/// The document, with what is to be kept of the one that it replaces.
fn rendered(kind: Rendering, matrix: &Matrix, today: Date, old: &str) -> Result<String, Failure> {
    let whole = whole(matrix, today);
    match kind {
        Rendering::Markdown => document::render(&whole, old).map_err(|bad| Failure::Usage(bad.to_string())),
        Rendering::Html => Ok(html::render(&whole)?),
    }
}

fn check(kind: Rendering, path: &Path, matrix: &Matrix, session: &mut Session<'_>) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let old = read(path)?;
    let text = old.clone().unwrap_or_default();
    let of_file = html::day(&text).filter(|_| kind == Rendering::Html);
    let today = session.as_of().or(of_file).unwrap_or_else(|| session.today());
    let new = rendered(kind, matrix, today, &text).map_err(|failure| in_file(&shown, failure))?;
    if old.as_ref() == Some(&new) {
        return Ok(());
    }
    let missing = if old.is_none() { ", which isn't there" } else { "" };
    session.note(&format!("own: not current: {shown}{missing}; renew it with `own render … -o {shown}`"));
    session.write(&difference::unified(&text, &new, &shown))?;
    Err(Failure::Ended(Exit::NothingFits))
}

fn write(kind: Rendering, path: &Path, matrix: &Matrix, session: &mut Session<'_>) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let old = read(path)?;
    let new = rendered(kind, matrix, session.today(), old.as_deref().unwrap_or_default());
    let new = new.map_err(|failure| in_file(&shown, failure))?;
    if old.as_ref() == Some(&new) {
        session.note(&format!("{shown} is current"));
        return Ok(());
    }
    replace(path, &new).map_err(|error| Failure::Usage(format!("can't write `{shown}`: {error}")))?;
    session.note(&format!("wrote {shown}"));
    Ok(())
}

/// A file's text, with the line ends of a rendering; `None` if it isn't there.
fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::Usage(format!("can't read `{}`: {error}", path.display()))),
    }
}

/// Puts a text in a file's place: the whole of it, or, if anything fails, nothing. A link stays a link, and what may be
/// done with the file stays as it was.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
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
    file.write_all(text.as_bytes())?;
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

/// Says which file it is about.
fn in_file(file: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Usage(message) => Failure::Usage(format!("{file}, {message}")),
        other => other,
    }
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

    #[test]
    fn line_ends_of_windows_are_no_difference() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "a\r\nb\r\n").unwrap();
        assert_eq!(read(&file).unwrap().as_deref(), Some("a\nb\n"));
        assert_eq!(read(&folder.path().join("b.md")).unwrap(), None);
    }
}
