//! From a place to a valid matrix, or to a report of everything that is wrong with it.

use std::fmt::Write as _;
use std::path::Path;

use super::fault::Faults;
use super::locate::{Located, Request, Unlocatable, locate as search};
use super::read::{Unreadable, read};
use super::text::{SourceFile, Sources};
use super::validate::validate;
use super::{decode, raw, yaml};
use crate::harmless::shown;
use crate::matrix::Matrix;

/// The matrix that is part of the program.
const BUILT_IN: &str = include_str!("../../data/matrix.yaml");
/// Its name, as shown to people.
const BUILT_IN_NAME: &str = "built-in data/matrix.yaml";

/// Why there is no matrix.
pub struct Report(Reason);

enum Reason {
    Unlocatable(Unlocatable),
    Unreadable(Unreadable),
    /// Faults in the YAML, and the texts that they point into.
    Faults(Box<(Faults, Sources)>),
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl Report {
    /// Everything that is wrong, for a terminal: each fault with its place, the source line and a marker; harmless.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let mut out = String::new();
        match &self.0 {
            Reason::Unlocatable(error) => line(&mut out, &error.to_string(), std::error::Error::source(error)),
            Reason::Unreadable(error) => {
                for problem in &error.problems {
                    line(&mut out, &problem.message, problem.cause.as_ref().map(|cause| cause as _));
                }
            }
            Reason::Faults(faults) => out = faults.0.render(&faults.1, color),
        }
        out
    }
}

/// One line of what is wrong, then the cause.
fn line(out: &mut String, message: &str, cause: Option<&(dyn std::error::Error + 'static)>) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "own: {}", shown(message));
    if let Some(cause) = cause {
        let _ = writeln!(out, "  cause: {}", shown(&cause.to_string()));
    }
}

/// Finds the matrix to use.
///
/// # Errors
/// There is no telling which one is meant.
pub fn locate(request: &Request) -> Result<Located, Report> {
    search(request).map_err(|error| Report(Reason::Unlocatable(error)))
}

/// Reads the matrix that was found.
///
/// # Errors
/// It can't be read, or isn't valid. There is no fall-back.
pub fn load(located: &Located, current_dir: &Path) -> Result<Matrix, Report> {
    match &located.path {
        None => built_in(),
        Some(path) => {
            let sources = read(path, current_dir).map_err(|error| Report(Reason::Unreadable(error)))?;
            parse(sources)
        }
    }
}

/// The matrix that is part of the program.
///
/// # Errors
/// None, as long as the tests pass.
pub fn built_in() -> Result<Matrix, Report> {
    parse(Sources(vec![SourceFile::new(BUILT_IN_NAME, BUILT_IN)]))
}

/// A matrix from texts, each with its name.
///
/// # Errors
/// They aren't a valid matrix.
pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Result<Matrix, Report> {
    parse(Sources(texts.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect()))
}

fn parse(sources: Sources) -> Result<Matrix, Report> {
    let mut faults = Faults::default();
    let mut files: Vec<raw::File> = Vec::with_capacity(sources.0.len());
    for (number, source) in (0..).zip(&sources.0) {
        // A file that doesn't parse says why, and the others are still read.
        if let Some(node) = yaml::parse(number, &source.text, &mut faults) {
            files.push(decode::decode(node, &mut faults));
        }
    }
    let broken = files.len() < sources.0.len();
    let names = sources.0.iter().map(|source| source.name.clone()).collect();
    // What another file would define can't be told from what nobody defines.
    let matrix = if broken { Matrix::default() } else { validate(files, names, true, &mut faults) };
    if faults.is_empty() { Ok(matrix) } else { Err(Report(Reason::Faults(Box::new((faults, sources))))) }
}
