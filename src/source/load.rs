//! From a place to a valid matrix, or to a report of everything that is wrong with it.

use std::path::Path;

use super::locate::{Located, Request, Unlocatable, locate as search};
use super::read::{Unreadable, read, read_what_can_be};
use super::text::{SourceFile, Sources};
use super::validate::validate;
use super::{decode, raw, yaml};
use crate::finding::{Finding, Findings};
use crate::matrix::Matrix;
use crate::rule::Rule;

/// The matrix that is part of the program.
const BUILT_IN: &str = include_str!("../../data/matrix.yaml");
/// Its name, as shown to people.
const BUILT_IN_NAME: &str = "built-in data/matrix.yaml";

/// Why there is no matrix. `format::report` writes it out.
pub struct Report(pub(crate) Reason);

/// What is wrong.
pub(crate) enum Reason {
    /// There is no telling which matrix is meant.
    Unlocatable(Unlocatable),
    /// It can't be read.
    Unreadable(Unreadable),
    /// Findings in the YAML, and the texts that they point into.
    Findings(Box<(Findings, Sources)>),
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Reason::Unlocatable(error) => error.fmt(f),
            Reason::Unreadable(error) => error.fmt(f),
            Reason::Findings(faults) => faults.0.fmt(f),
        }
    }
}

/// A matrix with all that is wrong with it: for those who ask what is wrong rather than who is called.
pub(crate) struct Survey {
    /// What of it is good.
    pub(crate) matrix: Matrix,
    /// Why it isn't valid; empty if it is.
    pub(crate) faults: Findings,
    /// The texts.
    pub(crate) sources: Sources,
    /// Whether every file could be parsed.
    pub(crate) whole: bool,
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
    let Survey { matrix, faults, sources, .. } = surveyed(sources);
    if faults.is_empty() { Ok(matrix) } else { Err(Report(Reason::Findings(Box::new((faults, sources))))) }
}

/// As [`load`], whether the matrix is valid or not.
///
/// # Errors
/// It can't be read at all.
pub(crate) fn survey(located: &Located, current_dir: &Path) -> Result<Survey, Report> {
    let sources = match &located.path {
        None => Sources(vec![SourceFile::new(BUILT_IN_NAME, BUILT_IN)]),
        Some(path) => read_what_can_be(path, current_dir).map_err(|error| Report(Reason::Unreadable(error)))?,
    };
    Ok(surveyed(sources))
}

/// As [`survey`], for texts that are there already.
pub(crate) fn surveyed(sources: Sources) -> Survey {
    let mut faults = Findings::default();
    let mut files: Vec<raw::File> = Vec::with_capacity(sources.0.len());
    for (number, source) in (0..).zip(&sources.0) {
        // A file that can't be read or doesn't parse says why, and the others are still read.
        if let Some(why) = &source.unreadable {
            faults.push(Finding::of_file(Rule::Syntax, number, why));
            continue;
        }
        if let Some(node) = yaml::parse(number, &source.text, &mut faults) {
            files.push(decode::decode(node, &mut faults));
        }
    }
    let whole = files.len() == sources.0.len();
    let names = sources.0.iter().map(|source| source.name.clone()).collect();
    let matrix = validate(files, names, whole, &mut faults);
    Survey { matrix, faults, sources, whole }
}
