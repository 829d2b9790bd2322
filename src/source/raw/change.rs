//! Change categories and the steps of the change process.

use crate::matrix::{Party, Risk};
use crate::source::container::{Acceptances, Items, Required, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{Leaf, Ref, Text};

mappings! {
    /// A change category.
    struct Change {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// The words in brackets behind the name, "Pre-approved".
        qualifier: Slot<Text>,
        /// `low`, `medium` or `high`: the stricter category is the one with the higher risk.
        risk: Slot<Leaf<Risk>>,
        /// The definition.
        definition: Slot<Text>,
        /// Examples of it.
        examples: Items<Text>,
        /// Who approves it, and how.
        approval: Slot<Spanned<Approval>>,
        /// Whom to notify.
        notify: Items<Ref<Party>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// Approval of a change category.
    struct Approval {
        /// Parties that approve; none where no person does.
        by: Items<Ref<Party>>,
        /// How, in words.
        how: Slot<Text>,
    }

    /// A step of the change process.
    struct Step {
        /// Its name.
        name: Required<Text>,
        /// The parts of the step.
        entries: Items<Spanned<StepEntry>>,
    }

    /// One entry of a step.
    struct StepEntry {
        /// Its name.
        name: Required<Text>,
        /// A description.
        what: Slot<Text>,
        /// By whom.
        by: Items<Ref<Party>>,
        /// The change category that it holds for; absent: for all.
        category: Slot<Ref<Change>>,
    }
}
