//! Reads a path: one file, or every `*.yaml` and `*.yml` in and below a folder.

use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Seek};
use std::path::{Path, PathBuf, is_separator};

use super::entry::{Entry, NO_YAML};
use super::locate::STDIN;
use super::seen::Seen;
use super::text::{Position, shown_path};
use super::trust::leads_out;
use super::{Access, Problem, Revision, SourceFile, Sources};
use crate::compiled::MAGIC;
use crate::{limits, regular_file};

/// How much may be read.
struct Limits {
    bytes: u64,
    files: usize,
    /// Files and folders to look at in search of YAML.
    entries: usize,
}

const LIMITS: Limits = Limits { bytes: limits::FILE_BYTES, files: limits::FILES, entries: limits::FOLDER_ENTRIES };

/// A file that changes more often than this while it is read is an error.
const ATTEMPTS: usize = 64;

/// Reads a file, or every file of a folder in order of their names. Names are relative to the current folder.
pub(super) fn read(path: &Path, access: &Access, current_dir: &Path) -> Result<(Sources, Seen), Vec<Problem>> {
    let (sources, reader) = settled(path, access, current_dir);
    if reader.problems.is_empty() { Ok((sources, reader.seen)) } else { Err(reader.problems) }
}

/// As [`read`], but a file that can't be read is only an error if no file can.
pub(crate) fn read_what_can_be(path: &Path, access: &Access, current_dir: &Path) -> Result<Sources, Vec<Problem>> {
    let (mut sources, Reader { problems, .. }) = settled(path, access, current_dir);
    if sources.0.is_empty() {
        return Err(problems);
    }
    sources
        .0
        .extend(problems.into_iter().map(|problem| SourceFile::unreadable(problem.name.clone(), problem.to_string())));
    Ok(sources)
}

/// Reads again if anything changed meanwhile, so that all files are from one moment.
fn settled<'a>(path: &Path, access: &'a Access, current_dir: &'a Path) -> (Sources, Reader<'a>) {
    if let Access::Committed(revision) = access {
        let mut reader = Reader::new(path, access, current_dir);
        let sources = reader.commit(revision);
        return (sources, reader);
    }
    for _ in 0..ATTEMPTS {
        let mut reader = Reader::new(path, access, current_dir);
        let sources = reader.read(path);
        if reader.seen.is_unchanged() {
            return (sources, reader);
        }
        std::thread::yield_now();
    }
    let mut reader = Reader::new(path, access, current_dir);
    reader.problem(path, "keeps changing while it is read: try again", None);
    (Sources::default(), reader)
}

struct Reader<'a> {
    access: &'a Access,
    current_dir: &'a Path,
    limits: Limits,
    problems: Vec<Problem>,
    seen: Seen,
}

impl<'a> Reader<'a> {
    fn new(path: &Path, access: &'a Access, current_dir: &'a Path) -> Self {
        Self { access, current_dir, limits: LIMITS, problems: Vec::new(), seen: Seen::new(path) }
    }

    fn read(&mut self, path: &Path) -> Sources {
        let files = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) if *self.access != Access::Named => self.regular_file(path, &metadata).into_iter().collect(),
            Ok(metadata) => self.named_file(path, &metadata).into_iter().collect(),
            Err(_) if path == Path::new(STDIN) => self.stdin(path).into_iter().collect(),
            Err(error) => self.refuse(path, error).unwrap_or_default(),
        };
        Sources(files)
    }

    /// Standard input where it is no file, as on Windows.
    fn stdin(&mut self, path: &Path) -> Option<SourceFile> {
        self.seen.doubt();
        let mut bytes = Vec::new();
        match io::stdin().lock().take(self.limits.bytes + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > self.limits.bytes => self.too_large(path),
            Ok(_) => self.text(path, bytes),
            Err(error) => self.refuse(path, error),
        }
    }

    /// The files of a commit.
    fn commit(&mut self, revision: &Revision) -> Sources {
        match revision.files() {
            Ok(files) => {
                let texts = files.into_iter().filter_map(|(name, bytes)| self.text(Path::new(&name), bytes));
                let mut sources = Sources(texts.collect());
                // Nothing can be written there.
                sources.0.iter_mut().for_each(|file| file.path = None);
                sources
            }
            Err(problem) => {
                self.problems.push(problem);
                Sources::default()
            }
        }
    }

    /// A file that was named; it may be a pipe, as in `<(generate)`.
    fn named_file(&mut self, path: &Path, metadata: &Metadata) -> Option<SourceFile> {
        if !(metadata.is_file() || is_stream(metadata)) {
            self.problem(path, "is neither a file nor a folder: name one of them", None);
            return None;
        }
        self.file(path, File::open(path))
    }

    /// A file that was found. Reading a pipe or a device might never end.
    fn regular_file(&mut self, path: &Path, metadata: &Metadata) -> Option<SourceFile> {
        if !metadata.is_file() {
            self.problem(path, "is not a file: move it away or rename it", None);
            return None;
        }
        self.file(path, regular_file::open(path))
    }

    fn file(&mut self, path: &Path, opened: io::Result<File>) -> Option<SourceFile> {
        let (file, before) = match opened.and_then(|file| Ok((file.metadata()?, file))) {
            Ok((before, file)) => (file, before),
            Err(error) => return self.refuse(path, error),
        };
        if !self.allows(path, &before) {
            return None;
        }
        self.seen.note(path, &before);
        if before.len() > self.limits.bytes {
            return self.too_large(path);
        }
        match self.bytes(&file, &before) {
            // A file may grow, or claim to have no bytes, and a pipe has no length.
            Ok(bytes) if bytes.len() as u64 > self.limits.bytes => self.too_large(path),
            Ok(bytes) => self.text(path, bytes),
            Err(error) => self.refuse(path, error),
        }
    }

    /// The bytes of a file. A second change within the same moment leaves no trace, so a file that has just changed is read
    /// twice.
    fn bytes(&mut self, mut file: &File, before: &Metadata) -> io::Result<Vec<u8>> {
        let limit = self.limits.bytes + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
        file.take(limit).read_to_end(&mut bytes)?;
        if before.is_file() && self.seen.is_recent(before) {
            let mut again = Vec::with_capacity(bytes.len());
            file.rewind()?;
            file.take(limit).read_to_end(&mut again)?;
            if again != bytes {
                self.seen.changed();
            }
        }
        Ok(bytes)
    }

    /// Checks whether a file or folder may be read, and the link that leads to it.
    fn allows(&mut self, path: &Path, metadata: &Metadata) -> bool {
        let link = if matches!(self.access, Access::FoundOf(_)) { fs::symlink_metadata(path).ok() } else { None };
        let objection = link.iter().chain([metadata]).find_map(|metadata| self.access.objection(path, metadata));
        if let Some(objection) = objection {
            self.problem(path, &objection.to_string(), None);
        }
        objection.is_none()
    }

    fn text(&mut self, path: &Path, bytes: Vec<u8>) -> Option<SourceFile> {
        if bytes.starts_with(&MAGIC) {
            let what = match self.access {
                Access::Named if path.is_file() => "is a compiled matrix: name the YAML that it was made of",
                Access::Named => "is a compiled matrix, which is read in pieces: name its file instead of a pipe",
                Access::Committed(_) => "is a compiled matrix, which isn't read from git: name the YAML",
                Access::Found | Access::FoundOf(_) => {
                    "is a compiled matrix, which is read only if you name it with `--matrix PATH`"
                }
            };
            self.problem(path, what, None);
            return None;
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let bad = error.utf8_error().valid_up_to();
                let what = not_utf8(error.as_bytes(), bad);
                self.problem(path, &what, None);
                return None;
            }
        };
        let mut file = SourceFile::new(shown_path(path, self.current_dir), text);
        // Nothing can be written to standard input.
        file.path = Some(path.to_owned()).filter(|path| path != Path::new(STDIN));
        if file.text.trim().is_empty() {
            self.problem(path, "is empty: `own init` writes a matrix to start from", None);
            return None;
        }
        Some(file)
    }

    /// Every YAML file in and below a folder, by relative path.
    fn folder(&mut self, folder: &Path) -> Vec<SourceFile> {
        let mut files = self.search(folder);
        if files.is_empty() && self.problems.is_empty() {
            self.problem(folder, NO_YAML, None);
        }
        files.sort_unstable_by(|(a, _), (b, _)| slashed(a).cmp(slashed(b)));
        files
            .into_iter()
            .filter_map(|(path, metadata)| match metadata {
                Ok(metadata) => self.regular_file(&path, &metadata),
                Err(error) => self.refuse(&path, error),
            })
            .collect()
    }

    /// Searches in and below a folder. A folder that links lead to is searched once, so loops end.
    fn search(&mut self, root: &Path) -> Found {
        let mut found = Found::default();
        let (mut folders, mut seen, mut entries) = (vec![root.to_owned()], HashSet::new(), 0);
        while let Some(folder) = folders.pop() {
            let listed = fs::metadata(&folder)
                .and_then(|before| Ok((before, fs::canonicalize(&folder)?, fs::read_dir(&folder)?)));
            let list = match listed {
                Ok((before, real, list)) => {
                    self.seen.note(&folder, &before);
                    if !seen.insert(real) || !self.allows(&folder, &before) {
                        continue;
                    }
                    list
                }
                Err(error) => {
                    self.refuse::<()>(&folder, error);
                    continue;
                }
            };
            for entry in list {
                let path = entry.as_ref().map_or_else(|_| folder.clone(), fs::DirEntry::path);
                match entry.and_then(|_| Entry::at(&path)) {
                    // A dangling link may lead to a folder one day, without any change here.
                    Ok(Entry::Other) if path.is_symlink() => self.seen.doubt(),
                    Ok(Entry::Hidden | Entry::Other) => {}
                    Ok(_) if path.is_symlink() && leads_out(&path, root) => {
                        self.problem(
                            &path,
                            "is a link that leads out of the folder: name it, or copy the file here",
                            None,
                        );
                    }
                    Ok(Entry::Folder) => folders.push(path),
                    Ok(Entry::File(metadata)) => found.push((path, metadata)),
                    Err(error) => _ = self.refuse::<()>(&path, error),
                }
                entries += 1;
                if found.len() > self.limits.files || entries > self.limits.entries {
                    self.too_many(root);
                    return Found::default();
                }
            }
        }
        found
    }

    fn too_large<T>(&mut self, path: &Path) -> Option<T> {
        let limit = self.limits.bytes / (1024 * 1024);
        self.problem(path, &format!("is larger than {limit} MiB: is it the right file?"), None);
        None
    }

    fn too_many(&mut self, folder: &Path) {
        let Limits { files, entries, .. } = self.limits;
        let what = format!("holds more than {files} YAML files or {entries} files in all: name a smaller folder");
        self.problem(folder, &what, None);
    }

    /// Reports an error of the system.
    fn refuse<T>(&mut self, path: &Path, error: io::Error) -> Option<T> {
        let what = match error.kind() {
            ErrorKind::NotFound => "doesn't exist: check the name",
            ErrorKind::PermissionDenied => "may not be read: check its permissions",
            _ => "can't be read",
        };
        self.problem(path, what, Some(error));
        None
    }

    fn problem(&mut self, path: &Path, what: &str, cause: Option<io::Error>) {
        let name = shown_path(path, self.current_dir);
        self.problems.push(Problem { name, what: what.to_owned(), cause });
    }
}

/// The files of a folder, each with the metadata of what its link leads to.
type Found = Vec<(PathBuf, io::Result<Metadata>)>;

/// The bytes of a path, by which files have the same order on every platform.
fn slashed(path: &Path) -> impl Iterator<Item = u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter().copied();
    bytes.map(|byte| if is_separator(char::from(byte)) { b'/' } else { byte })
}

/// Why bytes aren't UTF-8, from an offset on.
fn not_utf8(bytes: &[u8], bad: usize) -> String {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "is UTF-16: save it as UTF-8".to_owned();
    }
    let mut at = Position::START;
    while at.offset < bad {
        at.step(bytes);
    }
    let Position { line, column, .. } = at;
    format!("is not UTF-8 at line {line}, column {column} (byte 0x{:02x}): save it as UTF-8", bytes[bad])
}

/// Checks whether something else than a file can be read like one.
#[cfg(unix)]
fn is_stream(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    kind.is_fifo() || kind.is_char_device()
}

/// Other systems have none.
#[cfg(not(unix))]
fn is_stream(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
