//! Compiled matrices in the user's cache folder.
//!
//! A file is used while every file and folder of its matrix is unchanged. Any doubt, and any fault in the cache, costs the time
//! to read the YAML and nothing else. The built-in matrix is cached like any other; it changes only with the program.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::seen::{Seen, are_unchanged, at};
use super::text::shown_path;
use super::{Access, built_in};
use crate::atomic;
use crate::compiled::{Compiled, FINGERPRINT, MAGIC, Origin};

/// Reading less YAML than this costs less than a look into the cache.
const MIN_BYTES: u64 = 4 * 1024;
/// The oldest files go when there are more than this.
const MAX_FILES: usize = 32;
/// The extension of its files.
const EXTENSION: &str = "own";

/// The user's cache of compiled matrices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cache {
    folder: Option<PathBuf>,
}

/// A compiled matrix that may be used instead of the YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CompiledFile {
    pub(crate) path: PathBuf,
    /// When it was made, in seconds since 1970.
    pub(crate) made: i64,
    /// True if its matrix is unchanged since. `None` outside the cache: such a file is used as it is.
    pub(crate) current: Option<bool>,
}

/// The place of a matrix, and what may be read there; `None` for the built-in one.
pub(super) type Place<'a> = Option<(&'a Path, &'a Access)>;

impl Cache {
    /// A cache in a folder, which is created on demand. Without a folder nothing is cached. Only Unix tells enough about a file to
    /// trust it later.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.filter(|_| cfg!(unix)) }
    }

    /// Its folder; `None` if nothing is cached.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// True if nothing is cached.
    pub(super) const fn is_off(&self) -> bool {
        self.folder.is_none()
    }

    /// The compiled matrix of a place and the names of its files, if it is current.
    pub(super) fn open(&self, place: Place<'_>, current_dir: &Path) -> Option<(Compiled, Vec<String>)> {
        let (_, compiled, origin) = self.find(place)?;
        if !is_current(place, &origin) {
            return None;
        }
        let Some((place, access)) = place else { return Some((compiled, vec![built_in::NAME.to_owned()])) };
        if let Access::Committed(revision) = access {
            revision.was_committed(origin.made);
            return Some((compiled, origin.files));
        }
        let files = origin.sources.iter().filter(|source| !source.identity.folder);
        let names = files.map(|source| shown_path(&at(place, source), current_dir)).collect();
        Some((compiled, names))
    }

    /// The cached file of a place, current or not.
    pub(super) fn file(&self, place: Place<'_>) -> Option<CompiledFile> {
        let (path, _, origin) = self.find(place)?;
        Some(CompiledFile { path, made: origin.made, current: Some(is_current(place, &origin)) })
    }

    /// The origin to store with a matrix that was read from a place. `None` if it can't be cached, because a file may
    /// have changed since, or if it isn't worth it.
    pub(super) fn origin(place: Place<'_>, seen: Seen, files: &[String]) -> Option<Origin> {
        if let Some((_, Access::Committed(revision))) = place {
            let made = revision.committed()?;
            return Some(Origin { place: key(place), files: files.to_vec(), made, sources: Vec::new() });
        }
        let sources = seen.reliable()?;
        let files = sources.iter().filter(|source| !source.identity.folder);
        let bytes: u64 = files.map(|source| source.identity.size).sum();
        (bytes >= MIN_BYTES).then(|| Origin { place: key(place), sources, ..Origin::now() })
    }

    /// Writes a compiled matrix. If that fails, it isn't cached.
    pub(super) fn store(&self, place: Place<'_>, write: impl FnOnce(&mut File) -> io::Result<()>) {
        if let (Some(folder), Some(path)) = (&self.folder, self.path(place)) {
            // A full disk or a read-only folder is no reason for a message: the answer is there.
            let _ = write_file(folder, &path, write);
        }
    }

    /// The answer that was noted for a question.
    pub(super) fn recall(&self, question: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        trusted(&self.named(question)?)?.read_to_end(&mut bytes).ok()?;
        let (sum, answer) = bytes.strip_prefix(&MAGIC)?.strip_prefix(question)?.split_first_chunk()?;
        (u64::from_le_bytes(*sum) == xxh3_64_with_seed(answer, FINGERPRINT)).then(|| answer.to_vec())
    }

    /// Notes the answer to a question. If that fails, it isn't cached.
    pub(super) fn note(&self, question: &[u8], answer: &[u8]) {
        let sum = xxh3_64_with_seed(answer, FINGERPRINT).to_le_bytes();
        if let (Some(folder), Some(path)) = (&self.folder, self.named(question)) {
            let _ = write_file(folder, &path, |file| file.write_all(&[&MAGIC, question, &sum, answer].concat()));
        }
    }

    fn find(&self, place: Place<'_>) -> Option<(PathBuf, Compiled, Origin)> {
        let path = self.path(place)?;
        let file = trusted(&path)?;
        let compiled = Compiled::open(file).ok()?;
        let origin = compiled.origin().ok()?;
        (origin.place == key(place)).then_some((path, compiled, origin))
    }

    /// The file for a place.
    fn path(&self, place: Place<'_>) -> Option<PathBuf> {
        self.named(&key(place))
    }

    /// The file for a key. Each version of the program has its own.
    fn named(&self, key: &[u8]) -> Option<PathBuf> {
        let name = xxh3_64_with_seed(key, FINGERPRINT);
        self.folder.as_ref().map(|folder| folder.join(format!("{name:016x}.{EXTENSION}")))
    }
}

impl Origin {
    /// The origin of a matrix that is compiled now.
    pub(super) fn now() -> Self {
        let made = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self { made: i64::try_from(made).unwrap_or_default(), ..Self::default() }
    }
}

/// A place as bytes; empty for the built-in matrix.
fn key(place: Place<'_>) -> Vec<u8> {
    let Some((path, access)) = place else { return Vec::new() };
    let mut key = path.as_os_str().as_encoded_bytes().to_vec();
    match access {
        // Nobody has checked the owners of links in the matrix if it was named.
        Access::FoundOf(_) => key.extend(b"\0found"),
        Access::Committed(revision) => key.extend(format!("\0{}", revision.commit).bytes()),
        Access::Named | Access::Found => {}
    }
    key
}

fn is_current(place: Place<'_>, origin: &Origin) -> bool {
    // The built-in matrix is part of the fingerprint.
    let Some((path, access)) = place else { return true };
    // A commit never changes.
    if let Access::Committed(_) = access {
        return true;
    }
    let allows = |path: &Path, metadata: &Metadata| access.objection(path, metadata).is_none();
    !origin.sources.is_empty() && are_unchanged(path, &origin.sources, allows)
}

/// Opens a file that only this user can have written.
pub(super) fn trusted(path: &Path) -> Option<File> {
    // Opening a pipe would wait for a writer.
    let file = path.is_file().then(|| File::open(path).ok())??;
    file.metadata().is_ok_and(|metadata| is_ours(&metadata)).then_some(file)
}

/// Checks whether only this user can have written a file of the cache.
#[cfg(unix)]
fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.is_file() && atomic::is_own(metadata) && metadata.mode() & 0o022 == 0
}

/// Other systems cache nothing.
#[cfg(not(unix))]
fn is_ours(_: &Metadata) -> bool {
    false
}

/// Writes a file of the cache in one step.
fn write_file(folder: &Path, path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    create_folder(folder)?;
    let mut temporary = atomic::private(folder)?;
    write(temporary.as_file_mut())?;
    temporary.persist(path)?;
    remove_oldest(folder)
}

/// Creates the folder of the cache, private to the user.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes the oldest files of the cache. Other processes may be doing the same.
fn remove_oldest(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        // Users may keep other files here, even compiled ones.
        if is_name(&entry.file_name())
            && let Ok(metadata) = entry.metadata()
            && is_ours(&metadata)
            && let Ok(modified) = metadata.modified()
        {
            files.push((modified, entry.path()));
        }
    }
    files.sort_unstable();
    for (_, path) in files.iter().take(files.len().saturating_sub(MAX_FILES)) {
        if is_compiled(path) {
            let _ = fs::remove_file(path);
        }
    }
    Ok(())
}

/// Checks whether a name is one that [`Cache::path`] makes.
fn is_name(name: &OsStr) -> bool {
    let number = name.to_str().and_then(|name| name.strip_suffix(EXTENSION)?.strip_suffix('.'));
    number.is_some_and(|number| number.len() == 16 && number.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_compiled(path: &Path) -> bool {
    let mut magic = [0; MAGIC.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut magic)).is_ok() && magic == MAGIC
}
