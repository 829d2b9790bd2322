//! Reads large matrices system by system, to save memory, and all files at once.
//!
//! All systems of a large matrix as raw types would take seven times the memory of their text. Here each system is validated and
//! stored as bytes while the text is being parsed. A system may refer to what is defined after it, so an id gets a provisional
//! number when it is first mentioned. The final numbers replace these at the end.
//!
//! Stops at the first fault. Then [`validate`](super::validate) reports every fault.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::super::decode::Decode;
use super::super::node::Key;
use super::super::{Node, SourceFile, Sources, Text, parallel, raw, yaml};
use super::known::{Known, OwnerRoles};
use super::names::Names;
use super::{Context, Ids, chain, document, reviewed, sections, system};
use crate::compiled::{Origin, Stored, write_with};
use crate::diagnostic::Findings;
use crate::matrix::{
    Acceptance, CalendarId, Matrix, PartyId, Plain, PolicyId, Refers, Renamed, System, SystemId, graph,
};

/// Below this size of text, in bytes, a complete matrix in memory is as fast.
const LARGE: usize = 1 << 20;

/// Compiles a large matrix. Returns the texts if it isn't large or has a fault.
pub(crate) fn compile_large(sources: Sources, origin: &Origin) -> Result<io::Result<Vec<u8>>, Sources> {
    let Some((matrix, systems)) = large(&sources) else { return Err(sources) };
    // The texts take most of the memory.
    drop(sources);
    Ok(systems.write(&matrix, origin))
}

/// The whole of a large matrix; `None` if it isn't large or has a fault.
pub(crate) fn whole_large(sources: &Sources) -> Option<Matrix> {
    let (matrix, systems) = large(sources)?;
    let mut matrix = Matrix { systems: systems.all().ok()?, ..matrix };
    reviewed::compare(&mut matrix);
    Some(matrix)
}

fn large(sources: &Sources) -> Option<(Matrix, Systems)> {
    if sources.bytes() < LARGE { None } else { read(sources) }
}

/// The systems of a file so far.
struct Parsing {
    /// The ids that they mention.
    known: Known,
    ids: Ids,
    names: Names,
    acceptances: Vec<Acceptance>,
    stored: Stored,
    parents: Vec<Option<SystemId>>,
}

/// The systems of all files.
struct Systems {
    files: Vec<Part>,
    parents: Vec<Option<SystemId>>,
    owner_roles: OwnerRoles,
    /// The id of each system.
    ids: Vec<String>,
}

/// The systems of a file, with provisional numbers.
struct Part {
    /// How many systems earlier files have.
    before: usize,
    stored: Stored,
    numbers: Numbers,
}

/// The final number of each provisional number.
struct Numbers {
    parties: Vec<u32>,
    policies: Vec<u32>,
    calendars: Vec<u32>,
    systems: Vec<u32>,
}

/// Parses all files at once. `None` if there is a fault.
fn read(sources: &Sources) -> Option<(Matrix, Systems)> {
    let failed = AtomicBool::new(false);
    let files = parallel::each(sources.0.len(), sources.bytes(), |number| {
        let read = if failed.load(Relaxed) { None } else { file(number, &sources.0[number]) };
        failed.fetch_or(read.is_none(), Relaxed);
        read
    });
    finish(files.into_iter().collect::<Option<_>>()?, sources.names())
}

/// Parses a file. `None` if it has a fault.
fn file(number: usize, source: &SourceFile) -> Option<(raw::File, Parsing)> {
    let mut faults = Findings::default();
    let mut systems = Parsing {
        known: Known::mentioned(),
        ids: Ids::new("system"),
        names: Names::new("system"),
        acceptances: Vec::new(),
        // Unused capacity costs nothing, but growing may copy everything.
        stored: Stored::with_capacity(source.text.len()),
        parents: Vec::new(),
    };
    let mut stored = Ok(());
    let mut take = |Key { span, text }: Key<'_>, node: Node<'_>, faults: &mut Findings| {
        let system = raw::System::decode(node, faults).unwrap_or_default();
        if faults.is_empty() && stored.is_ok() {
            stored = systems.add(Text { value: text.into_owned(), span }, system, faults);
        }
    };
    let node = yaml::parse_with(u32::try_from(number).ok()?, &source.text, &mut faults, Some(&mut take))?;
    let file = raw::File::decode(node, &mut faults).unwrap_or_default();
    stored.ok()?;
    (source.unreadable.is_none() && faults.is_empty()).then_some((file, systems))
}

impl Parsing {
    fn add(&mut self, id: Text, raw: raw::System, faults: &mut Findings) -> io::Result<()> {
        self.ids.enter_next(&id, faults);
        self.names.enter(&id, &raw.name, &raw.aliases, raw.parent(), faults);
        let acceptances = std::mem::take(&mut self.acceptances);
        let mut context = Context { known: &self.known, faults, acceptances };
        let system = system::system(id, raw, &mut context);
        self.acceptances = context.acceptances;
        self.parents.push(system.part_of);
        self.stored.push(&system)
    }
}

/// The rest of the matrix, once all files are parsed. `None` if it has a fault.
fn finish(read: Vec<(raw::File, Parsing)>, names: Vec<String>) -> Option<(Matrix, Systems)> {
    let (mut files, parsed): (Vec<raw::File>, Vec<Parsing>) = read.into_iter().unzip();
    // The parser leaves a section with an anchor in its file.
    if files.iter().any(|file| !file.systems.is_absent()) {
        return None;
    }
    let mut faults = Findings::default();
    document::version(&files, true, &mut faults);
    let (mut systems, mut of_systems) = (Ids::new("system"), Names::new("system"));
    let (mut parts, mut mentioned, mut acceptances) = (Vec::new(), Vec::new(), Vec::new());
    for Parsing { known, ids, names, acceptances: mut accepted, stored, parents } in parsed {
        systems.absorb(ids, &mut faults);
        of_systems.absorb(names, &mut faults);
        acceptances.append(&mut accepted);
        parts.push((stored, parents));
        mentioned.push(known);
    }
    let known = Known { systems, ..Known::collect(&files, true, &mut faults) };
    let mut context = Context { known: &known, faults: &mut faults, acceptances: Vec::new() };
    let mut matrix = sections(&mut files, names, &mut context, |context| {
        context.acceptances.append(&mut acceptances);
        Vec::new()
    });
    matrix.acceptances = context.acceptances;
    let mut systems =
        Systems { files: Vec::new(), parents: Vec::new(), owner_roles: OwnerRoles::default(), ids: Vec::new() };
    for ((stored, parents), mentioned) in parts.into_iter().zip(mentioned) {
        let numbers = Numbers {
            parties: known.parties.numbers_of(&mentioned.parties)?,
            policies: known.policies.numbers_of(&mentioned.policies)?,
            calendars: known.calendars.numbers_of(&mentioned.calendars)?,
            systems: known.systems.numbers_of(&mentioned.systems)?,
        };
        let before = systems.parents.len();
        let numbered = |parent: SystemId| SystemId(numbers.systems[parent.0 as usize]);
        systems.parents.extend(parents.into_iter().map(|parent| parent.map(numbered)));
        systems.files.push(Part { before, stored, numbers });
    }
    systems.owner_roles = known.owner_roles;
    systems.ids = known.systems.order;
    let parent = |at: usize| systems.parents[at].map(|parent| parent.0 as usize);
    let count = systems.parents.len();
    let is_valid =
        faults.is_empty() && graph::cycles(count, parent).is_empty() && chain::too_deep(count, parent).is_empty();
    is_valid.then_some((matrix, systems))
}

impl Systems {
    /// A system of a file, with its final numbers.
    fn system(&self, part: &Part, index: usize) -> io::Result<System> {
        let Numbers { parties, policies, calendars, systems } = &part.numbers;
        let mut system: System = part.stored.get(index)?;
        system.each_party(&mut |PartyId(party)| *party = parties[*party as usize]);
        system.owners.iter_mut().for_each(|ownership| self.owner_roles.describe(ownership));
        system.part_of = self.parents[part.before + index];
        for on in &mut system.depends_on {
            on.value = SystemId(systems[on.value.0 as usize]);
        }
        for policy in system.each_policy() {
            *policy = PolicyId(policies[policy.0 as usize]);
        }
        system.calendar = system.calendar.map(|CalendarId(calendar)| CalendarId(calendars[calendar as usize]));
        Ok(system)
    }

    /// All systems, in order.
    fn all(&self) -> io::Result<Vec<System>> {
        let of_file = |number: usize| -> io::Result<Vec<System>> {
            let part = &self.files[number];
            (0..part.stored.len()).map(|index| self.system(part, index)).collect()
        };
        let mut all = Vec::with_capacity(self.parents.len());
        for systems in parallel::each(self.files.len(), LARGE, of_file) {
            all.extend(systems?);
        }
        Ok(all)
    }

    fn write(self, matrix: &Matrix, origin: &Origin) -> io::Result<Vec<u8>> {
        let system = |SystemId(number)| {
            let number = number as usize;
            let file = self.files.partition_point(|part| part.before + part.stored.len() <= number);
            let part = self.files.get(file).ok_or_else(|| io::Error::other("no such system"))?;
            let mut system = self.system(part, number - part.before)?;
            if system.has_reviewed() {
                let plain = Plain { matrix, renamed: &Renamed::new() };
                system.compare_reviewed(plain, |id| self.ids[id.0 as usize].clone());
            }
            Ok(Cow::Owned(system))
        };
        write_with(matrix, &self.parents, system, origin)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
