//! Writes a file completely or not at all: into a temporary file beside it, which then takes its name.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Names of temporary files begin and end like this, with random letters between.
const PREFIX: &str = ".own-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 6;
/// Another process can remove a temporary file before it is locked. That happens rarely, and hardly ever twice.
const ATTEMPTS: usize = 8;

/// Replaces a file, or creates it. Owner and permissions stay as they are. A pipe or a device can't be replaced, so it receives
/// the bytes.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match target(path)? {
        Target::Stream => open_stream(path)?.write_all(bytes),
        Target::New => {
            new(path, bytes)?.persist(path)?;
            Ok(())
        }
        Target::Old(old) => {
            let file = written(private(folder(path)?)?, bytes)?;
            inherit(file.as_file(), &old)?;
            file.persist(path)?;
            Ok(())
        }
    }
}

/// Creates a file. It is an error if one has this name already.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    new(path, bytes)?.persist_noclobber(path)?;
    Ok(())
}

/// Checks whether [`replace`] would replace a file, or create one.
pub(crate) fn is_replaceable(path: &Path) -> io::Result<()> {
    target(path).map(|_| ())
}

/// Checks whether this is neither a file nor a folder: a pipe, a device, or standard output by its name.
pub(crate) fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// A temporary file in a folder that only this user can read. Removes those that killed processes left there.
pub(crate) fn private(folder: &Path) -> io::Result<NamedTempFile> {
    temporary(folder, &tempfile::Builder::new())
}

enum Target {
    New,
    Old(Metadata),
    Stream,
}

/// What has this name.
fn target(path: &Path) -> io::Result<Target> {
    let old = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Target::New),
        old => old?,
    };
    if old.is_symlink() && !is_of_system(path) {
        return Err(io::Error::other("it is a link, and `own` writes through none: name the file that it leads to"));
    }
    if old.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !old.is_file() {
        return Ok(Target::Stream);
    }
    if old.permissions().readonly() {
        return Err(io::Error::other("it is read-only"));
    }
    match names(&old) {
        0 | 1 => Ok(Target::Old(old)),
        several => Err(io::Error::other(format!(
            "the file has {several} names (hard links), and only this one would change: remove it first, or name another"
        ))),
    }
}

/// Checks whether the system made a link, such as `/dev/stdout`.
fn is_of_system(path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
    folder.is_some_and(|folder| folder == Path::new("/dev") || folder.starts_with("/proc"))
}

/// Fails if no file can be created there, because of its folder.
pub(crate) fn can_create(path: &Path) -> io::Result<()> {
    tempfile::tempfile_in(folder(path)?).map(drop)
}

fn folder(path: &Path) -> io::Result<&Path> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(io::Error::new(ErrorKind::NotFound, format!("there is no folder `{}`", folder.display())));
    }
    Ok(folder)
}

/// A temporary file with the permissions of any new file.
fn new(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    written(temporary(folder(path)?, &builder)?, bytes)
}

fn written(mut file: NamedTempFile, bytes: &[u8]) -> io::Result<NamedTempFile> {
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// A temporary file, locked while this process lives.
fn temporary(folder: &Path, builder: &tempfile::Builder<'_, '_>) -> io::Result<NamedTempFile> {
    remove_abandoned(folder);
    let mut builder = builder.clone();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    for _ in 0..ATTEMPTS {
        let file = builder.tempfile_in(folder)?;
        // Without locks, nobody can tell whether the process lives, and nobody removes the file.
        let _ = file.as_file().try_lock();
        if file.path().exists() {
            return Ok(file);
        }
    }
    Err(io::Error::other("other processes keep removing the temporary file"))
}

/// Removes the temporary files of dead processes. A file that can't be removed does no harm.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_mine = || entry.metadata().is_ok_and(|metadata| metadata.is_file() && is_own(&metadata));
        if is_temporary(&entry.file_name()) && is_mine() {
            let path = entry.path();
            // A living process holds the lock.
            if let Ok(file) = File::open(&path)
                && file.try_lock().is_ok()
            {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn is_temporary(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Checks whether a file belongs to this user.
#[cfg(unix)]
pub(crate) fn is_own(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(metadata) == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
pub(crate) fn is_own(_: &Metadata) -> bool {
    true
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// Opens a pipe or a device, or what a link of the system leads to.
#[cfg(unix)]
fn open_stream(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    // Somebody may have replaced it with a link meanwhile.
    let no_follow = if is_of_system(path) { 0 } else { rustix::fs::OFlags::NOFOLLOW.bits().cast_signed() };
    File::options().write(true).custom_flags(no_follow).open(path)
}

#[cfg(not(unix))]
fn open_stream(path: &Path) -> io::Result<File> {
    File::options().write(true).open(path)
}

/// Gives a new file the owner and permissions of an old one.
#[cfg(unix)]
fn inherit(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        fchown(file, Some(old.uid()), Some(old.gid())).map_err(|error| {
            io::Error::new(
                error.kind(),
                format!("it would get another owner, because you can't keep the old one ({error})"),
            )
        })?;
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn inherit(file: &File, old: &Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
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
            replace(&file, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        assert_eq!(create(&file, b"new").unwrap_err().kind(), ErrorKind::AlreadyExists);
        let nowhere = folder.path().join("nowhere/a.md");
        assert_eq!(replace(&nowhere, b"x").unwrap_err().kind(), ErrorKind::NotFound);
        fs::create_dir(folder.path().join("b.md")).unwrap();
        assert!(replace(&folder.path().join("b.md"), b"x").is_err());
        create(&folder.path().join("c.md"), b"new").unwrap();
        assert_eq!(names(folder.path()), ["a.md", "b.md", "c.md"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_gets_what_would_replace_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        replace(&pipe, b"all of it").unwrap();
        assert_eq!(reader.join().unwrap(), "all of it");
        assert!(is_stream(&pipe));
        assert_eq!(replace(Path::new("/dev/full"), b"x").unwrap_err().kind(), ErrorKind::StorageFull);
    }

    #[test]
    #[cfg(unix)]
    fn permissions_stay_and_links_are_refused() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link, other) = (folder.path().join("a"), folder.path().join("link"), folder.path().join("other"));
        fs::write(&file, "old").unwrap();
        // The umask doesn't allow the second one for a new file.
        for mode in [0o640, 0o666] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            replace(&file, b"new").unwrap();
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, mode);
        }
        symlink("a", &link).unwrap();
        assert!(replace(&link, b"x").unwrap_err().to_string().starts_with("it is a link"));
        assert_eq!(create(&link, b"x").unwrap_err().kind(), ErrorKind::AlreadyExists);
        fs::hard_link(&file, &other).unwrap();
        assert!(replace(&file, b"x").unwrap_err().to_string().starts_with("the file has 2 names"));
        fs::remove_file(&other).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(replace(&file, b"x").unwrap_err().to_string(), "it is read-only");
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    }

    #[test]
    #[cfg(unix)]
    fn temporary_files_of_dead_processes_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let alive = private(folder.path()).unwrap();
        let keep = [".own-a.tmp", ".own-abcdef.txt", "own-abcdef.tmp", ".own-abc.ef.tmp", "note.tmp"];
        for name in keep.into_iter().chain([".own-abcdef.tmp"]) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        std::os::unix::fs::symlink("note.tmp", folder.path().join(".own-linked.tmp")).unwrap();
        let expected: Vec<String> = {
            let alive = alive.path().file_name().unwrap().to_str().unwrap();
            let mut names: Vec<_> =
                keep.into_iter().chain([alive, ".own-linked.tmp", "new"]).map(str::to_owned).collect();
            names.sort();
            names
        };
        replace(&folder.path().join("new"), b"x").unwrap();
        assert_eq!(names(folder.path()), expected);
    }
}
