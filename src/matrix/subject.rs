//! What a history is about.

/// A system or a party, by the ids that they have at a commit; nothing: the matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Subject {
    pub(crate) system: Option<String>,
    pub(crate) party: Option<String>,
}
