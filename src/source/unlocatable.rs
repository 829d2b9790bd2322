//! Why it isn't clear which matrix is meant.

use std::{fmt, io};

use crate::text::sanitize::shown;

/// Why it isn't clear which matrix is meant.
#[derive(Debug)]
pub(crate) enum Unlocatable {
    /// `--matrix ""`.
    EmptyFlag,
    /// A URL that isn't valid, and why.
    BadRemote(String),
    /// Only the built-in matrix is there.
    Required,
    /// Two in the same folder, as shown to people.
    Both(String, String),
    /// A folder with the name of the file, as shown to people.
    NotAFile(String),
    /// Something that can't be accessed, as shown to people.
    OutOfSight(String, io::Error),
}

impl fmt::Display for Unlocatable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyFlag => formatter.write_str("`--matrix` is empty: name a file or folder, or leave it out"),
            Self::BadRemote(why) => formatter.write_str(&shown(why)),
            Self::Required => formatter.write_str(
                "there is no matrix, and `OWN_REQUIRE_MATRIX` refuses the built-in one: name one with `--matrix`",
            ),
            Self::Both(one, other) => {
                write!(formatter, "both `{one}` and `{other}` are there: keep one, or name one with `--matrix`")
            }
            Self::NotAFile(path) => {
                write!(formatter, "`{path}` is a folder instead of a file: rename it, or name a matrix with `--matrix`")
            }
            Self::OutOfSight(path, _) => {
                write!(formatter, "can't tell whether `{path}` is there: name a matrix with `--matrix`")
            }
        }
    }
}

impl std::error::Error for Unlocatable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::OutOfSight(_, cause) => Some(cause),
            Self::EmptyFlag | Self::BadRemote(_) | Self::Required | Self::Both(..) | Self::NotAFile(_) => None,
        }
    }
}
