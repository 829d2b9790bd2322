//! `own render`: the matrix as a document.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::civil::Date;

use super::failure::Failure;
use super::file::{is_stream, replace};
use super::session::Session;
use crate::Exit;
use crate::cli::{self, Rendering};
use crate::matrix::{Matrix, Scope};
use crate::query::show::whole;
use crate::render::{diff, document, html};

pub(super) fn run(args: &cli::Render, session: &mut Session<'_>) -> Result<(), Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    match (&args.check, &args.output) {
        (Some(path), _) => check(args.kind, path, matrix, session),
        (None, Some(path)) => write(args.kind, path, matrix, session),
        (None, None) => session.write(&rendered(args.kind, matrix, session.today(), "")?),
    }
}

/// The document, with what is to be kept of the one that it replaces.
fn rendered(kind: Rendering, matrix: &Matrix, today: Date, old: &str) -> Result<String, Failure> {
    let whole = whole(matrix, today)?;
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
    let should = format!("{shown} as it should be");
    let color = session.color(true);
    session.write(&diff::unified((&shown, &text), (&should, &new), color))?;
    Err(Failure::Ended(Exit::NothingFits))
}

fn write(kind: Rendering, path: &Path, matrix: &Matrix, session: &mut Session<'_>) -> Result<(), Failure> {
    session.spare(None, path)?;
    let shown = path.display().to_string();
    // What a pipe or a device has to say is no older document.
    let old = if is_stream(path) { None } else { read(path)? };
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

    #[test]
    fn line_ends_of_windows_are_no_difference() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "a\r\nb\r\n").unwrap();
        assert_eq!(read(&file).unwrap().as_deref(), Some("a\nb\n"));
        assert_eq!(read(&folder.path().join("b.md")).unwrap(), None);
    }
}
