//! Duties: what recurs or is scheduled.

use serde::{Deserialize, Serialize};

use super::{Cadence, PartyId, Place, Placed};

/// Something that is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Duty {
    /// What.
    pub task: String,
    /// Which kind.
    pub kind: DutyKind,
    /// How often; `None` where the matrix doesn't say.
    pub every: Option<Placed<Cadence>>,
    /// By whom.
    pub by: Vec<PartyId>,
    /// With whom.
    pub with: Vec<PartyId>,
    /// Reported to whom.
    pub reported_to: Vec<PartyId>,
    /// How, in words.
    pub how: Option<String>,
    /// Position in the source.
    pub place: Place,
}

words! {
    /// Kinds of duties.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum DutyKind {
        /// Running a system.
        Operation = "operation",
        /// Watching it.
        Monitoring = "monitoring",
        /// Reporting on it.
        Report = "report",
        /// A meeting.
        Meeting = "meeting",
        /// Training.
        Training = "training",
        /// Keeping documents.
        Documentation = "documentation",
        /// Sharing knowledge.
        Knowledge = "knowledge",
        /// An audit.
        Audit = "audit",
        /// An audit by the organisation itself.
        InternalAudit = "internal-audit",
        /// An audit by someone else, or coordinated for them.
        ExternalAudit = "external-audit",
    }
}
