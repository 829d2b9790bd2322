//! Systems that are validated one by one while the text is still being read, each put aside as bytes.
//!
//! A large matrix is large by its systems: all of them as raw types take seven times the memory of their text. But a system may
//! name what is defined only behind it, so ids get numbers in the order in which they are mentioned, and what these stand
//! for is settled at the end.
//!
//! Only what is right is read this way. At the first fault of whatever kind it is given up, and the whole is read again by
//! [`validate`](super::validate), which finds all of them and says everything that can be said of them.

use std::borrow::Cow;
use std::io;

use super::super::raw;
use super::super::spanned::Text;
use super::known::{Known, Names};
use super::{Context, Ids, document, sections, system};
use crate::compiled::{Aside, Systems};
use crate::diagnostic::finding::Findings;
use crate::matrix::refers::Refers;
use crate::matrix::{Acceptance, Matrix, PartyId, System, SystemId};

/// Systems, as far as they are known.
pub(crate) struct OneByOne {
    /// What they mention.
    mentioned: Known,
    ids: Ids,
    names: Names,
    acceptances: Vec<Acceptance>,
    systems: Aside,
    /// For each the mention of the system that it is part of.
    wholes: Vec<Option<SystemId>>,
}

/// All systems of a matrix, valid and put aside.
pub(crate) struct Settled {
    systems: Aside,
    wholes: Vec<Option<SystemId>>,
    numbers: Numbers,
}

/// The numbers of what was mentioned.
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
            wholes: Vec::new(),
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
        self.wholes.push(system.part_of);
        self.systems.push(&system)
    }

    /// The matrix of these systems and of all else that the files say. `None` if something is wrong.
    pub(crate) fn settle(self, files: Vec<raw::File>, names: Vec<String>) -> Option<(Matrix, Settled)> {
        let Self { mentioned, ids, names: _, acceptances, systems, mut wholes } = self;
        // Systems that are still in their file are there in a way that isn't read one by one.
        if files.iter().any(|file| !file.systems.is_empty() || file.systems.is_faulty()) {
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
        for whole in wholes.iter_mut().flatten() {
            whole.0 = numbers.systems[whole.0 as usize];
        }
        (faults.is_empty() && !has_circle(&wholes)).then_some((matrix, Settled { systems, wholes, numbers }))
    }
}

/// Whether a system is part of itself, through others or not.
fn has_circle(wholes: &[Option<SystemId>]) -> bool {
    // For each the walk on which it was first met.
    let mut met: Vec<Option<usize>> = vec![None; wholes.len()];
    for start in 0..wholes.len() {
        let mut at = start;
        while met[at].is_none() {
            met[at] = Some(start);
            match wholes[at] {
                Some(whole) if met[whole.0 as usize] == Some(start) => return true,
                Some(whole) => at = whole.0 as usize,
                None => break,
            }
        }
    }
    false
}

impl Settled {
    /// How many bytes they take.
    pub(crate) fn bytes(&self) -> usize {
        self.systems.bytes()
    }
}

impl Systems for Settled {
    fn count(&self) -> usize {
        self.systems.len()
    }

    fn whole(&self, number: u32) -> Option<SystemId> {
        self.wholes[number as usize]
    }

    fn system(&self, number: u32) -> io::Result<Cow<'_, System>> {
        let mut system = self.systems.get(number)?;
        let Numbers { parties, policies, calendars, systems: _ } = &self.numbers;
        system.each_party(&mut |PartyId(party)| *party = parties[*party as usize]);
        system.part_of = self.whole(number);
        if let Some(policy) = &mut system.policy {
            *policy = policies[*policy] as usize;
        }
        if let Some(calendar) = &mut system.calendar {
            calendar.0 = calendars[calendar.0 as usize];
        }
        Ok(Cow::Owned(system))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_wherever_they_begin() {
        let of = |wholes: &[i8]| {
            let wholes: Vec<_> = wholes.iter().map(|whole| u32::try_from(*whole).ok().map(SystemId)).collect();
            has_circle(&wholes)
        };
        assert!(!of(&[]) && !of(&[-1]) && !of(&[1, 2, -1, 2, 3]));
        assert!(of(&[0]) && of(&[1, 0]) && of(&[-1, 0, 3, 4, 2]) && of(&[1, 2, 3, 1]));
    }
}
