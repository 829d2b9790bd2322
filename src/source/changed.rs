//! When a matrix last changed.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::read::read;
use super::text::MARK;
use super::{Access, Located, Repository, Sources};

/// When a matrix last changed, in seconds since 1970: the commit that last changed it; or if its files differ from
/// `HEAD`, when the newest was written. `None` for a matrix without files.
pub(crate) fn changed(located: &Located, current_dir: &Path) -> Option<i64> {
    if let Access::Committed(revision) = &located.access {
        return revision.changed();
    }
    let path = located.path.as_deref().filter(|_| !located.is_stdin())?;
    let sources = read(path, &located.access, current_dir).map(|(sources, _)| sources).unwrap_or_default();
    committed(path, &sources).or_else(|| newest(path, &sources))
}

/// The commit that last changed files that are as in `HEAD`. Asking git to compare them could run a filter of the
/// repository, which may belong to someone else.
fn committed(path: &Path, sources: &Sources) -> Option<i64> {
    let head = Repository::of(path).ok()?.commit("HEAD").ok()??;
    let files = head.files().ok()?;
    // Git may have changed the line ends when it wrote the files.
    let plain = |text: &str| text.strip_prefix(MARK).unwrap_or(text).replace("\r\n", "\n");
    let then = files.iter().filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
    let mut then: Vec<String> = then.map(plain).collect();
    let mut now: Vec<String> = sources.0.iter().map(|file| plain(&file.text)).collect();
    then.sort_unstable();
    now.sort_unstable();
    if now == then { head.changed() } else { None }
}

fn newest(path: &Path, sources: &Sources) -> Option<i64> {
    let files = sources
        .0
        .iter()
        .filter_map(|file| file.path.as_deref())
        .chain([path].into_iter().filter(|path| path.is_file()));
    let written = files.filter_map(|file| fs::metadata(file).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    i64::try_from(written.max()?.as_secs()).ok()
}
