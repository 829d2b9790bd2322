//! The files and folders of a matrix as they were when they were read, to detect changes later.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::compiled::{Identity, Source};

/// Files and folders that a matrix was read from.
#[derive(Debug)]
pub(super) struct Seen {
    /// The file or folder that was named or found.
    place: PathBuf,
    began: SystemTime,
    sources: Vec<Source>,
    doubtful: bool,
    changed: bool,
}

/// Two changes this far apart have different times if times have fractions of a second. The kernel may update its clock for them
/// every 10 ms only.
const FINE: Duration = Duration::from_millis(100);
/// The same for times in full seconds. Some file systems count only every second one.
const COARSE: Duration = Duration::from_secs(2);

impl Seen {
    pub(super) fn new(place: &Path) -> Self {
        Self { place: place.to_owned(), began: SystemTime::now(), sources: Vec::new(), doubtful: false, changed: false }
    }

    /// Notes a file or folder as it was before it was read.
    pub(super) fn note(&mut self, path: &Path, before: &Metadata) {
        match (path.strip_prefix(&self.place), identity(before)) {
            (Ok(below), Some(identity)) => {
                let below = below.as_os_str().as_encoded_bytes().to_vec();
                self.sources.push(Source { below, identity });
            }
            _ => self.doubtful = true,
        }
    }

    /// Notes that a later change may not be detected.
    pub(super) fn doubt(&mut self) {
        self.doubtful = true;
    }

    /// Notes that something changed while it was read.
    pub(super) fn changed(&mut self) {
        self.changed = true;
    }

    /// Checks whether everything is still as it was before it was read.
    pub(super) fn is_unchanged(&self) -> bool {
        !self.changed && are_unchanged(&self.place, &self.sources, |_, _| true)
    }

    /// Checks whether a file was changed so recently that another change might not change its times.
    pub(super) fn is_recent(&self, metadata: &Metadata) -> bool {
        identity(metadata).is_some_and(|identity| !is_older(&identity, self.began))
    }

    /// The files and folders; `None` if a later change might not change their times.
    ///
    /// Git calls such a file racily clean, and reads it again, too.
    pub(super) fn reliable(self) -> Option<Vec<Source>> {
        let old = |source: &Source| {
            let Identity { modified, changed, .. } = source.identity;
            // In images of file systems, the time of change may be a copy of the other time, which any program can set.
            let copied = modified == changed && changed.1 == 0;
            !copied && is_older(&source.identity, self.began)
        };
        (!self.doubtful && self.sources.iter().all(old)).then_some(self.sources)
    }
}

/// Checks whether any change after a moment has other times.
fn is_older(identity: &Identity, moment: SystemTime) -> bool {
    let times = [identity.modified, identity.changed];
    let grain = if times.iter().any(|(_, nanos)| *nanos == 0) { COARSE } else { FINE };
    let passed = |time| self::moment(time).and_then(|time| time.checked_add(grain)).is_some_and(|at| at < moment);
    times.into_iter().all(passed)
}

/// Checks whether files and folders of a place are the same, and whether each may be read.
pub(super) fn are_unchanged(place: &Path, sources: &[Source], allows: impl Fn(&Path, &Metadata) -> bool) -> bool {
    sources.iter().all(|source| {
        let path = at(place, source);
        let now = fs::metadata(&path).ok();
        now.is_some_and(|now| identity(&now) == Some(source.identity) && allows(&path, &now))
    })
}

/// The path of a file or folder of a matrix.
#[cfg(unix)]
pub(super) fn at(place: &Path, source: &Source) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    let below = std::ffi::OsStr::from_bytes(&source.below);
    if below.is_empty() { place.to_owned() } else { place.join(below) }
}

#[cfg(not(unix))]
pub(super) fn at(place: &Path, source: &Source) -> PathBuf {
    let below = String::from_utf8_lossy(&source.below);
    if below.is_empty() { place.to_owned() } else { place.join(below.as_ref()) }
}

fn moment((seconds, nanos): (i64, i64)) -> Option<SystemTime> {
    let nanos = Duration::from_nanos(u64::try_from(nanos).ok()?);
    match u64::try_from(seconds) {
        Ok(after) => UNIX_EPOCH.checked_add(Duration::from_secs(after))?.checked_add(nanos),
        Err(_) => Some(UNIX_EPOCH),
    }
}

/// The identity of a file or folder; `None` if the system doesn't tell.
#[cfg(unix)]
pub(super) fn identity(metadata: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let folder = metadata.is_dir();
    (folder || metadata.is_file()).then(|| Identity {
        folder,
        device: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.size(),
        modified: (metadata.mtime(), metadata.mtime_nsec()),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    })
}

/// Other systems tell enough to notice a change while a file is read.
#[cfg(not(unix))]
pub(super) fn identity(metadata: &Metadata) -> Option<Identity> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let modified = (i64::try_from(since.as_secs()).ok()?, i64::from(since.subsec_nanos()));
    let (folder, size) = (metadata.is_dir(), metadata.len());
    Some(Identity { folder, device: 0, inode: 0, size, modified, changed: modified })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn is_relied_on(modified: (i64, i64), changed: (i64, i64), began: Duration) -> bool {
        let identity = Identity { folder: false, device: 1, inode: 1, size: 1, modified, changed };
        let sources = vec![Source { below: Vec::new(), identity }];
        Seen { place: "/m.yaml".into(), began: UNIX_EPOCH + began, sources, doubtful: false, changed: false }
            .reliable()
            .is_some()
    }

    #[test]
    fn what_was_changed_just_now_is_in_doubt() {
        let after = |millis| Duration::from_secs(1000) + Duration::from_millis(millis);
        let fine = (1000, 1);
        assert!(!is_relied_on(fine, fine, after(50)) && is_relied_on(fine, fine, after(150)));
        let coarse = (1000, 0);
        assert!(!is_relied_on((900, 0), coarse, after(1900)) && is_relied_on((900, 0), coarse, after(2100)));
    }

    #[test]
    fn a_change_while_a_file_is_read_is_noticed() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut seen = Seen::new(file.path());
        seen.note(file.path(), &file.as_file().metadata().unwrap());
        assert!(seen.is_unchanged());
        fs::write(file.path(), "x").unwrap();
        assert!(!seen.is_unchanged());
    }

    #[test]
    fn a_time_of_change_that_may_be_a_copy_is_in_doubt() {
        assert!(!is_relied_on((1000, 0), (1000, 0), Duration::from_secs(9000)));
    }

    #[test]
    fn a_time_that_is_yet_to_come_is_in_doubt() {
        for time in [(9001, 1), (i64::MAX, 0), (i64::MAX, 999_999_999)] {
            assert!(!is_relied_on(time, (1000, 1), Duration::from_secs(9000)), "{time:?}");
        }
    }
}
