//! The answer of `own call`.

use super::decide::EvidenceKind;
use crate::query::{At, Call, LinkCard, Named, Now, SystemCard, TimeCard};

answer! {
    /// Whom to call for an alert.
    pub(crate) struct AlertCall {
        /// The name of the alert; `null` if it has none.
        pub alert: Option<String>,
        /// True if this is one of several systems that the alert fits equally well.
        pub ambiguous: bool,
        /// The first one to call; `null` if nobody can be reached.
        pub name: Option<String>,
        /// Their number, or else the fastest address.
        pub number: Option<String>,
        /// The system.
        pub system: SystemCard,
        /// Its area; `null` if the alert doesn't say which.
        pub area: Option<Named>,
        /// Evidence in the alert that fits something in the matrix, the first to decide first.
        pub matches: Vec<Found>,
        /// Whom to call now.
        pub call: Vec<Call>,
        /// Whom to call then: the secondary, and whom the next level calls.
        pub then: Vec<Call>,
        /// The escalation policy; `null` if the matrix gives none.
        pub policy: Option<Named>,
        /// The severity that chose it, as the system names it; `null`: it holds at any severity.
        pub severity: Option<String>,
        /// The levels of `call` and `then`.
        pub levels: Vec<LevelName>,
        /// The areas of the system, if the alert doesn't say which.
        pub areas: Vec<Named>,
        /// Its links, such as a runbook. Nobody is called there.
        pub links: Vec<LinkCard>,
        /// When the incident began, if that is known.
        pub since: Option<TimeCard>,
        /// The moment of the answer; `null` without a calendar, unless a time was asked about.
        pub now: Option<Now>,
        /// Position of the area or the system in the source.
        pub at: At,
    }

    /// Part of an alert that fits something in the matrix.
    pub(crate) struct Found {
        /// Its kind.
        pub kind: EvidenceKind,
        /// The part of the alert.
        pub text: String,
        /// The selector that it fits, as written; `null` if it is a name or an address.
        pub selector: Option<String>,
        /// The system that it fits.
        pub system: Named,
        /// The area of that system.
        pub area: Option<Named>,
        /// Whether it decided on the system or the area.
        pub decides: bool,
        /// Position of the selector, or of the thing of that name, in the source.
        pub at: At,
    }

    /// A level of an escalation policy.
    pub(crate) struct LevelName {
        /// Its number, from 1.
        pub number: u32,
        /// Its name.
        pub name: String,
    }
}
