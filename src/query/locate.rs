//! `own where`: which matrix is asked, and why that one.

use std::path::Path;

use jiff::Timestamp;

use super::{Answer, Caveats, Code};
use crate::source::{CompiledFile, Located, Place, Remote, Verdict};

words! {
    /// What a checkup is of.
    pub(crate) enum Checked {
        /// The cache of compiled matrices.
        Cache = "cache",
        /// Whether the file may be read.
        Trust = "trust",
        /// Completion in the user's shell.
        Completion = "completion",
        /// The repository of the matrix.
        Git = "git",
    }
}

answer! {
    /// Where the matrix comes from.
    pub(crate) struct Location {
        /// Which of the five places won.
        pub place: Place,
        /// Its path; `null` for the built-in one.
        pub path: Option<String>,
        /// Where `own fetch` downloads it from; `null` for a matrix that isn't remote.
        pub remote: Option<RemoteCard>,
        /// What is read instead of the YAML, as long as it is current; `null` where nothing compiled is kept of it.
        pub compiled: Option<Compiled>,
        /// Every place that was looked at, in order, until one won.
        pub considered: Vec<Considered>,
        /// What was found out about the cache, trust, completion and git.
        pub checkups: Vec<Checkup>,
    }

    /// A remote matrix.
    pub(crate) struct RemoteCard {
        /// Its URL, without credentials.
        pub url: String,
        /// The commit of the last download that loads; `null` before the first one.
        pub commit: Option<String>,
        /// When that was (UTC).
        pub fetched: Option<String>,
    }

    /// A compiled matrix.
    pub(crate) struct Compiled {
        /// The file.
        pub path: String,
        /// When it was made (UTC).
        pub made: String,
        /// Whether the YAML is still what it was made of: otherwise the YAML is read. `null` for one that was made by hand,
        /// which is used as it is.
        pub current: Option<bool>,
    }

    /// Something that `own` works better with.
    pub(crate) struct Checkup {
        /// What it is.
        pub of: Checked,
        /// Whether all is well.
        pub good: bool,
        /// How it is.
        pub says: String,
        /// What to do about it; `null` if there is nothing to do, or if that is said already.
        pub advice: Option<String>,
    }

    /// A place that was looked at.
    pub(crate) struct Considered {
        /// Which place.
        pub place: Place,
        /// What was looked at there; `null` where nothing was.
        pub path: Option<String>,
        /// What was there, and why it did or didn't win.
        pub outcome: Verdict,
        /// Whether it won.
        pub chosen: bool,
    }
}

/// Answers `own where`. Whether the matrix there is valid is for the caller to know: nothing is read here.
pub(crate) fn locate(
    located: &Located,
    compiled: Option<&CompiledFile>,
    checkups: Vec<Checkup>,
    valid: bool,
) -> Answer<Location> {
    let mut caveats = Caveats::default();
    let is_missing = located.is_missing();
    if !valid {
        let message = match &located.remote {
            Some(remote) if remote.fetched().is_none() => format!("not downloaded yet: `{}` does it", remote.fetch()),
            None if is_missing => "doesn't exist: check the name".to_owned(),
            _ => "can't be read or isn't valid: `own check` shows why".to_owned(),
        };
        caveats.add(Code::MatrixNotValid, message, None);
    }
    let considered = located.considered.iter().map(|considered| Considered {
        place: considered.place,
        path: considered.path.as_deref().map(shown),
        outcome: if is_missing && considered.verdict == Verdict::Wins { Verdict::Missing } else { considered.verdict },
        chosen: considered.verdict.is_winner(),
    });
    let location = Location {
        place: located.place,
        path: located.path.as_deref().map(shown),
        remote: located.remote.as_ref().map(remote),
        compiled: compiled.map(|file| Compiled {
            path: shown(&file.path),
            made: Timestamp::from_second(file.made).unwrap_or_default().to_string(),
            current: file.current,
        }),
        considered: considered.collect(),
        checkups,
    };
    Answer::new("where", vec![location], caveats)
}

impl Checkup {
    pub(crate) fn good(of: Checked, says: impl Into<String>) -> Self {
        Self { of, good: true, says: says.into(), advice: None }
    }

    pub(crate) fn advised(of: Checked, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { of, good: false, says: says.into(), advice: Some(advice.into()) }
    }
}

fn remote(remote: &Remote) -> RemoteCard {
    let fetched = remote.fetched();
    RemoteCard {
        url: remote.shown(),
        fetched: fetched.as_ref().map(|last| Timestamp::from_second(last.at).unwrap_or_default().to_string()),
        commit: fetched.map(|last| last.commit),
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
