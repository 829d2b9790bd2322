//! Where a matrix can be, and what was found there.

use std::path::PathBuf;

words! {
    /// The places where a matrix can be, first to last.
    pub(crate) enum Place {
        /// `--matrix`.
        Flag = "--matrix",
        /// `OWN_MATRIX`.
        Environment = "OWN_MATRIX",
        /// `ownership.yaml` or `ownership/` in the current folder or above.
        Found = "ownership.yaml or ownership/ here or above",
        /// `own/matrix.yaml` in the user's configuration folder.
        Configuration = "own/matrix.yaml in the configuration folder",
        /// The matrix that is part of the program.
        BuiltIn = "the built-in matrix",
    }

    /// The result of looking at a place.
    pub(crate) enum Verdict {
        /// This is the matrix.
        Wins = "used",
        /// This is the matrix, but nothing has its name.
        Missing = "chosen, but doesn't exist",
        /// This is the matrix, but it belongs to somebody else.
        Foreign = "refused, because it belongs to another user",
        /// This is the matrix, but it is a pipe or a device.
        NotAFile = "refused, because it is neither a file nor a folder",
        /// This is the matrix, but it is a link to another place.
        LeadsOut = "refused, because it is a link that leads out of its folder",
        /// Not given, or the system has no such folder.
        NotGiven = "not given",
        /// The variable is set to nothing.
        Empty = "empty, so ignored",
        /// Nothing is there.
        NotThere = "not there",
        /// A file has the name of a folder.
        NotAFolder = "is a file instead of a folder",
        /// An earlier place has won.
        NotReached = "not looked at, because an earlier place is used",
    }
}

impl Verdict {
    /// Checks whether this is the matrix, even if it may not be read.
    pub(crate) fn is_winner(self) -> bool {
        matches!(self, Self::Wins | Self::Missing | Self::Foreign | Self::NotAFile | Self::LeadsOut)
    }
}

/// Something that was considered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Considered {
    /// The place that it belongs to.
    pub place: Place,
    /// The file or folder, if there was one to look at.
    pub path: Option<PathBuf>,
    pub verdict: Verdict,
}
