//! Something in a folder that is searched for YAML.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The names of a matrix that is found.
pub(super) const FILES: [&str; 2] = ["ownership.yaml", "ownership.yml"];
pub(super) const FOLDER: &str = "ownership";

/// A matrix beside a new one that would be found, too. Two are an error.
pub(crate) fn twin(new: &Path) -> Option<PathBuf> {
    let is_found = FILES.iter().any(|name| new.ends_with(name));
    let mut names = FILES.into_iter().chain([FOLDER]).map(|name| new.with_file_name(name)).filter(|_| is_found);
    let is_there = |path: &PathBuf| path.symlink_metadata().is_ok_and(|there| is_yaml(path) || !there.is_file());
    names.find(|path| path != new && is_there(path))
}

/// Something in a folder.
pub(super) enum Entry {
    Folder,
    File(io::Result<Metadata>),
    Hidden,
    Other,
}

impl Entry {
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        if path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b".")) {
            return Ok(Self::Hidden);
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Ok(Self::Folder),
            // A dangling link is reported when it is read.
            metadata if is_yaml(path) => Ok(Self::File(metadata)),
            // A folder may contain YAML.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(error),
            _ => Ok(Self::Other),
        }
    }
}

/// What is wrong with a folder without YAML.
pub(super) const NO_YAML: &str = "holds no `*.yaml` or `*.yml`: name the folder that does";

/// Checks whether a name is that of YAML.
pub(crate) fn is_yaml(path: &Path) -> bool {
    matches!(path.extension().and_then(OsStr::to_str), Some("yaml" | "yml"))
}
