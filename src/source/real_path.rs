//! Paths without links, in the form that git takes.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The path of a file or folder without links.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    let real = fs::canonicalize(path)?;
    Ok(real.to_str().and_then(plain).unwrap_or(real))
}

/// The usual form of a path that Windows gives as `\\?\C:\folder` or `\\?\UNC\server\folder`; `None` if it is usual.
fn plain(path: &str) -> Option<PathBuf> {
    let rest = path.strip_prefix(r"\\?\")?;
    Some(rest.strip_prefix(r"UNC\").map_or_else(|| rest.into(), |share| format!(r"\\{share}").into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drives_and_shares_have_their_usual_form() {
        assert_eq!(plain(r"\\?\C:\a b\c"), Some(r"C:\a b\c".into()));
        assert_eq!(plain(r"\\?\UNC\server\share\c"), Some(r"\\server\share\c".into()));
        assert_eq!(plain(r"C:\a"), None);
        assert_eq!(plain("/a"), None);
    }
}
