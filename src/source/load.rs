//! From a place to a valid matrix, or to a report of everything that is wrong with it.

use std::io::{self, Seek, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::cache::{Cache, Kept};
use super::large::Large;
use super::locate::{Located, Request, Unlocatable, locate as search};
use super::read::{read, read_what_can_be};
#[cfg(test)]
use super::text::SourceFile;
use super::text::Sources;
use super::unreadable::Unreadable;
use super::validate::validate;
use super::{built_in, by_hand, decode, large, raw, yaml};
use crate::compiled::{self, Broken, Compiled, Many, Origin};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::{Finding, Findings};
use crate::matrix::{Matrix, Scope};

/// Why there is no matrix. `format::report` writes it out.
pub(crate) struct Report(pub(crate) Reason);

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

impl Survey {
    /// Why it isn't valid.
    pub(crate) fn into_report(self) -> Report {
        Report(Reason::Findings(Box::new((self.faults, self.sources))))
    }
}

/// Finds the matrix to use.
pub(crate) fn locate(request: &Request) -> Result<Located, Report> {
    search(request).map_err(|error| Report(Reason::Unlocatable(error)))
}

/// As much of the matrix that was found as a question is about, or more: from what was compiled, or from the YAML.
pub(crate) fn load(located: &Located, current_dir: &Path, scope: &Scope, cache: &Cache) -> Result<Matrix, Report> {
    let Some(path) = &located.path else { return built_in::excerpt(scope) };
    if let Some(matrix) = cache.matrix(path, scope, current_dir) {
        return Ok(matrix);
    }
    let unreadable = |error| Report(Reason::Unreadable(error));
    if let Some(matrix) = by_hand::excerpt(path, current_dir, scope).map_err(unreadable)? {
        return Ok(matrix);
    }
    match read_anew(path, current_dir, cache)? {
        Anew::Whole(matrix) => Ok(*matrix),
        Anew::Compiled(compiled, files) => {
            let matrix = compiled.matrix(scope).map_err(|broken| unusable(path, current_dir, broken))?;
            Ok(Matrix { files, ..matrix })
        }
    }
}

/// A matrix that was read from its YAML.
enum Anew {
    /// As it is.
    Whole(Box<Matrix>),
    /// One that is large is compiled before anything is asked of it; with the names of its files.
    Compiled(Box<Compiled>, Vec<String>),
}

/// Reads the YAML at a place, and keeps it compiled.
fn read_anew(path: &Path, current_dir: &Path, cache: &Cache) -> Result<Anew, Report> {
    let (sources, seen) = read(path, current_dir).map_err(|error| Report(Reason::Unreadable(error)))?;
    let origin = cache.origin(path, seen);
    let unusable = |broken| unusable(path, current_dir, broken);
    match Compilable::of(sources)? {
        Compilable::Whole(matrix) => {
            if let Some(origin) = origin {
                cache.keep(path, |to| compiled::write(&matrix, &origin, to));
            }
            Ok(Anew::Whole(matrix))
        }
        Compilable::Large(large) => {
            let files = large.files().to_vec();
            let bytes = large.compiled(origin.as_ref().unwrap_or(&Origin::default()));
            let bytes = bytes.map_err(|error| unusable(error.into()))?;
            drop(large);
            if origin.is_some() {
                cache.keep(path, |to| to.write_all(&bytes));
            }
            Ok(Anew::Compiled(Box::new(Compiled::in_memory(bytes).map_err(unusable)?), files))
        }
    }
}

/// Why a compiled matrix can't be used, and what to do.
pub(crate) fn unusable(path: &Path, current_dir: &Path, broken: Broken) -> Report {
    Report(Reason::Unreadable(by_hand::unusable(path, current_dir, broken)))
}

/// The matrix that was found, for many questions: what isn't compiled yet is compiled in memory.
pub(crate) fn many(located: &Located, current_dir: &Path, cache: &Cache) -> Result<Many, Report> {
    let place = located.path.as_deref().unwrap_or(current_dir);
    let unusable = |broken| unusable(place, current_dir, broken);
    let (compiled, files) = match &located.path {
        None => {
            let matrix = built_in::excerpt(&Scope::Whole)?;
            (compiled::in_memory(&matrix).map_err(unusable)?, matrix.files)
        }
        Some(path) => {
            // What is kept and no good is passed over, as it is for a single question.
            let kept = cache.open(path, current_dir);
            if let Some(many) = kept.and_then(|(compiled, files)| Many::new(compiled, files).ok()) {
                return Ok(many);
            }
            let by_hand = by_hand::open(path, current_dir).map_err(|error| Report(Reason::Unreadable(error)))?;
            match by_hand {
                Some(by_hand) => by_hand,
                None => match read_anew(path, current_dir, cache)? {
                    Anew::Whole(matrix) => (compiled::in_memory(&matrix).map_err(unusable)?, matrix.files),
                    Anew::Compiled(compiled, files) => (*compiled, files),
                },
            }
        }
    };
    Many::new(compiled, files).map_err(unusable)
}

/// The compiled matrix that stands for the one that was found: kept in the cache, or made by hand.
pub(crate) fn compiled(located: &Located, current_dir: &Path, cache: &Cache) -> Option<Kept> {
    let path = located.path.as_ref()?;
    let by_hand = || {
        let origin = by_hand::find(path, current_dir).ok()??.origin().ok()?;
        Some(Kept { file: path.clone(), made: origin.made, current: None })
    };
    by_hand().or_else(|| cache.kept(path))
}

/// A valid matrix that is to be compiled.
pub(crate) enum Compilable {
    /// One that was read as a whole.
    Whole(Box<Matrix>),
    /// One that was read system by system.
    Large(Box<Large>),
}

impl Compilable {
    /// The matrix that was found.
    pub(crate) fn read(located: &Located, current_dir: &Path) -> Result<Self, Report> {
        Self::of(sources(located, current_dir)?)
    }

    /// The matrix of some texts, which aren't needed any more: of one that is large, they take most of the memory.
    fn of(sources: Sources) -> Result<Self, Report> {
        match large::read(&sources) {
            Some(large) => Ok(Self::Large(Box::new(large))),
            None => Ok(Self::Whole(Box::new(parse(sources)?))),
        }
    }

    /// Compiles it.
    pub(crate) fn write(&self, to: &mut (impl Write + Seek)) -> io::Result<()> {
        let made = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let made = i64::try_from(made).unwrap_or_default();
        let origin = |files: &[String]| Origin { files: files.to_vec(), made, ..Origin::default() };
        match self {
            Self::Whole(matrix) => compiled::write(matrix, &origin(&matrix.files), to),
            Self::Large(large) => large.compile(&origin(large.files()), to),
        }
    }
}

#[cfg(test)]
/// A matrix from texts, each with its name.
pub(crate) fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Result<Matrix, Report> {
    parse(Sources(texts.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect()))
}

/// A matrix from texts.
pub(super) fn parse(sources: Sources) -> Result<Matrix, Report> {
    let survey = surveyed(sources);
    if survey.faults.is_empty() { Ok(survey.matrix) } else { Err(survey.into_report()) }
}

/// As [`load`], whether the matrix is valid or not.
pub(crate) fn survey(located: &Located, current_dir: &Path) -> Result<Survey, Report> {
    Ok(surveyed(sources(located, current_dir)?))
}

/// The texts of the matrix that was found; each that can't be read says why.
fn sources(located: &Located, current_dir: &Path) -> Result<Sources, Report> {
    match &located.path {
        None => Ok(built_in::sources()),
        Some(path) => read_what_can_be(path, current_dir).map_err(|error| Report(Reason::Unreadable(error))),
    }
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
