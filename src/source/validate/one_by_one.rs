//! Systems that are validated one by one while the text is being read, and stored as bytes.
//!
//! All systems of a large matrix as raw types would take seven times the memory of their text. A system may refer to what is
//! defined after it, so an id gets a provisional number when it is first mentioned, and the numbers are settled at the end.
//!
//! Reading stops at the first fault. Then [`validate`](super::validate) reads the whole and reports every fault.

use std::borrow::Cow;
use std::io;

use super::super::leaf::Text;
use super::super::raw;
use super::known::{Known, Names};
use super::{Context, Ids, document, sections, system};
use crate::compiled::{Aside, Systems};
use crate::diagnostic::finding::Findings;
use crate::matrix::refers::Refers;
use crate::matrix::{Acceptance, Matrix, PartyId, System, SystemId};

/// The systems so far.
pub(crate) struct OneByOne {
    /// The ids that they mention.
    mentioned: Known,
    ids: Ids,
    names: Names,
    acceptances: Vec<Acceptance>,
    systems: Aside,
    /// The provisional number of each one's parent.
    parents: Vec<Option<SystemId>>,
}

/// All systems of a valid matrix.
pub(crate) struct Settled {
    systems: Aside,
    parents: Vec<Option<SystemId>>,
    numbers: Numbers,
}

/// The numbers of provisional numbers.
struct Numbers {
    parties: Vec<u32>,
    systems: Vec<u32>,
    policies: Vec<u32>,
    calendars: Vec<u32>,
}

impl OneByOne {
    pub(crate) fn new() -> Self {
        Self {
            mentioned: Known::mentioned(),
            ids: Ids::new("system"),
            names: Names::new("system"),
            acceptances: Vec::new(),
            systems: Aside::default(),
            parents: Vec::new(),
        }
    }

    /// Adds the next system.
    pub(crate) fn add(&mut self, id: Text, raw: raw::System, faults: &mut Findings) -> io::Result<()> {
        self.ids.enter_next(&id, faults);
        self.names.enter(&id, &raw.name, &raw.aliases, faults);
        let acceptances = std::mem::take(&mut self.acceptances);
        let mut context = Context { known: &self.mentioned, faults, acceptances };
        let system = system::system(id, raw, &mut context);
        self.acceptances = context.acceptances;
        self.parents.push(system.part_of);
        self.systems.push(&system)
    }

    /// The matrix of these systems and of the rest of the files. `None` if it has a fault.
    pub(crate) fn settle(self, files: Vec<raw::File>, names: Vec<String>) -> Option<(Matrix, Settled)> {
        let Self { mentioned, ids, names: _, acceptances, systems, mut parents } = self;
        // A section that stayed in its file isn't read one by one.
        if files.iter().any(|file| !file.systems.is_absent()) {
            return None;
        }
        let mut faults = Findings::default();
        document::version(&files, true, &mut faults);
        let known = Known { systems: ids, ..Known::collect(&files, true, &mut faults) };
        let matrix = sections(files, names, &known, &mut faults, |_, context| {
            context.acceptances.extend(acceptances);
            Vec::new()
        });
        let numbers = Numbers {
            parties: known.parties.numbers_of(mentioned.parties)?,
            systems: known.systems.numbers_of(mentioned.systems)?,
            policies: known.policies.numbers_of(mentioned.policies)?,
            calendars: known.calendars.numbers_of(mentioned.calendars)?,
        };
        for parent in parents.iter_mut().flatten() {
            parent.0 = numbers.systems[parent.0 as usize];
        }
        let parent = |at: usize| parents[at].map(|parent| parent.0 as usize);
        let is_valid = faults.is_empty() && system::cycles(parents.len(), parent).is_empty();
        is_valid.then_some((matrix, Settled { systems, parents, numbers }))
    }
}

impl Settled {
    /// Their size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.systems.bytes()
    }
}

impl Systems for Settled {
    fn count(&self) -> usize {
        self.systems.len()
    }

    fn parent(&self, number: u32) -> Option<SystemId> {
        self.parents[number as usize]
    }

    fn system(&self, number: u32) -> io::Result<Cow<'_, System>> {
        let mut system = self.systems.get(number)?;
        let Numbers { parties, policies, calendars, systems: _ } = &self.numbers;
        system.each_party(&mut |PartyId(party)| *party = parties[*party as usize]);
        system.part_of = self.parent(number);
        if let Some(policy) = &mut system.policy {
            policy.0 = policies[policy.0 as usize];
        }
        if let Some(calendar) = &mut system.calendar {
            calendar.0 = calendars[calendar.0 as usize];
        }
        Ok(Cow::Owned(system))
    }
}
