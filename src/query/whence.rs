//! `own where`: which matrix is asked, and why that one.

use super::{Answer, Caveats, Code};
use crate::source::{Located, Verdict};
use std::path::Path;

answer! {
    /// Where the matrix comes from.
    pub struct Whence {
        /// Which of the five places won.
        pub place: &'static str,
        /// Its path; `null` for the built-in one.
        pub path: Option<String>,
        /// Every place that was looked at, in order, until one won.
        pub considered: Vec<Considered>,
    }
}

answer! {
    /// A place that was looked at.
    pub struct Considered {
        /// Which place.
        pub place: &'static str,
        /// What was looked at there; `null` where nothing was.
        pub path: Option<String>,
        /// What was there, and why it did or didn't win.
        pub outcome: &'static str,
        /// Whether it won.
        pub chosen: bool,
    }
}

/// Answers `own where`. Whether the matrix there is valid is for the caller to know: nothing is read here.
#[must_use]
pub fn whence(located: &Located, valid: bool) -> Answer<Whence> {
    let mut caveats = Caveats::default();
    if !valid {
        let message = "it can't be read or isn't valid; any question, such as `own list systems`, shows what is wrong";
        caveats.add(Code::MatrixNotValid, message, None);
    }
    let considered = located.considered.iter().map(|considered| Considered {
        place: considered.place.name(),
        path: considered.path.as_deref().map(shown),
        outcome: considered.verdict.reason(),
        chosen: considered.verdict == Verdict::Wins,
    });
    let whence = Whence {
        place: located.place.name(),
        path: located.path.as_deref().map(shown),
        considered: considered.collect(),
    };
    Answer::new("where", vec![whence], caveats)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
