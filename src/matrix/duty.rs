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
    /// Where it stands.
    pub place: Place,
}

/// Kinds of duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename_all = "kebab-case"))]
pub(crate) enum DutyKind {
    /// Running a system.
    Operation,
    /// Watching it.
    Monitoring,
    /// Reporting on it.
    Report,
    /// A meeting.
    Meeting,
    /// Training.
    Training,
    /// Keeping documents.
    Documentation,
    /// Sharing knowledge.
    Knowledge,
    /// An audit.
    Audit,
    /// An audit by the organisation itself.
    InternalAudit,
    /// An audit by somebody else, or coordinated for them.
    ExternalAudit,
}

impl DutyKind {
    /// All of them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Operation,
        Self::Monitoring,
        Self::Report,
        Self::Meeting,
        Self::Training,
        Self::Documentation,
        Self::Knowledge,
        Self::Audit,
        Self::InternalAudit,
        Self::ExternalAudit,
    ];

    /// The word for it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Monitoring => "monitoring",
            Self::Report => "report",
            Self::Meeting => "meeting",
            Self::Training => "training",
            Self::Documentation => "documentation",
            Self::Knowledge => "knowledge",
            Self::Audit => "audit",
            Self::InternalAudit => "internal-audit",
            Self::ExternalAudit => "external-audit",
        }
    }
}
