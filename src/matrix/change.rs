//! Change categories and the change process.

use serde::{Deserialize, Serialize};

use super::{ChangeId, Matrix, PartyId, Place, Placed};
use crate::text::name::words;

/// A change category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The words in brackets behind its name.
    pub qualifier: Option<String>,
    /// How risky its changes are: the higher, the stricter.
    pub risk: Option<Risk>,
    /// Examples.
    pub definition: Option<String>,
    /// Examples of it.
    pub examples: Vec<Placed<String>>,
    /// Who approves it, and how; `None` where the matrix doesn't say.
    pub approval: Option<Approval>,
    /// Whom to notify.
    pub notify: Vec<PartyId>,
    /// Position in the source.
    pub place: Place,
}

impl Change {
    /// Its examples, without their places.
    pub(crate) fn example_texts(&self) -> Vec<String> {
        self.examples.iter().map(|example| example.value.clone()).collect()
    }
}

words! {
    /// How risky changes are.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum Risk {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

/// Approval of a change category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Approval {
    /// Who approves; empty where no person does.
    pub by: Vec<PartyId>,
    /// How, in words.
    pub how: Option<String>,
    /// Position in the source.
    pub place: Place,
}

/// A step of the change process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// Its name.
    pub name: String,
    /// Entries.
    pub entries: Vec<StepEntry>,
    /// Position in the source.
    pub place: Place,
}

/// One entry of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepEntry {
    /// Its name.
    pub name: String,
    /// Text.
    pub what: Option<String>,
    /// By whom.
    pub by: Vec<PartyId>,
    /// The change category that it holds for; `None`: for all.
    pub category: Option<ChangeId>,
    /// Position in the source.
    pub place: Place,
}

impl Matrix {
    /// Who approves which category by the change process: entries in whose text, or in the name of whose step, approval is
    /// mentioned. In others a party of a category can do anything, such as fill in a form.
    pub(crate) fn approvals_in_process(&self) -> impl Iterator<Item = (ChangeId, &Step, &StepEntry)> {
        let mentions = |text: &str| words(text).any(|word| word.starts_with("approv"));
        let entries = self.change_process.iter().flat_map(|step| step.entries.iter().map(move |entry| (step, entry)));
        entries.filter_map(move |(step, entry)| {
            let mut texts = [Some(&step.name), Some(&entry.name), entry.what.as_ref()].into_iter().flatten();
            let category = entry.category.filter(|_| !entry.by.is_empty())?;
            texts.any(|text| mentions(text)).then_some((category, step, entry))
        })
    }
}
