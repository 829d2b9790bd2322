//! Compiled matrices that `own` makes by itself and keeps in the user's cache folder.
//!
//! One is used while each file and folder that it was made of is what it was then. Whatever is in doubt, or wrong with the
//! cache, costs the time to read the YAML and nothing else.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::reader::READER;
use super::seen::{Seen, identity};
use super::text::shown_path;
use crate::compiled::{Compiled, Origin, Source};
use crate::matrix::{Matrix, Scope};

/// Bytes of YAML from which on reading them costs more than looking into the cache.
const WORTH_KEEPING: u64 = 4 * 1024;
/// Compiled matrices that are kept at most: the oldest go.
const KEPT: usize = 32;
/// How their files end.
const ENDING: &str = "own";

/// The user's cache of compiled matrices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cache {
    folder: Option<PathBuf>,
}

/// A compiled matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The file.
    pub file: PathBuf,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// Whether the matrix is still what it was made of, so that it is used; `None` for one that was made by hand, which is
    /// used as it is.
    pub current: Option<bool>,
}

impl Cache {
    /// A cache in a folder, which is made when it is needed; without one nothing is kept.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// As much of the matrix at a place as a question is about, if that is kept and current.
    pub(super) fn matrix(&self, place: &Path, scope: &Scope, current_dir: &Path) -> Option<Matrix> {
        let (compiled, files) = self.open(place, current_dir)?;
        Some(Matrix { files, ..compiled.matrix(scope).ok()? })
    }

    /// The compiled matrix of a place, with the names of its files, if it is kept and current.
    pub(super) fn open(&self, place: &Path, current_dir: &Path) -> Option<(Compiled, Vec<String>)> {
        let (_, compiled, origin) = self.find(place)?;
        if !is_current(place, &origin) {
            return None;
        }
        let files = origin.sources.iter().filter(|source| !source.identity.folder);
        let names = files.map(|source| shown_path(&at(place, source), current_dir)).collect();
        Some((compiled, names))
    }

    /// What is kept of the matrix at a place.
    pub(super) fn kept(&self, place: &Path) -> Option<Kept> {
        let (file, _, origin) = self.find(place)?;
        Some(Kept { file, made: origin.made, current: Some(is_current(place, &origin)) })
    }

    /// What a compiled matrix that is kept shall say of where it comes from. `None` if it isn't to be kept: a file may have
    /// been changed since it was read, or it isn't worth it.
    pub(super) fn origin(&self, place: &Path, seen: Seen) -> Option<Origin> {
        self.folder.as_ref()?;
        let sources = seen.reliable()?;
        let files = sources.iter().filter(|source| !source.identity.folder);
        if files.map(|source| source.identity.size).sum::<u64>() < WORTH_KEEPING {
            return None;
        }
        let made = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Some(Origin {
            place: place.as_os_str().as_encoded_bytes().to_vec(),
            made: i64::try_from(made).unwrap_or_default(),
            sources,
            ..Origin::default()
        })
    }

    /// Keeps a compiled matrix, which is written by `write`. If that fails, it isn't kept.
    pub(super) fn keep(&self, place: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) {
        if let (Some(folder), Some(file)) = (&self.folder, self.file(place)) {
            // A full disk or a folder that can't be written is no reason to say anything: the answer is there.
            let _ = store(folder, &file, write);
        }
    }

    fn find(&self, place: &Path) -> Option<(PathBuf, Compiled, Origin)> {
        // Opening a pipe would wait for whoever writes to it.
        let path = self.file(place).filter(|path| path.is_file())?;
        let file = File::open(&path).ok().filter(|file| file.metadata().is_ok_and(|metadata| is_ours(&metadata)))?;
        let compiled = Compiled::open(file).ok()?;
        let origin = compiled.origin().ok()?;
        (origin.place == place.as_os_str().as_encoded_bytes()).then_some((path, compiled, origin))
    }

    /// The file for the matrix at a place, of this version of the program: two of them don't write over each other's.
    fn file(&self, place: &Path) -> Option<PathBuf> {
        let name = xxh3_64_with_seed(place.as_os_str().as_encoded_bytes(), READER);
        let name = format!("{name:016x}.{ENDING}");
        self.folder.as_ref().map(|folder| folder.join(name))
    }
}

fn is_current(place: &Path, origin: &Origin) -> bool {
    let same =
        |source: &Source| fs::metadata(at(place, source)).ok().and_then(|now| identity(&now)) == Some(source.identity);
    !origin.sources.is_empty() && origin.sources.iter().all(same)
}

/// Where a file or folder of a matrix is.
#[cfg(unix)]
fn at(place: &Path, source: &Source) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    let below = std::ffi::OsStr::from_bytes(&source.below);
    if below.is_empty() { place.to_owned() } else { place.join(below) }
}

/// Where a file or folder of a matrix is. Nothing is kept on such a system, so nobody asks.
#[cfg(not(unix))]
fn at(place: &Path, _: &Source) -> PathBuf {
    place.to_owned()
}

/// Whether a file of the cache was written by this user, and nobody else can.
#[cfg(unix)]
fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.is_file() && metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & 0o022 == 0
}

/// Whether a file of the cache was written by this user, and nobody else can.
#[cfg(not(unix))]
fn is_ours(_: &Metadata) -> bool {
    false
}

/// Writes a file of the cache: all of it, or nothing.
fn store(folder: &Path, file: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    make_folder(folder)?;
    let mut temporary = tempfile::Builder::new().suffix(".tmp").tempfile_in(folder)?;
    write(temporary.as_file_mut())?;
    temporary.persist(file)?;
    forget_oldest(folder)
}

/// Makes the folder of the cache, which nobody else may look into.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes the oldest files of the cache, and what was left by a process that was killed. Others may be doing the same.
fn forget_oldest(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == ENDING || ending == "tmp")
            && let Ok(modified) = entry.metadata().and_then(|metadata| metadata.modified())
        {
            files.push((modified, path));
        }
    }
    files.sort_unstable();
    for (_, path) in files.iter().take(files.len().saturating_sub(KEPT)) {
        let _ = fs::remove_file(path);
    }
    Ok(())
}
