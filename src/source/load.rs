//! Loads a valid matrix from a place, or reports everything that is wrong with it.

use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use super::cache::{Cache, CompiledFile, Place};
use super::decode::Decode;
use super::locate::{Unlocatable, locate as search};
use super::read::{read, read_what_can_be};
#[cfg(test)]
use super::text::SourceFile;
use super::text::shown_path;
use super::validate::{compile_large, validate, whole_large};
use super::{Access, Located, Problem, Request, Sources, built_in, by_hand, parallel, raw, yaml};
use crate::compiled::{self, Broken, Compiled, Many, Origin};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::matrix::{Matrix, Scope};

/// Why there is no matrix; `render::report` prints it.
#[derive(Debug)]
pub(crate) enum Report {
    /// No place, or more than one.
    Unlocatable(Unlocatable),
    /// Files or folders that can't be read, in their order.
    Unreadable(Vec<Problem>),
    /// Findings in the YAML, and the texts that they point into.
    Findings(Box<(Findings, Sources)>),
}

impl Report {
    /// The first problem, in one line.
    pub(super) fn first(&self) -> String {
        let Self::Findings(faults) = self else { return "can't be read".to_owned() };
        let Some(first) = faults.0.sorted().first().copied().cloned() else { return String::new() };
        let file = first.place().0.and_then(|file| faults.1.file(file)).map_or("", |file| &file.name);
        let line = first.span.map(|span| format!(":{}", span.line)).unwrap_or_default();
        format!("{file}{line}: {}", first.message)
    }
}

impl From<Vec<Problem>> for Report {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Unreadable(problems)
    }
}

impl From<Problem> for Report {
    fn from(problem: Problem) -> Self {
        Self::Unreadable(vec![problem])
    }
}

/// A matrix with its faults, for `own check`.
pub(crate) struct Survey {
    /// The valid part.
    pub(crate) matrix: Matrix,
    /// Empty if the matrix is valid.
    pub(crate) faults: Findings,
    /// The texts.
    pub(crate) sources: Sources,
    /// True if every file could be parsed.
    pub(crate) is_complete: bool,
}

impl Survey {
    /// The matrix, if it is valid.
    fn valid(self) -> Result<Matrix, Report> {
        if self.faults.is_empty() { Ok(self.matrix) } else { Err(self.into_report()) }
    }

    /// Why it isn't valid.
    pub(crate) fn into_report(self) -> Report {
        Report::Findings(Box::new((self.faults, self.sources)))
    }
}

/// Finds the matrix to use.
pub(crate) fn locate(request: &Request) -> Result<Located, Report> {
    let mut located = search(request).map_err(Report::Unlocatable)?;
    let remote = located.remote.as_ref();
    let fetched = remote.and_then(|remote| remote.revision(&remote.fetched()?.commit));
    if let Some(revision) = fetched {
        located.access = Access::Committed(Rc::new(revision));
    }
    Ok(located)
}

/// The part of a matrix that a question needs, or more.
pub(crate) fn load(located: &Located, current_dir: &Path, scope: &Scope, cache: &Cache) -> Result<Matrix, Report> {
    let place = place(located, current_dir)?;
    // A damaged file of the cache is ignored.
    if let Some((compiled, files)) = cache.open(place, current_dir)
        && let Ok(matrix) = compiled.matrix(scope)
    {
        return Ok(Matrix { files, ..matrix });
    }
    match load_uncached(place, current_dir, cache, *scope == Scope::Whole)? {
        Loaded::Whole(matrix) => Ok(*matrix),
        Loaded::Compiled(compiled, files) => {
            let matrix = compiled.matrix(scope);
            let matrix = matrix.map_err(|broken| unusable(located.path.as_deref(), current_dir, broken))?;
            Ok(Matrix { files, ..matrix })
        }
    }
}

/// A matrix for many questions. If it isn't compiled yet, it is compiled in memory.
pub(crate) fn many(located: &Located, current_dir: &Path, cache: &Cache) -> Result<Many, Report> {
    let place = place(located, current_dir)?;
    let unusable = |broken| unusable(located.path.as_deref(), current_dir, broken);
    // A damaged file of the cache is ignored.
    if let Some((compiled, files)) = cache.open(place, current_dir)
        && let Ok(many) = Many::new(compiled, files)
    {
        return Ok(many);
    }
    let (compiled, files) = match load_uncached(place, current_dir, cache, false)? {
        Loaded::Whole(matrix) => {
            let bytes = compiled::write(&matrix, &Origin::default()).map_err(|error| unusable(error.into()))?;
            (Compiled::in_memory(bytes).map_err(unusable)?, matrix.files)
        }
        Loaded::Compiled(compiled, files) => (*compiled, files),
    };
    Many::new(compiled, files).map_err(unusable)
}

/// The place of the matrix that was found, unless it may not be read.
fn place<'a>(located: &'a Located, current_dir: &Path) -> Result<Place<'a>, Report> {
    if let Some(remote) = located.remote.as_ref().filter(|_| located.commit().is_none()) {
        return Err(remote.never_fetched().into());
    }
    let place = located.path.as_deref().map(|path| (path, &located.access));
    match (place, located.objection) {
        (Some((path, _)), Some(objection)) => {
            let what = objection.to_string();
            Err(Problem { name: shown_path(path, current_dir), what, cause: None }.into())
        }
        _ => Ok(place),
    }
}

/// A matrix that isn't in the cache.
enum Loaded {
    Whole(Box<Matrix>),
    /// Compiled, with the names of its files. A large matrix is compiled before the first question.
    Compiled(Box<Compiled>, Vec<String>),
}

/// Opens a file that `own compile` wrote, or reads YAML and caches it. `is_whole`: the question is about the whole matrix.
fn load_uncached(place: Place<'_>, current_dir: &Path, cache: &Cache, is_whole: bool) -> Result<Loaded, Report> {
    let (sources, origin) = match place {
        None => (built_in::sources(), Some(Origin::now())),
        Some((path, access)) => {
            if let Some((compiled, files)) = by_hand::open(path, access, current_dir)? {
                return Ok(Loaded::Compiled(Box::new(compiled), files));
            }
            let (sources, seen) = read(path, access, current_dir)?;
            let origin = Cache::origin(place, seen, &sources.names());
            (sources, origin)
        }
    };
    let unusable = |broken| unusable(place.map(|(path, _)| path), current_dir, broken);
    let files = sources.names();
    if is_whole && (origin.is_none() || cache.is_off()) {
        return Ok(Loaded::Whole(Box::new(surveyed(sources).valid()?)));
    }
    let sources = match compile_large(sources, origin.as_ref().unwrap_or(&Origin::default())) {
        Err(sources) => sources,
        Ok(bytes) => {
            let bytes = bytes.map_err(|error| unusable(error.into()))?;
            if origin.is_some() {
                cache.store(place, |to| to.write_all(&bytes));
            }
            return Ok(Loaded::Compiled(Box::new(Compiled::in_memory(bytes).map_err(unusable)?), files));
        }
    };
    let matrix = surveyed(sources).valid()?;
    if let Some(origin) = origin {
        cache.store(place, |to| to.write_all(&compiled::write(&matrix, &origin)?));
    }
    Ok(Loaded::Whole(Box::new(matrix)))
}

/// Compiles the matrix that was found.
pub(crate) fn compile(located: &Located, current_dir: &Path) -> Result<Vec<u8>, Report> {
    let sources = sources(located, current_dir)?;
    let origin = Origin { files: sources.names(), ..Origin::now() };
    let bytes = match compile_large(sources, &origin) {
        Ok(bytes) => bytes,
        Err(sources) => compiled::write(&surveyed(sources).valid()?, &origin),
    };
    bytes.map_err(|error| unusable(located.path.as_deref(), current_dir, error.into()))
}

/// Explains why a compiled matrix can't be used.
pub(crate) fn unusable(place: Option<&Path>, current_dir: &Path, broken: Broken) -> Report {
    by_hand::unusable(place.unwrap_or(current_dir), current_dir, broken).into()
}

/// The compiled matrix of the one that was found: cached, or written by `own compile`.
pub(crate) fn compiled(located: &Located, current_dir: &Path, cache: &Cache) -> Option<CompiledFile> {
    let place = place(located, current_dir).ok()?;
    let by_hand = place.and_then(|(path, access)| {
        let (compiled, _) = by_hand::open(path, access, current_dir).ok()??;
        Some(CompiledFile { path: path.to_owned(), made: compiled.origin().ok()?.made, current: None })
    });
    by_hand.or_else(|| cache.file(place))
}

/// Checks whether `own compile` wrote the matrix that was found.
pub(crate) fn is_compiled(located: &Located, current_dir: &Path) -> bool {
    located.path.as_deref().is_some_and(|path| !matches!(by_hand::open(path, &located.access, current_dir), Ok(None)))
}

/// A matrix from texts, each with its name.
#[cfg(test)]
pub(crate) fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Result<Matrix, Report> {
    parse(Sources(texts.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect()))
}

/// A matrix from texts.
pub(super) fn parse(sources: Sources) -> Result<Matrix, Report> {
    surveyed(sources).valid()
}

#[cfg(test)]
pub(crate) fn parse_built_in() -> Result<Matrix, Report> {
    parse(built_in::sources())
}

/// The matrix that was found, valid or not.
pub(crate) fn survey(located: &Located, current_dir: &Path) -> Result<Survey, Report> {
    Ok(surveyed(sources(located, current_dir)?))
}

/// The texts of the matrix that was found. A file that can't be read says why.
fn sources(located: &Located, current_dir: &Path) -> Result<Sources, Report> {
    match place(located, current_dir)? {
        None => Ok(built_in::sources()),
        Some((path, access)) => Ok(read_what_can_be(path, access, current_dir)?),
    }
}

/// As [`survey`], for texts that were already read.
pub(crate) fn surveyed(sources: Sources) -> Survey {
    if let Some(matrix) = whole_large(&sources) {
        return Survey { matrix, faults: Findings::default(), sources, is_complete: true };
    }
    let read = |number: usize| {
        let (source, mut faults) = (&sources.0[number], Findings::default());
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        // A file that can't be read or parsed says why, and the others are still read.
        if let Some(why) = &source.unreadable {
            faults.push(Finding::of_file(Rule::Syntax, number, why));
            return (None, faults);
        }
        let node = yaml::parse(number, &source.text, &mut faults);
        let file = node.map(|node| raw::File::decode(node, &mut faults).unwrap_or_default());
        (file, faults)
    };
    let mut faults = Findings::default();
    let mut files: Vec<raw::File> = Vec::with_capacity(sources.0.len());
    for (file, of_file) in parallel::each(sources.0.len(), sources.bytes(), read) {
        files.extend(file);
        faults.append(of_file);
    }
    let is_complete = files.len() == sources.0.len();
    let matrix = validate(files, sources.names(), is_complete, &mut faults);
    Survey { matrix, faults, sources, is_complete }
}
