//! Duties.

use crate::matrix::{Cadence, DutyKind, Party};
use crate::source::container::{Acceptances, Items, Required, Slot};
use crate::source::decode::mappings;
use crate::source::leaf::{Leaf, Ref, Text};

mappings! {
    /// Something that recurs or is scheduled.
    struct Duty {
        /// The task.
        task: Required<Text>,
        /// Which kind: operation (the default under a system), monitoring, report …
        kind: Required<Leaf<DutyKind>>,
        /// How often: a cadence. Under a system the key above says it.
        every: Slot<Leaf<Cadence>>,
        /// By whom.
        by: Items<Ref<Party>>,
        /// With whom.
        with: Items<Ref<Party>>,
        /// Reported to whom.
        reported_to: Items<Ref<Party>>,
        /// How, in words.
        how: Slot<Text>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }
}
