//! `own render`: the matrix as a document.

use std::fs;
use std::io::ErrorKind;
use std::panic::resume_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::thread;

use jiff::civil::Date;

use super::output_file::{replace, spare_others};
use super::{Args, Exit, Failure, Session};
use crate::atomic::is_stream;
use crate::limits::DOCUMENT_BYTES;
use crate::matrix::{Matrix, Scope};
use crate::query::show::{DocumentPages, assessed, document_parts};
use crate::query::{AsOf, Unanswered, things};
use crate::render::island::{self, with_islands};
use crate::render::{diff, html, markdown};
use crate::text::shell;
use crate::view::document;
use crate::view::page::Site;

#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:
  own render markdown -o OWNERSHIP.md
  own render markdown --check OWNERSHIP.md",
    after_help = "More examples:
  own render html -o ownership.html
  own render html --no-contacts -o public.html

When own renders a Markdown FILE again, it keeps what you wrote between these two lines:
  <!-- own:keep NAME -->
  <!-- own:end NAME -->
An HTML page shows its date. --check uses that date, unless you give --at. A FILE that leaves out addresses is checked without them.

Exit codes of --check: 0 FILE is current, 1 it isn't, 2 own can't tell."
)]
pub(crate) struct Render {
    /// The kind of document
    #[arg(value_name = "KIND")]
    pub kind: Rendering,
    /// The file to write or update; default: standard output
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Say whether FILE is current, and what differs
    #[arg(long, value_name = "FILE", conflicts_with = "output", value_hint = clap::ValueHint::FilePath)]
    pub check: Option<PathBuf>,
    /// With --output: replace FILE even if own didn't write it
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Leave out the addresses of parties, systems and levels, for a document that everybody can read
    #[arg(long)]
    pub no_contacts: bool,
}

/// Kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Rendering {
    /// A document in GitHub Markdown
    Markdown,
    /// A page for a browser: one file, which needs no network
    Html,
}

impl Rendering {
    const fn command(self) -> &'static str {
        match self {
            Self::Markdown => "own render markdown",
            Self::Html => "own render html",
        }
    }
}

pub(super) fn run(args: &Render, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let matrix = session.matrix(&Scope::Whole)?;
    session.note_matrix(matrix)?;
    session.console.busy("rendering");
    match (&args.check, &args.output) {
        (Some(path), _) => check(args, path, matrix, session),
        (None, Some(path)) => write(args, path, matrix, session),
        (None, None) => {
            let text = rendered(args, matrix, session.today(matrix)?, session.as_of(matrix)?, "")?;
            session.console.show(&text)?;
            Ok(Exit::Answered)
        }
    }
}

/// The document, with the parts to keep from the one that it replaces.
fn rendered(args: &Render, matrix: &Matrix, today: Date, as_of: Option<AsOf>, old: &str) -> Result<String, Failure> {
    let bare = args.no_contacts.then(|| matrix.without_contacts());
    let shown = bare.as_ref().unwrap_or(matrix);
    let listed = things(shown);
    let mut parts = document_parts(shown, &listed, today)?;
    parts.as_of = as_of;
    if bare.is_some() {
        // An address that is left out isn't missing.
        (parts.coverage, parts.warnings) = assessed(matrix, today);
    }
    let text = match args.kind {
        Rendering::Markdown => {
            Some(markdown::render(document::text(&parts))).filter(|text| text.len() <= DOCUMENT_BYTES)
        }
        Rendering::Html => {
            let site = &Site { contacts: !args.no_contacts, ..document::site(&parts) };
            let who = || html::matrix(site, document::matrix(&DocumentPages::of(shown, &listed)));
            // The matrix is half of a large page. A static build has one allocator for all threads: they would wait for it.
            if cfg!(target_env = "musl") {
                html::render(site, document::site_blocks(&parts), who)
            } else {
                thread::scope(|scope| {
                    let who = scope.spawn(who);
                    let who = || who.join().unwrap_or_else(|panic| resume_unwind(panic));
                    html::render(site, document::site_blocks(&parts), who)
                })
            }
        }
    };
    let too_large = || format!("the document has more than {} MiB: split the matrix", DOCUMENT_BYTES >> 20);
    let text = text.ok_or_else(|| Failure::misuse(too_large()))?;
    match args.kind {
        Rendering::Markdown => with_islands(&text, old, !args.no_contacts).map_err(Failure::misuse),
        Rendering::Html => Ok(text),
    }
}

fn check(args: &Render, path: &Path, matrix: &Matrix, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let shown = path.display().to_string();
    let old = read(path)?;
    let text = old.clone().unwrap_or_default();
    let lacks_contacts = match args.kind {
        Rendering::Markdown => island::lacks_contacts(&text),
        Rendering::Html => html::lacks_contacts(&text),
    };
    // A document for everybody stays one.
    let args = &Render { no_contacts: args.no_contacts || lacks_contacts, ..args.clone() };
    let of_file = html::date(&text).filter(|_| args.kind == Rendering::Html);
    let clock = session.clock();
    let today = of_file.filter(|_| clock.at.is_none()).map_or_else(|| clock.today(matrix), Ok)?;
    let new =
        rendered(args, matrix, today, session.as_of(matrix)?, &text).map_err(|failure| in_file(&shown, failure))?;
    if old.as_ref() == Some(&new) {
        return Ok(Exit::Answered);
    }
    let missing = if old.is_none() { ", which isn't there" } else { "" };
    let bare = if args.no_contacts { "--no-contacts " } else { "" };
    let renew = format!("renew it with `{} {bare}-o {}`", args.kind.command(), shell::word(&shown));
    let renew = session.to_copy(vec![renew]).concat();
    session.console.note(&format!("own: not current: {shown}{missing}; {renew}"));
    let should = format!("{shown} as it should be");
    let color = session.console.colors_stdout();
    session.console.write(&diff::unified((&shown, &text), (&should, &new), color))?;
    Ok(Exit::NothingFits)
}

fn write(args: &Render, path: &Path, matrix: &Matrix, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.spare(None, path)?;
    let mark = match args.kind {
        Rendering::Markdown => island::MARK,
        Rendering::Html => html::GENERATOR,
    };
    spare_others(path, args.force, args.kind.command(), |bytes| String::from_utf8_lossy(bytes).contains(mark))?;
    let shown = path.display().to_string();
    // Reading from a pipe or a device could block.
    let old = if is_stream(path) { None } else { read(path)? };
    let (today, as_of) = (session.today(matrix)?, session.as_of(matrix)?);
    let new = rendered(args, matrix, today, as_of, old.as_deref().unwrap_or_default());
    let new = new.map_err(|failure| in_file(&shown, failure))?;
    if old.as_ref() == Some(&new) {
        session.console.note(&format!("{shown} is current"));
        return Ok(Exit::Answered);
    }
    replace(path, new.as_bytes())?;
    session.console.note(&format!("wrote {shown}"));
    Ok(Exit::Answered)
}

/// A file's text with plain line ends; `None` if there is no file.
fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::misuse(format!("can't read `{}`: {error}", path.display()))),
    }
}

/// Adds the file's name to a message.
fn in_file(file: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Unanswered(of) => Unanswered { message: format!("{file}, {}", of.message), ..of }.into(),
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
