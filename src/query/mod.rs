//! Pure functions from a matrix and a question to an answer. An answer is a plain typed value that serialises.

#[macro_use]
pub(crate) mod fields;

pub(crate) mod agenda;
pub(crate) mod alert;
pub(crate) mod approval;
pub(crate) mod area;
pub(crate) mod around;
mod as_of;
mod ask;
pub(crate) mod attest;
pub(crate) mod call;
pub(crate) mod card;
pub(crate) mod caveat;
pub(crate) mod change;
pub(crate) mod code;
pub(crate) mod confirmation;
pub(crate) mod current;
pub(crate) mod diff;
pub(crate) mod duties;
pub(crate) mod escalate;
pub(crate) mod explain;
pub(crate) mod extension;
pub(crate) mod find;
pub(crate) mod gaps;
pub(crate) mod head;
pub(crate) mod level;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod locate;
pub(crate) mod moment;
pub(crate) mod onboard;
pub(crate) mod owner;
pub(crate) mod party;
pub(crate) mod process;
pub(crate) mod resolve;
pub(crate) mod rota;
pub(crate) mod selected;
pub(crate) mod service_level;
pub(crate) mod show;
pub(crate) mod sla;
pub(crate) mod target;
pub(crate) mod things;
pub(crate) mod through;
pub(crate) mod unanswered;
pub(crate) mod weeks;
pub(crate) mod who;
pub(crate) mod wording;

pub(crate) use approval::{ApprovalCard, approval};
pub(crate) use area::{AreaRow, Assigned, Cells, area};
pub(crate) use around::Relation;
pub(crate) use as_of::AsOf;
pub(crate) use ask::ask;
pub(crate) use call::Call;
pub(crate) use card::{At, Named, SystemCard};
pub(crate) use caveat::{Caveats, Code, Warning};
pub(crate) use confirmation::{Confirmation, confirmation};
pub(crate) use extension::{ExtensionCard, extensions};
pub(crate) use fields::{Fields, Shape};
pub(crate) use head::Head;
pub(crate) use level::{Level, RotaCallCard};
pub(crate) use link::{LinkCard, links};
pub(crate) use moment::{Clock, Moment, Now, PartyNow, Present, ShiftCard, TimeCard, Typed};
pub(crate) use owner::Owner;
pub(crate) use party::{ContactCard, Holder, OnCallCard, Parties, PartyCard, contacts};
pub(crate) use process::StepPage;
pub(crate) use selected::{Choice, SelectorCard, choose};
pub(crate) use service_level::{ServiceLevelCard, ServiceLevelPage, TargetPage};
pub(crate) use target::Asker;
pub(crate) use things::{Key, Thing, things};
pub(crate) use through::{Through, through};
pub(crate) use unanswered::Unanswered;

use serde::Serialize;

use current::current;
use target::target;

/// Version of the JSON that answers serialise to. It changes when a name or a meaning does.
pub(crate) const SCHEMA: u32 = 2;

/// An answer: what fits the question, and what a careful colleague would add.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Answer<T> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the results are, such as `responsibility` or `system`.
    pub answer: &'static str,
    /// The commit that it is about; left out if it is about the matrix as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOf>,
    /// What fits, in the order of the matrix unless the answer says otherwise. Never empty.
    pub results: Vec<T>,
    /// The selectors that chose what it is about; left out where something else did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<SelectorCard>,
    /// Caveats, in the order in which they came up.
    pub warnings: Vec<Warning>,
}

impl<T> Answer<T> {
    /// An answer of one kind.
    pub(crate) fn new(answer: &'static str, results: Vec<T>, caveats: Caveats) -> Self {
        Self { schema: SCHEMA, answer, as_of: None, results, matched: Vec::new(), warnings: caveats.into_warnings() }
    }

    /// The answer with more caveats.
    fn and_warn(mut self, more: Vec<Warning>) -> Self {
        self.warnings.extend(more);
        self
    }
}
