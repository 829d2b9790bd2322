//! The commit that an answer is about.

use super::TimeCard;

answer! {
    /// The commit that an answer is about, and when it is given.
    pub(crate) struct AsOf {
        /// The revision or the date that was asked for.
        pub asked: String,
        /// The full id of the commit.
        pub commit: String,
        /// The beginning of the id, for people.
        pub short: String,
        /// When it was committed; `null` if nothing was read.
        pub committed: Option<TimeCard>,
        /// The clock, which the revision doesn't move.
        pub now: TimeCard,
    }
}
